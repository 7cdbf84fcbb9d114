// Whatever on this page is live is fetched again when it changed: one request at a time for each, the last state wins.
import type { Change } from "./stream";
import { morph } from "./morph";

const PAUSE = 50; // ms between two fetches of the same piece: events that come together cost one
const AGAIN_AFTER = 2_000; // ms after a failed fetch

interface Piece {
  busy: boolean;
  stale: boolean;
}

const pieces = new Map<string, Piece>();

export function changed(change: Change): void {
  const about = change.conversation ? `, [data-live="conversation:${CSS.escape(change.conversation)}"]` : "";
  refresh(document.querySelectorAll<HTMLElement>(`[data-live="workspace"]${about}`));
}

export function looking(conversation: string): void {
  refresh(document.querySelectorAll<HTMLElement>(`[data-live="looking:${CSS.escape(conversation)}"]`));
}

export function everything(): void {
  refresh(document.querySelectorAll<HTMLElement>("[data-live]"));
}

function refresh(elements: Iterable<HTMLElement>): void {
  const found = [...elements].filter((one) => one.id && one.dataset["fragment"]);
  for (const one of found) if (!found.some((other) => other !== one && other.contains(one))) stale(one.id);
}

function stale(id: string): void {
  const piece = pieces.get(id) ?? { busy: false, stale: false };
  pieces.set(id, piece);
  piece.stale = true;
  if (!piece.busy && !document.hidden) void renew(id, piece);
}

// A window that nobody sees fetches nothing; it catches up when it is looked at.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const [id, piece] of pieces) if (piece.stale && !piece.busy) void renew(id, piece);
});

async function renew(id: string, piece: Piece): Promise<void> {
  piece.busy = true;
  while (piece.stale && !document.hidden) {
    const element = document.getElementById(id);
    const address = element?.dataset["fragment"];
    piece.stale = false;
    if (!element || !address) break;
    const html = await fetched(address);
    if (html === null) piece.stale = true;
    // What came meanwhile may have made this answer old, but never older than what is shown.
    else if (element.isConnected) await morph(element, html);
    await pause(html === null ? AGAIN_AFTER : PAUSE);
  }
  piece.busy = false;
}

/** The piece's own HTML; null when the desk did not answer in time. */
async function fetched(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual" });
    if (answer.ok) return await answer.text();
    // Signed out, gone, or not for this person any more: the whole page says it better than a piece of it.
    const said = answer.status >= 400 && answer.status < 500 && answer.status !== 429; // too many at once: ask again later
    if (answer.type === "opaqueredirect" || said) await reload();
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
