/* The chosen language: words of the interface, wordings made when the page was built, texts. */
import * as days from "./days.js";
import { data, given } from "./events.js";

/** @import { Language, Texts } from "./events.js" */

/** @type {(() => void)[]} */
const listeners = [];
let index = 0;

export const chosen = () => /** @type {Language} */ (data.languages[index]);
export const language = () => chosen().tag;

// "en" is the world's English here: 17 September, a week from Monday.
const locale = () => (language() === "en" ? "en-GB" : language());

/** Whether the page, including its time axis, runs from right to left. */
export const isMirrored = () => chosen().direction === "rtl";

/** The tag of the interface's words; English, if the interface lacks the language. */
export const wordsIn = () => chosen().wordsIn;

/** @param {() => void} listener what to do when another language was chosen */
export const onChange = (listener) => listeners.push(listener);

/** @param {string} tag */
export function choose(tag) {
  const found = data.languages.findIndex((each) => each.tag === tag);
  if (found < 0 || found === index) return;
  index = found;
  formats.clear();
  listeners.forEach((listener) => listener());
}

/**
 * A wording in the table of the data, in the chosen language.
 *
 * @param {number} row
 * @returns {string}
 */
export const phrase = (row) => data.phrases[row]?.[index] ?? "";

/**
 * A word of the interface: placeholders filled, the plural chosen by `n`.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function word(key, values = {}) {
  const named = (/** @type {string | number | undefined} */ value) =>
    typeof value === "number" ? number(value) : String(value);
  let found = given(data.words, chosen().words)[key] ?? key;
  if (typeof found === "object") {
    const rule = plurals().select(Number(values.n));
    found = found[rule] ?? found.other ?? key;
  }
  return found.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? named(values[name]) : whole,
  );
}

/**
 * The best text of a mapping by language tag, and its tag.
 *
 * @param {Texts | undefined} texts
 */
export function pick(texts) {
  if (!texts) return { text: "", tag: language() };
  const tag =
    given(data.chain, language()).find((each) => each in texts) ?? Object.keys(texts)[0] ?? "";
  return { text: texts[tag] ?? "", tag };
}

// The browser supplies plurals and sorting; English, if it lacks the language.
/** @type {Map<string, unknown>} */
const formats = new Map();

/**
 * @template T
 * @param {string} name
 * @param {(locales: string[]) => T} make
 * @returns {T}
 */
function format(name, make) {
  if (!formats.has(name)) formats.set(name, make([locale(), "en-GB"]));
  return /** @type {T} */ (formats.get(name));
}
const plurals = () => format("plurals", (locales) => new Intl.PluralRules(locales));

/**
 * A text with the digits of the language instead of 0 to 9.
 *
 * @param {string} text
 */
export function numeral(text) {
  const { digits } = chosen();
  return digits ? text.replace(/[0-9]/g, (digit) => [...digits][Number(digit)] ?? digit) : text;
}

/**
 * A count, with the digits of the language, in groups of three.
 *
 * The browser could write it, too, but its first number takes it twenty milliseconds.
 *
 * @param {number} value
 */
export function number(value) {
  const { group, groupedFrom } = chosen();
  const text = String(value);
  return numeral(value < groupedFrom ? text : text.replace(/\B(?=(\d{3})+$)/g, group));
}

export const collator = () =>
  format("order", (locales) => new Intl.Collator(locales, { numeric: true }));

/**
 * A day in one of the patterns of the page ("dayMonth", "monthYear", ...).
 *
 * @param {number} day
 * @param {string} pattern
 */
export function date(day, pattern) {
  const cldr = chosen().dates;
  const { year: ofDay, month, day: ofMonth } = days.parts(day);
  const known = cldr[pattern];
  const tokens = typeof known === "string" ? known : pattern;
  return numeral(
    tokens.replace(/'([^']*)'|y+|[ML]+|d+/g, (token, quoted) => {
      if (quoted !== undefined) return quoted || "'";
      if (token[0] === "y") return yearIn(ofDay);
      if (token[0] === "d") return String(ofMonth).padStart(token.length, "0");
      return cldr[token]?.[month] ?? String(month + 1);
    }),
  );
}

/**
 * A year; the year 0 of the calendar with numbers is the first before our era.
 *
 * @param {number} value
 */
const yearIn = (value) =>
  value > 0 ? numeral(String(value)) : word("before_era", { year: numeral(String(1 - value)) });

/**
 * The year of a day.
 *
 * @param {number} day
 */
export const year = (day) => yearIn(days.parts(day).year);

/**
 * The months from one day to another, as words.
 *
 * @param {number} from
 * @param {number} to
 */
export function months(from, to) {
  const [first, last] = [date(from, "shortMonthYear"), date(to, "shortMonthYear")];
  return first === last ? first : `${first} – ${last}`;
}

/** Whether the words of the interface are in another language. */
const isLent = () => wordsIn() !== language();

/**
 * "today", "tomorrow", "in 12 days"; the browser's words if the interface has none.
 *
 * @param {number} n
 */
export function inDays(n) {
  if (isLent()) return relative().format(n, "day");
  if (n < 2) return word(n ? "tomorrow" : "today");
  return word("in_days", { n });
}

/** "now" */
export const now = () => (isLent() ? relative().format(0, "second") : word("now"));

const relative = () =>
  format(
    "relative",
    ([tag]) => new Intl.RelativeTimeFormat([`${tag}-u-nu-latn`, "en-GB"], { numeric: "auto" }),
  );

/** The language tag of the results of `inDays` and `now`. */
export const relativeIn = () =>
  isLent() ? relative().resolvedOptions().locale.replace(/-u-.*/, "") : wordsIn();
