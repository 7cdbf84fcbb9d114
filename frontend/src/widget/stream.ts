// Server-sent events over fetch: the browser's own EventSource cannot send the headers that say who is watching.
import { Refused, type Api } from "./api";
import { patience, pause } from "./alone";

/** Without a sign of life for this long (the desk sends one every 15 s) the connection is dead, whatever it says. */
const SILENCE = 40_000;

export interface Watching {
  /** Where to go on: the last event's id. */
  after: () => number;
  event: (kind: string, data: string, id: string | null) => void;
  connected: (yes: boolean) => void;
  /** The desk says that it makes no sense to try again. */
  refused: (why: Refused) => void;
}

/** Watches until `signal` ends it; reconnects by itself where it left off. `wake`: something changed, try now. */
export async function watch(api: Api, path: string, on: Watching, signal: AbortSignal, wake: EventTarget): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    let wait = 0;
    try {
      await once(api, path, on, signal, () => (tries = 0));
    } catch (error) {
      if (error instanceof Refused && !error.passing) {
        on.refused(error);
        return;
      }
      if (error instanceof Refused) wait = error.seconds * 1000;
    }
    if (signal.aborted) return;
    on.connected(false);
    const woken = new AbortController();
    const wakeUp = () => ((tries = 0), woken.abort());
    wake.addEventListener("wake", wakeUp, { once: true });
    await pause(Math.max(wait, patience(tries)), AbortSignal.any ? AbortSignal.any([signal, woken.signal]) : woken.signal);
    wake.removeEventListener("wake", wakeUp);
  }
}

async function once(api: Api, path: string, on: Watching, signal: AbortSignal, alive: () => void): Promise<void> {
  const connection = new AbortController();
  const end = () => connection.abort();
  signal.addEventListener("abort", end, { once: true });
  let timer = setTimeout(end, SILENCE);
  try {
    const headers = { Accept: "text/event-stream", "Last-Event-ID": String(on.after()) };
    const answer = await api.raw("GET", path, { headers, signal: connection.signal });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(end, SILENCE);
      alive();
      on.connected(true);
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop()!;
      for (const block of blocks) dispatch(block, on);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    connection.abort();
  }
}

function dispatch(block: string, on: Watching): void {
  let kind = "message";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(\w+): ?(.*)$/s.exec(line) ?? [];
    if (name === "event") kind = value!;
    else if (name === "id") id = value!;
    else if (name === "data") data.push(value!);
  }
  if (data.length) on.event(kind, data.join("\n"), id);
}
