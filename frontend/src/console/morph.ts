// New HTML into a living page: focus, selection, what is typed, what is unfolded and where one looks all stay.
import htmx from "htmx.org";
import { announce } from "./announce";
import { pointerRests } from "./pointer";
import { rowsIn, tellNewAbove } from "./list";
import { countDown } from "./countdown";
import { atEnd, moreBelow, scrollerOf, toEnd } from "./thread";

htmx.registerExtension("stays-as-it-was", {
  // What is unfolded or not is for whoever reads to say.
  htmx_before_morph_attr: (_: Element, { attrName }: { attrName: string }) => attrName !== "open",
  htmx_before_morph_node: (element: Element, detail: { newNode?: Element }) => {
    if (typed(element)) return false;
    if (element instanceof HTMLElement && element.matches("[data-countdown]")) return counted(element, detail.newNode);
    return true;
  },
});

/** `html` is the element itself, as the server would write it on the whole page. */
export async function morph(element: HTMLElement, html: string): Promise<void> {
  await pointerRests(element, html);
  const held = holding(element);
  const known = messagesIn(element);
  const rows = rowsIn(element);
  await htmx.swap({ text: html, target: element, swap: "outerMorph", sourceElement: element });
  const now = document.getElementById(element.id) ?? element;
  held();
  countDown();
  tellNew(now, known);
  tellNewAbove(now, rows);
  now.dispatchEvent(new CustomEvent("handrail:renewed", { bubbles: true }));
}

function typed(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (!(element instanceof HTMLInputElement)) return false;
  return /^(checkbox|radio)$/.test(element.type)
    ? element.checked !== element.defaultChecked
    : !/^(hidden|submit|button)$/.test(element.type) && element.value !== element.defaultValue;
}

/** The same deadline keeps counting here: the server's words for it are a moment old. */
function counted(element: HTMLElement, wanted: Element | undefined): boolean {
  return !wanted?.hasAttribute("data-countdown") || wanted.getAttribute("datetime") !== element.getAttribute("datetime");
}

/** Remembers what stands where, and gives back how to put it there again after the change. */
function holding(element: HTMLElement): () => void {
  const scroller = scrollerOf(element);
  if (element.matches("[data-thread]") && atEnd(element)) return () => toEnd(element);
  const anchor = anchorIn(element, scroller);
  if (!anchor) return () => undefined;
  const before = anchor.getBoundingClientRect().top;
  const hold = (): void => {
    if (anchor.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  };
  return () => {
    hold();
    requestAnimationFrame(() => {
      hold(); // rows that were not drawn before had guessed heights
      requestAnimationFrame(hold);
    });
  };
}

/** What one looks at: what has the focus, else what is under the pointer, else the first row in view when scrolled. */
function anchorIn(element: HTMLElement, scroller: Element): Element | null {
  const rows = "[data-row], [data-message], li[id], tr[id], article[id]";
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const chosen = focused?.closest(rows) ?? element.querySelector(`:is(${rows}):hover`);
  if (chosen) return chosen;
  if (!scroller.scrollTop) return null;
  const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
  return [...element.querySelectorAll(rows)].find((row) => row.getBoundingClientRect().bottom > top) ?? null;
}

function messagesIn(element: HTMLElement): Set<string> {
  return new Set([...element.querySelectorAll("[data-message]")].map((one) => one.id));
}

/** What is new in an open thread is said once, politely. */
function tellNew(element: HTMLElement, known: Set<string>): void {
  if (!known.size) return;
  const fresh = [...element.querySelectorAll<HTMLElement>("[data-message]")].filter((one) => !known.has(one.id));
  if (fresh.length && element.matches("[data-thread]") && !atEnd(element)) moreBelow(element);
  for (const one of fresh) announce(`New: ${(one.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 200)}`);
}
