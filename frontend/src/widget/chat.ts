// One customer's conversation as this tab knows it: what was said, what waits to be sent, who answers. No pixels here.
import { alone, patience, pause } from "./alone";
import { Api, Refused } from "./api";
import { Memory } from "./memory";
import { Sending } from "./sending";
import { watch } from "./stream";
import type { Attachment, Conversation, Kept, Message, Started, Thread, Uploaded } from "./types";
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
  /** As a refusal said it; what the conversation says stands above it. */
  refusedUntil: string | null = null;
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
  private readonly sending: Sending;
  private pending = false;
  private later = false;
  private typed = 0;

  constructor(
    private readonly settings: Settings,
    private readonly changed: () => void,
  ) {
    this.memory = new Memory(settings.site, subject(settings.identity));
    this.outbox = new Outbox(this.memory);
    this.api = new Api(settings.api, settings.site, () => settings.identity ?? this.memory.get<string>("token"));
    this.sending = new Sending(this, this.api, this.wake, this.life.signal);
    this.others = "BroadcastChannel" in window ? new BroadcastChannel(this.memory.name) : null;
    this.others?.addEventListener("message", (event: MessageEvent<Told>) => this.hear(event.data, false));
    this.listen();
  }

  /** Takes up where this browser left off; asks nothing of the desk where nobody ever wrote. */
  start(): void {
    void this.sync();
    void this.sending.flush();
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

  get id(): string | null {
    return this.memory.get<string>("conversation");
  }

  /** What is said now goes out now. */
  get works(): boolean {
    return this.online && this.connected && this.broken === null;
  }

  /** Until when words are refused here, or null. The wish for a person is not: see the conversation's offers. */
  get blockedUntil(): string | null {
    const until = this.conversation?.blocked_until ?? this.refusedUntil;
    return until && Date.parse(until) > Date.now() ? until : null;
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
    void this.sending.flush();
  }

  wantPerson(): void {
    if (!this.waiting.some((one) => one.person)) this.outbox.add({ text: "", person: true });
    this.tell();
    void this.sending.flush();
  }

  tryAgain(one: Waiting): void {
    this.outbox.again(one);
    this.tell();
    void this.sending.flush();
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

  /** The site vouches for this customer; only it can give a fresh token. */
  get signed(): boolean {
    return this.settings.identity !== null;
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
  async upload(file: File): Promise<Uploaded> {
    const id = await alone(`${this.memory.name}:send`, () => this.somewhere());
    const path = `/conversations/${id}/attachments?name=${encodeURIComponent(file.name.slice(-200))}`;
    const asking = { file, key: newKey(), signal: AbortSignal.timeout(UPLOADING) };
    return { ...(await this.api.json<Attachment>("POST", path, asking)), conversation: id };
  }

  /** The file shall not be sent after all: the desk need not keep it. Where it does not hear that, it forgets by itself. */
  async takeBack({ id, conversation }: Uploaded): Promise<void> {
    await this.api.json("DELETE", `/conversations/${conversation}/attachments/${id}`).catch(() => undefined);
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
    await this.api.json("POST", `/conversations/${this.id}/typing`, { body: { typing: true } }).catch(() => undefined);
  }

  /** Forgets everything on this device; the desk keeps it. */
  forget(): void {
    for (const key of this.memory.keys("")) this.memory.drop(key);
    this.leave();
    this.messages.clear();
    this.tell();
  }

  /** Reads what is there now. */
  private async sync(tries = 0): Promise<void> {
    const id = this.id ?? (await this.found());
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
      if (!(error instanceof Refused) || error.passing) void this.syncLater(tries);
    }
    this.follow();
    this.tell();
  }

  /** Another window may hold the stream: then nothing else would bring what this one failed to read. */
  private async syncLater(tries: number): Promise<void> {
    if (this.later) return;
    this.later = true;
    await pause(patience(tries), this.life.signal);
    this.later = false;
    await this.sync(tries + 1);
  }

  /** Whom the site vouches for finds here what they began on another device. */
  private async found(): Promise<string | null> {
    if (!this.signed || this.life.signal.aborted) return null;
    try {
      const own = await this.api.json<{ conversations: Conversation[] }>("GET", "/conversations?limit=1");
      const last = own.conversations[0];
      if (last && last.state !== "closed" && !this.id) this.memory.set("conversation", last.id);
    } catch (error) {
      this.stumble(error);
    }
    return this.id;
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
    else if (kind === "typing") this.typing = (JSON.parse(data) as { who: string | null }).who;
    this.tell();
  }

  private take(message: Message, conversation: string): void {
    if (conversation !== this.id) return;
    this.parts[this.part] = conversation;
    this.messages.set(message.id, { part: this.part, message });
    this.streamed = Math.max(this.streamed, message.seq);
    if (message.author.kind === "agent") this.typing = null;
  }

  see(conversation: Conversation): void {
    if (conversation.id !== this.id) return;
    this.conversation = conversation;
    this.broken = null;
    this.refusedUntil = null;
    if (conversation.state === "closed") {
      this.watching?.abort();
      this.watching = null;
    }
  }

  /** Shows what was kept at once; the stream brings the same again, and the same id is the same message. */
  keep(one: Waiting, kept: Kept): void {
    const author = { kind: "customer" as const, label: "" };
    const message = { id: kept.id, seq: kept.seq, at: kept.at, author, text: one.text, sources: [] };
    const attachments = one.attachments ?? [];
    this.keys.set(kept.id, one.key);
    if (!this.messages.has(kept.id)) this.messages.set(kept.id, { part: this.part, message: { ...message, attachments } });
  }

  /** A place to say things in: the conversation there is, or a new one. */
  async somewhere(): Promise<string> {
    return this.id ?? this.open();
  }

  async open(continues?: string): Promise<string> {
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

  moveTo(id: string): void {
    this.memory.set("conversation", id);
    this.leave();
    if (this.messages.size) this.part++;
    this.parts[this.part] = id;
    void this.sync();
  }

  /** Something we relied on is not there any more, or not for us. */
  stumble(error: unknown): void {
    if (!(error instanceof Refused)) return this.connection(false);
    if (error.passing) return;
    if (error.status === 401 && !this.signed && this.memory.get("token")) this.memory.drop("token");
    if (error.status === 401 || error.status === 404) {
      this.memory.drop("conversation");
      this.leave();
    } else {
      this.broken = error.detail;
    }
    this.tell();
  }

  connection(yes: boolean): void {
    if (this.connected === yes) return;
    this.connected = yes;
    this.typing = null; // whoever was typing may have stopped unheard
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
      if (isOutbox(key)) void this.sending.flush();
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
  tell(): void {
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
