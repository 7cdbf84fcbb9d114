// From the list to a conversation and on to the next without a new page: the address, the history and a reload mean the same
// as if it were one. Whatever is odd is left to the browser.
import { announce } from "./announce";
import { restore, unsaved } from "./forms";
import { forget, pauseChanges, put } from "./fragments";
import { listHere, nameOf, toItsPlace } from "./list";
import { retitle } from "./notify";
import { arrive, leave } from "./presence";
import { startThreads } from "./thread";

const GRID = ".panes-grid";
let shown = "";
let last = 0;

export function startWalking(): void {
  shown = location.pathname + location.search;
  document.addEventListener("click", onClick);
  addEventListener("popstate", () => {
    if (location.pathname + location.search === shown) return; // within the page
    if (walks(new URL(location.href))) void go(location.href, false);
    else location.reload();
  });
}

function onClick(event: MouseEvent): void {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`${GRID} a[href]`) : null;
  if (!plain || event.defaultPrevented || !link || link.target || link.hasAttribute("download") || unsaved()) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || to.hash || !walks(to)) return;
  event.preventDefault();
  void go(to.href, true);
}

/** The inbox and conversations share one frame. */
function walks(to: URL): boolean {
  const desk = document.body.dataset["desk"] ?? "";
  const rest = to.pathname.startsWith(`${desk}/`) ? to.pathname.slice(desk.length) : "";
  return Boolean(document.querySelector(GRID)) && /^\/(inbox|conversations\/[0-9a-f-]{36})$/.test(rest);
}

async function go(address: string, push: boolean): Promise<void> {
  const mine = ++last;
  const resume = pauseChanges();
  try {
    const page = await fetched(address);
    if (mine !== last) return;
    if (!page) return location.assign(address);
    if (push) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    show(page);
  } finally {
    resume();
  }
}

/** The whole page; null for whatever is not the same frame from the same desk as this one. */
async function fetched(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(GRID) && scriptOf(page) === scriptOf(document) ? page : null;
  } catch {
    return null;
  }
}

function scriptOf(page: Document): string | null {
  return page.querySelector("script[src]")?.getAttribute("src") ?? null;
}

function show(page: Document): void {
  const left = document.querySelector("#thread") ? openRow() : null;
  leave();
  forget();
  const list = taken(page);
  retitle(page.title);
  if (list) void put("inbox-list", list);
  restore();
  startThreads();
  toItsPlace(list !== null);
  arrive();
  settleFocus(left);
  announce(document.querySelector("main h1")?.textContent ?? "");
}

/** What stands around the list is new, and nothing typed in one conversation gets into another. The list stays, and becomes what
 *  the page says, where it is the same one: its HTML is given back then. */
function taken(page: Document): string | null {
  const [main, grid, list] = [document.querySelector("main"), document.querySelector(GRID), listHere()];
  const [newMain, newGrid, newList] = [page.querySelector("main"), page.querySelector(GRID), page.getElementById("inbox-list")];
  if (!main || !grid || !list || !newMain || !newGrid || !newList) return null;
  const same = nameOf(list) === nameOf(newList);
  const html = same ? newList.outerHTML : null;
  const stays = same ? list : newList;
  newList.replaceWith(document.createComment(""));
  for (const one of [...main.childNodes]) if (one !== grid) one.remove();
  for (const one of [...grid.childNodes]) if (one !== stays) one.remove();
  for (const { name } of [...grid.attributes]) grid.removeAttribute(name);
  for (const { name, value } of [...newGrid.attributes]) grid.setAttribute(name, value);
  if (!same) grid.append(stays);
  else current(list, newList);
  grid.append(...[...newGrid.childNodes].filter((one) => one.nodeType !== Node.COMMENT_NODE));
  grid.before(...[...newMain.childNodes].filter((one) => one !== newGrid));
  return html;
}

/** At once, whatever else of the list changes a moment later. */
function current(list: Element, wanted: Element): void {
  for (const one of list.querySelectorAll(".line > [aria-current]")) one.removeAttribute("aria-current");
  const row = wanted.querySelector(".line:has(> [aria-current])");
  if (row) document.getElementById(row.id)?.querySelector("a")?.setAttribute("aria-current", "true");
}

function openRow(): string | null {
  return document.querySelector(".line:has(> [aria-current])")?.id ?? null;
}

/** Where one was in the list; coming back to it, on the row that was open. */
function settleFocus(left: string | null): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  const row = openRow() ?? left;
  const link = row ? document.getElementById(row)?.querySelector<HTMLElement>("a") : null;
  const to = link?.checkVisibility() ? link : document.getElementById("main");
  to?.focus({ preventScroll: to !== link });
}
