/* The lanes: those that an event is in, their names, and their order. */
import { anchor, events, isDated } from "./events.js";
import * as i18n from "./i18n.js";
import * as search from "./search.js";

/**
 * @import { DatedEvent, PageEvent } from "./events.js"
 * @import { Facet, LaneOrder, Lanes } from "./state.js"
 *
 * @typedef {string | null} Value of a lane; null is that of events which have none
 *
 * @typedef {object} Lane
 * @property {Value} value
 * @property {string} name
 * @property {string | null} tag the language of the name
 * @property {DatedEvent[]} events
 * @property {number} top
 * @property {number} head pixels of its name, if that is above the rows
 * @property {number} height
 * @property {boolean} isFolded whether its events are only counted
 *
 * @typedef {object} Wanted what a reader wants to see
 * @property {Lanes} facet
 * @property {Record<Facet, Set<string>>} filters
 * @property {LaneOrder} [order] of the lanes
 * @property {Set<string>} [folded] keys of lanes
 * @property {readonly string[]} [compared] keys of the only two lanes, from above
 */

const NOTHING = "-"; // the key of the lane of events without a value
const PAIR = "*"; // between two parties in a key; no name has it
const DASH = "\u00a0– "; // and in what a pair is called: a line may break after it
const MANY = "*"; // the value of the lane of events with many parties
const MOST_PAIRED = 4; // parties of which each pair has its lane: five would have ten

/** @type {readonly Exclude<Lanes, "none">[]} */
const FACETS = ["kind", "party", "pair", "place", "series"];

/**
 * The key of a lane in an address.
 *
 * @param {Value} value
 */
export const keyOf = (value) => value ?? NOTHING;

/**
 * The pairs of an event's parties, each in the order of all parties.
 *
 * @param {PageEvent} event
 */
function pairsOf({ parties }) {
  if (parties.length > MOST_PAIRED) return [MANY];
  const ordered = parties.length < 2 ? [] : inOrder(parties);
  return ordered.flatMap((one, at) => ordered.slice(at + 1).map((other) => one + PAIR + other));
}

/**
 * Some parties, in the order of all.
 *
 * @param {string[]} some
 */
function inOrder(some) {
  const all = search.names("party");
  if (placesOf.all !== all)
    placesOf = { all, places: new Map(Object.keys(all).map((party, at) => [party, at])) };
  const place = (/** @type {string} */ party) => placesOf.places.get(party) ?? 0;
  return [...new Set(some)]
    .filter((party) => Object.hasOwn(all, party))
    .sort((one, other) => place(one) - place(other));
}

/** The order of all parties, made once for a chronology. */
let placesOf = {
  all: /** @type {object} */ ({}),
  places: /** @type {Map<string, number>} */ (new Map()),
};

/** @param {string} pair */
const partiesOf = (pair) => pair.split(PAIR);

/**
 * The lanes that an event is in: for parties or pairs, one for each of them; only those of the
 * parties in the filter, if there are any.
 *
 * @param {Exclude<Lanes, "none">} facet
 * @param {PageEvent} event
 * @param {Wanted["filters"]} [filters]
 * @returns {Value[]}
 */
export function valuesOf(facet, event, filters) {
  const values = facet === "pair" ? pairsOf(event) : search.facets[facet](event);
  const asked = filters?.[facet === "pair" ? "party" : facet];
  const isAsked = (/** @type {string} */ value) =>
    facet === "pair" ? partiesOf(value).some((party) => asked?.has(party)) : asked?.has(value);
  const some = values.filter(isAsked);
  const found = some.length ? some : values;
  return found.length ? [...found] : [null];
}

/**
 * The name of a lane, and its language.
 *
 * @param {Exclude<Lanes, "none">} facet
 * @param {Value} value
 * @returns {{ name: string, tag: string | null }}
 */
export function called(facet, value) {
  if (facet !== "pair")
    return value === null
      ? { name: i18n.word("without"), tag: i18n.wordsIn() }
      : { name: search.name(facet, value), tag: search.tag(facet, value) };
  if (value === null) return { name: i18n.word("pair_fewer"), tag: i18n.wordsIn() };
  if (value === MANY)
    return { name: i18n.word("pair_more", { n: MOST_PAIRED }), tag: i18n.wordsIn() };
  const parties = partiesOf(value);
  const tags = new Set(parties.map((party) => search.tag("party", party)));
  const [tag = null] = tags.size > 1 ? [] : tags;
  return { name: parties.map((party) => search.name("party", party)).join(DASH), tag };
}

/**
 * All lanes of the chronology, in their listed order, with their numbers of dated events.
 *
 * @param {Exclude<Lanes, "none">} facet
 * @param {readonly PageEvent[]} [some]
 * @returns {Map<Value, number>}
 */
