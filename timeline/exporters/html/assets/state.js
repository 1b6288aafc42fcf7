/* The state of the page and its address: a link reopens the same view. */
import * as days from "./days.js";
import * as embed from "./embed.js";
import { byId, data } from "./events.js";
import * as i18n from "./i18n.js";
import * as languages from "./languages.js";

/**
 * @import { Period } from "./events.js"
 *
 * @typedef {"kind" | "party" | "place" | "series" | "status"} Facet
 * @typedef {Facet | "pair" | "none"} Lanes
 * @typedef {"listed" | "most" | "first"} LaneOrder
 *
 * @typedef {object} Choice
 * @property {string | null} event id of the event in the panel
 * @property {Period | null} view first and last of the chart's days; null: the chart's own choice
 * @property {Lanes} lanes
 * @property {LaneOrder} order of the lanes
 * @property {Set<string>} folded keys of lanes whose events are only counted
 * @property {string[]} compared keys of the two lanes that are shown alone, from above; else none
 * @property {"list" | "table"} as
 * @property {number} page of a long list, from 1 on; 0 is all of it
 * @property {string} query
 * @property {number | null} since period of the filter, in days, both included
 * @property {number | null} until
 * @property {number | null} added only events that are new since that day
 * @property {number | null} moved only events whose date changed since that day
 *
 * @typedef {Choice & Record<Facet, Set<string>>} State
 */

/** @type {readonly Facet[]} */
export const FACETS = ["kind", "party", "place", "series", "status"];

/** What decides which events are found. @type {readonly (keyof State)[]} */
export const FILTERS = ["query", "since", "until", "added", "moved", ...FACETS];

/** @type {readonly Lanes[]} */
const LANES = ["kind", "party", "pair", "place", "series", "none"];

let offered = LANES; // those that part the events, and none

/** @type {readonly LaneOrder[]} */
const ORDERS = ["listed", "most", "first"];

/** @type {Pick<State, "lanes" | "order" | "as">} */
const DEFAULTS = { lanes: "kind", order: "listed", as: "list" }; // what an address leaves out

const noFilter = () =>
  /** @type {Record<Facet, Set<string>>} */ (
    Object.fromEntries(FACETS.map((facet) => [facet, new Set()]))
  );

/** @type {State} */
export const now = {
  event: null,
  view: null,
  ...DEFAULTS,
  page: 1,
  folded: new Set(),
  compared: [],
  query: "",
  since: null,
  until: null,
  added: null,
  moved: null,
  ...noFilter(),
};

/** @type {((changes: Partial<State>) => void)[]} */
const listeners = [];
/** @param {(changes: Partial<State>) => void} listener */
export const onChange = (listener) => listeners.push(listener);

/** @type {(() => void)[]} */
const followers = [];
/** @param {() => void} follower what to do while the view follows a hand */
export const onGlide = (follower) => followers.push(follower);

/**
 * Change a part of the state; `{ push: true }` adds a step that the back button undoes.
 *
 * @param {Partial<State>} changes
 */
export function set(changes, { push = false } = {}) {
  if (FILTERS.some((filter) => filter in changes)) changes = { page: 1, ...changes };
  Object.assign(now, changes);
  write(push);
  listeners.forEach((listener) => listener(changes));
}

/** Clear every filter. */
export const clear = () =>
  set({ query: "", since: null, until: null, added: null, moved: null, ...noFilter() });

/**
 * Let the view follow a gesture: nothing is redrawn until `set` gives its final place.
 *
 * @param {Period} view
 */
export function glide(view) {
  now.view = view;
  followers.forEach((follower) => follower());
}

let pending = 0;

/** @param {boolean} push */
function write(push) {
  if (push) {
    window.clearTimeout(pending);
    pending = 0;
    remember("pushState");
  } else if (!pending) {
    // Browsers refuse more than a hundred address changes in half a minute.
    pending = window.setTimeout(() => {
      pending = 0;
      remember("replaceState");
    }, 350);
  }
}

/** @param {"pushState" | "replaceState"} method */
function remember(method) {
  try {
    history[method](null, "", hash() || location.pathname + location.search);
  } catch {
    // A sandboxed frame may have no history; the page works without it.
  }
}

