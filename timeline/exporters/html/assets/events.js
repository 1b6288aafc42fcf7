/* The events of the page and the data that they share, with values that are computed once. */
import * as days from "./days.js";

/**
 * @import { EventRecord, Said, SourceRecord, Span } from "./records.js"
 *
 * @typedef {Record<string, string>} Texts a text by language tag
 * @typedef {[from: number, to: number]} Period
 *
 * @typedef {object} Language
 * @property {string} tag
 * @property {string} name
 * @property {"ltr" | "rtl"} direction
 * @property {string} words the language of the interface's words
 * @property {string} wordsIn the same, as a tag for elements
 * @property {string} [digits] those of the language, where they are not 0 to 9
 * @property {Record<string, string | string[]>} dates CLDR's months and patterns
 * @property {string} group the sign between the groups of a number's digits
 * @property {number} groupedFrom the least number that is written in groups
 *
 * @typedef {object} Named
 * @property {number} name
 * @property {number} [in]
 *
 * @typedef {object} PageData
 * @property {string} calendar
 * @property {Texts} title
 * @property {Texts} [description]
 * @property {string} [url]
 * @property {{ words: number, url?: string }[]} [imprint] who publishes the page, as of when
 * @property {Language[]} languages
 * @property {{ event: Fact[], source: Fact[], search: Record<"event" | "source", string[]> }} facts
 * @property {Record<string, string[]>} chain
 * @property {Record<string, Record<string, string | Record<string, string>>>} words
 * @property {Record<string, Named & { hue: number }>} kinds
 * @property {Record<string, Named & { look?: Look, pending?: boolean }>} statuses
 * @property {Record<string, Named & { country?: number }>} places
 * @property {Record<string, Named>} parties
 * @property {Record<string, Named>} series
 * @property {Record<string, number>} precisions
 * @property {{ added?: Record<string, string>, moved?: Record<string, string> }} [changes]
 *   the day of the last change of each event by its id, as in the feed of changes
 * @property {string[][]} phrases
 *
 * @typedef {object} Fact a field of an event or a source, as facts.py describes it
 * @property {string} key
 * @property {string} form
 * @property {import("./state.js").Facet} [facet]
 * @property {string} [label]
 *
 * @typedef {"hollow" | "moved" | "struck"} Look how the mark of what is not held looks
 *
 * @typedef {EventRecord & Required<Pick<EventRecord,
 *   "precision" | "knowing" | "status" | "spans" | "parties" | "sources" | "conflicts">> & {
 *   first: number | null, last: number | null, reach: [number, number] | [null, null]
 * }} PageEvent an event, with what is as usual filled in
 *
 * @typedef {PageEvent & { first: number, last: number, reach: Period }} DatedEvent
 */

const HOUR = 3_600_000; // milliseconds

/** The data that all events share, filled by `begin`. */
export const data = /** @type {PageData} */ ({});

/** @type {PageEvent[]} */
export const events = [];

/** @type {Map<string | null, PageEvent>} */
export const byId = new Map();

/**
 * Store the data that all events share, and remove the events of an earlier page.
 *
 * @param {PageData} header
 */
export function begin(header) {
  Object.assign(data, header);
  events.length = 0;
  byId.clear();
}

/** @type {never[]} */
const NONE = []; // one for all: ten thousand events have many

/**
 * Store an event, with its default values filled in.
 *
 * @param {EventRecord} record
 */
export function add(record) {
  const spans = record.spans ?? NONE;
  const conflicts = record.conflicts ?? NONE;
  const precision = record.precision ?? "day";
  const [first, last] = bounds(spans);
  const event = /** @type {PageEvent} */ (
    Object.assign(record, {
      precision,
      spans,
      conflicts,
      knowing: record.knowing ?? data.precisions[precision],
      status: record.status ?? "held",
      parties: record.parties ?? NONE,
      sources: record.sources ?? NONE,
      first,
      last,
      reach: reachOf(record),
    })
  );
  events.push(event);
  byId.set(event.id, event);
}

/**
 * The first day and the end of everything that is drawn of an event: its possible days, the dates
 * of other sources, its earlier date.
 *
 * @param {EventRecord} record
 */
