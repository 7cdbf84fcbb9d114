// <handrail-chat site-key="…">: a button in the corner that opens the chat, or, with `inline`, the chat itself.
import { Chat } from "./chat";
import { h, icon, say } from "./dom";
import { Panel } from "./panel";
import { chosen, language, type Language } from "./texts";
import style from "./widget.css";

// The script's own address is known only while it runs; modules have none, they say `api` instead.
const SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const OPEN = "handrail:open";

export class HandrailChat extends HTMLElement {
  static readonly observedAttributes = ["site-key", "api", "lang", "heading", "identity", "inline"];
  private readonly root = this.attachShadow({ mode: "open" });
  private chat: Chat | null = null;
  private panel: Panel | null = null;
  private launcher: HTMLButtonElement | null = null;
  private spoken: Language | null = null;
  private starting = 0;
  private told = -1;

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets = [sheet];
    void this.begin();
  }

  disconnectedCallback(): void {
    this.finish();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) void this.begin();
  }

  /** Opens the chat and puts the cursor where the customer writes. */
  open(): void {
    this.show(true);
    this.focusInside();
  }

  close(): void {
    if (this.inline) return;
    this.show(false);
    this.launcher?.focus();
  }

  /** Forgets the conversation on this device, for a sign-out of the site. The desk keeps it. */
  forget(): void {
    this.chat?.forget();
  }

  private get inline(): boolean {
    return this.hasAttribute("inline");
  }

  /** Attributes change one by one when a page sets them; the last of them starts the chat. */
  private async begin(): Promise<void> {
    const turn = ++this.starting;
    this.finish();
    const api = this.origin();
    const code = chosen([this.getAttribute("lang"), document.documentElement.lang, ...navigator.languages]);
    const spoken = await language(code, SCRIPT ? new URL(SCRIPT).origin : api);
    if (turn !== this.starting || !this.isConnected) return;
    this.spoken = spoken;
    const settings = { api, site: this.getAttribute("site-key") ?? "", language: code, identity: this.getAttribute("identity") };
    this.chat = new Chat(settings, () => this.update());
    this.draw(spoken, this.chat);
    this.chat.start();
  }

  private finish(): void {
    this.chat?.end();
    this.chat = null;
    document.removeEventListener("visibilitychange", this.seen);
  }

  private origin(): string {
    const given = this.getAttribute("api");
    if (given) return new URL(given, location.href).href.replace(/\/+$/, "");
    return SCRIPT ? new URL(SCRIPT).origin : location.origin;
  }

  private draw(spoken: Language, chat: Chat): void {
    const heading = this.getAttribute("heading") ?? spoken.say("title");
    this.panel = new Panel(chat, spoken, heading, this.inline, () => this.close());
    this.launcher = this.inline ? null : this.makeLauncher();
    const frame = h("div", { class: "frame", dir: spoken.direction, onkeydown: (event: KeyboardEvent) => this.pressed(event) }, this.panel.element, this.launcher);
    this.root.replaceChildren(frame);
    document.addEventListener("visibilitychange", this.seen);
    this.show(this.inline || remembered());
    this.update();
  }

  private makeLauncher(): HTMLButtonElement {
    const count = h("span", { class: "count", "aria-hidden": "true" });
    return h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => this.open() }, icon("chat"), count);
  }

  private show(open: boolean): void {
    if (!this.panel) return;
    this.panel.element.hidden = !open;
    if (this.launcher) this.launcher.hidden = open;
    if (!this.inline) remember(open);
    this.update();
    if (open) this.panel.toEnd();
    this.dispatchEvent(new CustomEvent(open ? "handrail-open" : "handrail-close"));
  }

  private update(): void {
    if (!this.panel || !this.chat || !this.spoken) return;
    this.panel.update();
    const { unread } = this.chat;
    if (this.launcher) {
      const count = this.launcher.querySelector<HTMLElement>(".count")!;
      count.hidden = !unread;
      say(count, unread > 9 ? "9+" : String(unread));
      const label = this.spoken.say("open");
      this.launcher.setAttribute("aria-label", unread ? `${label}, ${this.spoken.say("unread", { n: unread })}` : label);
    }
    if (unread !== this.told) this.dispatchEvent(new CustomEvent("handrail-unread", { detail: unread }));
    this.told = unread;
    this.seen();
  }

  private readonly seen = (): void => {
    const open = this.panel && !this.panel.element.hidden;
    if (open && document.visibilityState === "visible") void this.chat?.markShown();
  };

  private pressed(event: KeyboardEvent): void {
    event.stopPropagation(); // a page's own shortcuts are not meant while somebody writes here
    if (event.key === "Escape" && !event.isComposing && !this.inline) this.close();
    if (event.key === "Tab") this.stayInside(event);
  }

  /** On a phone the chat covers the page: what lies under it must not get the focus. */
  private stayInside(event: KeyboardEvent): void {
    const { panel } = this;
    if (!panel || this.inline || getComputedStyle(panel.element).getPropertyValue("--covers") !== "1") return;
    const all = [...panel.element.querySelectorAll<HTMLElement>("button,textarea,input,a,summary,[tabindex='0']")];
    const reachable = all.filter((one) => one.offsetParent !== null && one.tabIndex >= 0);
    const [first, last] = [reachable[0], reachable.at(-1)];
    const at = this.root.activeElement;
    if (event.shiftKey ? at === first || at === panel.element : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  }

  /** On a touch screen the keyboard would cover what was answered: there the panel itself gets the focus. */
  private focusInside(): void {
    const writing = matchMedia("(hover: hover)").matches;
    (writing ? this.panel?.composer.words : this.panel?.element)?.focus();
  }
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(OPEN) === "1";
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    sessionStorage.setItem(OPEN, open ? "1" : "0");
  } catch {
    // Then the next page begins with the chat closed.
  }
}
