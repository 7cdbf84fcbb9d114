// What the widget says, in the page's language. English is built in, the others are loaded from where the script is from.
import english from "../texts/en.json";

export type Texts = typeof english;
export type TextId = keyof Texts;

const SPOKEN = ["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr"];
const RIGHT_TO_LEFT = ["ar"];
const LONGEST_WAIT = 3_000;

export interface Language {
  code: string;
  direction: "ltr" | "rtl";
  say: (id: TextId, slots?: Record<string, string | number>) => string;
}

/** The first of the wishes that is spoken here, else English. */
export function chosen(wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    const code = wish?.toLowerCase().split("-")[0] ?? "";
    if (SPOKEN.includes(code)) return code;
  }
  return "en";
}

/** Where the texts cannot be had in time, English: a chat that says nothing helps nobody. */
export async function language(code: string, origin: string): Promise<Language> {
  if (code === "en") return speaking("en", english);
  try {
    const answer = await fetch(`${origin}/widget/texts/${code}.json`, {
      credentials: "omit",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return speaking(code, { ...english, ...((await answer.json()) as Partial<Texts>) });
  } catch {
    return speaking("en", english);
  }
}

function speaking(code: string, texts: Texts): Language {
  return {
    code,
    direction: RIGHT_TO_LEFT.includes(code) ? "rtl" : "ltr",
    say: (id, slots) => texts[id].replace(/\{(\w+)\}/g, (all, name: string) => String(slots?.[name] ?? all)),
  };
}

/** A moment as this customer's clock and calendar have it: the time today, day and time otherwise. By the 24-hour clock, as
 * what the desk says in the thread has it: one promise, one clock. */
export function moment(at: string | number, code: string, now = new Date()): string {
  const when = new Date(at);
  const today = when.toDateString() === now.toDateString();
  const day = { weekday: "short", day: "numeric", month: "short" } as const;
  return new Intl.DateTimeFormat(code, { ...(today ? {} : day), hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(when);
}

export function day(at: string | number, code: string): string {
  return new Intl.DateTimeFormat(code, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));
}

export function size(bytes: number, code: string): string {
  const [unit, value] = bytes < 1e6 ? (["kilobyte", bytes / 1e3] as const) : (["megabyte", bytes / 1e6] as const);
  const shown = unit === "kilobyte" ? Math.max(1, Math.round(value)) : Math.round(value * 10) / 10;
  return new Intl.NumberFormat(code, { style: "unit", unit }).format(shown);
}
