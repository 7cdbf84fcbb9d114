// The sheet of keys: what `?` shows is read from the page at that moment.
import { commandsHere } from "./commands";
import { make, show } from "./dialogs";
import { setting, startSettings } from "./kept";

const ALWAYS: [string, string][] = [
  ["Ctrl+K", "Commands, pages, conversations and customers"],
  ["Ctrl+Enter", "Send what you are writing"],
  ["Esc", "Leave the field, close what is open, go back"],
  ["?", "This sheet"],
];

export function openSheet(): void {
  const here = commandsHere();
  const off = setting("keys") ? "" : " Single keys are turned off in this browser; the palette still does all of it.";
  const title = make("h2", { id: "sheet-title", tabindex: "-1" }, "Keys");
  const dialog = make(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-title" },
    title,
    make("p", { class: "muted" }, `What each key does on this page, now.${off}`),
    make("dl", { class: "keys" }, ...here.flatMap((one) => line(one.key, one.label)), ...ALWAYS.flatMap(([key, label]) => line(key, label))),
    make("h3", {}, "In this browser"),
    choice("keys", "Single keys do something when no field has the focus"),
    choice("notify", "Notify me when a conversation is offered to me, or my customer writes"),
    choice("sound", "With a sound"),
    make("form", { method: "dialog", class: "actions" }, make("button", { value: "close" }, "Close")),
  );
  show(dialog);
  startSettings(dialog);
  title.focus();
}

function line(key: string, label: string): HTMLElement[] {
  return [make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, label))];
}

function choice(name: string, label: string): HTMLElement {
  return make("label", { class: "choice" }, make("input", { type: "checkbox", "data-setting": name }), ` ${label}`);
}
