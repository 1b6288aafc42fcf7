/* Searching and filtering: one result for chart, list and counts. */
import * as days from "./days.js";
import { data, edtfOf, events, isDated, said, sourcesOf } from "./events.js";
import * as i18n from "./i18n.js";
import * as typing from "./typing.js";

/**
 * @import { Named, PageEvent, Period } from "./events.js"
 * @import { Said } from "./records.js"
 * @import { Facet, State } from "./state.js"
 *
 * @typedef {(facet: Facet) => Map<string, number>} Counts
 * @typedef {{ events: PageEvent[], counts: Counts }} Result
 */

// Letters are compared without case and marks, Cyrillic in Latin letters: a Serbian title is
// found in either script, "е" finds "ё", and "Вучич" finds "Vučić". Any dash finds any other.
/** @type {Record<string, string>} */
// prettier-ignore
const LATIN = {
  а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "dj", е: "e", ж: "z", з: "z", и: "i", ј: "j",
  к: "k", л: "l", љ: "lj", м: "m", н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t",
  ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s", щ: "sc", ъ: "", ы: "y",
  ь: "", э: "e", ю: "ju", я: "ja", ә: "a", ғ: "g", қ: "k", ң: "n", ө: "o", ұ: "u", ү: "u",
  һ: "h", і: "i", đ: "dj", ł: "l", ø: "o", ß: "ss",
};
const DIGITS = /[٠-٩۰-۹]/g;
/** @param {string} digit Arabic or Persian */
const ascii = (digit) => String((digit.codePointAt(0) ?? 0) & 15);

/** @param {string} text */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(DIGITS, ascii)
    .replace(/[‐‑‒–—]/g, "-")
    .replace(/[ђ-џа-яәғқңөұүһієїđłøß]/g, (letter) => LATIN[letter] ?? letter);

/** @type {Record<Facet, (event: PageEvent) => readonly string[]>} */
export const facets = {
  kind: (event) => [event.kind],
  party: (event) => event.parties,
  place: (event) => (event.place ? [event.place] : []),
  series: (event) => (event.series ? [event.series] : []),
  status: (event) => [event.status],
};
const SHARED = new Set(["kind", "status", "place", "parties", "series"]); // the facts in them
const FACETS = /** @type {Facet[]} */ (Object.keys(facets));

/**
 * The names of the values of a facet, in their order.
 *
 * @param {Facet} facet
 * @returns {Record<string, Named>}
 */
export const names = (facet) =>
  ({
    kind: data.kinds,
    party: data.parties,
    place: data.places,
    series: data.series,
    status: data.statuses,
  })[facet] ?? {};

/**
 * @param {Facet} facet
 * @param {string} value
 */
const named = (facet, value) =>
  Object.hasOwn(names(facet), value) ? names(facet)[value] : undefined;

/**
 * The name of a facet's value in the chosen language; an unknown value is its own name.
 *
 * @param {Facet} facet
 * @param {string} value
 */
export function name(facet, value) {
  const known = named(facet, value);
  return known ? i18n.phrase(known.name) : value;
}

/**
 * The language of that name; null if it is not known.
 *
 * @param {Facet} facet
 * @param {string} value
 */
export function tag(facet, value) {
  const known = named(facet, value);
  if (!known) return null;
  return known.in === undefined ? i18n.language() : i18n.phrase(known.in);
}

/** @type {WeakMap<PageEvent, string>} */
const haystacks = new WeakMap(); // of what is said of one event

/** @type {WeakMap<Named, string>} */
const shared = new WeakMap(); // of a facet's value, which many events have

/** @param {PageEvent} event */
function haystack(event) {
  let text = haystacks.get(event);
  if (text === undefined) {
    text = fold([...words(event)].filter(Boolean).join("\n"));
    haystacks.set(event, text);
  }
  return text;
}

/**
 * @param {Facet} facet
 * @param {string} value
 */
function haystackOf(facet, value) {
  const known = named(facet, value);
  if (!known) return fold(value);
  let text = shared.get(known);
  if (text === undefined) {
    text = fold([value, ...(data.phrases[known.name] ?? [])].join("\n"));
    shared.set(known, text);
  }
  return text;
}

/**
 * All texts of an event that are searched, except its kind, status, place, parties and series.
 *
 * @param {PageEvent} event
 */
function* words(event) {
  yield* [edtfOf(event), ...(data.phrases[event.date] ?? [])];
  for (const key of data.facts.search.event) if (!SHARED.has(key)) yield* worded(said(event, key));
  for (const source of sourcesOf(event))
    for (const key of data.facts.search.source) yield* worded(said(source, key));
}

