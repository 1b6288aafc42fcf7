/* The shelf: events without a date, which are never placed on a day. */
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { hueOf, isDated } from "./events.js";
import * as glyph from "./glyph.js";
import * as state from "./state.js";

/** @import { PageEvent } from "./events.js" */

const root = dom.element("_shelf");

/** @param {PageEvent[]} found */
export function filter(found) {
  const undated = found.filter((event) => !isDated(event));
  root.hidden = undated.length === 0;
  dom.say(dom.part(root, "h3"), "shelf", { n: undated.length });
  dom
    .part(root, "ul")
    .replaceChildren(...undated.map((event) => dom.make("li", "", button(event))));
}

/** @param {PageEvent} event */
function button(event) {
  const open = () => state.set({ event: event.id }, { push: true });
  const made = dom.makeButton("shelved", open, glyph.draw({ shape: "undated" }));
  made.append(dom.put(dom.make("span"), event.title));
  made.dataset.hue = String(hueOf(event));
  made.dataset.event = event.id;
  made.setAttribute("aria-label", describing.summary(event));
  const warning = describing.warningNode(event);
  if (warning) made.append(dom.make("span", "status", warning));
  return made;
}
