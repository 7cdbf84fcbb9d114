// Says that somebody waits: in the page's title and beside the inbox, and by notification for whoever asked for it.
import { setting } from "./kept";
import type { Waiting } from "./stream";

let before: Waiting | null = null;
let title = document.title;

export function waits(now: Waiting): void {
  const count = now.offered + now.mine_unanswered;
  titled(count);
  badge("inbox", count);
  badge("approvals", now.approvals);
  if (before && now.approvals > before.approvals) notify("approval", "Something waits for a yes");
  if (before && now.offered > before.offered) notify("offered", "A conversation is offered to you");
  if (before && now.mine_unanswered > before.mine_unanswered) notify("wrote", "Your customer wrote");
  before = now;
}

/** Another page stands here. */
export function retitle(text: string): void {
  title = text;
  titled(before ? before.offered + before.mine_unanswered : 0);
}

function titled(count: number): void {
  document.title = count ? `(${count}) ${title}` : title;
}

function badge(page: string, count: number): void {
  const entry = document.querySelector(`.rail ul a[href$="/${page}"]`);
  if (!entry) return;
  entry.querySelector(".count")?.remove();
  if (!count) return;
  const made = document.createElement("span");
  made.className = "count";
  made.textContent = String(count);
  made.setAttribute("aria-label", count === 1 ? "1 waits for you" : `${count} wait for you`);
  entry.append(made);
}

/** No name and no word of the customer: a notification is seen by whoever passes by. One tag: windows do not repeat it. */
function notify(kind: string, text: string): void {
  if (!setting("notify") || !("Notification" in window) || Notification.permission !== "granted") return;
  if (document.visibilityState === "visible" && document.hasFocus()) return;
  const shown = new Notification(text, { tag: `handrail:${kind}`, silent: !setting("sound") });
  shown.onclick = () => {
    window.focus();
    location.assign(`${document.body.dataset["desk"]}/inbox`);
  };
}
