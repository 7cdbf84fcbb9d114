// What was said, as a list: who speaks is told by shape and by label, and what was sent says how far it got.
import type { Chat } from "./chat";
import { arrange, h, icon, written, type Child } from "./dom";
import { day, moment, size, type Language } from "./texts";
import { speaker } from "./transcript";
import type { Attachment, Message, Source } from "./types";
import type { Waiting } from "./waiting";

export interface Acts {
  retry: (one: Waiting) => void;
  discard: (one: Waiting) => void;
  save: (file: Attachment, conversation: string) => void;
}

interface Item {
  key: string;
  signature: string;
  make: () => HTMLElement;
}

interface Drawn {
  signature: string;
  element: HTMLElement;
}

export class ThreadView {
  readonly list = h("ol", {});
  private drawn = new Map<string, Drawn>();

  constructor(
    private readonly chat: Chat,
    private readonly spoken: Language,
    private readonly acts: Acts,
  ) {}

  update(): void {
    const kept = new Map<string, Drawn>();
    for (const { key, signature, make } of this.items()) {
      const before = this.drawn.get(key);
      kept.set(key, before?.signature === signature ? before : { signature, element: replaced(before, make()) });
    }
    this.drawn = kept;
    arrange(this.list, [...kept.values()].map((one) => one.element));
  }

  /** The last thing said, whoever said it. */
  get last(): HTMLElement | null {
    return this.list.querySelector<HTMLElement>("li:last-child");
  }

  private items(): Item[] {
    const { thread } = this.chat;
    const waiting = this.chat.waiting.filter((one) => !one.person);
    const items: Item[] = [];
    thread.forEach(({ part, message }, at) => {
      const before = thread[at - 1];
      const after = thread[at + 1];
      const fresh = !before || before.part !== part;
      if (before && fresh) items.push(this.divider(`part:${part}`, this.spoken.say("continued")));
      if (fresh || daysApart(before!.message.at, message.at)) items.push(this.divider(`day:${message.id}`, this.day(message.at)));
      const head = fresh || !sameVoice(before!.message, message);
      const tail = !after || !sameVoice(message, after.message);
      const last = !after && !waiting.length;
      items.push(this.message(message, this.chat.conversationOf(part), head, tail, last));
    });
    return [...items, ...waiting.map((one) => this.unsent(one))];
  }

  private divider(key: string, text: string): Item {
    return { key, signature: text, make: () => h("li", { class: "divider" }, h("span", {}, text)) };
  }

  private day(at: string): string {
    return day(at, this.spoken.code);
  }

  private message(message: Message, conversation: string, head: boolean, tail: boolean, last: boolean): Item {
    const mine = message.author.kind === "customer";
    const state = mine && last ? this.spoken.say("kept") : "";
    const make = () =>
      h(
        "li",
        { class: `said ${message.author.kind}` },
        head && !mine && this.head(message),
        head && mine && h("span", { class: "hidden" }, this.spoken.say("you")),
        this.body(message),
        ...message.sources.map((one) => this.source(one)),
        this.files(message.attachments ?? [], conversation),
        mine && tail && h("p", { class: "foot" }, h("time", {}, this.time(message.at)), state && icon("check"), state),
      );
    const key = this.chat.keyOf(message.id);
    return { key, signature: JSON.stringify([message, head, tail, state]), make };
  }

  private head(message: Message): HTMLElement {
    const { kind, name } = message.author;
    const who = speaker(message, this.spoken);
    return h(
      "p",
      { class: "head" },
      kind === "assistant" && h("span", { class: "mark ai", "aria-hidden": "true" }, "AI"),
      kind === "agent" && h("span", { class: "mark human", "aria-hidden": "true" }, initials(name ?? who)),
      h("b", {}, who),
      kind === "agent" && h("span", { class: "tag" }, this.spoken.say("person")),
      h("time", {}, this.time(message.at)),
    );
  }

  private body(message: Message): Child {
    if (message.erased) return h("p", { class: "body erased" }, this.spoken.say("erased"));
    if (!message.text) return null;
    const text = message.author.kind === "customer" ? [message.text] : written(message.text);
    const body = h("div", { class: "body" }, ...text);
    if (message.drafted_by_assistant) body.append(h("small", {}, this.spoken.say("drafted")));
    return body;
  }

  private source(source: Source): HTMLElement {
    const title = /^https?:\/\//i.test(source.url ?? "")
      ? h("a", { href: source.url!, target: "_blank", rel: "noopener noreferrer" }, source.title)
      : h("span", { dir: "auto" }, source.title);
    const summary = h("summary", {}, icon("book"), `${this.spoken.say("source")}: `, title);
    return h("details", { class: "source" }, summary, h("blockquote", {}, source.quote));
  }

  private files(files: Attachment[], conversation: string): Child {
    if (!files.length) return null;
    const chip = (file: Attachment) =>
      h(
        "button",
        { class: "file", type: "button", onclick: () => this.acts.save(file, conversation) },
        h("span", { class: "hidden" }, this.spoken.say("download", { name: file.name })),
        icon("file"),
        h("bdi", { "aria-hidden": "true" }, file.name),
        h("small", { "aria-hidden": "true" }, size(file.size, this.spoken.code)),
      );
    return h("div", { class: "files" }, ...files.map(chip));
  }

  private unsent(one: Waiting): Item {
    const { say } = this.spoken;
    const state = one.refused !== undefined ? "failed" : this.chat.works ? "sending" : "waiting";
    const act = (text: string, run: () => void) => h("button", { type: "button", class: "link", onclick: run }, text);
    const make = () =>
      h(
        "li",
        { class: `said customer ${state}` },
        h("span", { class: "hidden" }, say("you")),
        one.text && h("div", { class: "body" }, one.text),
        ...(one.attachments ?? []).map((file) => h("p", { class: "files" }, icon("file"), h("bdi", {}, file.name))),
        h(
          "p",
          { class: "foot" },
          state === "failed" ? icon("warn") : state === "waiting" && icon("clock"),
          `${say(state)} ${one.refused ?? ""}`.trim(),
          ...(state === "failed"
            ? [act(say("retry"), () => this.acts.retry(one)), act(say("discard"), () => this.acts.discard(one))]
            : []),
        ),
      );
    return { key: one.key, signature: JSON.stringify([one, state]), make };
  }

  private time(at: string): string {
    return moment(at, this.spoken.code);
  }
}

/** The same place in the list, with new insides: nothing is announced twice and nothing moves. */
function replaced(before: Drawn | undefined, made: HTMLElement): HTMLElement {
  if (!before) return made;
  const old = before.element;
  old.className = made.className;
  const kept = old.querySelector(".body");
  const fresh = made.querySelector(".body");
  if (kept && fresh && kept.textContent === fresh.textContent) fresh.replaceWith(kept);
  old.replaceChildren(...made.childNodes);
  return old;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase();
}

function sameVoice(one: Message, other: Message): boolean {
  return one.author.kind === other.author.kind && one.author.name === other.author.name && !daysApart(one.at, other.at);
}

function daysApart(one: string, other: string): boolean {
  return new Date(one).toDateString() !== new Date(other).toDateString();
}
