// One customer's conversation as this tab knows it: what was said, what waits to be sent, who answers. No pixels here.
import { alone, patience, pause } from "./alone";
import { Api, Refused } from "./api";
import { Memory } from "./memory";
import { watch } from "./stream";
import type { Attachment, Conversation, Kept, Message, Started, Thread } from "./types";
import { isOutbox, newKey, Outbox, type Waiting } from "./waiting";

export interface Settings {
  api: string;
  site: string;
  language: string;
  /** A signed token of the site's own, for customers it knows. */
  identity: string | null;
}

/** A message and which of the linked conversations it stands in, counted from the first that this page saw. */
export interface Shown {
  part: number;
  message: Message;
}

export interface Rated {
  rating: number;
  effort?: number;
  solved?: boolean;
  comment?: string;
}

interface Told {
  kind: string;
  data: string;
  conversation: string;
}

const UPLOADING = 180_000;

export class Chat {
  conversation: Conversation | null = null;
  connected = true;
  online = navigator.onLine;
  /** Why nothing works, in the API's words: an unknown site key, a site that is not allowed. */
  broken: string | null = null;
  typing: string | null = null;
  readonly memory: Memory;
  readonly outbox: Outbox;
  private readonly api: Api;
  private readonly messages = new Map<string, Shown>();
  private readonly parts: string[] = [];
  private readonly keys = new Map<string, string>();
  private part = 0;
  private streamed = 0;
  private readonly life = new AbortController();
  private watching: AbortController | null = null;
  private readonly wake = new EventTarget();
  private readonly others: BroadcastChannel | null;
  private sending = false;
  private more = false;
  private pending = false;
  private typed = 0;
  private stopsTyping = 0;

  constructor(
    private readonly settings: Settings,
    private readonly changed: () => void,
  ) {
    this.memory = new Memory(settings.site, subject(settings.identity));
    this.outbox = new Outbox(this.memory);
    this.api = new Api(settings.api, settings.site, () => settings.identity ?? this.memory.get<string>("token"));
    this.others = "BroadcastChannel" in window ? new BroadcastChannel(this.memory.name) : null;
    this.others?.addEventListener("message", (event: MessageEvent<Told>) => this.hear(event.data, false));
    this.listen();
  }

  /** Takes up where this browser left off; asks nothing of the desk where nobody ever wrote. */
  start(): void {
    void this.sync();
    void this.flush();
  }

  end(): void {
    this.life.abort();
    this.watching?.abort();
    this.others?.close();
  }

  get thread(): Shown[] {
    return [...this.messages.values()].sort((a, b) => a.part - b.part || a.message.seq - b.message.seq);
  }

  get waiting(): Waiting[] {
    return this.outbox.all();
  }

  get unread(): number {
    const shown = this.shownUpTo;
    return [...this.messages.values()].filter(
      ({ part, message }) => part === this.part && message.author.kind !== "customer" && message.seq > shown,
    ).length;
  }

  private get id(): string | null {
    return this.memory.get<string>("conversation");
  }

  private get shownUpTo(): number {
    return this.memory.get<number>(`shown:${this.id}`) ?? 0;
  }

  /** The same for what waits to be sent and for the message it becomes. */
  keyOf(message: string): string {
    return this.keys.get(message) ?? message;
  }

  say(text: string, attachments: Attachment[] = []): void {
    this.outbox.add(attachments.length ? { text, attachments } : { text });
    this.typed = 0;
    this.tell();
    void this.flush();
  }

  wantPerson(): void {
    if (!this.waiting.some((one) => one.person)) this.outbox.add({ text: "", person: true });
    this.tell();
    void this.flush();
  }

  tryAgain(one: Waiting): void {
    this.outbox.again(one);
    this.tell();
    void this.flush();
  }

  discard(one: Waiting): void {
    this.outbox.drop(one);
    this.tell();
  }

