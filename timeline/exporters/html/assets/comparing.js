/* The lanes that the reader chose: all of them, or two to compare. */
import * as grouping from "./grouping.js";
import * as state from "./state.js";

/**
 * @import { PageEvent } from "./events.js"
 * @import { Wanted } from "./grouping.js"
 */

/** @type {{ asked: string, keys: readonly string[] }} */
let latest = { asked: "", keys: [] };

/** The keys of the two lanes that are compared; none if all lanes are shown. */
export function now() {
  const { lanes, compared } = state.now;
  const asked = [lanes, ...compared].join();
  if (asked !== latest.asked) latest = { asked, keys: grouping.comparable(lanes, compared) };
  return latest.keys;
}

/** @returns {Wanted} */
export function wanted() {
  const { lanes: facet, order, folded } = state.now;
  return { facet, order, folded, filters: state.now, compared: now() };
}

/**
 * The events of `some` that are in the lanes that are shown.
 *
 * @param {PageEvent[]} some
 */
export const among = (some) => grouping.among(some, state.now.lanes, now());
