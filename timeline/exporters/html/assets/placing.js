/* The places of marks and labels: lanes with rows, without overlaps. */
import { anchor, isDated } from "./events.js";
import * as extents from "./extents.js";
import * as grouping from "./grouping.js";
import * as labels from "./labels.js";

/**
 * @import { DatedEvent, PageEvent } from "./events.js"
 * @import { Lane, Value, Wanted } from "./grouping.js"
 * @import { Marked, Spot, Text } from "./labels.js"
 * @import { Fonts, Sheet } from "./sheet.js"
 *
 * @typedef {Marked & Spot & Text & { row: number, y: number, lane: Lane }} Item a mark and its label
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
 * @property {Map<Value, Map<string, number>>} rows of the events by their ids, in each lane
 * @property {number} height
 *
 * @typedef {object} Looks how it is to be seen
 * @property {string | null} [selected] the id of an event
 * @property {boolean} [namesInside] whether the names of lanes are above their rows
 * @property {(name: string) => number} [nameHeight] pixels that the name of a lane takes
 * @property {Placed | null} [before] whose rows are kept while the reader moves along
 * @property {Fonts} fonts
 *
 * @typedef {Wanted & Looks} Wish what a reader wants to see, and how
 *
 * @typedef {Marked & { texts: () => Iterable<Text>, least: number }} Candidate
 * @typedef {[from: number, to: number][]} Row what is taken of a row, in pixels
 */

export const ROW = 30; // height of a row, pixels
const LANE_PAD = 14; // room above and below the rows of a lane, together
const NAME = 24; // room of a lane's name where it is above the rows
const GAP = 8; // least distance of two things in a row
const MANY = 400; // marks that are tried one by one; of more, the least important are counted
const BUCKET = 44; // pixels over which events are counted together
const LARGEST = 36; // pixels of what shows how many
const ROWS = 56; // of all lanes together, as long as each may have `FEWEST`
const FEWEST = 3; // rows that a lane may always have
const ROWS_OF_A_LANE = 14; // and at most

// The order in which events keep their labels if there is no room for all; other kinds come last.
const WEIGHTY = [
  ["summit", "congress", "relations"],
  ["visit", "agreement", "signature", "election"],
  ["conference", "exhibition", "meeting", "statement", "resolution"],
];
const SAID = 100; // what the chronology says of an event outweighs its kind and its date
const PRECISIONS = ["day", "month", "season", "quarter", "half", "year"];

/**
 * The importance of an event in a crowded view; the lowest number is the most important. It is
 * given by the chronology, otherwise by the kind, then by the precision of the date.
 *
 * @param {PageEvent} event
 */
function importance(event) {
  let found = ranks.get(event);
  if (found === undefined) ranks.set(event, (found = ranked(event)));
  return found;
}

/** @type {WeakMap<PageEvent, number>} */
const ranks = new WeakMap(); // sorting asks many times for each

/** @param {PageEvent} event */
function ranked({ kind, precision, origin, importance: said }) {
  const rank = WEIGHTY.findIndex((kinds) => kinds.includes(kind));
  const vagueness = PRECISIONS.indexOf(precision);
  return (
    (rank < 0 ? WEIGHTY.length : rank) * 10 +
    (vagueness < 0 ? PRECISIONS.length : vagueness) +
    (origin ? 3 : 0) +
    (said === "high" ? -SAID : said === "low" ? SAID : 0)
  );
}

/**
 * The places of everything in a chart.
 *
 * @param {PageEvent[]} shown
 * @param {Sheet} sheet
 * @param {Wish} wish
 * @returns {Placed}
 */
export function place(shown, sheet, wish) {
  const visible = shown.filter(isDated).filter((event) => extents.isNear(event, sheet));
  const isSeen = (/** @type {Lane} */ lane) =>
    lane.events.some((event) => extents.isInView(event, sheet));
  const all = grouping.lanesOf(visible, wish);
  // Two lanes that are compared are always shown, even if they are empty.
  const lanes = wish.compared?.length ? all : all.filter(isSeen);
  const count = lanes.reduce((sum, { events }) => sum + events.length, 0);
  const marks = count > MANY ? Math.ceil(MANY / lanes.length) : Infinity;
  const marked = lanes.map(({ events }) => events.map((event) => markedOn(event, sheet)));
  const within = (/** @type {number} */ rows) =>
    lanes.map((lane, at) => inLane(lane, marked[at] ?? [], sheet, wish, { rows, marks }));
  let placed = within(ROWS_OF_A_LANE);
  // Each lane gets its share if all of them together would be too high.
  if (placed.reduce((sum, { height }) => sum + height, 0) > ROWS)
    placed = within(Math.max(Math.floor(ROWS / lanes.length), FEWEST));
  return stacked(lanes, placed, wish);
}

