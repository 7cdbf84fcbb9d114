// Says something to screen readers, and shows short notices that go by themselves.

/** Politely: after what is being read. */
export function announce(text: string): void {
  const line = document.createElement("p");
  line.textContent = text;
  region().append(line);
  setTimeout(() => line.remove(), 10_000);
}

function region(): HTMLElement {
  const found = document.getElementById("announcer");
  if (found) return found;
  const made = document.createElement("div");
  made.id = "announcer";
  made.className = "visually-hidden";
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}

const STAYS = 6_000; // ms; longer while one points at it or has the focus there

export function toast(text: string): void {
  const one = document.createElement("p");
  one.className = "toast";
  one.textContent = text;
  document.getElementById("toasts")?.append(one);
  const end = (): void => void (one.matches(":hover") ? setTimeout(end, 1_000) : one.remove());
  setTimeout(end, STAYS);
}
