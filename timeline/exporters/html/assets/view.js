/* The part of time that the chart shows: where it begins, how it is moved, what it may be. */
import * as days from "./days.js";
import { anchor, events, isDated } from "./events.js";
import * as state from "./state.js";

/**
 * @import { UnitName } from "./days.js"
 * @import { DatedEvent, Period } from "./events.js"
 */

const SHORTEST = 1; // days

/** @type {Period | null} */
let whole = null;

/** All of time that the events span, with some room around it. */
export const all = () => (whole ??= extent(events.filter(isDated)));

/**
 * @param {DatedEvent[]} dated
 * @returns {Period}
 */
function extent(dated) {
  // Spread would overflow the stack with a hundred thousand values.
  let [first, last] = [Infinity, -Infinity];
  for (const event of dated)
    for (const end of [event.first, event.last])
      if (Number.isFinite(end)) [first, last] = [Math.min(first, end), Math.max(last, end)];
  if (first > last) [first, last] = [days.today(), days.today() + 1];
  const room = Math.max((last - first) * 0.05, 3);
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
 * @param {Period} period
 * @returns {Period}
 */
export function clamp([from, to]) {
  // Today stays reachable, whatever the data spans.
  const low = Math.max(Math.min(all()[0], days.today() - 45), days.FIRST);
  const high = Math.min(Math.max(all()[1], days.today() + 120), days.LAST);
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
 * Bring a span into view without changing the zoom more than it needs.
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
 * One whole unit of the calendar: around today if that is in view, else around its middle.
 *
 * @param {UnitName} unit
 */
export function level(unit) {
  const [from, to] = now();
  const today = days.today();
  const begin = days.units[unit].floor(from <= today && today < to ? today : (from + to) / 2);
  show([begin, days.units[unit].next(begin)]);
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