export function counted(facet, some = events) {
  /** @type {Map<Value, number>} */
  const counts = new Map();
  for (const event of some)
    if (isDated(event))
      for (const value of valuesOf(facet, event)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const rank = ranked(facet, [...counts.keys()]);
  return new Map([...counts].sort(([one], [other]) => rank(one) - rank(other)));
}

/**
 * Whether the chronology has more than one lane of a facet.
 *
 * @param {Exclude<Lanes, "none">} facet
 */
export function isParted(facet) {
  // Without the names of two parties, or of anything else, no event needs to be looked at.
  const names = Object.keys(search.names(facet === "pair" ? "party" : facet));
  if (names.length < (facet === "pair" ? 2 : 1)) return false;
  /** @type {Set<Value>} */
  const found = new Set();
  return events.some((event) => {
    if (isDated(event)) for (const value of valuesOf(facet, event)) found.add(value);
    return found.size > 1;
  });
}

/** The facets by which the chronology has more than one lane. */
export const useful = () => FACETS.filter(isParted);

/**
 * The rank of lanes in the order of the chronology, those without a value last.
 *
 * @param {Exclude<Lanes, "none">} facet
 * @param {Value[]} values
 */
function ranked(facet, values) {
  const names = Object.keys(search.names(facet === "pair" ? "party" : facet));
  const places = new Map(names.map((name, at) => [name, at]));
  const place = (/** @type {string} */ name) => places.get(name) ?? names.length;
  /** @param {Value} value */
  const rank = (value) => {
    if (value === null) return Infinity;
    if (facet !== "pair") return place(value);
    const [one = "", other = ""] = partiesOf(value);
    return value === MANY ? names.length ** 2 : place(one) * names.length + place(other);
  };
  const ranks = new Map(values.map((value) => [value, rank(value)]));
  return (/** @type {Value} */ value) => ranks.get(value) ?? Infinity;
}

/**
 * The lanes of some events, in a stable order. An event with several values is in the lane of each.
 *
 * @param {DatedEvent[]} shown
 * @param {Wanted} wanted
 * @returns {Lane[]}
 */
export function lanesOf(shown, { facet, filters, order = "listed", folded, compared = [] }) {
  const at = { top: 0, head: 0, height: 0, isFolded: false };
  if (facet === "none") return [{ value: null, name: "", tag: null, events: shown, ...at }];
  /** @type {Map<Value, DatedEvent[]>} */
  const inside = new Map();
  for (const event of shown)
    for (const value of valuesOf(facet, event, compared.length ? undefined : filters)) {
      const lane = inside.get(value);
      if (lane) lane.push(event);
      else inside.set(value, [event]);
    }
  const values = compared.length ? compared.map(valueOf) : [...inside.keys()];
  const lanes = values.map((value) => ({
    value,
    ...called(facet, value),
    events: inside.get(value) ?? [],
    ...at,
    isFolded: Boolean(folded?.has(keyOf(value))),
  }));
  return compared.length ? lanes : lanes.sort(ORDERS[order](ranked(facet, values)));
}

/** @param {string} key */
const valueOf = (key) => (key === NOTHING ? null : key);

/** @type {Record<LaneOrder, (rank: (value: Value) => number) => (one: Lane, other: Lane) => number>} */
const ORDERS = {
  listed: (rank) => (one, other) => before(rank(one.value), rank(other.value)),
  most: (rank) => (one, other) =>
    other.events.length - one.events.length || before(rank(one.value), rank(other.value)),
  first: (rank) => (one, other) =>
    before(firstOf(one), firstOf(other)) || before(rank(one.value), rank(other.value)),
};

/**
 * @param {number} one
 * @param {number} other may be infinite, as the first
 */
const before = (one, other) => (one === other ? 0 : one - other);

/** @param {Lane} lane */
const firstOf = ({ events: some }) =>
  some.reduce((first, event) => Math.min(first, anchor(event)), Infinity);

/**
 * The two lanes that are compared; empty unless both are lanes of this chronology.
 *
 * @param {Lanes} facet
 * @param {readonly string[]} keys
 * @returns {readonly string[]}
 */
export function comparable(facet, keys) {
  const [one, other] = keys;
  if (facet === "none" || keys.length !== 2 || one === other) return [];
  const known = new Set([...counted(facet).keys()].map(keyOf));
  return keys.every((key) => known.has(key)) ? keys : [];
}

/**
 * The events of the lanes that are shown.
 *
 * @param {PageEvent[]} some
 * @param {Lanes} facet
 * @param {readonly string[]} compared
 */
export function among(some, facet, compared) {
  if (facet === "none" || !compared.length) return some;
  return some.filter((event) =>
    valuesOf(facet, event).some((value) => compared.includes(keyOf(value))),
  );
}