  /** Raises Refused and Unreachable. */
  async confirm(): Promise<void> {
    this.see(await this.api.json<Conversation>("POST", `/conversations/${this.id}/confirm`));
  }

  /** Raises Refused and Unreachable. */
  async leaveEmail(email: string): Promise<void> {
    await this.api.json("POST", `/conversations/${this.id}/email`, { body: { email } });
    this.memory.set(`email:${this.id}`, true);
    await this.sync();
  }

  get emailLeft(): boolean {
    return this.memory.get(`email:${this.id}`) === true;
  }

  /** Raises Refused and Unreachable. */
  async rate(rated: Rated): Promise<void> {
    await this.api.json("POST", `/conversations/${this.id}/rating`, { body: rated });
    this.memory.set(`rated:${this.id}`, true);
    this.tell();
  }

  get rated(): boolean {
    return this.memory.get(`rated:${this.id}`) === true;
  }

  /** Raises Refused and Unreachable. The file then waits to be sent with a message. */
  async upload(file: File): Promise<Attachment> {
    const id = await alone(`${this.memory.name}:send`, () => this.somewhere());
    const path = `/conversations/${id}/attachments?name=${encodeURIComponent(file.name.slice(-200))}`;
    return this.api.json<Attachment>("POST", path, { file, key: newKey(), signal: AbortSignal.timeout(UPLOADING) });
  }

  /** Raises Refused and Unreachable. */
  async download(attachment: Attachment, of: string): Promise<Blob> {
    const answer = await this.api.raw("GET", `/conversations/${of}/attachments/${attachment.id}`, {});
    return answer.blob();
  }

  /** Which conversation a message of an earlier or the present part stands in. */
  conversationOf(part: number): string {
    return this.parts[part] ?? this.id ?? "";
  }

  /** The screen shows everything up to here: it need not be mailed any more. */
  async markShown(): Promise<void> {
    const last = Math.max(0, ...this.thread.filter((one) => one.part === this.part).map((one) => one.message.seq));
    const id = this.id;
    if (!id || last <= this.shownUpTo) return;
    this.memory.set(`shown:${id}`, last);
    this.tell();
    try {
      await this.api.json("POST", `/conversations/${id}/shown`, { body: { seq: last } });
    } catch {
      // Not heard: then the answer is mailed as well, and the next message tells it again.
    }
  }

  /** The customer types: told at most every four seconds, and only where a person would see it. */
  async types(): Promise<void> {
    if (this.conversation?.answering.kind !== "agent" || Date.now() - this.typed < 4_000) return;
    this.typed = Date.now();
    await this.api.json("POST", `/conversations/${this.id}/typing`, { body: {} }).catch(() => undefined);
  }

  /** Forgets everything on this device; the desk keeps it. */
  forget(): void {
    for (const key of this.memory.keys("")) this.memory.drop(key);
    this.leave();
    this.messages.clear();
    this.tell();
  }

  /** Reads what is there now. */
  private async sync(): Promise<void> {
    const id = this.id;
    if (!id || this.life.signal.aborted) return;
    try {
      this.see(await this.api.json<Conversation>("GET", `/conversations/${id}`));
      for (let after = this.streamed, more = true; more; ) {
        const read = await this.api.json<Thread>("GET", `/conversations/${id}/messages?after=${after}&limit=200`);
        for (const message of read.messages) this.take(message, id);
        more = read.more;
        after = read.messages.at(-1)?.seq ?? after;
      }
      this.connected = true;
    } catch (error) {
      this.stumble(error);
    }
    this.follow();
    this.tell();
  }

  /** One tab watches for all; the others hear it from that one. */
  private follow(): void {
    const id = this.id;
    if (!id || this.watching || this.life.signal.aborted || this.conversation?.state === "closed") return;
    const control = new AbortController();
    this.watching = control;
    const stream = () =>
      watch(
        this.api,
        `/conversations/${id}/stream`,
        {
          after: () => this.streamed,
          event: (kind, data) => this.hear({ kind, data, conversation: id }, true),
          connected: (yes) => this.connection(yes),
          refused: (why) => this.stumble(why),
        },
        control.signal,
        this.wake,
      );
    alone(`${this.memory.name}:watch`, stream, control.signal).catch(() => undefined);
  }

