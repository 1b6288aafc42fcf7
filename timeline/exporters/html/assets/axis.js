/* The axis of time: which unit to show at a zoom, and its ticks in the chosen language. */
import * as days from "./days.js";
import * as i18n from "./i18n.js";

/**
 * @import { UnitName } from "./days.js"
 * @import { Fonts, Sheet } from "./sheet.js"
 *
 * @typedef {object} Step
 * @property {UnitName} unit
 * @property {number} room pixels that one unit needs at least
 * @property {(day: number) => string} own what a tick says
 * @property {((day: number) => string) | null} above what it belongs to
 *
 * @typedef {{ day: number, lines: string[] }} Tick
 */

const year = (/** @type {number} */ day) => String(days.parts(day).year);
const hour = (/** @type {number} */ day) =>
  `${String(Math.round((day - Math.floor(day)) * 24)).padStart(2, "0")}:00`;
const by = (/** @type {string} */ pattern) => (/** @type {number} */ day) =>
  i18n.date(day, pattern);

// The finest unit whose labels have room is shown; what it belongs to stands above it,
// printed only where it changes.
/** @type {Step[]} */
const STEPS = [
  { unit: "hour", room: 56, own: hour, above: by("long") },
  { unit: "day", room: 30, own: by("d"), above: by("monthYear") },
  { unit: "week", room: 64, own: by("dayMonth"), above: year },
  { unit: "month", room: 50, own: by("LLL"), above: year },
  { unit: "quarter", room: 50, own: by("LLL"), above: year },
  { unit: "year", room: 42, own: year, above: null },
  { unit: "biennium", room: 42, own: year, above: null },
  { unit: "lustrum", room: 48, own: year, above: null },
  { unit: "decade", room: 48, own: year, above: null },
  { unit: "century", room: 48, own: year, above: null },
  { unit: "millennium", room: 48, own: year, above: null },
];
const COARSEST = /** @type {Step} */ (STEPS.at(-1));

/** @param {Sheet} sheet */
function stepFor(sheet) {
  const perDay = sheet.width / (sheet.to - sheet.from);
  return STEPS.find(({ unit, room }) => days.units[unit].length * perDay >= room) ?? COARSEST;
}

/**
 * The ticks of a sheet: the day, and one or two lines of text.
 *
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @returns {Tick[]}
 */
export function ticks(sheet, fonts) {
  const step = stepFor(sheet);
  const viewFrom = sheet.day(sheet.view[0]);
  /** @type {{ text: string, seen: boolean } | null} */
  let last = null;
  const found = [];
  for (const day of days.beginnings(step.unit, sheet.from, sheet.to)) {
    if (day < sheet.from) continue;
    const lines = [step.own(day)];
    if (step.above) {
      const above = step.above(day);
      // Said once more at the left edge of the view: a reader must know the year there.
      const isFirstSeen = day >= viewFrom && last !== null && !last.seen;
      if (last === null || above !== last.text || isFirstSeen) lines.unshift(above);
      last = { text: above, seen: day >= viewFrom };
    }
    found.push({ day, lines: isCut(day, lines, sheet, fonts) ? [] : lines });
  }
  return found;
}

/**
 * Whether an edge of the view would cut the text of a tick.
 *
 * @param {number} day
 * @param {string[]} lines
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 */
function isCut(day, lines, { x, view: [left, right] }, fonts) {
  const at = x(day);
  const end = at + 6 + Math.max(...lines.map(fonts.width));
  return (at < left && end > left) || (at < right && end > right);
}
