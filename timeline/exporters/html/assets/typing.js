/* Dates as readers type them into the search: days and months, in figures and in words. */
import * as days from "./days.js";
import { data } from "./events.js";

/**
 * @import { Period } from "./events.js"
 *
 * @typedef {{ year?: string, month?: string, day?: string, name?: string, sign?: string }} Parts
 */

const FORMS = [
  // 18.11.2024, 18. 11. 2024., 18/11/2024, 18-11-2024
  /(?<day>\d{1,2})(?<sign>\. ?|[/-])(?<month>\d{1,2})\k<sign>(?<year>\d{4})\.?/u,
  // 2024-11-18, 2024/11/18, 2024-11, 2024年11月18日
  /(?<year>\d{4})[-./年](?<month>\d{1,2})(?:[-./月](?<day>\d{1,2})日?|月)?/u,
  // 11.2024, 11/2024
  /(?<month>\d{1,2})[./-](?<year>\d{4})/u,
  // 18 November 2024, 18. novembra 2024, 18 de noviembre de 2024, November 2024
  /(?:(?<day>\d{1,2})(?:\.|st|nd|rd|th|er)? +(?:de +)?)?(?<name>\p{L}[\p{L}\p{M}]+)\.? +(?:de +)?(?<year>\d{4})/iu,
  // November 18, 2024
  /(?<name>\p{L}[\p{L}\p{M}]+)\.? +(?<day>\d{1,2})(?:st|nd|rd|th)?,? +(?<year>\d{4})/iu,
  // 2024 ж. 18 қараша, 2024-yil 18-noyabr
  /(?<year>\d{4})(?: ?ж\.|-yil)? +(?:(?<day>\d{1,2})[-. ]+)?(?<name>\p{L}[\p{L}\p{M}]+)/iu,
];

// Not a part of a longer number, or of an impossible date.
const BEFORE = "(?<![\\d\\p{L}./-])";
const AFTER = "(?!\\d|\\p{L}|[./-]\\d)";

/**
 * The dates in a text: their places, and the days that each may mean; with slashes, the month may
 * come first.
 *
 * @param {string} text with the digits 0 to 9
 * @returns {{ from: number, to: number, periods: Period[] }[]}
 */
export function dates(text) {
  /** @type {{ from: number, to: number, periods: Period[] }[]} */
  const found = [];
  for (const form of FORMS)
    for (const match of text.matchAll(
      new RegExp(`${BEFORE}${form.source}${AFTER}`, `g${form.flags}`),
    )) {
      const [from, to] = [match.index, match.index + match[0].length];
      const periods = meant(/** @type {Parts} */ (match.groups));
      const isFree = found.every((other) => to <= other.from || from >= other.to);
      if (periods.length && isFree) found.push({ from, to, periods });
    }
  return found.sort((one, other) => one.from - other.from);
}

/**
 * @param {Parts} parts
 * @returns {Period[]}
 */
function meant({ year = "", month = "", day, name, sign }) {
  const number = name ? monthOf(name) : Number(month);
  if (!number) return [];
  const orders = [[number, day]];
  if (sign === "/" && Number(day) !== number) orders.push([Number(day), String(number)]);
  return orders.flatMap(([at, each]) => {
    const two = (/** @type {number | string | undefined} */ value) =>
      String(value).padStart(2, "0");
    const first = days.parse(`${year}-${two(at)}-${two(each ?? 1)}`);
    if (first === null) return [];
    return [/** @type {Period} */ ([first, each ? first + 1 : days.units.month.next(first)])];
  });
}

const SAME = 2; // last letters in which the cases of the name of a month may differ
const LEAST = 4; // letters that must be the same

/**
 * The number of a month by its name in a language of the page, in any case; 0 if there is none.
 *
 * @param {string} name
 */
function monthOf(name) {
  const word = name.toLowerCase();
  const names = data.languages.flatMap(({ dates: words }) =>
    ["MMMM", "LLLL", "MMM", "LLL"].flatMap((key) =>
      [words[key] ?? []]
        .flat()
        .map((own, at) => ({ own: own.toLowerCase().replace(/\.$/, ""), at })),
    ),
  );
  const exact = names.find(({ own }) => own === word);
  if (exact) return exact.at + 1;
  const [nearest] = names
    .map(({ own, at }) => ({ stem: own.slice(0, Math.max(own.length - SAME, LEAST)), at }))
    .filter(({ stem }) => stem.length >= LEAST && word.startsWith(stem))
    .sort((one, other) => other.stem.length - one.stem.length);
  return nearest ? nearest.at + 1 : 0;
}
