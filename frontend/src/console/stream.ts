// The desk's stream of what changed. Over fetch and not EventSource: it says why it ended, and notices a line gone quiet.

export interface Waiting {
  offered: number;
  mine_unanswered: number;
  due_soon: number;
  approvals: number;
}

export interface Change {
  conversation: string | null;
  kind: string;
}

/** `again`: too much was missed, everything shown is to be fetched. `away`: no connection at the moment. */
export type Told =
  | { what: "ready"; place: string }
  | { what: "change"; place: string; change: Change }
  | { what: "again"; place: string }
  | { what: "waiting"; waiting: Waiting }
  | { what: "looking"; conversation: string }
  | { what: "away" }
  | { what: "signed-out" };

const QUIET_AFTER = 40_000; // the desk says something every 15 seconds
const WAITS = [300, 1_000, 2_000, 5_000, 10_000];

export class LiveStream {
  #tries = 0;
  #abort: AbortController | null = null;
  #over = false;
  #wake: (() => void) | null = null;

  /** `place`: after which event to begin, "" for now. */
  constructor(
    private readonly desk: string,
    private place: string,
    private readonly tell: (told: Told) => void,
  ) {
    self.addEventListener("online", () => this.#wake?.());
  }

  async run(): Promise<void> {
    while (!this.#over) {
      await this.#once().catch(() => undefined);
      if (this.#over) return;
      this.tell({ what: "away" });
      const wait = WAITS[Math.min(this.#tries++, WAITS.length - 1)] ?? 0;
      await new Promise<void>((go) => {
        this.#wake = go;
        setTimeout(go, wait * (0.75 + Math.random() / 2));
      });
    }
  }

  end(): void {
    this.#over = true;
    this.#abort?.abort();
  }

  async #once(): Promise<void> {
    const abort = (this.#abort = new AbortController());
    let quiet = setTimeout(() => abort.abort(), QUIET_AFTER);
    try {
      const headers: Record<string, string> = this.place ? { "Last-Event-ID": this.place } : {};
      const answer = await fetch(`${this.desk}/live`, { headers, redirect: "manual", signal: abort.signal });
      if (answer.type === "opaqueredirect" || (answer.status >= 401 && answer.status <= 404)) return this.#signedOut();
      if (!answer.ok || !answer.body) return;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(quiet);
        quiet = setTimeout(() => abort.abort(), QUIET_AFTER);
        const events = (rest + value).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) this.#take(event);
      }
    } finally {
      clearTimeout(quiet);
    }
  }

  #signedOut(): void {
    this.#over = true;
    this.tell({ what: "signed-out" });
  }

  #take(event: string): void {
    const field: Record<string, string> = {};
    for (const line of event.split("\n")) {
      const at = line.indexOf(": ");
      if (at > 0) field[line.slice(0, at)] = line.slice(at + 2);
    }
    this.place = field["id"] ?? this.place;
    const data: unknown = field["data"] ? JSON.parse(field["data"]) : null;
    switch (field["event"]) {
      case "ready":
        this.#tries = 0;
        return this.tell({ what: "ready", place: this.place });
      case "change":
        return this.tell({ what: "change", place: this.place, change: data as Change });
      case "again":
        return this.tell({ what: "again", place: this.place });
      case "waiting":
        return this.tell({ what: "waiting", waiting: data as Waiting });
      case "looking":
        return this.tell({ what: "looking", conversation: (data as { conversation: string }).conversation });
      case "end":
        return this.#signedOut();
    }
  }
}

/** Whether a place of the log ("tx-id") comes after another. */
export function after(one: string, other: string): boolean {
  const [tx = "0", id = "0"] = one.split("-");
  const [otherTx = "0", otherId = "0"] = other.split("-");
  return tx === otherTx ? BigInt(id) > BigInt(otherId) : BigInt(tx) > BigInt(otherTx);
}