function reachOf({ spans = NONE, conflicts = NONE, tolerance, previously }) {
  if (!conflicts.length && !tolerance && !previously) return bounds(spans);
  return bounds([
    ...spans,
    ...conflicts.flatMap((claim) => claim.spans ?? []),
    ...(tolerance ? [tolerance] : []),
    ...(previously?.spans ?? []),
  ]);
}

/**
 * The date in EDTF; the page has it only where it is not simply whole days.
 *
 * @param {PageEvent} event
 */
export const edtfOf = (event) => event.edtf ?? notation(event.spans[0]);

/**
 * How EDTF writes whole days.
 *
 * @param {Span | undefined} span
 */
function notation(span) {
  if (!span || span[0] === null || span[1] === null) return "";
  const [first, last] = [days.iso(span[0]), days.iso(span[1] - 1)];
  return first === last ? first : `${first}/${last}`;
}

/**
 * The first day and the end of some spans; infinite if a side is open, null if there are no spans.
 *
 * @param {Span[]} spans
 * @returns {[number, number] | [null, null]}
 */
function bounds(spans) {
  if (!spans.length) return [null, null];
  let [first, last] = [Infinity, -Infinity];
  for (const [start, end] of spans) {
    first = Math.min(first, start ?? -Infinity);
    last = Math.max(last, end ?? Infinity);
  }
  return [first, last];
}

/**
 * The sources of the event; those of an anniversary are its origin's.
 *
 * @param {PageEvent} event
 */
export const sourcesOf = (event) => (byId.get(event.origin ?? null) ?? event).sources;

/**
 * The value of a fact in an event or a source; undefined if it has none.
 *
 * @param {EventRecord | SourceRecord} record
 * @param {string} key
 * @returns {Said | undefined}
 */
export const said = (record, key) =>
  /** @type {Record<string, any>} */ (record)[key] ?? record.facts?.[key];

/**
 * Whether the event has a place in time.
 *
 * @param {PageEvent} event
 * @returns {event is DatedEvent}
 */
export const isDated = (event) => event.first !== null;

/**
 * A finite day of a dated event, to which the view can move.
 *
 * @param {DatedEvent} event
 */
export const anchor = (event) =>
  Number.isFinite(event.first) ? event.first : Math.ceil(event.last) - 1;

/**
 * The first and the last of these days for some events.
 *
 * @param {DatedEvent[]} some
 * @returns {Period}
 */
export function stretch(some) {
  let [first, last] = [Infinity, -Infinity];
  for (const event of some) {
    first = Math.min(first, anchor(event));
    last = Math.max(last, anchor(event));
  }
  return [first, last];
}

/**
 * Whether the whole event is over: by the time of day, if it has one, else by the reader's day.
 *
 * @param {DatedEvent} event
 * @param {number} today
 */
export function isOver(event, today) {
  if (!event.instants) return Math.max(Math.ceil(event.last), Math.floor(event.first) + 1) <= today;
  const [start = "", end] = event.instants;
  // If the end is not known, it counts as over an hour after the start.
  const over = new Date(end ?? start).getTime() + (end === undefined ? HOUR : 0);
  return over <= new Date().getTime();
}

/**
 * Whether the event has several dates, or one of several: between them it is not.
 *
 * @param {PageEvent} event
 */
export const isSeveral = ({ spans, oneOf }) =>
  spans.length > 1 &&
  (Boolean(oneOf) ||
    spans.some(([start], at) => at > 0 && Number(start) > Number(spans[at - 1]?.[1])));

/**
 * Whether its days are known exactly, so that a countdown makes sense.
 *
 * @param {PageEvent} event
 * @returns {event is DatedEvent}
 */
export const isExact = (event) =>
  event.precision === "day" &&
  !event.about &&
  !event.unsure &&
  !event.oneOf &&
  Number.isFinite(event.first);

/**
 * The look of its mark by its status; "full" means that it took place.
 *
 * @param {PageEvent} event
 */
export const lookOf = (event) => statusOf(event).look ?? "full";

/** @param {PageEvent} event */
export const statusOf = (event) => given(data.statuses, event.status);

/** @param {PageEvent} event */
export const hueOf = (event) => given(data.kinds, event.kind).hue;

/**
 * The value of a key that a mapping must have.
 *
 * @template T
 * @param {Record<string, T>} mapping
 * @param {string} key
 * @returns {T}
 */
export function given(mapping, key) {
  const value = mapping[key];
  if (value === undefined) throw new RangeError(`the page's data has no ${key}`);
  return value;
}
