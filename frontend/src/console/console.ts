// What the console's pages run: htmx, with its live updates.
import "htmx.org";
import "htmx.org/dist/ext/hx-sse.js";