  private leave(): void {
    this.watching?.abort();
    this.watching = null;
    this.conversation = null;
    this.streamed = 0;
  }

  private hear({ kind, data, conversation }: Told, pass: boolean): void {
    if (conversation !== this.id) return;
    if (pass) this.others?.postMessage({ kind, data, conversation } satisfies Told);
    if (kind === "message") this.take(JSON.parse(data) as Message, conversation);
    else if (kind === "state") this.see(JSON.parse(data) as Conversation);
    else if (kind === "typing") this.seeTyping(JSON.parse(data) as { name?: string | null });
    this.tell();
  }

  private take(message: Message, conversation: string): void {
    if (conversation !== this.id) return;
    this.parts[this.part] = conversation;
    this.messages.set(message.id, { part: this.part, message });
    this.streamed = Math.max(this.streamed, message.seq);
    if (message.author.kind === "agent") this.typing = null;
  }

  private see(conversation: Conversation): void {
    if (conversation.id !== this.id) return;
    this.conversation = conversation;
    this.broken = null;
    if (conversation.state === "closed") {
      this.watching?.abort();
      this.watching = null;
    }
  }

  private seeTyping({ name }: { name?: string | null }): void {
    this.typing = name || this.conversation?.answering.name || null;
    clearTimeout(this.stopsTyping);
    this.stopsTyping = window.setTimeout(() => ((this.typing = null), this.tell()), 6_000);
  }