/**
 * Lanes one under the other.
 *
 * @param {Lane[]} lanes
 * @param {ReturnType<typeof inLane>[]} placed
 * @param {Pick<Wish, "namesInside" | "nameHeight">} wish
 * @returns {Placed}
 */
function stacked(lanes, placed, { namesInside = false, nameHeight = () => NAME }) {
  /** @type {Placed["rows"]} */
  const rows = new Map();
  let top = 0;
  lanes.forEach((lane, index) => {
    const { items = [], bubbles = [], height = 1 } = placed[index] ?? {};
    lane.top = top;
    const needed = lane.name ? nameHeight(lane.name) : 0;
    lane.head = namesInside ? needed : 0;
    const middle = top + lane.head + LANE_PAD / 2 + ROW / 2;
    rows.set(lane.value, new Map(items.map(({ event, row }) => [event.id, row])));
    for (const item of items) {
      item.y = middle + item.row * ROW;
    }
    for (const bubble of bubbles) bubble.y = middle;
    lane.height = Math.max(lane.head + LANE_PAD + height * ROW, needed);
    top += lane.height;
  });
  return {
    lanes,
    items: placed.flatMap(({ items }) => items),
    bubbles: placed.flatMap(({ bubbles }) => bubbles),
    rows,
    height: Math.max(top, 2 * ROW),
  };
}

/**
 * The events of a lane in its rows. If there is no room for all, the most important ones are
 * placed first, and the others are counted in the first row.
 *
 * @param {Lane} lane
 * @param {Marked[]} candidates its events
 * @param {Sheet} sheet
 * @param {Wish} wish
 * @param {{ rows: number, marks: number }} limits
 */
function inLane(lane, candidates, sheet, wish, limits) {
  if (!lane.isFolded && candidates.length <= limits.marks) {
    const placed = inRows(candidates, lane, sheet, wish, { ...limits, isCrowded: false });
    if (placed) return { ...placed, bubbles: [] };
  }
  const tried = lane.isFolded
    ? []
    : [...candidates]
        .sort((one, other) => importance(one.event) - importance(other.event))
        .slice(0, limits.marks);
  const some = inRows(tried, lane, sheet, wish, { ...limits, isCrowded: true });
  const items = some?.items ?? [];
  const drawn = new Set(items.map(({ event }) => event));
  const left = candidates.filter(({ event }) => !drawn.has(event));
  const { alone, bubbles } = counted(left, lane, sheet);
  return { items: [...items, ...alone], bubbles, height: some?.height ?? 1 };
}

/**
 * @param {DatedEvent} event
 * @param {Sheet} sheet
 * @returns {Marked}
 */
function markedOn(event, sheet) {
  const [first, last] = extents.of(event, sheet);
  return { event, first, last, inView: last > sheet.view[0] && first < sheet.view[1] };
}

/**
 * Events that are counted with their neighbours, and single events between them.
 *
 * @param {Marked[]} left
 * @param {Lane} lane
 * @param {Sheet} sheet
 * @returns {{ alone: Item[], bubbles: Bubble[] }}
 */
function counted(left, lane, sheet) {
  /** @type {Item[]} */
  const alone = [];
  const bubbles = [];
  for (const { begin, members } of grouped(left)) {
    const [only] = members;
    if (only && members.length === 1) {
      const { first: at, first: from, last: to } = only;
      alone.push({ ...only, row: 0, y: 0, text: "", width: 0, side: "none", at, from, to, lane });
    } else bubbles.push(bubbleOf(members, begin, lane, sheet));
  }
  return { alone, bubbles };
}

/**
 * Neighbours in groups, each from a pixel on. A single event is drawn as a mark; if that extends
 * into the next group, it is counted there.
 *
 * @param {Marked[]} left
 */
function grouped(left) {
  /** @type {{ begin: number, members: Marked[] }[]} */
  const groups = [];
  for (const marked of [...left].sort((one, other) => one.first - other.first)) {
    const group = groups.at(-1);
    if (group && marked.first < group.begin + BUCKET) group.members.push(marked);
    else groups.push({ begin: marked.first, members: [marked] });
  }
  for (let at = groups.length - 2; at >= 0; at -= 1) {
    const [group, next] = [groups[at], groups[at + 1]];
    const [only] = group?.members ?? [];
    if (!next || !only || group?.members.length !== 1 || only.last + GAP <= next.begin) continue;
    next.members.unshift(only);
    groups.splice(at, 1);
  }
  return groups;
}

/**
 * @param {Marked[]} members
 * @param {number} begin
 * @param {Lane} lane
 * @param {Sheet} sheet
 * @returns {Bubble}
 */
function bubbleOf(members, begin, lane, sheet) {
  const events = members.map(({ event }) => event);
  return {
    events: events.sort((one, other) => anchor(one) - anchor(other)),
    from: sheet.day(begin),
    to: sheet.day(begin + BUCKET),
    x: begin + BUCKET / 2,
    y: 0,
    size: Math.min(LARGEST, 20 + 5 * Math.log10(members.length)),
    lane,
  };
}

