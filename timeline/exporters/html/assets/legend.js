/* The legend: what each shape means about a date, and which colour is which kind. */
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { data, events, isDated, isExact, isSeveral, lookOf } from "./events.js";
import * as glyph from "./glyph.js";
import * as search from "./search.js";

/**
 * @import { Look, PageEvent } from "./events.js"
 * @import { Glyph } from "./glyph.js"
 * @import { Span } from "./records.js"
 *
 * @typedef {[word: string, mark: Glyph, test: (event: PageEvent) => unknown]} Entry
 */

const NO_KIND = "other"; // the kind of events for which the file gives none
const FEW = 20; // events that are never counted together
const root = dom.element("_legend", HTMLDetailsElement);

// The mark of an event without a date does not show its status.
const looks = (/** @type {Look | "full"} */ look) => (/** @type {PageEvent} */ event) =>
  isDated(event) && lookOf(event) === look;
const spans = (/** @type {(span: Span) => unknown} */ test) => (/** @type {PageEvent} */ event) =>
  event.spans.some(test);
const windows = (/** @type {string[]} */ ...precisions) =>
  spans(([, , window]) => window && precisions.includes(window));
const length = (/** @type {Span} */ [start, end]) => (end ?? Infinity) - (start ?? -Infinity);

// Only what occurs in this chronology is explained.
/** @type {Entry[]} */
const SHAPES = [
  ["legend_day", { shape: "day" }, spans((span) => !span[2] && length(span) <= 1)],
  ["legend_days", { shape: "days" }, spans((span) => !span[2] && length(span) > 0)],
  ["legend_short", { shape: "short" }, spans((span) => !span[2] && length(span) > 1)],
  ["legend_window", { shape: "window", precision: "month" }, windows("day", "week", "month")],
  ["legend_season", { shape: "window", precision: "season" }, windows("season", "quarter")],
  ["legend_half", { shape: "window", precision: "half" }, windows("half")],
  ["legend_year", { shape: "window", precision: "year" }, windows("year")],
  ["legend_decade", { shape: "window", precision: "decade" }, windows("decade", "century")],
  ["legend_small", { shape: "small" }, spans(([, , window]) => window)],
  ["legend_several", { shape: "several", oneOf: true }, isSeveral],
  ["legend_open", { shape: "open" }, spans(([start, end]) => start === null || end === null)],
  ["legend_about", { shape: "day", about: true }, (event) => event.about],
  ["legend_unsure", { shape: "days", unsure: true }, (event) => event.unsure],
  ["legend_held", { shape: "day" }, looks("full")],
  ["legend_pale", { shape: "small" }, (event) => looks("full")(event) && !isExact(event)],
  ["legend_pending", { shape: "day", look: "hollow" }, looks("hollow")],
  ["legend_derived", { shape: "day", look: "hollow", derived: true }, (event) => event.origin],
  ["legend_disputed", { shape: "day", disputed: true }, (event) => event.disputed],
  ["legend_struck", { shape: "day", look: "struck" }, looks("struck")],
  [
    "legend_moved",
    { shape: "days", look: "moved" },
    (event) => looks("moved")(event) || event.previously,
  ],
  ["legend_count", { shape: "count" }, () => events.length >= FEW],
  ["legend_undated", { shape: "undated" }, (event) => !event.spans.length],
];

/** @type {Entry[] | null} */
let occurring = null;

/** The words and the marks that occur. */
export function entries() {
  occurring ??= SHAPES.filter(([, , test]) => events.some((event) => test(event)));
  return occurring.map(([word, mark]) => ({ word, mark }));
}

/** The names of the kinds that occur, by their colours. */
export const kinds = () =>
  [...byHue()].map(([hue, names]) => ({
    hue,
    names: names.map((kind) => search.name("kind", kind)),
  }));

export function draw() {
  dom
    .part(root, ".shapes")
    .replaceChildren(
      ...entries().map(({ word, mark }) => item(glyph.draw(mark), [dom.spoken(word)])),
    );
  dom.part(root, ".kinds").replaceChildren(
    ...[...byHue()].map(([hue, names]) =>
      item(
        dom.make("span", "swatch"),
        names.map((kind) => describing.named("kind", kind)),
        hue,
      ),
    ),
  );
  dom.part(root, ".kinds-part", HTMLElement).hidden = byHue().size === 0;
  root.hidden = events.length === 0;
}

/**
 * @param {Element} picture
 * @param {Node[]} nodes
 * @param {number | null} [hue]
 */
function item(picture, nodes, hue = null) {
  const words = dom.listed(nodes);
  words.dir = "auto";
  const made = dom.make("li", "", picture, words);
  if (hue !== null) made.dataset.hue = String(hue);
  return made;
}

/**
 * The kinds of each colour: there are more kinds than distinguishable colours. In a chronology
 * without kinds, the only colour says nothing.
 */
function byHue() {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  if (Object.keys(data.kinds).every((kind) => kind === NO_KIND)) return found;
  for (const [kind, { hue }] of Object.entries(data.kinds))
    found.set(hue, [...(found.get(hue) ?? []), kind]);
  return found;
}

/** The legend for paper, which has no folded parts. */
export function copy() {
  const [, ...parts] = root.children;
  return dom.make("div", "legend", ...parts.map((each) => each.cloneNode(true)));
}

root.open = window.matchMedia("(min-width: 60rem)").matches;
