// The chat's frame: who answers, the way to a person, the thread, and the box to write in.
import { Cards } from "./cards";
import type { Chat } from "./chat";
import { Composer } from "./composer";
import { h, icon, say } from "./dom";
import { moment, type Language } from "./texts";
import { initials, ThreadView } from "./thread";
import { download, transcript } from "./transcript";

const GRACE = 1_500;
const NEAR = 80;

export class Panel {
  readonly element: HTMLElement;
  readonly composer: Composer;
  private readonly thread: ThreadView;
  private readonly cards: Cards;
  private readonly mark = h("span", { class: "mark", "aria-hidden": "true" });
  private readonly answering = h("p", { class: "answering" });
  private readonly talk: HTMLButtonElement;
  private readonly coming = h("div", { class: "coming", role: "status" });
  private readonly hello: HTMLElement;
  private readonly busy = h("p", { class: "busy", role: "status" });
  private readonly scroller: HTMLElement;
  private readonly newer: HTMLButtonElement;
  private readonly status = h("p", { class: "status", role: "status" });
  private readonly save: HTMLButtonElement;
  private sentence = "";
  private lostSince = 0;

  constructor(
    private readonly chat: Chat,
    private readonly spoken: Language,
    heading: string,
    inline: boolean,
    close: () => void,
  ) {
    const tell = (sentence: string) => ((this.sentence = sentence), this.update());
    this.thread = new ThreadView(chat, spoken, {
      retry: (one) => chat.tryAgain(one),
      discard: (one) => chat.discard(one),
      save: (file, of) =>
        chat.download(file, of).then(
          (blob) => download(blob, file.name),
          () => tell(spoken.say("wrong")),
        ),
    });
    this.cards = new Cards(chat, spoken, tell);
    this.composer = new Composer(chat, spoken, tell, () => (tell(""), this.toEnd()));
    this.talk = h("button", { type: "button", class: "talk", onclick: () => (chat.wantPerson(), this.toEnd()) }, icon("person"), icon("check"), spoken.say("talk"));
    this.hello = this.greeting();
    this.newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() }, icon("down"), spoken.say("newer"));
    const log = h("div", { role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": spoken.say("log") }, this.thread.list);
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": spoken.say("log"), onscroll: () => this.scrolled() }, this.hello, log, this.busy, this.cards.element);
    this.save = this.button("save", "transcript", () => this.saveTranscript());
    const closing = inline ? null : this.button("close", "close", close);
    this.element = h(
      "section",
      { class: "panel", role: inline ? "region" : "dialog", "aria-labelledby": "title", tabindex: -1, lang: spoken.code },
      h("div", { class: "top" }, this.mark, h("div", {}, h("h2", { id: "title" }, heading), this.answering), this.save, closing),
      h("div", { class: "strip" }, this.coming, this.talk),
      h("div", { class: "middle" }, this.scroller, this.newer),
      this.status,
      this.composer.element,
    );
  }

  update(): void {
    const atEnd = this.isAtEnd();
    const before = this.thread.last;
    this.updateWho();
    this.updatePerson();
    this.hello.hidden = this.chat.thread.length + this.chat.waiting.length > 0;
    this.save.hidden = !this.chat.thread.length;
    this.thread.update();
    const asksMore = this.cards.update();
    say(this.busy, this.atWork());
    say(this.status, this.sentenceNow());
    this.status.hidden = !this.status.textContent;
    if (atEnd) this.follow(before, asksMore);
    else if (this.thread.last !== before) this.newer.hidden = false;
  }

  toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.newer.hidden = true;
  }

  /** What is new is read from its beginning, even where it is longer than the panel; what is asked under words that were read
   * already (how it was, say) is shown whole. */
  private follow(before: HTMLElement | null, asksMore: boolean): void {
    const { last } = this.thread;
    const at = this.scroller.scrollTop;
    this.toEnd();
    if (!last || last.classList.contains("customer") || (asksMore && last === before)) return;
    const above = this.scroller.getBoundingClientRect().top - last.getBoundingClientRect().top;
    if (above <= 0) return;
    this.scroller.scrollTop = last === before ? at : this.scroller.scrollTop - above - 8;
  }

  private isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  private scrolled(): void {
    if (this.isAtEnd()) this.newer.hidden = true;
  }

  private button(name: "save" | "close", text: "transcript" | "close", act: () => void): HTMLButtonElement {
    const label = this.spoken.say(text);
    return h("button", { type: "button", class: `icon ${name}`, "aria-label": label, title: label, onclick: act }, icon(name));
  }

  private greeting(): HTMLElement {
    const { say: text } = this.spoken;
    return h(
      "div",
      { class: "hello" },
      h("p", { class: "head" }, h("span", { class: "mark ai", "aria-hidden": "true" }, "AI"), h("b", {}, text("ai"))),
      h("p", { class: "body" }, text("hello")),
      h("p", { class: "body" }, text("hello_person")),
    );
  }

  private updateWho(): void {
    const answering = this.chat.conversation?.answering;
    const person = answering?.kind === "agent" ? answering.name || answering.label : null;
    say(this.answering, person ? this.spoken.say("person_now", { name: person }) : this.spoken.say("ai_now"));
    this.mark.className = person ? "mark human" : "mark ai";
    say(this.mark, person ? initials(person) : "AI");
  }

  /** The way to a person is always there; once pressed it says who comes, by when, and where the answer appears. */
  private updatePerson(): void {
    const of = this.chat.conversation;
    const asking = this.chat.waiting.some((one) => one.person);
    const person = of?.answering.kind === "agent" && of.state !== "closed";
    this.talk.setAttribute("aria-pressed", String(person || asking));
    this.talk.classList.toggle("larger", Boolean(of?.offers.suggest_person));
    say(this.coming, asking ? this.spoken.say(this.chat.online ? "asking" : "waiting") : person ? this.whoAndWhen() : "");
    this.coming.hidden = !this.coming.textContent;
  }

  private whoAndWhen(): string {
    const of = this.chat.conversation!;
    const { say: text, code } = this.spoken;
    if (!of.promise) return text("with", { name: of.answering.name || of.answering.label });
    const byMail = this.chat.emailLeft || !of.offers.email;
    const first = text("coming", { name: of.promise.who, time: moment(of.promise.by, code) });
    return `${first} ${text(byMail ? "here_or_mail" : "here")}`;
  }

  private atWork(): string {
    const { chat, spoken } = this;
    if (chat.typing) return spoken.say("typing", { name: chat.typing });
    const last = chat.thread.at(-1)?.message;
    const asked = last?.author.kind === "customer" && Date.now() - Date.parse(last.at) < 20_000;
    return asked && chat.conversation?.answering.kind === "assistant" ? spoken.say("thinking") : "";
  }

  private sentenceNow(): string {
    const { chat, spoken } = this;
    if (!chat.online) return spoken.say("offline");
    if (chat.broken !== null) return spoken.say("away");
    if (chat.connected) this.lostSince = 0;
    else if (!this.lostSince) {
      this.lostSince = Date.now();
      setTimeout(() => this.update(), GRACE);
    } else if (Date.now() - this.lostSince >= GRACE - 50) return spoken.say("reconnecting");
    return this.sentence || this.blocked();
  }

  /** That words are refused, until when, and that a person can still be asked for. */
  private blocked(): string {
    const until = this.chat.blockedUntil;
    if (!until) return "";
    const { say: text, code } = this.spoken;
    const told = text("blocked", { time: moment(until, code) });
    return this.chat.conversation?.offers.person === false ? told : `${told} ${text("blocked_person")}`;
  }

  private saveTranscript(): void {
    const text = transcript(this.chat, this.spoken);
    download(new Blob([text], { type: "text/plain;charset=utf-8" }), `chat-${new Date().toISOString().slice(0, 10)}.txt`);
  }
}