/**
 * The texts of a fact, in every language.
 *
 * @param {Said | undefined} value
 * @returns {string[]}
 */
function worded(value = "") {
  if (typeof value === "number") return data.phrases[value] ?? [];
  return typeof value === "string" ? [value] : Object.values(value);
}

/**
 * Fold all texts while the browser is idle, so that the first search is fast.
 *
 * @param {number} [index]
 */
export function prepare(index = 0) {
  window.requestIdleCallback?.((idle) => {
    let next = index;
    while (next < events.length && idle.timeRemaining() > 1) {
      haystack(/** @type {PageEvent} */ (events[next]));
      next += 1;
    }
    if (next < events.length) prepare(next);
  });
}

/**
 * @param {PageEvent} event
 * @param {number | null} since
 * @param {number | null} until
 */
const inPeriod = (event, since, until) =>
  (since === null && until === null) ||
  (isDated(event) && event.last > (since ?? -Infinity) && event.first <= (until ?? Infinity));

/**
 * Whether an event is new, or has a new date, since the given days.
 *
 * @param {PageEvent} event
 * @param {Pick<State, "added" | "moved">} wanted
 */
const isChanged = ({ id }, { added, moved }) =>
  (added === null && moved === null) ||
  isSince(data.changes?.added?.[id], added) ||
  isSince(data.changes?.moved?.[id], moved);

/**
 * @param {string | undefined} change
 * @param {number | null} day
 */
const isSince = (change, day) =>
  change !== undefined && day !== null && (days.parse(change) ?? -Infinity) >= day;

/**
 * The terms of a query: words, phrases in quotation marks, and dates as people type them.
 *
 * @typedef {{ text: string, periods: Period[] }} Term `periods` that it may mean; none of a word
 *
 * @param {string} query
 * @returns {Term[]}
 */
export function termsOf(query) {
  /** @type {Term[]} */
  const found = [];
  const parts = query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^"“”„«»]+)/g);
  for (const [, phrase, loose = ""] of parts)
    found.push(...(phrase === undefined ? looseTerms(loose) : [{ text: phrase, periods: [] }]));
  return found
    .map(({ text, periods }) => ({ text: fold(text).replace(/\s+/g, " ").trim(), periods }))
    .filter(({ text }) => text);
}

/**
 * The dates in a text, and the words around them.
 *
 * @param {string} text
 * @returns {Term[]}
 */
function looseTerms(text) {
  const between = (/** @type {number} */ from, /** @type {number} */ to) =>
    text.slice(from, to).split(/\s+/).map((word) => ({ text: word, periods: [] })); // prettier-ignore
  /** @type {Term[]} */
  const found = [];
  let end = 0;
  for (const { from, to, periods } of typing.dates(text.replace(DIGITS, ascii))) {
    found.push(...between(end, from), { text: text.slice(from, to), periods });
    end = to;
  }
  return [...found, ...between(end, text.length)];
}

/**
 * Whether an event may have been in one of the periods that were typed.
 *
 * @param {PageEvent} event
 * @param {Term} term
 */
export const isWithin = (event, { periods }) =>
  isDated(event) && periods.some(([from, to]) => event.first < to && event.last > from);

/**
 * @param {PageEvent} event
 * @param {Term} term
 */
const matches = (event, term) =>
  isWithin(event, term) ||
  haystack(event).includes(term.text) ||
  FACETS.some((facet) =>
    facets[facet](event).some((value) => haystackOf(facet, value).includes(term.text)),
  );

/**
 * The events that match the state, and a function that counts how many each value of a facet
 * would leave; only open menus show that.
 *
 * @param {Pick<State, Facet | "query" | "since" | "until" | "added" | "moved">} wanted
 * @returns {Result}
 */
export function result(wanted) {
  const terms = termsOf(wanted.query);
  const matching = events.filter(
    (event) =>
      inPeriod(event, wanted.since, wanted.until) &&
      isChanged(event, wanted) &&
      terms.every((term) => matches(event, term)),
  );
  const chosen = FACETS.filter((facet) => wanted[facet].size);
  /** @param {Facet[]} some */
  const having = (some) =>
    matching.filter((event) =>
      some.every((facet) => facets[facet](event).some((value) => wanted[facet].has(value))),
    );
  /** @type {Counts} */
  const counts = (facet) => {
    /** @type {Map<string, number>} */
    const counted = new Map();
    for (const event of having(chosen.filter((each) => each !== facet)))
      for (const value of facets[facet](event)) counted.set(value, (counted.get(value) ?? 0) + 1);
    return counted;
  };
  return { events: having(chosen), counts };
}
