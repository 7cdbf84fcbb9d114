// One key does one thing. Off while somebody types, and off for good for whoever turned single keys off (WCAG 2.1.4).
import { toast } from "./announce";
import { commandsHere } from "./commands";
import { setting } from "./kept";
import { openPalette } from "./palette";
import { openSheet } from "./sheet";

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (pressed(event)) event.preventDefault();
  });
}

function pressed(event: KeyboardEvent): boolean {
  const { key } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key.toLowerCase() === "k" && !event.shiftKey) return did(openPalette);
    return key === "Enter" && sends(event.target);
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (key === "Escape") return leaves(event.target);
  if (writing(event.target) || !setting("keys")) return false;
  if (key === "?") return did(openSheet);
  const command = commandsHere().find((one) => one.key === key);
  return command ? did(() => command.run()) : false;
}

function did(what: () => void): boolean {
  what();
  return true;
}

export function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");
}

/** Ctrl+Enter sends the form one is writing in, by its first button. Whoever may not send there is told why nothing goes. */
function sends(target: EventTarget | null): boolean {
  const form = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement ? target.form : null;
  const button = form?.querySelector<HTMLElement>("button:not([type=button], [formaction]), input[type=submit]");
  if (form?.id === "reply-form" && !form.querySelector("[data-send]")) {
    return did(() => toast("You do not write here: take it over first. What you typed stays."));
  }
  return button ? did(() => form?.requestSubmit(button)) : false;
}

/** Escape leaves the field, then closes what is unfolded there; then goes back to the list. Dialogs close by themselves. */
function leaves(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return false;
  if (target instanceof HTMLElement && writing(target)) return did(() => target.blur());
  const open = document.querySelector<HTMLDetailsElement>("#reply details[open]");
  if (open) return did(() => (open.open = false));
  const commands = commandsHere();
  const command = commands.find((one) => one.key === "Escape") ?? commands.find((one) => one.key === "u");
  return command ? did(() => command.run()) : false;
}
