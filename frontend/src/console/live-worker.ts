// The worker that all windows of a browser share: it holds the one stream. Its name is the desk's address.
import { Hub } from "./hub";

const scope = self as unknown as { name: string; onconnect: ((event: MessageEvent) => void) | null };
const hub = new Hub<MessagePort>(scope.name);

export interface Join {
  join: string | null; // null: the window goes away
}

scope.onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<Join>) => {
    if (data.join === null) hub.leave(port);
    else hub.join(port, data.join, (told) => port.postMessage(told));
  };
};