function hash() {
  const parts = new URLSearchParams();
  const put = (/** @type {string} */ name, /** @type {string | null | undefined} */ value) => {
    if (value) parts.set(name, value);
  };
  const day = (/** @type {number | null} */ known) => (known === null ? null : days.iso(known));
  put("event", now.event);
  if (now.view) {
    const [from, to] = now.view;
    // In a view of a few days, times matter; in a longer one, whole days are enough.
    const stamp = (/** @type {number} */ end) =>
      to - from < 10 ? days.stamp(end) : days.iso(Math.round(end));
    put("from", stamp(from));
    put("to", stamp(to));
  }
  put("q", now.query);
  for (const facet of FACETS) put(facet, [...now[facet]].join(","));
  put("since", day(now.since));
  put("until", day(now.until));
  put("new", day(now.added));
  put("moved", day(now.moved));
  if (now.lanes !== DEFAULTS.lanes) put("lanes", now.lanes);
  if (now.order !== DEFAULTS.order) put("order", now.order);
  put("folded", [...now.folded].join(","));
  put("compare", now.compared.join(","));
  if (now.as !== DEFAULTS.as) put("as", now.as);
  if (now.page !== 1) put("page", String(now.page));
  put("lang", languages.chosen());
  if (embed.isAsked() && !location.search.includes("embed")) put("embed", "1");
  const text = parts.toString().replaceAll("%2C", ",");
  return text && `#${text}`;
}

/**
 * Accept from addresses only lanes that part the events; open the chart without lanes, if those
 * of the kinds do not.
 *
 * @param {readonly Lanes[]} useful
 */
export function offerLanes(useful) {
  offered = [...useful, "none"];
  if (offered.includes(DEFAULTS.lanes)) return;
  DEFAULTS.lanes = "none";
  now.lanes = "none";
}

/**
 * Read the address; a plain `#id` is an event too. Returns the id if no event has it.
 *
 * What `hash` leaves out gets its default; only the period stays where the reader moved it.
 */
export function read() {
  const text = location.hash.slice(1);
  const plain = text && text !== "embed" && !text.includes("=") ? decode(text) : null;
  if (plain?.startsWith("_")) return null; // a part of the page, like "#_events": nothing to read
  const parts = new URLSearchParams(plain ? "" : text);
  const event = plain ?? parts.get("event");
  const known = event !== null && byId.has(event) ? event : null;
  const tag = parts.get("lang");
  i18n.choose(languages.opening(tag));
  const changes = { ...choiceOf(parts), event: known };
  Object.assign(now, changes);
  listeners.forEach((listener) => listener(changes));
  return event === known ? null : event;
}

/**
 * The state in an address.
 *
 * @param {URLSearchParams} parts
 * @returns {Omit<State, "event">}
 */
function choiceOf(parts) {
  const from = days.parseStamp(parts.get("from"));
  const to = days.parseStamp(parts.get("to"));
  const values = (/** @type {string} */ name) =>
    new Set(parts.get(name)?.split(",").filter(Boolean));
  const filters = noFilter();
  for (const facet of FACETS) filters[facet] = values(facet);
  return {
    view: from !== null && to !== null && from < to ? [from, to] : now.view,
    query: parts.get("q") ?? "",
    since: days.parse(parts.get("since")),
    until: days.parse(parts.get("until")),
    added: days.parse(parts.get("new")),
    moved: days.parse(parts.get("moved")),
    lanes: offered.find((each) => each === parts.get("lanes")) ?? DEFAULTS.lanes,
    order: asOrder(parts.get("order")) ?? DEFAULTS.order,
    folded: values("folded"),
    compared: [...values("compare")],
    as: parts.get("as") === "table" ? "table" : DEFAULTS.as,
    page: /^\d{1,6}$/.test(parts.get("page") ?? "") ? Number(parts.get("page")) : 1,
    ...filters,
  };
}

/** @param {string | null} text */
export const asLanes = (text) => LANES.find((each) => each === text);

/** @param {string | null} text */
export const asOrder = (text) => ORDERS.find((each) => each === text);

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The address of one event, for copying; in a language only if the reader chose it.
 *
 * @param {string} id
 */
export function link(id) {
  const parts = new URLSearchParams({ event: id });
  const chosen = languages.chosen();
  if (chosen) parts.set("lang", chosen);
  const base = data.url ?? location.href.split("#")[0];
  return `${base}#${parts}`;
}
