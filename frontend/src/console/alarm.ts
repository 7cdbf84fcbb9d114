// While a P0 moment waits for somebody to acknowledge it, one window of this browser sounds a short tone every few seconds.
import { setting } from "./kept";

const EVERY = 8_000; // ms
const NOTES = [880, 660]; // Hz, one after the other: heard over a room, and no siren
const NOTE = 0.22; // seconds
const LOUD = 0.2;

let context: AudioContext | null = null;
let ringing: ReturnType<typeof setInterval> | null = null;

/** Looks at `#alarms` now, and whenever it is renewed. Only one window rings, whichever got the lock first. */
export function startAlarm(): void {
  const box = document.getElementById("alarms");
  if (!box) return;
  const look = (): void => void ring(document.getElementById("alarms")?.dataset["alarms"]?.trim() ?? "");
  new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-alarms"] });
  for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => void wake(), { passive: true });
  look();
}

function ring(open: string): void {
  if (open && !ringing) {
    void tone();
    ringing = setInterval(() => void tone(), EVERY);
  }
  if (!open && ringing) {
    clearInterval(ringing);
    ringing = null;
  }
}

async function tone(): Promise<void> {
  if (!setting("alarm")) return silent(false);
  if (!navigator.locks) return sound();
  await navigator.locks.request("handrail:alarm", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await sound();
    await new Promise((go) => setTimeout(go, EVERY / 2)); // the other windows find it taken
  });
}

async function sound(): Promise<void> {
  context ??= new AudioContext();
  await Promise.race([context.resume(), new Promise((go) => setTimeout(go, 300))]);
  silent(context.state !== "running");
  if (context.state !== "running") return;
  document.body.dataset["rang"] = String(Number(document.body.dataset["rang"] ?? 0) + 1);
  NOTES.forEach((pitch, at) => note(context as AudioContext, pitch, (context as AudioContext).currentTime + at * NOTE));
}

function note(on: AudioContext, pitch: number, at: number): void {
  const voice = on.createOscillator();
  const level = on.createGain();
  voice.frequency.value = pitch;
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  level.gain.linearRampToValueAtTime(0, at + NOTE);
  voice.connect(level).connect(on.destination);
  voice.start(at);
  voice.stop(at + NOTE);
}

/** Browsers let no page sound before somebody has touched it: then it says so. */
function silent(is: boolean): void {
  const says = document.getElementById("alarm-silent");
  if (says) says.hidden = !is;
}

async function wake(): Promise<void> {
  if (context?.state === "suspended") await context.resume().catch(() => undefined);
  if (context?.state === "running") silent(false);
}
