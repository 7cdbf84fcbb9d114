// What this browser keeps for one site and one customer, shared by its tabs. Where storage is refused, for this page only.

const PREFIX = "handrail:";
const fallback = new Map<string, string>();

export class Memory {
  readonly name: string;

  /** `who`: the customer's id where a site signed it, so that two people at one computer are kept apart. */
  constructor(site: string, who: string) {
    this.name = `${PREFIX}${site}:${who}`;
  }

  get<T>(key: string): T | null {
    const text = read(`${this.name}:${key}`);
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  set(key: string, value: unknown): void {
    const name = `${this.name}:${key}`;
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(name, text);
    } catch {
      fallback.set(name, text);
    }
  }

  drop(key: string): void {
    const name = `${this.name}:${key}`;
    fallback.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept there either.
    }
  }

  /** What follows `start` in the keys that begin so, in order. */
  keys(start: string): string[] {
    const full = `${this.name}:${start}`;
    let all = [...fallback.keys()];
    try {
      all = all.concat(Object.keys(localStorage));
    } catch {
      // Storage is refused: the fallback is all there is.
    }
    return all.filter((one) => one.startsWith(full)).map((one) => one.slice(this.name.length + 1)).sort();
  }

  /** Calls back when another tab changed something; the key, or null for everything. */
  watch(changed: (key: string | null) => void, signal: AbortSignal): void {
    const seen = (event: StorageEvent) => {
      if (event.key === null) changed(null);
      else if (event.key.startsWith(`${this.name}:`)) changed(event.key.slice(this.name.length + 1));
    };
    addEventListener("storage", seen, { signal });
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? fallback.get(name) ?? null;
  } catch {
    return fallback.get(name) ?? null;
  }
}
