// The list keeps its place: over updates, over pages, and when a conversation is opened. What came above it is said in a bar.
import { read, write } from "./kept";

const AT_THE_TOP = 48; // px that still count as being there
const ID = "inbox-list";

export function startList(): void {
  // Capturing, since scrolling does not bubble; the list may be another element by then.
  document.addEventListener("scroll", ({ target }) => target instanceof HTMLElement && target.id === ID && scrolled(target), true);
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  toItsPlace(page?.type !== "navigate");
}

export function listHere(): HTMLElement | null {
  return document.getElementById(ID);
}

/** Which list it is, whatever stands open beside it. */
export function nameOf(list: Element): string {
  const address = new URL(list.getAttribute("data-fragment") ?? "", location.href);
  address.searchParams.delete("open");
  return address.pathname + address.search;
}

/** Where it stood when it was last seen here, and so that the open row can be seen. Whoever comes to the list alone, and not
 *  `again`, begins at its top: what is due next stands there. */
export function toItsPlace(again: boolean): void {
  const list = listHere();
  const open = list?.querySelector(".line > [aria-current]");
  if (!list || (!open && !again)) return;
  list.scrollTop = Number(read(sessionStorage, keyOf(list)) ?? 0);
  open?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

export function rowsIn(list: Element): Set<string> {
  return new Set([...list.querySelectorAll("[data-row]")].map((row) => row.id));
}

/** After an update: rows that were not `known` and stand above what one sees. */
export function tellNewAbove(list: HTMLElement, known: Set<string>): void {
  if (list.id !== ID || !known.size) return;
  const top = list.getBoundingClientRect().top + headOf(list);
  const fresh = [...list.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => !known.has(row.id));
  const above = fresh.filter((row) => row.getBoundingClientRect().top < top - 1);
  if (above.length) bar(list, above.length);
}

function bar(list: HTMLElement, count: number): void {
  const shown = document.querySelector<HTMLElement>(".list-new") ?? made(list);
  const sum = Number(shown.dataset["count"] ?? 0) + count;
  shown.dataset["count"] = String(sum);
  shown.textContent = `↑ ${sum} new above`;
}

function made(list: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "list-new small";
  button.style.top = `${headOf(list) + 8}px`;
  button.addEventListener("click", () => {
    button.remove();
    listHere()?.scrollTo({ top: 0, behavior: "instant" });
    listHere()?.querySelector<HTMLElement>("[data-row] a")?.focus({ preventScroll: true });
  });
  list.after(button);
  return button;
}

function headOf(list: HTMLElement): number {
  return list.querySelector<HTMLElement>(".list-head")?.offsetHeight ?? 0;
}

function scrolled(list: HTMLElement): void {
  write(sessionStorage, keyOf(list), String(Math.round(list.scrollTop)));
  if (list.scrollTop < AT_THE_TOP) document.querySelector(".list-new")?.remove();
}

function keyOf(list: HTMLElement): string {
  return `handrail:place:${nameOf(list)}`;
}
