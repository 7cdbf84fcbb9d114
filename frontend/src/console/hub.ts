// One stream for every window of a browser: each joins with the place up to which its page was read, and misses nothing.
import { LiveStream, after, type Told, type Waiting } from "./stream";

const KEPT = 500; // changes remembered for windows that join a little late

export type Tell = (told: Told) => void;

export class Hub<Member> {
  #members = new Map<Member, Tell>();
  #stream: LiveStream | null = null;
  #since = ""; // everything after this place is in #changes
  #place = "";
  #changes: Extract<Told, { what: "change" }>[] = [];
  #connected = false;
  #waiting: Waiting | null = null;

  constructor(private readonly desk: string) {}

  /** `place`: everything up to it is on the page already; "" when nobody knows. */
  join(member: Member, place: string, tell: Tell): void {
    this.#members.set(member, tell);
    if (!this.#stream) return this.#begin(place, tell);
    if (this.#connected) tell({ what: "ready", place: this.#place });
    if (this.#waiting) tell({ what: "waiting", waiting: this.#waiting });
    if (!place || !this.#since || after(this.#since, place)) return tell({ what: "again", place: this.#place });
    for (const told of this.#changes) if (after(told.place, place)) tell(told);
  }

  leave(member: Member): void {
    this.#members.delete(member);
    if (this.#members.size) return;
    this.#stream?.end();
    this.#stream = null;
    this.#connected = false;
  }

  #begin(place: string, tell: Tell): void {
    this.#since = this.#place = place;
    this.#changes = [];
    this.#waiting = null;
    const stream = (this.#stream = new LiveStream(this.desk, place, (told) => {
      if (stream === this.#stream) this.#heard(told);
    }));
    void stream.run();
    if (!place) tell({ what: "again", place });
  }

  #heard(told: Told): void {
    if ("place" in told) this.#place = told.place;
    if (told.what === "ready" && !this.#since) this.#since = told.place;
    if (told.what === "again") {
      this.#since = told.place;
      this.#changes = [];
    }
    if (told.what === "change") this.#remember(told);
    if (told.what === "waiting") this.#waiting = told.waiting;
    if (told.what === "ready") this.#connected = true;
    if (told.what === "away") this.#connected = false;
    for (const tell of this.#members.values()) tell(told);
  }

  #remember(told: Extract<Told, { what: "change" }>): void {
    this.#changes.push(told);
    if (this.#changes.length > KEPT) this.#since = this.#changes.shift()?.place ?? this.#since;
  }
}
