// Who looks and who types in a conversation: said while somebody can see the page, and forgotten soon after.
import { looking } from "./fragments";

const LOOK_AGAIN = 6_000; // ms; the desk forgets after ten seconds
const TYPE_AGAIN = 4_000; // ms between two times that typing is said

let saidAt = -Infinity;

export function startPresence(): void {
  if (!others()) return;
  setInterval(look, LOOK_AGAIN);
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.matches("#reply-form textarea[name=text]")) types(target);
  });
}

function others(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-live^="looking:"]');
}

function look(): void {
  const about = others()?.dataset["live"]?.slice("looking:".length);
  if (about && !document.hidden) looking(about);
}

function types(field: HTMLTextAreaElement): void {
  const address = others()?.dataset["fragment"];
  if (!address || !field.value.trim() || performance.now() - saidAt < TYPE_AGAIN) return;
  saidAt = performance.now();
  const token = field.form?.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
  const headers = { "X-CSRF-Token": token };
  // Not arriving costs nobody anything: it is only a hint.
  fetch(address, { method: "POST", headers, body: new URLSearchParams({ typing: "1" }), redirect: "manual" }).catch(() => undefined);
}
