// What the console's pages run. Every page works without it; with it they are live, and everything is one key away.
import { startAlarm } from "./alarm";
import { startCountdowns } from "./countdown";
import { startFlash } from "./flash";
import { startForms } from "./forms";
import { changed, everything, looking } from "./fragments";
import { startKeys } from "./keys";
import { startSettings } from "./kept";
import { startList } from "./list";
import { listen } from "./line";
import { away, back } from "./lost";
import { waits } from "./notify";
import { startPresence } from "./presence";
import { startThreads } from "./thread";
import { startWalking } from "./walk";
import type { Told } from "./stream";

const { desk, worker, place, now } = document.body.dataset;

function heard(told: Told): void {
  switch (told.what) {
    case "ready":
      return back();
    case "change":
      return changed(told.change);
    case "again":
      return everything();
    case "waiting":
      return waits(told.waiting);
    case "looking":
      return looking(told.conversation);
    case "away":
      return away();
    case "signed-out":
      return location.reload();
  }
}

/** On a phone the rail is a bar that is wider than the screen: where one is stands in its middle. */
function showWhereOneIs(): void {
  const rail = document.querySelector<HTMLElement>(".rail");
  const here = rail?.querySelector<HTMLElement>("a[aria-current]");
  if (rail && here && rail.scrollWidth > rail.clientWidth)
    rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;
}

startFlash();
showWhereOneIs();
startForms();
startThreads();
startList();
startSettings();
startCountdowns(now);
if (desk !== undefined) {
  startKeys();
  startAlarm();
  startPresence();
  startWalking();
  listen(desk, worker ?? "", place ?? "", heard);
}
