// An open thread begins at its end, stays there while one reads there, and says so when there is more below.

const AT_THE_END = 48; // px from the bottom that still count as being there

export function startThreads(): void {
  if (location.hash) return;
  for (const thread of document.querySelectorAll<HTMLElement>("[data-thread]")) toEnd(thread);
}

export function toEnd(thread: HTMLElement): void {
  scrollerOf(thread).scrollTo({ top: scrollerOf(thread).scrollHeight, behavior: "instant" });
}

export function atEnd(thread: HTMLElement): boolean {
  const scroller = scrollerOf(thread);
  const fromEnd = getComputedStyle(scroller).flexDirection === "column-reverse"; // then 0 is the end, and above is negative
  const left = fromEnd ? -scroller.scrollTop : scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  return left < AT_THE_END;
}

/** Stands beside the thread, not in it, and goes when it was pressed or the end was reached. */
export function moreBelow(thread: HTMLElement): void {
  if (document.querySelector(".thread-new")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "thread-new small";
  button.textContent = "New message below";
  const scroller = scrollerOf(thread);
  const heard = scroller === document.scrollingElement ? window : scroller;
  const end = (): void => {
    button.remove();
    heard.removeEventListener("scroll", arrived);
  };
  const arrived = (): void => void (atEnd(thread) && end());
  heard.addEventListener("scroll", arrived);
  button.addEventListener("click", () => {
    end();
    toEnd(thread);
  });
  thread.after(button);
}

export function scrollerOf(element: Element): Element {
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement ?? document.documentElement;
}
