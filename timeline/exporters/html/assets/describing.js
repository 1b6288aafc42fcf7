/* An event in words, the same in list, panel, chart and files. */
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as dom from "./dom.js";
import { lookOf } from "./events.js";
import * as i18n from "./i18n.js";
import * as search from "./search.js";

/**
 * @import { PageEvent } from "./events.js"
 * @import { Facet } from "./state.js"
 */

/**
 * The name of a facet's value as a node with its language.
 *
 * @param {Facet} facet
 * @param {string} value
 */
export const named = (facet, value) =>
  dom.node(search.name(facet, value), search.tag(facet, value));

/** @param {PageEvent} event */
export const status = (event) =>
  event.origin ? i18n.word("derived_mark") : search.name("status", event.status);

/** @param {PageEvent} event */
export const statusNode = (event) =>
  event.origin ? dom.spoken("derived_mark") : named("status", event.status);

/** @param {PageEvent} event */
export const place = (event) => (event.place ? search.name("place", event.place) : "");

/**
 * The dates that other sources give.
 *
 * @param {PageEvent} event
 */
export const others = (event) => event.conflicts.map((claim) => i18n.phrase(claim.date)).join("; ");

/** @param {PageEvent} event */
export const disagreement = (event) =>
  event.conflicts.length ? i18n.word("disagree", { dates: others(event) }) : "";

/**
 * Whether the title alone would mislead: an event on a future day that is postponed.
 *
 * @param {PageEvent} event
 */
const isOff = (event) => ["moved", "struck"].includes(lookOf(event));

/** @param {PageEvent} event */
export const warning = (event) => (isOff(event) ? search.name("status", event.status) : "");

/** @param {PageEvent} event */
export const warningNode = (event) => (isOff(event) ? statusNode(event) : null);

/**
 * An event in one line, for labels of controls.
 *
 * @param {PageEvent} event
 */
export function summary(event) {
  const { text } = i18n.pick(event.title);
  const kind = search.name("kind", event.kind);
  const moved = countdowns.moving(event, days.today());
  return [text, i18n.phrase(event.date), moved, kind, status(event), disagreement(event)]
    .filter(Boolean)
    .join(i18n.word("comma"));
}
