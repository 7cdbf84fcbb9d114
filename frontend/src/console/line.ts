// This window's line to the browser's one stream: by a shared worker, else by the window that leads, else its own.
import { Hub, type Tell } from "./hub";
import type { Told } from "./stream";

interface Line {
  join(place: string): void;
  leave(): void;
}

/** Joins when the page is shown and leaves when it goes, so that a page that comes back from the cache catches up. */
export function listen(desk: string, worker: string, place: string, tell: Tell): void {
  let seen = place;
  const heard: Tell = (told) => {
    if ("place" in told && told.place) seen = told.place;
    tell(told);
  };
  const line = lineTo(desk, worker, heard);
  line.join(seen);
  addEventListener("pagehide", () => line.leave());
  addEventListener("pageshow", (event) => event.persisted && line.join(seen));
}

function lineTo(desk: string, worker: string, tell: Tell): Line {
  if (worker && "SharedWorker" in self) return byWorker(desk, worker, tell);
  if ("locks" in navigator && "BroadcastChannel" in self) return byLeader(desk, tell);
  return alone(desk, tell);
}

function byWorker(desk: string, worker: string, tell: Tell): Line {
  const { port } = new SharedWorker(worker, desk);
  port.onmessage = ({ data }: MessageEvent<Told>) => tell(data);
  return { join: (place) => port.postMessage({ join: place }), leave: () => port.postMessage({ join: null }) };
}

function alone(desk: string, tell: Tell): Line {
  const hub = new Hub<string>(desk);
  return { join: (place) => hub.join("here", place, tell), leave: () => hub.leave("here") };
}

type Spoken = { from: string; join: string | null } | { to: string; told: Told } | { leads: string };

/** Whoever holds the lock leads; when that window closes the next one does, and all join again where they were. */
function byLeader(desk: string, tell: Tell): Line {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel(`handrail:${desk}`);
  const say = (spoken: Spoken): void => channel.postMessage(spoken);
  let here: string | null = null;
  let hub: Hub<string> | null = null;
  let release: (() => void) | null = null;
  const heard: Tell = (told) => {
    if ("place" in told && told.place) here = told.place;
    tell(told);
  };
  const takeIn = (member: string, place: string): void =>
    hub?.join(member, place, member === me ? heard : (told) => say({ to: member, told }));

  channel.onmessage = ({ data }: MessageEvent<Spoken>) => {
    if ("leads" in data) here !== null && say({ from: me, join: here });
    else if ("to" in data) data.to === me && heard(data.told);
    else if (data.join === null) hub?.leave(data.from);
    else takeIn(data.from, data.join);
  };
  const lead = async (): Promise<void> => {
    if (here === null) return;
    hub = new Hub<string>(desk);
    takeIn(me, here);
    say({ leads: me });
    await new Promise<void>((go) => (release = go));
  };
  return {
    join(place) {
      here = place;
      say({ from: me, join: place });
      void navigator.locks.request(`handrail:${desk}`, lead);
    },
    leave() {
      here = null;
      hub?.leave(me);
      hub = null;
      release?.();
      say({ from: me, join: null });
    },
  };
}
