// What the customer said and the desk does not have yet. It outlives reloads and is sent once.
import type { Attachment } from "./types";
import type { Memory } from "./memory";

/** `conversation` is set with the first try: every further try goes to the same place under the same key, where it can
 *  change nothing twice. `person`: the wish for a person instead of words. `refused`: why it cannot be sent. */
export interface Waiting {
  key: string;
  at: number;
  text: string;
  person?: boolean;
  attachments?: Attachment[];
  conversation?: string;
  refused?: string;
}

const START = "out:";

/** Each entry has a key of its own in storage, so tabs that write at the same time lose nothing of each other's. */
export class Outbox {
  constructor(private readonly memory: Memory) {}

  all(): Waiting[] {
    return this.memory.keys(START).flatMap((name) => this.memory.get<Waiting>(name) ?? []);
  }

  add(said: Pick<Waiting, "text" | "person" | "attachments">): Waiting {
    const one = { ...said, key: newKey(), at: Date.now() };
    this.put(one);
    return one;
  }

  /** Changes an entry that is still there: one that another tab sent meanwhile stays gone. */
  change(one: Waiting, what: Partial<Waiting>): void {
    Object.assign(one, what);
    if (this.has(one)) this.put(one);
  }

  again(one: Waiting): void {
    delete one.refused;
    this.put(one);
  }

  has(one: Waiting): boolean {
    return this.memory.get(nameOf(one)) !== null;
  }

  drop(one: Waiting): void {
    this.memory.drop(nameOf(one));
  }

  private put(one: Waiting): void {
    this.memory.set(nameOf(one), one);
  }
}

export function isOutbox(key: string | null): boolean {
  return key === null || key.startsWith(START);
}

function nameOf(one: Waiting): string {
  return `${START}${String(one.at).padStart(15, "0")}:${one.key}`;
}

/** A version 4 UUID; `crypto.randomUUID` exists on secure pages only, and a shop's test page may not be one. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
