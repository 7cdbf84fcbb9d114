// Deadlines count down in the page, in the same words as the server's (templating.countdown); no request is made.

export type Mood = "calm" | "soon" | "late";

/** "40 s", "4 min", "2 h 10 min", "3 d"; past: "6 min late". */
export function words(seconds: number): string {
  const left = Math.abs(Math.trunc(seconds));
  const text =
    left < 60
      ? `${left} s`
      : left < 3_600
        ? `${Math.floor(left / 60)} min`
        : left < 86_400
          ? `${Math.floor(left / 3_600)} h ${Math.floor((left % 3_600) / 60)} min`
          : `${Math.floor(left / 86_400)} d`;
  return seconds < 0 ? `${text} late` : text;
}

export function mood(seconds: number): Mood {
  return seconds < 0 ? "late" : seconds < 300 ? "soon" : "calm";
}

let ahead = 0; // ms that this computer's clock is before the desk's

/** `now` is the desk's own time when it wrote the page. */
export function startCountdowns(now: string | undefined): void {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  ahead = performance.timeOrigin + (page?.responseStart ?? 0) - Date.parse(now ?? "");
  if (Number.isNaN(ahead)) ahead = 0;
  setInterval(countDown, 1_000);
}

export function countDown(): void {
  const now = Date.now() - ahead;
  for (const one of document.querySelectorAll<HTMLTimeElement>("time[data-countdown]")) {
    const seconds = (Date.parse(one.dateTime) - now) / 1_000;
    const text = words(seconds);
    if (one.textContent !== text) one.textContent = text;
    if (!one.classList.contains(mood(seconds))) {
      one.classList.remove("calm", "soon", "late");
      one.classList.add(mood(seconds));
    }
  }
}
