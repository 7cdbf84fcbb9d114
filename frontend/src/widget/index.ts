// <handrail-chat>: the customer's way to an answer and to a person.
export {};
