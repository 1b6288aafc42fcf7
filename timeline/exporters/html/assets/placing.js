/* Where marks and labels go: lanes, rows in them, and never two things on one spot. */
import { anchor, isDated } from "./events.js";
import * as extents from "./extents.js";
import * as i18n from "./i18n.js";
import * as labels from "./labels.js";
import * as search from "./search.js";

/**
 * @import { DatedEvent, PageEvent } from "./events.js"
 * @import { Marked, Spot, Text } from "./labels.js"
 * @import { Fonts, Sheet } from "./sheet.js"
 * @import { Facet, Lanes } from "./state.js"
 *
 * @typedef {object} Lane
 * @property {string | null} value of the facet; null for events without one
 * @property {string} name
 * @property {string | null} tag the language of the name
 * @property {DatedEvent[]} events
 * @property {number} top
 * @property {number} head pixels of its name, where that stands above the rows
 * @property {number} height
 *
 * @typedef {Marked & Spot & Text & { row: number, y: number }} Item a mark and its label
 *
 * @typedef {object} Bubble events that are counted together
 * @property {DatedEvent[]} events
 * @property {number} from
 * @property {number} to
 * @property {number} x
 * @property {number} y
 * @property {number} size
 * @property {Lane} lane
 *
 * @typedef {object} Placed everything of a chart that has a place
 * @property {Lane[]} lanes
 * @property {Item[]} items
 * @property {Bubble[]} bubbles
 * @property {Map<string, number>} rows of the events, by their ids
 * @property {number} height
 *
 * @typedef {object} Wish what a reader wants to see
 * @property {Lanes} facet
 * @property {Record<Facet, Set<string>>} filters
 * @property {string | null} [selected] the id of an event
 * @property {boolean} [namesInside] whether the names of lanes stand above their rows
 * @property {Placed | null} [before] whose rows are kept while the reader moves along
 * @property {Fonts} fonts
 *
 * @typedef {Marked & { texts: Text[] }} Candidate
 * @typedef {[from: number, to: number][]} Row what is taken of a row, in pixels
 */

export const ROW = 30; // height of a row, pixels
const LANE_PAD = 14; // room above and below the rows of a lane, together
const NAME = 24; // room of a lane's name where it stands above the rows
const GAP = 8; // least distance of two things in a row
const MANY = 400; // marks that are drawn one by one; more are counted
const BUCKET = 40; // pixels of a counted bucket
const ROWS_OF_A_LANE = 14; // in which whole titles are tried before shorter ones
const ROWS_OF_A_HIGH_LANE = 40; // above it marks have no labels

/**
 * The lanes of some events, in a steady order; an event is in one lane only.
 *
 * @param {DatedEvent[]} shown
 * @param {Wish} wish
 * @returns {Lane[]}
 */
function lanesOf(shown, { facet, filters }) {
  const at = { top: 0, head: 0, height: 0 };
  if (facet === "none") return [{ value: null, name: "", tag: null, events: shown, ...at }];
  /** @type {Map<string | null, DatedEvent[]>} */
  const lanes = new Map();
  for (const event of shown) {
    const values = search.facets[facet](event);
    // What was filtered for is the lane of an event that has several.
    const value = values.find((each) => filters[facet].has(each)) ?? values[0] ?? null;
    const lane = lanes.get(value);
    if (lane) lane.push(event);
    else lanes.set(value, [event]);
  }
  const order = Object.keys(search.names(facet));
  const rank = (/** @type {string | null} */ value) =>
    value === null ? Infinity : order.indexOf(value);
  return [...lanes]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([value, inside]) => ({
      value,
      name: value === null ? i18n.word("without") : search.name(facet, value),
      tag: value === null ? i18n.wordsIn() : search.tag(facet, value),
      events: inside,
      ...at,
    }));
}

/**
 * Everything of a chart that has a place.
 *
 * @param {PageEvent[]} shown
 * @param {Sheet} sheet
 * @param {Wish} wish
 * @returns {Placed}
 */
