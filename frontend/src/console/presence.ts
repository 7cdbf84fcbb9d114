// Who looks and who types in a conversation: said while somebody can see the page, taken back when it is left. And the switch in
// the rail that says whether I am there.
import { looking } from "./fragments";
import { morph } from "./morph";

const LOOK_AGAIN = 6_000; // ms; the desk forgets after ten seconds
const TYPE_AGAIN = 4_000; // ms between two times that typing is said
const LOOK_ANEW = 1_000; // ms after a page came: leaving the one before, of the same conversation, may have been heard later

let saidAt = -Infinity;

export function startPresence(): void {
  document.addEventListener("submit", (event) => void switched(event));
  setInterval(look, LOOK_AGAIN);
  arrive();
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : look()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && look());
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

/** Somebody came to a page, perhaps from another of the same conversation. */
export function arrive(): void {
  setTimeout(look, LOOK_ANEW);
}

export function leave(): void {
  say({ gone: "1" });
}

function types(field: HTMLTextAreaElement): void {
  if (!field.value.trim() || performance.now() - saidAt < TYPE_AGAIN) return;
  saidAt = performance.now();
  say({ typing: "1" });
}

/** Not arriving costs nobody anything: it is only a hint. */
function say(what: Record<string, string>): void {
  const address = others()?.dataset["fragment"];
  if (!address) return;
  const headers = { "X-CSRF-Token": token() };
  const sent = { method: "POST", headers, body: new URLSearchParams(what), keepalive: true } as const;
  fetch(address, { ...sent, redirect: "manual" }).catch(() => undefined);
}

/** Without leaving the page, where words may be half written. Whatever fails is left to the plain form. */
async function switched(event: SubmitEvent): Promise<void> {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.id !== "presence" || event.defaultPrevented) return;
  event.preventDefault();
  const pressed = event.submitter;
  const wanted = pressed instanceof HTMLButtonElement ? pressed.value : "";
  const headers = { "HX-Request": "true", "X-CSRF-Token": token() };
  const body = new URLSearchParams({ presence: wanted });
  const answer = await fetch(form.action, { method: "POST", headers, body, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "presence", value: wanted }));
    return form.submit();
  }
  await morph(form, await answer.text());
  document.querySelector<HTMLElement>(`#presence [value="${CSS.escape(wanted)}"]`)?.focus();
}

function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
}
