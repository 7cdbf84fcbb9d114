// What the customer said goes to the desk: in order, one tab at a time, once.
import { alone, patience, pause } from "./alone";
import { Refused, type Api } from "./api";
import type { Chat } from "./chat";
import type { Conversation, Kept } from "./types";
import type { Waiting } from "./waiting";

export class Sending {
  private busy = false;
  private more = false;

  /** `wake`: it may work now. `life` ends it all. */
  constructor(
    private readonly chat: Chat,
    private readonly api: Api,
    private readonly wake: EventTarget,
    private readonly life: AbortSignal,
  ) {}

  /** Goes on until nothing waits, or until only what was refused does. */
  async flush(): Promise<void> {
    if (this.busy) {
      this.more = true;
      return;
    }
    this.busy = true;
    for (let tries = 0; !this.life.aborted; tries++) {
      this.more = false;
      const done = await alone(`${this.chat.memory.name}:send`, () => this.sendAll());
      if (done && !this.more) break;
      if (!done) await this.untilWorthTrying(tries);
    }
    this.busy = false;
  }

  private async untilWorthTrying(tries: number): Promise<void> {
    const woken = new AbortController();
    const wakeUp = () => woken.abort();
    this.wake.addEventListener("wake", wakeUp, { once: true });
    await pause(patience(tries), woken.signal);
    this.wake.removeEventListener("wake", wakeUp);
  }

  /** True when everything that can go has gone. */
  private async sendAll(): Promise<boolean> {
    for (;;) {
      const next = this.chat.waiting.find((one) => one.refused === undefined);
      if (!next) return true;
      try {
        await this.send(next);
        this.chat.connection(true);
      } catch (error) {
        if (!this.giveUp(next, error)) return false;
      }
      this.chat.tell();
    }
  }

  private async send(one: Waiting): Promise<void> {
    const { chat } = this;
    const id = one.conversation ?? (await chat.somewhere());
    if (!one.conversation) chat.outbox.change(one, { conversation: id });
    if (one.person) {
      await this.press(id);
    } else {
      const body: Record<string, unknown> = { text: one.text, continue: true };
      if (one.attachments) body.attachments = one.attachments.map((file) => file.id);
      const kept = await this.api.json<Kept>("POST", `/conversations/${id}/messages`, { body, key: one.key });
      if (kept.conversation !== chat.id) chat.moveTo(kept.conversation);
      chat.keep(one, kept);
    }
    chat.outbox.drop(one);
  }

  private async press(id: string): Promise<void> {
    const press = (where: string) => this.api.json<Conversation>("POST", `/conversations/${where}/person`);
    try {
      this.chat.see(await press(id));
    } catch (error) {
      if (!(error instanceof Refused && error.kind === "conversation-closed")) throw error;
      this.chat.see(await press(await this.chat.open(id)));
    }
  }

  /** What to do about a failure; false when it may pass and is to be tried again. */
  private giveUp(one: Waiting, error: unknown): boolean {
    const { chat } = this;
    if (!(error instanceof Refused)) {
      chat.connection(false);
      return false;
    }
    if (error.passing) return false;
    if (error.kind === "blocked") {
      chat.refusedUntil = error.until;
      if (one.person) chat.outbox.drop(one);
      else chat.outbox.change(one, { refused: "" }); // the panel says until when, in the customer's own words
      return true;
    }
    if (error.status === 401 && chat.signed) {
      chat.broken = error.detail; // until the site gives a fresh token; what was written waits
      chat.tell();
      return false;
    }
    const lost = chat.id !== null && (error.status === 401 || (error.status === 404 && one.conversation === chat.id));
    if (lost && !one.attachments) {
      chat.stumble(error);
      delete one.conversation;
      chat.outbox.again(one);
    } else {
      chat.outbox.change(one, { refused: error.detail });
      if (error.status === 401 || error.status === 403) chat.broken = error.detail;
    }
    return true;
  }
}