export function place(shown, sheet, wish) {
  const visible = shown.filter(isDated).filter((event) => extents.isNear(event, sheet));
  const isCounted = visible.length > MANY;
  const lanes = lanesOf(visible, wish).filter((lane) =>
    lane.events.some((event) => extents.isInView(event, sheet)),
  );
  const rows = new Map();
  const items = [];
  const bubbles = [];
  let top = 0;
  for (const lane of lanes) {
    lane.top = top;
    lane.head = wish.namesInside && lane.name ? NAME : 0;
    const [single, groups] = isCounted ? buckets(lane, sheet) : [lane.events, []];
    const placed = inRows(single, groups, sheet, wish);
    const middle = top + lane.head + LANE_PAD / 2 + ROW / 2;
    for (const item of placed.items) {
      rows.set(item.event.id, item.row);
      item.y = middle + item.row * ROW;
      items.push(item);
    }
    for (const bubble of groups) {
      bubble.y = middle;
      bubbles.push(bubble);
    }
    lane.height = lane.head + LANE_PAD + placed.height * ROW;
    top += lane.height;
  }
  return { lanes, items, bubbles, rows, height: Math.max(top, 2 * ROW) };
}

/**
 * Events alone in their stretch of time, and those that are counted with their neighbours.
 *
 * @param {Lane} lane
 * @param {Sheet} sheet
 * @returns {[DatedEvent[], Bubble[]]}
 */
function buckets(lane, sheet) {
  /** @type {Map<number, DatedEvent[]>} */
  const groups = new Map();
  for (const event of lane.events) {
    const bucket = Math.floor(sheet.x(anchor(event)) / BUCKET);
    const members = groups.get(bucket);
    if (members) members.push(event);
    else groups.set(bucket, [event]);
  }
  const single = [];
  const counted = [];
  for (const [bucket, members] of groups)
    if (members.length === 1) single.push(...members);
    else
      counted.push({
        events: members,
        from: sheet.day(bucket * BUCKET),
        to: sheet.day((bucket + 1) * BUCKET),
        x: (bucket + 0.5) * BUCKET,
        y: 0,
        size: Math.min(36, 20 + 5 * Math.log10(members.length)),
        lane,
      });
  return [single, counted.sort((one, other) => one.x - other.x)];
}

/**
 * The events of a lane in rows under its counted ones; those in the margins only where there is
 * room.
 *
 * @param {DatedEvent[]} single
 * @param {Bubble[]} groups
 * @param {Sheet} sheet
 * @param {Wish} wish
 */
function inRows(single, groups, sheet, { facet, selected, before, fonts }) {
  /** @type {Row[]} */
  const rows = [];
  const old = before?.rows ?? new Map();
  if (groups.length) rows.push(groups.map(({ x, size }) => [x - size / 2 - 2, x + size / 2 + 2]));
  const [left, right] = sheet.view;
  const candidates = single.map((event) => {
    const [first, last] = extents.of(event, sheet);
    const texts = labels.texts(event, facet, fonts);
    return { event, first, last, inView: last > left && first < right, texts };
  });
  // What is selected or was there already chooses first, and what is in view before the margins.
  const weight = (/** @type {Candidate} */ { event, inView }) =>
    (inView ? 0 : 3) + (event.id === selected ? 0 : old.has(event.id) ? 1 : 2);
  candidates.sort((one, other) => weight(one) - weight(other) || one.first - other.first);
  /** @type {Item[]} */
  const items = [];
  let most = Infinity; // rows; what is not in view gets none of its own
  for (const candidate of candidates) {
    if (!candidate.inView && most === Infinity) most = Math.max(rows.length, 1);
    const former = old.get(candidate.event.id);
    const spot = spotOf(candidate, rows, { sheet, most, former });
    if (!spot) continue; // until the view comes to it
    while (rows.length <= spot.row) rows.push([]);
    rows[spot.row]?.push([spot.from, spot.to]);
    items.push({ ...candidate, ...spot, y: 0 });
  }
  return { items, height: squeeze(items, rows, groups.length > 0) };
}

