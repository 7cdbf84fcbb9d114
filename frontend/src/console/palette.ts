// Ctrl+K: what this page can do, every page, and whatever conversation or customer is looked for, in one list.
import { commandsHere } from "./commands";
import { make, show } from "./dialogs";
import { openSheet } from "./sheet";

interface Found {
  label: string;
  detail: string;
  group: string;
  key?: string;
  run(): void;
}

/** What the desk answers to /palette?q=... */
interface Hit {
  group: string;
  label: string;
  detail: string;
  href: string;
}

const LOOKS_AFTER = 120; // ms without a key
let count = 0;

export function openPalette(): void {
  if (document.querySelector("dialog.palette[open]")) return;
  const known = [...commands(), ...pages()]; // read before the dialog stands above the page
  new Palette(known).open();
}

function commands(): Found[] {
  const here = commandsHere().map((one) => ({ ...one, detail: "", group: "On this page" }));
  return [...here, { label: "Keys of this page", detail: "", group: "On this page", key: "?", run: openSheet }];
}

function pages(): Found[] {
  const links = document.querySelectorAll<HTMLAnchorElement>(".rail ul a[href], .rail-foot a[href]");
  return [...links].map((one) => ({
    label: (one.firstChild?.textContent ?? one.textContent ?? "").trim(),
    detail: "",
    group: "Go to",
    run: () => location.assign(one.href),
  }));
}

class Palette {
  readonly #input = make("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-autocomplete": "list",
    "aria-label": "Commands, pages, conversations and customers",
    placeholder: "What are you looking for?",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #list = make("ul", { id: "palette-list", role: "listbox", "aria-label": "Found" });
  readonly #says = make("p", { class: "muted", role: "status" });
  readonly #dialog = make("dialog", { class: "palette", "aria-label": "Command palette" }, this.#input, this.#list, this.#says);
  #shown: Found[] = [];
  #hits: Found[] = [];
  #at = 0;
  #asking: AbortController | null = null;
  #timer = 0;

  constructor(private readonly known: Found[]) {}

  open(): void {
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("close", () => this.#asking?.abort());
    show(this.#dialog);
    this.#input.focus();
    this.#draw();
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#hits = [];
    this.#at = 0;
    this.#draw();
    const q = this.#input.value.trim();
    if (q.length > 1) this.#timer = window.setTimeout(() => void this.#ask(q), LOOKS_AFTER);
  }

  async #ask(q: string): Promise<void> {
    const asking = (this.#asking = new AbortController());
    try {
      const answer = await fetch(`${document.body.dataset["desk"]}/palette?q=${encodeURIComponent(q)}`, { signal: asking.signal });
      if (!answer.ok) return this.#say("The desk did not answer. Try again in a moment.");
      const hits = (await answer.json()) as Hit[];
      this.#hits = hits.map((hit) => ({ ...hit, run: () => location.assign(hit.href) }));
      this.#draw();
    } catch {
      if (!asking.signal.aborted) this.#say("No connection to the desk.");
    }
  }

  #key(event: KeyboardEvent): void {
    const last = this.#shown.length - 1;
    const to: Record<string, number> = {
      ArrowDown: this.#at >= last ? 0 : this.#at + 1,
      ArrowUp: this.#at <= 0 ? last : this.#at - 1,
      PageDown: Math.min(this.#at + 8, last),
      PageUp: Math.max(this.#at - 8, 0),
    };
    const next = to[event.key];
    if (next !== undefined) this.#choose(next);
    else if (event.key === "Enter") this.#run(this.#at);
    else return;
    event.preventDefault();
  }

  #draw(): void {
    const wanted = this.#input.value.trim().toLowerCase().split(/\s+/);
    const fits = (one: Found): boolean => wanted.every((word) => `${one.label} ${one.group}`.toLowerCase().includes(word));
    this.#shown = [...this.known.filter(fits), ...this.#hits];
    const lines: HTMLElement[] = [];
    let group = "";
    this.#shown.forEach((one, at) => {
      if (one.group !== group) lines.push(make("li", { role: "presentation", class: "group" }, (group = one.group)));
      lines.push(this.#option(one, at));
    });
    this.#list.replaceChildren(...lines);
    this.#choose(Math.min(this.#at, this.#shown.length - 1));
    this.#say(this.#shown.length ? "" : "Nothing found.");
  }

  #option(one: Found, at: number): HTMLElement {
    const option = make("li", { role: "option", id: `palette-${++count}`, "aria-selected": "false" }, make("span", {}, one.label));
    if (one.detail) option.append(make("span", { class: "muted" }, one.detail));
    if (one.key) option.append(make("kbd", {}, one.key));
    option.addEventListener("click", () => this.#run(at));
    option.addEventListener("pointermove", () => this.#at === at || this.#choose(at, false));
    return option;
  }

  #choose(at: number, scroll = true): void {
    this.#at = Math.max(at, 0);
    this.#list.querySelectorAll("[role=option]").forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.#at));
      if (place !== this.#at) return;
      this.#input.setAttribute("aria-activedescendant", option.id);
      if (scroll) option.scrollIntoView({ block: "nearest" });
    });
    if (!this.#shown.length) this.#input.removeAttribute("aria-activedescendant");
  }

  #run(at: number): void {
    const chosen = this.#shown[at];
    if (!chosen) return;
    this.#dialog.close();
    chosen.run();
  }

  #say(text: string): void {
    this.#says.textContent = text;
  }
}
