// <handrail-chat>: the customer's way to an answer and to a person. Loading this script defines the element.
import { HandrailChat } from "./element";

if (!customElements.get("handrail-chat")) customElements.define("handrail-chat", HandrailChat);
