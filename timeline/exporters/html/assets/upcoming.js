/* The next events by the reader's clock: events with known days first, with countdowns. */
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { events, hueOf, isDated, isExact, isOver, lookOf, statusOf } from "./events.js";
import * as i18n from "./i18n.js";
import * as state from "./state.js";

/**
 * @import { Next } from "./countdowns.js"
 * @import { DatedEvent, PageEvent } from "./events.js"
 */

const MOST = 4;
const root = dom.element("_upcoming");
const cards = dom.part(root, "ol");
const vaguely = dom.part(root, ".vague", HTMLDetailsElement);
const later = dom.part(vaguely, ".later");
let shown = events;

// On a phone, events with a known day come first, and the chart soon after them.
vaguely.open = window.matchMedia("(min-width: 40rem)").matches;

export function draw() {
  const today = days.today();
  const ahead = shown
    .filter(isDated)
    .filter((event) => !isOver(event, today) && lookOf(event) !== "struck");
  const exact = [];
  for (const event of ahead.filter(isExact)) {
    const next = countdowns.next(event, today);
    // An event without an end is upcoming until it begins, not for ever after.
    if (next && (Number.isFinite(next.last) || next.first > today)) exact.push({ event, next });
  }
  exact.sort((one, other) => one.next.first - other.next.first);
  // An event that is planned for the current month may still be ahead.
  const vague = ahead.filter(
    (event) => (event.first > today || statusOf(event).pending) && !isExact(event),
  );
  // Events without a date are expected too.
  const undated = shown.filter((event) => !isDated(event) && statusOf(event).pending);
  vague.sort((one, other) => due(one) - due(other) || other.first - one.first);
  const expected = [...vague, ...undated.filter((event) => lookOf(event) !== "struck")];
  cards.style.setProperty("--cards", String(Math.min(exact.length, MOST)));
  cards.hidden = exact.length === 0;
  cards.replaceChildren(...exact.slice(0, MOST).map(({ event, next }) => card(event, next, today)));
  later.replaceChildren(...expected.slice(0, MOST).map((event) => link(event, today)));
  vaguely.hidden = expected.length === 0;
  if (!exact.length || expected.length === 1) vaguely.open = true;
  dom.part(vaguely, ".number").textContent = i18n.number(expected.length);
  root.hidden = exact.length + expected.length === 0;
}

/**
 * The day by which an expected event is due: its last possible day, or the first of an open run.
 * A vague date is not due before a more precise one within it.
 *
 * @param {DatedEvent} event
 */
function due({ first, last }) {
  return [last, first].find(Number.isFinite) ?? Infinity;
}

/**
 * @param {PageEvent} event
 * @param {Next} next
 * @param {number} today
 */
function card(event, next, today) {
  const count = dom.make("span", "count");
  const until = dom.node(countdowns.countdown(next, today), i18n.relativeIn());
  dom.join(count, [until, describing.warningNode(event)]);
  const date = dom.make("span", "date");
  dom.join(date, [dom.node(i18n.phrase(event.date)), moved(event, today)]);
  const item = dom.make("li", "", count, button(event), date);
  item.dataset.hue = String(hueOf(event));
  return item;
}

/**
 * @param {PageEvent} event
 * @param {number} today
 */
function link(event, today) {
  const date = dom.make("span", "date");
  const warning = describing.warningNode(event);
  dom.join(date, [dom.node(i18n.phrase(event.date)), moved(event, today), warning]);
  return dom.make("li", "", button(event), " ", date);
}

/**
 * @param {PageEvent} event
 * @param {number} today
 */
const moved = (event, today) => dom.node(countdowns.moving(event, today), i18n.wordsIn());

/** @param {PageEvent} event */
function button(event) {
  const open = () => state.set({ event: event.id }, { push: true });
  // The text is in an element of its own, since browsers lay out buttons in their own way.
  return dom.makeButton("link", open, dom.put(dom.make("span", "brief"), event.title));
}

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  draw();
}
