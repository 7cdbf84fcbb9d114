// Nothing moves under a pressed pointer, and no row slips from under one that is about to press it.

let pressed = false;
let movedAt = 0;
let released: (() => void)[] = [];
const RESTS_AFTER = 400; // ms without movement
const AT_MOST = 3_000; // ms that a change of order is kept back

addEventListener("pointerdown", () => (pressed = true), true);
addEventListener("pointermove", () => (movedAt = performance.now()), { capture: true, passive: true });
for (const end of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(end, () => setTimeout(letGo), true); // after the click that belongs to it
}

function letGo(): void {
  pressed = false;
  for (const go of released.splice(0)) go();
}

/** Waits while the pointer is pressed, and for a moment while it moves over rows that `html` would put elsewhere. */
export async function pointerRests(element: Element, html: string): Promise<void> {
  const began = performance.now();
  while (pressed) await new Promise<void>((go) => released.push(go));
  while (performance.now() - began < AT_MOST && performance.now() - movedAt < RESTS_AFTER && slips(element, html)) {
    await new Promise((go) => setTimeout(go, 50));
    while (pressed) await new Promise<void>((go) => released.push(go));
  }
}

function slips(element: Element, html: string): boolean {
  const under = element.querySelector("[data-row]:hover");
  if (!under?.id) return false;
  const place = (rows: Iterable<Element>): number => [...rows].findIndex((row) => row.id === under.id);
  const next = new DOMParser().parseFromString(html, "text/html");
  return place(element.querySelectorAll("[data-row]")) !== place(next.querySelectorAll("[data-row]"));
}
