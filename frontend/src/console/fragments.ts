// Whatever on this page is live is fetched again when it changed: all of a page by one request at a time, the last state wins.
import type { Change } from "./stream";
import { morph } from "./morph";

const PAUSE = 50; // ms at least between two fetches: the first change is shown at once, those that come together cost one more
const LONGEST_PAUSE = 1_000;
const ALARMS = new Set(["alarm_raised", "alarm_acknowledged", "paged"]);
const AGAIN_AFTER = 2_000; // ms after a failed fetch

/** The pieces that one address answers: those within a `data-together`, else each by itself. */
interface Source {
  busy: boolean;
  stale: Set<string>;
  marks: Map<string, string>;
}

/** What the desk answers for several: no `html` where it has not changed since this `mark`. */
type Pieces = Record<string, { mark?: string; html?: string }>;

const sources = new Map<string, Source>();
let paused: (() => void)[] | null = null;

export function changed(change: Change): void {
  if (paused) return void paused.push(() => changed(change));
  const about = change.conversation ? `, [data-live="conversation:${CSS.escape(change.conversation)}"]` : "";
  const alarms = ALARMS.has(change.kind) ? ', [data-live="alarms"]' : "";
  refresh(document.querySelectorAll<HTMLElement>(`[data-live="workspace"]${about}${alarms}`));
}

export function looking(conversation: string): void {
  refresh(document.querySelectorAll<HTMLElement>(`[data-live="looking:${CSS.escape(conversation)}"]`));
}

export function everything(): void {
  if (paused) return void paused.push(everything);
  refresh(document.querySelectorAll<HTMLElement>("[data-live]"));
}

/** While another page takes this one's place: what changes meanwhile is looked at afterwards, on what stands then. */
export function pauseChanges(): () => void {
  const kept: (() => void)[] = [];
  paused = kept;
  return () => {
    if (paused === kept) paused = null;
    for (const again of kept) again();
  };
}

/** Another page stands here: what was known of the pieces of the one before is no longer true. */
export function forget(): void {
  sources.clear();
  arrived.clear();
}

function refresh(elements: Iterable<HTMLElement>): void {
  const found = [...elements].filter((one) => one.id && one.dataset["fragment"]);
  const outer = found.filter((one) => !found.some((other) => other !== one && other.contains(one)));
  const touched = new Map<string, Source>();
  for (const one of outer) {
    const address = addressOf(one);
    const source = sources.get(address) ?? { busy: false, stale: new Set(), marks: new Map() };
    sources.set(address, source);
    source.stale.add(one.id);
    touched.set(address, source);
  }
  for (const [address, source] of touched) start(address, source);
}

function addressOf(element: HTMLElement): string {
  const together = element.dataset["live"]?.startsWith("looking:") ? null : element.closest<HTMLElement>("[data-together]");
  return together?.dataset["together"] ?? `${element.dataset["fragment"]}#${element.id}`;
}

// A window that nobody sees fetches nothing; it catches up when it is looked at.
document.addEventListener("visibilitychange", () => {
  for (const [address, source] of sources) start(address, source);
});

function start(address: string, source: Source): void {
  if (source.stale.size && !source.busy && !document.hidden) void renew(address, source);
}

async function renew(address: string, source: Source): Promise<void> {
  source.busy = true;
  while (source.stale.size && !document.hidden && sources.get(address) === source) {
    const ids = [...source.stale];
    source.stale.clear();
    const began = performance.now();
    const pieces = await fetched(address, ids, source.marks);
    if (sources.get(address) !== source) break;
    if (pieces) take(pieces, source);
    else for (const id of ids) source.stale.add(id);
    // A desk that takes long is asked less often.
    const took = performance.now() - began;
    await pause(pieces ? Math.min(Math.max(took, PAUSE), LONGEST_PAUSE) : AGAIN_AFTER);
  }
  source.busy = false;
}

function take(pieces: Pieces, { marks }: Source): void {
  for (const [id, { mark, html }] of Object.entries(pieces)) {
    if (mark) marks.set(id, mark);
    if (html !== undefined) void put(id, html);
  }
}

// What came for a piece and is not shown yet; a newer answer takes its place.
const arrived = new Map<string, string>();
const putting = new Set<string>();

export async function put(id: string, html: string): Promise<void> {
  arrived.set(id, html);
  if (putting.has(id)) return;
  putting.add(id);
  for (let next = arrived.get(id); next !== undefined; next = arrived.get(id)) {
    arrived.delete(id);
    const element = document.getElementById(id);
    if (element) await morph(element, next);
  }
  putting.delete(id);
}

/** The pieces' own HTML; null when the desk did not answer in time. */
async function fetched(address: string, ids: string[], marks: Map<string, string>): Promise<Pieces | null> {
  const headers: Record<string, string> = { "HX-Request": "true" };
  const [alone, id] = address.split("#");
  if (!id) headers["X-Pieces"] = ids.flatMap((one) => (marks.has(one) ? `${one}=${marks.get(one)}` : [])).join();
  const asked = id ? (alone ?? "") : `${address}${address.includes("?") ? "&" : "?"}pieces=${ids.join()}`;
  try {
    const answer = await fetch(asked, { headers, redirect: "manual" });
    if (answer.ok) return id ? { [id]: { html: await answer.text() } } : ((await answer.json()) as Pieces);
    // Signed out, gone, or not for this person any more: the whole page says it better than a piece of it.
    if (answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500)) {
      if (answer.status !== 429) await reload();
    }
  } catch {
    /* no connection: the line says so */
  }
  return null;
}

async function reload(): Promise<never> {
  location.reload();
  return new Promise<never>(() => undefined);
}

function pause(ms: number): Promise<void> {
  return new Promise((go) => setTimeout(go, ms));
}
