/* The period that the chart shows: its first value, its changes, and its limits. */
import * as days from "./days.js";
import { anchor, events, isDated } from "./events.js";
import * as state from "./state.js";

/**
 * @import { UnitName } from "./days.js"
 * @import { DatedEvent, PageEvent, Period } from "./events.js"
 */

const SHORTEST = 1; // days

/** @type {Period | null} */
let whole = null;

/** The whole period of the events, with some room around it. */
export const all = () => (whole ??= extent(events.filter(isDated)));

/**
 * @param {DatedEvent[]} dated
 * @returns {Period}
 */
function extent(dated) {
  // All that is drawn: possible days and earlier dates too. One spread of the ends of a hundred
  // thousand events would overflow the stack.
  let [first, last] = [Infinity, -Infinity];
  /** @param {number} end */
  const take = (end) => {
    if (end < first && end > -Infinity) first = end;
    if (end > last && end < Infinity) last = end;
  };
  for (const event of dated) {
    event.reach.forEach(take);
    take(event.first);
    take(event.last);
  }
  if (first > last) [first, last] = [days.today(), days.today() + 1];
  const room = Math.max((last - first) * 0.02, 3);
  return [Math.floor(first - room), Math.ceil(last + room)];
}

/**
 * The chart opens on the shortest period with most of the events, not on a lone early one.
 *
 * @returns {Period}
 */
function opening() {
  const anchors = events
    .filter(isDated)
    .map(anchor)
    .sort((one, other) => one - other);
  const many = Math.ceil(anchors.length * 0.75);
  if (anchors.length < 8) return all();
  let [from, to] = [-Infinity, Infinity];
  anchors.slice(0, anchors.length - many + 1).forEach((begin, index) => {
    const end = anchors[index + many - 1] ?? begin;
    if (end - begin < to - from) [from, to] = [begin, end];
  });
  const length = Math.max(to - from, 30);
  if (length > (all()[1] - all()[0]) * 0.6) return all();
  return clamp([from - length * 0.06, to + length * 0.16]);
}

/** @type {Period | null} */
let start = null;

/** @returns {Period} */
export const now = () => state.now.view ?? (start ??= opening());

/**
 * The first and the last day that the chart can show: today is one, even far from the events.
 *
 * @returns {Period}
 */
const limits = () => [
  Math.max(Math.min(all()[0], days.today() - 45), days.FIRST),
  Math.min(Math.max(all()[1], days.today() + 120), days.LAST),
];

/**
 * Whether a level shows less than the whole chart: nobody needs decades of a few months.
 *
 * @param {UnitName} unit
 */
export const isLevel = (unit) => days.units[unit].length < limits()[1] - limits()[0];

/**
 * @param {Period} period
 * @returns {Period}
 */
export function clamp([from, to]) {
  const [low, high] = limits();
  const length = Math.min(Math.max(to - from, SHORTEST), high - low);
  const begin = Math.min(Math.max((from + to - length) / 2, low), high - length);
  return [begin, begin + length];
}

/** @param {Period} period */
export const show = (period) => state.set({ view: clamp(period) });

/**
 * @param {number} factor
 * @param {number | null} [around]
 */
export function zoom(factor, around = null) {
  const [from, to] = now();
  const centre = around ?? (from + to) / 2;
  show([centre - (centre - from) * factor, centre + (to - centre) * factor]);
}

/** @param {number} share of the view */
export function move(share) {
  const [from, to] = now();
  const step = (to - from) * share;
  show([from + step, to + step]);
}

/**
 * Bring a span into view with as little change of the zoom as possible.
 *
 * @param {Period} span
 */
export function reveal([from, to]) {
  const [left, right] = now();
  if (from >= left && to <= right) return;
  const length = Math.max(right - left, (to - from) * 1.3);
  const centre = (from + to) / 2;
  show([centre - length / 2, centre + length / 2]);
}

/**
 * The calendar unit that contains a day.
 *
 * @param {UnitName} unit
 * @param {number} day
 * @returns {Period}
 */
function unitOf(unit, day) {
  const begin = days.units[unit].floor(day);
  return [begin, days.units[unit].next(begin)];
}

/**
 * A whole calendar unit: around today if that is in view, else around the middle of the view; if
 * it has no events, the unit of the nearest event.
 *
 * @param {UnitName} unit
 * @param {PageEvent[]} shown
 */
export function level(unit, shown) {
  const [from, to] = now();
  const today = days.today();
  const centre = from <= today && today < to ? today + 0.5 : (from + to) / 2;
  const [begin, end] = unitOf(unit, centre);
  const dated = shown.filter(isDated);
  const far = (/** @type {DatedEvent} */ event) => Math.abs(anchor(event) + 0.5 - centre);
  const isEmpty = !dated.some((event) => event.last > begin && event.first < end);
  if (!isEmpty || !dated.length) return show([begin, end]);
  const nearest = dated.reduce((best, event) => (far(event) < far(best) ? event : best));
  show(unitOf(unit, anchor(nearest)));
}

/**
 * Whether the view is one whole unit, or the period of a preset.
 *
 * @param {string} act "level" or "preset"
 * @param {string} name
 */
export function isAt(act, name) {
  // Around today may be everything: then it is all that is shown.
  if (name === "today" && isAt("preset", "all")) return false;
  const [from, to] = now();
  const period =
    act === "level" ? unitOf(/** @type {UnitName} */ (name), (from + to) / 2) : presets[name]?.();
  if (!period) return false;
  const [begin, end] = clamp(period);
  const slack = (to - from) / 1000;
  return Math.abs(begin - from) < slack && Math.abs(end - to) < slack;
}

/** @type {Record<string, () => Period>} */
const presets = {
  all: () => clamp(all()),
  today: () => {
    const half = Math.min((now()[1] - now()[0]) / 2, 183);
    return [days.today() + 0.5 - half, days.today() + 0.5 + half];
  },
  year: () => {
    const begin = days.units.year.floor(days.today());
    return [begin, days.units.year.next(begin)];
  },
  soon: () => [days.today(), days.today() + 90],
};

/** @param {string} name */
export function preset(name) {
  const period = presets[name];
  if (period) show(period());
}
