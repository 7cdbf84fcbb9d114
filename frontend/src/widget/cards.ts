// What the end of the thread asks now and then: an address, whether it is solved, a person perhaps, how it was.
import type { Chat } from "./chat";
import { arrange, h } from "./dom";
import type { Language, TextId } from "./texts";

interface Card {
  key: string;
  wanted: () => boolean;
  make: () => HTMLElement;
}

export class Cards {
  readonly element = h("div", { class: "cards" });
  private readonly made = new Map<string, HTMLElement>();
  private thanked = false;

  constructor(
    private readonly chat: Chat,
    private readonly spoken: Language,
    private readonly told: (sentence: string) => void,
  ) {}

  /** Whether something is asked that was not before. */
  update(): boolean {
    const shown = this.cards().filter((one) => one.wanted());
    const asksMore = shown.some((one) => !this.made.has(one.key));
    for (const key of [...this.made.keys()]) if (!shown.some((one) => one.key === key)) this.made.delete(key);
    arrange(this.element, shown.map(({ key, make }) => this.made.get(key) ?? this.keep(key, make())));
    return asksMore;
  }

  private keep(key: string, element: HTMLElement): HTMLElement {
    this.made.set(key, element);
    return element;
  }

  private cards(): Card[] {
    const { chat } = this;
    const of = chat.conversation;
    const id = of?.id ?? "";
    const idle = !chat.waiting.length && chat.thread.at(-1)?.message.author.kind !== "customer";
    const over = of?.state === "resolved" || of?.state === "closed";
    const rather = Boolean(of?.offers.suggest_person) && !chat.waiting.length;
    return [
      { key: `email:${id}`, wanted: () => Boolean(of?.offers.email) && !chat.emailLeft, make: () => this.email() },
      { key: `rather:${id}`, wanted: () => rather, make: () => this.rather() },
      { key: `solved:${id}`, wanted: () => Boolean(of?.offers.confirm) && idle && !rather, make: () => this.solved() },
      { key: `over:${of?.state}`, wanted: () => over, make: () => h("p", { class: "over" }, this.spoken.say(of?.state as TextId)) },
      { key: `rate:${id}`, wanted: () => over && !chat.rated, make: () => this.rating() },
      { key: "thanks", wanted: () => over && chat.rated && this.thanked, make: () => h("p", { class: "over" }, this.spoken.say("thanks")) },
    ];
  }

  private email(): HTMLElement {
    const { say } = this.spoken;
    const input = h("input", { type: "email", required: true, autocomplete: "email", maxlength: 254, dir: "ltr", id: "email" });
    const send = async () => {
      if (!input.checkValidity()) return this.told(say("email_wrong"));
      await this.tried(() => this.chat.leaveEmail(input.value.trim()), "email_wrong");
    };
    return form(
      send,
      h("label", { for: "email" }, say("email")),
      h("p", { id: "email-why" }, say("email_why")),
      h("div", { class: "row" }, input, h("button", { type: "submit" }, say("email_save"))),
    );
  }

  private rather(): HTMLElement {
    const press = () => this.chat.wantPerson();
    const button = h("button", { type: "button", class: "main", onclick: press }, this.spoken.say("talk"));
    return h("div", { class: "card" }, h("p", {}, this.spoken.say("rather")), button);
  }

  private solved(): HTMLElement {
    const press = () => this.tried(() => this.chat.confirm());
    const button = h("button", { type: "button", onclick: press }, this.spoken.say("yes"));
    return h("div", { class: "card row" }, h("p", {}, this.spoken.say("solved")), button);
  }

  private rating(): HTMLElement {
    const { say } = this.spoken;
    const rating = scale("rating", 5, say("rate"), say("rate_low"), say("rate_high"));
    const effort = scale("effort", 7, say("effort"), say("effort_low"), say("effort_high"));
    const comment = h("textarea", { rows: 2, maxlength: 2_000, dir: "auto", "aria-label": say("comment"), placeholder: say("comment") });
    const more = h("div", { class: "more", hidden: true }, effort, comment, h("button", { type: "submit", class: "main" }, say("rate_send")));
    rating.addEventListener("change", () => {
      more.hidden = false;
      more.scrollIntoView({ block: "nearest" }); // with its button, which sends it
    });
    const send = () =>
      this.tried(() => {
        const eased = marked(effort);
        const added = comment.value.trim();
        this.thanked = true;
        return this.chat.rate({ rating: marked(rating)!, ...(eased ? { effort: eased } : {}), ...(added ? { comment: added } : {}) });
      });
    return form(send, rating, more);
  }

  /** What the desk refuses is told; what was entered stays. */
  private async tried(act: () => Promise<void>, otherwise: TextId = "wrong"): Promise<void> {
    try {
      await act();
      this.told("");
    } catch {
      this.told(this.spoken.say(otherwise));
    }
  }
}

function form(send: () => Promise<void>, ...children: HTMLElement[]): HTMLElement {
  return h("form", { class: "card", novalidate: true, onsubmit: (event: Event) => (event.preventDefault(), send()) }, ...children);
}

/** A question with one to `most` for an answer. */
function scale(name: string, most: number, question: string, low: string, high: string): HTMLElement {
  const marks = Array.from({ length: most }, (_, at) => {
    const end = at === 0 ? `, ${low}` : at === most - 1 ? `, ${high}` : "";
    const input = h("input", { type: "radio", name, value: at + 1, "aria-label": `${at + 1}${end}` });
    return h("label", {}, input, h("span", { "aria-hidden": "true" }, String(at + 1)));
  });
  const ends = h("p", { class: "ends", "aria-hidden": "true" }, h("span", {}, low), h("span", {}, high));
  return h("fieldset", { class: "scale" }, h("legend", {}, question), h("div", { class: "marks" }, ...marks), ends);
}

function marked(scale: HTMLElement): number | null {
  const chosen = scale.querySelector<HTMLInputElement>("input:checked");
  return chosen ? Number(chosen.value) : null;
}
