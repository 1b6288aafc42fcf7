/* Days as numbers, 0 = 1970-01-01, so that no time zone can move them; spans are half-open. */

const MS = 86_400_000;

/**
 * @param {number} year
 * @param {number} [month] 0 is January
 * @param {number} [day]
 */
export function of(year, month = 0, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC reads years 0 to 99 as 1900 to 1999
  return date.getTime() / MS;
}

/** @param {number} day */
export function parts(day) {
  const date = new Date(Math.floor(day) * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** @param {number} day */
const date = (day) => new Date(Math.round(day * MS));

/** @param {number} day */
export const iso = (day) => date(Math.floor(day)).toISOString().replace(/T.*/, "");

/** The reader's day; only this function reads the local clock. */
export function today() {
  const now = new Date();
  return of(now.getFullYear(), now.getMonth(), now.getDate());
}

/**
 * The day of an ISO date, or null.
 *
 * @param {string | null} text
 */
export function parse(text) {
  const match = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!match) return null;
  const day = of(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return iso(day) === text ? day : null;
}

/**
 * A moment as `2026-12-01T12:00`, a whole day as its date.
 *
 * @param {number} day
 */
export function stamp(day) {
  const [whole = "", time = ""] = date(Math.round(day * 1440) / 1440)
    .toISOString()
    .split("T");
  return time.startsWith("00:00") ? whole : `${whole}T${time.slice(0, 5)}`;
}

/**
 * The number for which `stamp` returned the text; null for any other text.
 *
 * @param {string | null} text
 */
export function parseStamp(text) {
  const [first = "", time = "00:00"] = (text ?? "").split("T");
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  const day = parse(first);
  return day === null || hours === undefined
    ? null
    : day + (Number(hours) * 60 + Number(minutes)) / 1440;
}

/** @param {number} day */
const weekday = (day) => (((Math.floor(day) + 3) % 7) + 7) % 7; // 0 = Monday

/**
 * The units of the axis, finest first, with functions for the beginning of one and of the next.
 *
 * @typedef {{ length: number, floor: (day: number) => number, next: (day: number) => number }} Unit
 */
export const units = {
  hour: {
    length: 1 / 4,
    floor: (/** @type {number} */ day) => Math.floor(day * 4) / 4,
    next: (/** @type {number} */ day) => day + 1 / 4,
  },
  day: { length: 1, floor: Math.floor, next: (/** @type {number} */ day) => day + 1 },
  week: {
    length: 7,
    floor: (/** @type {number} */ day) => Math.floor(day) - weekday(day),
    next: (/** @type {number} */ day) => day + 7,
  },
  month: ofMonths(1),
  quarter: ofMonths(3),
  year: ofMonths(12),
  biennium: ofMonths(24),
  lustrum: ofMonths(60),
  decade: ofMonths(120),
  century: ofMonths(1200),
  millennium: ofMonths(12000),
};

/** @typedef {keyof typeof units} UnitName */

/**
 * @param {number} size
 * @returns {Unit}
 */
function ofMonths(size) {
  const start = (/** @type {number} */ index) =>
    of(Math.floor((index * size) / 12), (((index * size) % 12) + 12) % 12);
  const index = (/** @type {number} */ day) => {
    const { year, month } = parts(day);
    return Math.floor((year * 12 + month) / size);
  };
  return {
    length: size * 30.44,
    floor: (day) => start(index(day)),
    next: (day) => start(index(day) + 1),
  };
}

/**
 * The beginnings of a unit from the one before `from` up to `to`.
 *
 * @param {UnitName} unit
 * @param {number} from
 * @param {number} to
 */
export function beginnings(unit, from, to) {
  const found = [];
  for (let day = units[unit].floor(from); day <= to; day = units[unit].next(day)) found.push(day);
  return found;
}

/** The first and the last day that can be shown, the limits of Plotly's axis. */
export const FIRST = of(-9998);
export const LAST = of(9999, 11, 30);
