// A sentence that a page brought along ("Sent.") becomes a short notice, and is not said again after a reload.
import { toast } from "./announce";

export function startFlash(): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-flash]")) {
    toast((one.textContent ?? "").trim());
    one.remove();
  }
  const address = new URL(location.href);
  if (!address.searchParams.has("flash")) return;
  address.searchParams.delete("flash");
  history.replaceState(history.state, "", address);
}