/**
 * The row of a mark and the place of its label there: its former row, then the first with room.
 *
 * @param {Candidate} candidate
 * @param {Row[]} rows
 * @param {{ sheet: Sheet, most: number, former: number | undefined }} given
 * @returns {Spot & Text & { row: number } | null}
 */
function spotOf(candidate, rows, { sheet, most, former }) {
  const isFree = (
    /** @type {number} */ row,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) => (rows[row] ?? []).every(([start, end]) => to + GAP <= start || from >= end + GAP);
  const inRow = (/** @type {Spot[]} */ places, /** @type {number} */ row) =>
    places.find(({ from, to }) => isFree(row, from, to));

  const limit = Math.min(rows.length + 1, ROWS_OF_A_LANE, most);
  const order = [...Array(limit).keys()];
  if (former !== undefined && former < Math.min(ROWS_OF_A_LANE, most)) order.unshift(former);
  for (const { text, width } of candidate.texts) {
    // The whole title in any row is better than a cut one in the first.
    const places = labels.places(candidate, width, sheet);
    for (const row of order) {
      const found = inRow(places, row);
      if (found) return { row, text, width, ...found };
    }
  }
  // No room in the rows of a lane: a row more, for even a short label, while the lane is not too
  // high.
  const more = Math.min(rows.length + 1, ROWS_OF_A_HIGH_LANE, most);
  for (let row = limit; row < more; row += 1)
    for (const { text, width } of candidate.texts) {
      const found = inRow(labels.places(candidate, width, sheet), row);
      if (found) return { row, text, width, ...found };
    }
  // Else the mark alone.
  const { first, last } = candidate;
  let row = 0;
  while (!isFree(row, first, last)) row += 1;
  return row < most
    ? { row, text: "", width: 0, at: first, from: first, to: last, side: "none" }
    : null;
}

/**
 * Close the rows that stayed empty; the number of rows that are left.
 *
 * @param {Item[]} items
 * @param {Row[]} rows
 * @param {boolean} keepFirst
 */
function squeeze(items, rows, keepFirst) {
  /** @type {Map<number, number>} */
  const numbers = new Map();
  rows.forEach((row, index) => {
    if (row.length || (keepFirst && index === 0)) numbers.set(index, numbers.size);
  });
  for (const item of items) item.row = numbers.get(item.row) ?? 0;
  return Math.max(numbers.size, 1);
}

/**
 * A placing in parts no higher than `tallest`, cut between lanes, or between the rows of a lane
 * that is too high itself.
 *
 * @param {Placed} whole
 * @param {number} tallest
 * @returns {Placed[]}
 */
export function cut(whole, tallest) {
  const most = Math.floor(tallest / ROW) * ROW;
  /** @type {{ from: number, height: number, lanes: Lane[] }[]} */
  const parts = [];
  for (const lane of whole.lanes)
    for (let top = lane.top; top < lane.top + lane.height; top += most) {
      const height = Math.min(most, lane.top + lane.height - top);
      const last = parts.at(-1);
      if (last && last.height + height <= tallest) {
        last.lanes.push({ ...lane, top: last.height, height });
        last.height += height;
      } else parts.push({ from: top, lanes: [{ ...lane, top: 0, height }], height });
    }
  if (parts.length < 2) return [whole];
  return parts.map((part) => {
    const isIn = (/** @type {{ y: number }} */ { y }) =>
      y >= part.from && y < part.from + part.height;
    /** @type {<T extends { y: number }>(things: T[]) => T[]} */
    const inside = (things) =>
      things.filter(isIn).map((thing) => ({ ...thing, y: thing.y - part.from }));
    const items = inside(whole.items);
    return { ...whole, ...part, items, bubbles: inside(whole.bubbles) };
  });
}
