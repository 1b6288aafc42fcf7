/* The numbers of events before and after the view. */
import * as dom from "./dom.js";
import { isDated } from "./events.js";
import * as view from "./view.js";

/** @import { PageEvent } from "./events.js" */

export const earlier = dom.element("_earlier", HTMLButtonElement);
export const later = dom.element("_later", HTMLButtonElement);

/** @param {PageEvent[]} shown */
export function draw(shown) {
  edge(earlier, "earlier", before(shown).length);
  edge(later, "later", after(shown).length);
}

/** @param {PageEvent[]} shown */
export function before(shown) {
  const [from] = view.now();
  return shown.filter(isDated).filter((event) => event.last <= from);
}

/** @param {PageEvent[]} shown */
export function after(shown) {
  const [from, to] = view.now();
  return shown.filter(isDated).filter((event) => event.last > from && event.first >= to);
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} word
 * @param {number} n
 */
function edge(button, word, n) {
  dom.say(button, word, { n });
  button.classList.toggle("none", n === 0);
  button.disabled = n === 0;
}
