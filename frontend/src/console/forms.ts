// Forms that lose nothing: unsent text is kept until it arrived, what cannot be taken back asks first.
import { confirmed } from "./dialogs";
import { toast } from "./announce";
import { read, write } from "./kept";

type Field = HTMLTextAreaElement | HTMLInputElement;
const KEPT = "handrail:kept:";
const SENT = "handrail:sent:";

export function startForms(): void {
  settleSent();
  restore();
  document.addEventListener("input", ({ target }) => keep(target));
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", ({ target }) => void copy(target));
  addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
}

// Kept texts -----------------------------------------------------------------------------------------------------------

function keyOf(field: Field): string | null {
  return field.dataset["keep"] ?? null;
}

function keep(target: EventTarget | null): void {
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return;
  const key = keyOf(target);
  if (key) write(sessionStorage, KEPT + key, target.value || null);
}

function fields(): Field[] {
  return [...document.querySelectorAll<Field>("textarea[data-keep], input[data-keep]")];
}

export function restore(): void {
  for (const field of fields()) {
    const kept = read(sessionStorage, KEPT + keyOf(field));
    if (kept && !field.value) field.value = kept;
    else keep(field); // what a refused form brought back
  }
}

/** What was on its way arrived when the desk shows a page; when it shows a failure, the text is kept as unsent. */
function settleSent(): void {
  const failed = document.body.hasAttribute("data-failed");
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(SENT))) {
    const name = key.slice(SENT.length);
    if (failed) write(sessionStorage, KEPT + name, read(sessionStorage, key));
    write(sessionStorage, key, null);
  }
}

function sending(form: HTMLFormElement): void {
  for (const field of fields().filter((one) => one.form === form)) {
    const key = keyOf(field);
    write(sessionStorage, KEPT + key, null);
    write(sessionStorage, SENT + key, field.value || null);
  }
}

// Sending --------------------------------------------------------------------------------------------------------------

const asked = new WeakSet<HTMLFormElement>();
let leaving = false;

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method === "dialog") return;
  const asker = event.submitter?.closest<HTMLElement>("[data-confirm]") ?? form.closest<HTMLElement>("form[data-confirm]");
  if (asker && !asked.delete(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask(form, event.submitter, asker);
    return;
  }
  leaving = true;
  setTimeout(() => (leaving = false), 2_000);
  if (!event.submitter?.hasAttribute("formaction")) sending(form); // other buttons do something else with the text still here
}

async function ask(form: HTMLFormElement, submitter: HTMLElement | null, asker: HTMLElement): Promise<void> {
  const yes = asker.dataset["confirmYes"] ?? submitter?.textContent?.trim() ?? "Yes";
  if (!(await confirmed(asker.dataset["confirm"] ?? "", yes))) return;
  asked.add(form);
  form.requestSubmit(submitter);
}

/** Only forms that say so (`data-guard`) keep somebody from leaving, and only with something in them. */
export function unsaved(): boolean {
  if (leaving) return false;
  const guarded = document.querySelectorAll<Field>("form[data-guard] :is(textarea, input:not([type=hidden]))");
  return [...guarded].some((one) => !keyOf(one) && one.value !== one.defaultValue);
}

// Copying --------------------------------------------------------------------------------------------------------------

/** `data-copy` is the text itself, or "#id" of what holds it. */
async function copy(target: EventTarget | null): Promise<void> {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-copy]") : null;
  if (!button) return;
  const what = button.dataset["copy"] ?? "";
  const held = what.startsWith("#") ? document.getElementById(what.slice(1)) : null;
  const text = held instanceof HTMLInputElement || held instanceof HTMLTextAreaElement ? held.value : (held?.textContent ?? what);
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not allow copying. Mark the text and copy it by hand.");
  }
}
