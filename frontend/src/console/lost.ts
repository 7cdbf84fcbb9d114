// A calm word when the connection is gone for longer than a moment; it goes by itself when the connection is back.

const CALM_FOR = 5_000; // ms
let timer = 0;

export function away(): void {
  document.body.dataset["line"] = "lost";
  if (timer || document.getElementById("line-lost")) return;
  timer = window.setTimeout(() => {
    timer = 0;
    const notice = document.createElement("p");
    notice.id = "line-lost";
    notice.className = "line-lost";
    notice.setAttribute("role", "status");
    notice.textContent = "No connection to the desk. What you see may be old; it catches up by itself.";
    document.body.append(notice);
  }, CALM_FOR);
}

export function back(): void {
  document.body.dataset["line"] = "open";
  clearTimeout(timer);
  timer = 0;
  document.getElementById("line-lost")?.remove();
}
