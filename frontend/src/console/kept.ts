// Choices that belong to this browser, and texts that are not sent yet. A browser that keeps nothing still works.

export type Setting = "keys" | "notify" | "sound" | "alarm";
const BY_DEFAULT: Record<Setting, boolean> = { keys: true, notify: false, sound: false, alarm: true };

export function setting(name: Setting): boolean {
  const kept = read(localStorage, `handrail:${name}`);
  return kept === null ? BY_DEFAULT[name] : kept === "on";
}

export function set(name: Setting, on: boolean): void {
  write(localStorage, `handrail:${name}`, on ? "on" : "off");
}

export function read(store: Storage, key: string): string | null {
  try {
    return store.getItem(key);
  } catch {
    return null;
  }
}

export function write(store: Storage, key: string, value: string | null): void {
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, value);
  } catch {
    /* full, or not allowed */
  }
}

/** Any `<input type="checkbox" data-setting="keys">` on a page is that choice. */
export function startSettings(root: ParentNode = document): void {
  for (const box of root.querySelectorAll<HTMLInputElement>("input[data-setting]")) {
    const name = box.dataset["setting"] as Setting;
    box.checked = setting(name);
    box.addEventListener("change", () => void choose(name, box));
  }
}

/** The browser is asked for its permission when somebody asks for notifications, and never else. */
async function choose(name: Setting, box: HTMLInputElement): Promise<void> {
  if (name === "notify" && box.checked) {
    const allowed = "Notification" in window && (await Notification.requestPermission()) === "granted";
    if (!allowed) box.checked = false;
  }
  set(name, box.checked);
  for (const other of document.querySelectorAll<HTMLInputElement>(`input[data-setting="${name}"]`)) {
    other.checked = box.checked;
  }
}