  /** Sends what waits, in order, one tab at a time, until nothing waits or nothing goes. */
  private async flush(): Promise<void> {
    if (this.sending) {
      this.more = true;
      return;
    }
    this.sending = true;
    for (let tries = 0; !this.life.signal.aborted; tries++) {
      this.more = false;
      const done = await alone(`${this.memory.name}:send`, () => this.sendAll());
      if (done && !this.more) break;
      if (!done) await this.untilWorthTrying(tries);
    }
    this.sending = false;
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
      const next = this.waiting.find((one) => one.refused === undefined);
      if (!next) return true;
      try {
        await this.send(next);
        this.connection(true);
      } catch (error) {
        if (!this.giveUp(next, error)) return false;
      }
      this.tell();
    }
  }

  private async send(one: Waiting): Promise<void> {
    const id = one.conversation ?? (await this.somewhere());
    if (!one.conversation) this.outbox.change(one, { conversation: id });
    if (one.person) {
      await this.press(id);
    } else {
      const body: Record<string, unknown> = { text: one.text, continue: true };
      if (one.attachments) body.attachments = one.attachments.map((file) => file.id);
      const kept = await this.api.json<Kept>("POST", `/conversations/${id}/messages`, { body, key: one.key });
      if (kept.conversation !== this.id) this.moveTo(kept.conversation);
      this.keep(one, kept);
    }
    this.outbox.drop(one);
  }

  /** Shows what was kept at once; the stream brings the same again, and the same id is the same message. */
  private keep(one: Waiting, kept: Kept): void {
    const author = { kind: "customer" as const, label: "" };
    const message = { id: kept.id, seq: kept.seq, at: kept.at, author, text: one.text, sources: [] };
    const attachments = one.attachments ?? [];
    this.keys.set(kept.id, one.key);
    if (!this.messages.has(kept.id)) this.messages.set(kept.id, { part: this.part, message: { ...message, attachments } });
  }

  private async press(id: string): Promise<void> {
    try {
      this.see(await this.api.json<Conversation>("POST", `/conversations/${id}/person`));
    } catch (error) {
      if (!(error instanceof Refused && error.kind === "conversation-closed")) throw error;
      const next = await this.open(id);
      this.see(await this.api.json<Conversation>("POST", `/conversations/${next}/person`));
    }
  }

  /** What to do about a failure; false when it may pass and is to be tried again. */
  private giveUp(one: Waiting, error: unknown): boolean {
    if (!(error instanceof Refused)) {
      this.connection(false);
      return false;
    }
    if (error.passing) return false;
    if (error.status === 401 && this.settings.identity !== null) {
      this.broken = error.detail; // until the site gives a fresh token; what was written waits
      return false;
    }
    const lost = this.id !== null && (error.status === 401 || (error.status === 404 && one.conversation === this.id));
    if (lost && !one.attachments) {
      this.stumble(error);
      delete one.conversation;
      this.outbox.again(one);
    } else {
      this.outbox.change(one, { refused: error.detail });
      if (error.status === 401 || error.status === 403) this.broken = error.detail;
    }
    return true;
  }

  /** A place to say things in: the conversation there is, or a new one. */
  private async somewhere(): Promise<string> {
    return this.id ?? this.open();
  }

  private async open(continues?: string): Promise<string> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const body: Record<string, string> = { language: this.settings.language };
    if (timeZone) body.timezone = timeZone;
    if (continues) body.continues = continues;
    const started = await this.api.json<Started>("POST", "/conversations", { body });
    if (started.token) this.memory.set("token", started.token);
    this.moveTo(started.conversation.id);
    this.see(started.conversation);
    return started.conversation.id;
  }

  private moveTo(id: string): void {
    this.memory.set("conversation", id);
    this.leave();
    if (this.messages.size) this.part++;
    this.parts[this.part] = id;
    void this.sync();
  }

  /** Something we relied on is not there any more, or not for us. */
  private stumble(error: unknown): void {
    if (!(error instanceof Refused)) return this.connection(false);
    if (error.passing) return;
    if (error.status === 401 && this.settings.identity === null && this.memory.get("token")) this.memory.drop("token");
    if (error.status === 401 || error.status === 404) {
      this.memory.drop("conversation");
      this.leave();
    } else {
      this.broken = error.detail;
    }
    this.tell();
  }

  private connection(yes: boolean): void {
    if (this.connected === yes) return;
    this.connected = yes;
    if (yes) this.wake.dispatchEvent(new Event("wake"));
    this.tell();
  }

  private listen(): void {
    const { signal } = this.life;
    const network = () => {
      this.online = navigator.onLine;
      if (this.online) this.wake.dispatchEvent(new Event("wake"));
      this.tell();
    };
    addEventListener("online", network, { signal });
    addEventListener("offline", network, { signal });
    const back = () => document.visibilityState === "visible" && (this.wake.dispatchEvent(new Event("wake")), this.sync());
    document.addEventListener("visibilitychange", back, { signal });
    this.memory.watch((key) => {
      if (isOutbox(key)) void this.flush();
      if (key === null || key === "conversation") this.elsewhere();
      this.tell();
    }, signal);
  }

  /** Another tab started, continued or forgot the conversation. */
  private elsewhere(): void {
    if (this.conversation?.id === this.id) return;
    this.leave();
    if (!this.id) this.messages.clear();
    else if (this.messages.size) this.part++;
    void this.sync();
  }

  /** Changes of the same instant are told once. */
  private tell(): void {
    if (this.pending) return;
    this.pending = true;
    queueMicrotask(() => {
      this.pending = false;
      if (!this.life.signal.aborted) this.changed();
    });
  }
}

/** Whom the site's own token speaks of. Nothing is trusted here: it only keeps two people's storage apart. */
function subject(identity: string | null): string {
  if (!identity) return "anyone";
  try {
    const claims = JSON.parse(atob(identity.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"))) as { sub?: unknown };
    return `signed:${String(claims.sub)}`;
  } catch {
    return "signed";
  }
}
