// Elements without markup: text is only ever text, whoever wrote it.

type Listener = (event: never) => unknown;
export type Props = Record<string, string | number | boolean | null | undefined | Listener>;
export type Child = Node | string | null | undefined | false;

/** `on…` are listeners; true sets an attribute without a value, false and null leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((one): one is Node | string => Boolean(one)));
  return element;
}

const STROKES = {
  chat: "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 16-3-7z",
  file: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.5 8.5a1.7 1.7 0 0 1-2.5-2.5L15 7",
  save: "M12 4v11m-5-5l5 5 5-5M5 20h14",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-6 8-6s8 2 8 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  warn: "M12 4l9 16H3zM12 10v4m0 3v.01",
  down: "M12 5v14m-6-6l6 6 6-6",
};
export type Icon = keyof typeof STROKES;
const SVG = "http://www.w3.org/2000/svg";

export function icon(name: Icon): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}

/** Changes the text only where it differs, so that screen readers are not told the same again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Puts the children in this order and removes others, touching only what is out of place. */
export function arrange(parent: Element, children: Element[]): void {
  const wanted = new Set(children);
  for (const one of [...parent.children]) if (!wanted.has(one)) one.remove();
  children.forEach((one, at) => {
    if (parent.children[at] !== one) parent.insertBefore(one, parent.children[at] ?? null);
  });
}

const LINK = /https?:\/\/[^\s<>"'`]+/gi;

/** The text with its web addresses as links. Only http and https, and never a look-alike of the address. */
export function linked(text: string): Child[] {
  const found: Child[] = [];
  let from = 0;
  for (const { 0: raw, index } of text.matchAll(LINK)) {
    const address = raw.replace(/[.,;:!?)\]}»”’]+$/u, "");
    if (!parses(address)) continue;
    const link = h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);
    found.push(text.slice(from, index), link);
    from = index + address.length;
  }
  return [...found, text.slice(from)];
}

/** As `linked`, with what articles mark as **bold** in bold. */
export function written(text: string): Child[] {
  return text.split(/\*\*(?=\S)([^*\n]+?)\*\*/).flatMap((part, at) => (at % 2 ? h("b", {}, part) : linked(part)));
}

function parses(address: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
