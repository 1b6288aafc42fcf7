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
 * @property {(day: number) => string} own the label of a tick
 * @property {((day: number) => string) | null} above the label of the unit that contains it
 *
 * @typedef {{ day: number, lines: string[] }} Tick
 */

const hour = (/** @type {number} */ day) =>
  i18n.numeral(`${String(Math.round((day - Math.floor(day)) * 24)).padStart(2, "0")}:00`);
const by = (/** @type {string} */ pattern) => (/** @type {number} */ day) =>
  i18n.date(day, pattern);

// The finest unit whose labels have room is shown; the unit that contains it is printed above,
// only where it changes.
/** @type {Step[]} */
const STEPS = [
  { unit: "hour", room: 56, own: hour, above: by("long") },
  { unit: "day", room: 30, own: by("d"), above: by("monthYear") },
  { unit: "week", room: 64, own: by("dayMonth"), above: i18n.year },
  { unit: "month", room: 50, own: by("LLL"), above: i18n.year },
  { unit: "quarter", room: 50, own: by("LLL"), above: i18n.year },
  { unit: "year", room: 42, own: i18n.year, above: null },
  { unit: "biennium", room: 42, own: i18n.year, above: null },
  { unit: "lustrum", room: 48, own: i18n.year, above: null },
  { unit: "decade", room: 48, own: i18n.year, above: null },
  { unit: "century", room: 48, own: i18n.year, above: null },
  { unit: "millennium", room: 48, own: i18n.year, above: null },
];
const INSET = 6; // pixels between a tick and its text
const APART = 6; // and between two texts
const SAMPLE = 40; // ticks whose texts are measured
const COARSEST = /** @type {Step} */ (STEPS.at(-1));

/**
 * The finest step whose labels have room.
 *
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 */
function stepFor(sheet, fonts) {
  const perDay = sheet.width / (sheet.to - sheet.from);
  const fits = (/** @type {Step} */ { unit, room, own }) => {
    const pixels = days.units[unit].length * perDay;
    if (pixels < room) return false;
    const some = days.beginnings(unit, sheet.from, sheet.to).slice(0, SAMPLE);
    return some.every((day) => fonts.width(own(day)) + INSET + APART <= pixels);
  };
  return STEPS.find(fits) ?? COARSEST;
}

/**
 * The ticks of a sheet: the day, and one or two lines of text.
 *
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @returns {Tick[]}
 */
export function ticks(sheet, fonts) {
  const step = stepFor(sheet, fonts);
  const viewFrom = sheet.day(sheet.view[0]);
  /** @type {Tick[]} */
  const found = [];
  /** @type {string | null} */
  let above = null;
  let isSeen = false;
  for (const day of days.beginnings(step.unit, sheet.from, sheet.to)) {
    if (day < sheet.from) continue;
    const lines = [step.own(day)];
    const text = step.above?.(day) ?? null;
    // Repeated at the left edge of the view, where a reader needs to know the year.
    const isFirstSeen = !isSeen && day >= viewFrom;
    if (text !== null && (text !== above || isFirstSeen)) lines.unshift(text);
    above = text;
    if (isFirstSeen) isSeen = true;
    found.push({ day, lines: isCut(day, lines, sheet, fonts) ? [] : lines });
  }
  return apart(found, sheet, fonts);
}

/**
 * Ticks without overlapping upper lines: of two, the later one stays, since it applies longer.
 *
 * @param {Tick[]} found
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 */
function apart(found, sheet, fonts) {
  let next = Infinity; // the pixel at which the next upper line begins
  for (const tick of [...found].reverse()) {
    const [above] = tick.lines;
    if (tick.lines.length < 2 || above === undefined) continue;
    const at = sheet.x(tick.day);
    if (at + INSET + fonts.width(above) + APART > next) tick.lines = tick.lines.slice(1);
    else next = at;
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
  const end = at + INSET + Math.max(...lines.map(fonts.width));
  return (at < left && end > left) || (at < right && end > right);
}