/**
 * Events in rows, each with its label; those in the margins only if there is room. Null if there
 * is no room; in a crowded lane, the first row is for counted events, and labels may be missing.
 *
 * @param {Marked[]} candidates
 * @param {Lane} lane
 * @param {Sheet} sheet
 * @param {Wish} wish
 * @param {{ rows: number, isCrowded: boolean }} given
 */
function inRows(candidates, lane, sheet, wish, { rows: most, isCrowded }) {
  const { selected, before, fonts } = wish;
  const old = before?.rows.get(lane.value) ?? new Map();
  /** @type {Row[]} */
  const rows = isCrowded ? [[]] : [];
  /** @type {Item[]} */
  const items = [];
  for (const marked of inOrder(candidates, old, selected, isCrowded)) {
    const texts = () => labels.texts(marked.event, fonts);
    const least = labels.least(marked.event, fonts);
    const spot = spotOf({ ...marked, texts, least }, rows, {
      sheet,
      lowest: isCrowded ? 1 : 0,
      most: marked.inView ? most : Math.min(most, Math.max(rows.length, 1)), // adds no row
      former: old.get(marked.event.id),
      isBareAllowed: isCrowded,
    });
    if (spot) {
      while (rows.length <= spot.row) rows.push([]);
      rows[spot.row]?.push([spot.from, spot.to]);
      items.push({ ...marked, ...spot, y: 0, lane });
    } else if (marked.inView && !isCrowded) return null;
    // Otherwise it is drawn when the view reaches it.
  }
  return { items, height: squeeze(items, rows, isCrowded) };
}

/**
 * Selected and former events are placed first, and events in view before those in the margins.
 *
 * @param {Marked[]} candidates
 * @param {Map<string, number>} old
 * @param {string | null | undefined} selected
 * @param {boolean} isSorted whether they are in an order already
 */
function inOrder(candidates, old, selected, isSorted) {
  const weight = (/** @type {Marked} */ { event, inView }) =>
    (inView ? 0 : 3) + (event.id === selected ? 0 : old.has(event.id) ? 1 : 2);
  return [...candidates].sort(
    (one, other) => weight(one) - weight(other) || (isSorted ? 0 : one.first - other.first),
  );
}

/**
 * The row of a mark and the place of its label: its former row, otherwise the first with room.
 *
 * @param {Candidate} candidate
 * @param {Row[]} rows
 * @param {{ sheet: Sheet, lowest: number, most: number, former: number | undefined,
 *   isBareAllowed: boolean }} limits
 * @returns {Spot & Text & { row: number } | null}
 */
function spotOf(candidate, rows, { sheet, lowest, most, former, isBareAllowed }) {
  const isFree = (
    /** @type {number} */ row,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) => (rows[row] ?? []).every(([start, end]) => to + GAP <= start || from >= end + GAP);
  const order = [];
  for (let row = lowest; row < Math.min(rows.length + 1, most); row += 1) order.push(row);
  if (former !== undefined && former >= lowest && former < most) order.unshift(former);
  const narrowest = labels.places(candidate, candidate.least, sheet);
  const hasRoom = order.some((row) => narrowest.some(({ from, to }) => isFree(row, from, to)));
  for (const { text, width } of hasRoom ? candidate.texts() : []) {
    // The whole title in any row is better than a cut one in the first.
    const places = labels.places(candidate, width, sheet);
    for (const row of order) {
      const found = places.find(({ from, to }) => isFree(row, from, to));
      if (found) return { row, text, width, ...found };
    }
  }
  // Else the mark alone: where its label has no place at all, or there is no room for it.
  const { first, last } = candidate;
  if (!isBareAllowed && narrowest.length > 0) return null;
  const row = order.find((each) => isFree(each, first, last));
  if (row === undefined) return null;
  return { row, text: "", width: 0, at: first, from: first, to: last, side: "none" };
}

/**
 * Remove the empty rows; returns the number of rows that are left.
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
 * that is too high. All parts except the first may be as high as `later`.
 *
 * @param {Placed} whole
 * @param {number} tallest
 * @param {number} [later]
 * @returns {Placed[]}
 */
export function cut(whole, tallest, later = tallest) {
  const most = Math.floor(tallest / ROW) * ROW;
  /** @type {{ from: number, height: number, lanes: Lane[] }[]} */
  const parts = [];
  for (const lane of whole.lanes)
    for (let top = lane.top; top < lane.top + lane.height; top += most) {
      const height = Math.min(most, lane.top + lane.height - top);
      const last = parts.at(-1);
      if (last && last.height + height <= (parts.length > 1 ? later : tallest)) {
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
