// What can be done on this page by key. Found on the page itself each time, so that no list of it can be wrong.

export interface Command {
  key: string;
  label: string;
  run(): void;
}

/** Everything with a `data-key` that can be seen and used now; then the rows, tabs and search of the page. */
export function commandsHere(): Command[] {
  const marked = [...scope().querySelectorAll<HTMLElement>("[data-key]")].filter(usable).map(fromElement);
  const taken = new Set(marked.map((one) => one.key));
  return [...marked, ...rowCommands(), ...tabCommands(), ...searchCommand(), ...backCommand()].filter(
    (one) => marked.includes(one) || !taken.has(one.key),
  );
}

/** Above an open dialog nothing of the page below can be pressed. */
function scope(): ParentNode {
  return document.querySelector<HTMLDialogElement>("dialog[open]") ?? document;
}

export function usable(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]") && !element.matches(":disabled");
}

function fromElement(element: HTMLElement): Command {
  return { key: element.dataset["key"] ?? "", label: labelOf(element), run: () => activate(element) };
}

function labelOf(element: HTMLElement): string {
  const text = element.dataset["keyLabel"] ?? element.getAttribute("aria-label") ?? wordsOf(element);
  return text.replace(/\s+/g, " ").trim();
}

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const aside of copy.querySelectorAll("kbd, .tab-count, .count")) aside.remove();
  return copy.textContent ?? "";
}

function activate(element: HTMLElement): void {
  const details = element.matches("summary") ? element.parentElement : element;
  if (details instanceof HTMLDetailsElement) {
    details.open = true;
    const field = details.querySelector<HTMLElement>("textarea, input:not([type=hidden]), select");
    (field ?? details.querySelector("summary"))?.focus();
  } else if (element.matches("input:not([type=submit], [type=checkbox], [type=radio]), textarea, select")) {
    element.scrollIntoView({ block: "nearest" });
    element.focus();
  } else if (element.matches("a, button, input, label")) {
    element.click();
  } else {
    element.focus();
  }
}

// Rows -----------------------------------------------------------------------------------------------------------------

export function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter(usable);
}

/** What has the focus in a row, or its link. */
function handleOf(row: HTMLElement): HTMLElement {
  return row.matches("a, button, [tabindex]") ? row : (row.querySelector<HTMLElement>("a, button") ?? row);
}

function currentRow(all: HTMLElement[]): number {
  const focused = all.findIndex((row) => row.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((row) => row.matches("[aria-current], :has([aria-current])"));
}

function go(step: number): void {
  const all = rows();
  const at = currentRow(all);
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!row) return;
  handleOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(): void {
  const all = rows();
  const row = all[currentRow(all)];
  if (row) handleOf(row).click();
}

function rowCommands(): Command[] {
  if (scope() !== document || !rows().length) return [];
  return [
    { key: "j", label: "Next row", run: () => go(1) },
    { key: "k", label: "Row before", run: () => go(-1) },
    { key: "o", label: "Open the row (Enter does too)", run: open },
  ];
}

function tabCommands(): Command[] {
  const tabs = [...scope().querySelectorAll<HTMLElement>(".tabs a")].filter(usable).slice(0, 9);
  return tabs.map((tab, at) => ({ key: String(at + 1), label: labelOf(tab), run: () => activate(tab) }));
}

/** Also where the list stands beside the conversation and no button leads back. */
function backCommand(): Command[] {
  const link = scope() === document ? document.querySelector<HTMLElement>("a.back") : null;
  return link ? [{ key: "u", label: "Back to the list (Esc does too)", run: () => link.click() }] : [];
}

function searchCommand(): Command[] {
  const field = [...scope().querySelectorAll<HTMLElement>("main input[type=search]")].find(usable);
  const page = document.querySelector<HTMLElement>('.rail a[href$="/search"]');
  const found = field ?? (scope() === document ? page : null);
  return found ? [{ key: "/", label: "Search", run: () => activate(found) }] : [];
}
