/* The names of the lanes, beside the chart or, on narrow screens, above the rows of each. */
import * as dom from "./dom.js";
import { called, counted, keyOf } from "./grouping.js";
import * as i18n from "./i18n.js";
import { nameLine, nameWidth, onSpacing } from "./measuring.js";
import { frame } from "./stage.js";
import * as state from "./state.js";
import * as wrapping from "./wrapping.js";

/** @import { Lane } from "./grouping.js" */

const WIDTHS = { least: 148, most: 232 }; // pixels of the column
const BESIDE = 28; // pixels of it beside a name: the sign that folds, and the room around both
const AROUND = { beside: 13, inside: 8 }; // pixels above and below a name
const SMALLEST = 0.8; // of the size of names, where a word is too long for the column; else hyphens
const INSIDE = 0.92; // of the size, where names are above the rows
const root = dom.element("_lanes");

/** @type {Map<string, number>} */
const widest = new Map(); // by facet and language: measuring all names takes a while
onSpacing(() => widest.clear());

/** Width in pixels of the longest word in the names. */
function longestWord() {
  const facet = state.now.lanes;
  if (facet === "none") return 0;
  const key = `${facet} ${i18n.language()}`;
  let width = widest.get(key);
  if (width === undefined) {
    const names = [...counted(facet).keys()].map((value) => called(facet, value).name);
    width = names
      .flatMap(wrapping.words)
      .reduce((most, word) => Math.max(most, nameWidth(word)), 0);
    widest.set(key, width);
  }
  return width;
}

/** Pixels of the column: as wide as the longest word in it, within limits. */
export const columnWidth = () =>
  state.now.lanes === "none"
    ? 0
    : Math.min(Math.max(longestWord() + BESIDE, WIDTHS.least), WIDTHS.most);

const areInside = () => frame.classList.contains("names-inside");

/** The size of names: smaller if the longest word fits only then. */
function scale() {
  if (areInside()) return INSIDE;
  const share = (columnWidth() - BESIDE) / longestWord();
  return share >= SMALLEST && share < 1 ? share : 1;
}

/** Pixels of a line of a name. */
const room = () => (areInside() ? frame.clientWidth : columnWidth()) - BESIDE;

/** @param {string} text */
const width = (text) => nameWidth(text) * scale();

/**
 * Pixels that the name of a lane takes.
 *
 * @param {string} name
 */
export const heightOf = (name) =>
  wrapping.lines(name, room(), width).length * nameLine() * scale() +
  (areInside() ? AROUND.inside : AROUND.beside);

/**
 * @param {Lane[]} lanes
 */
export function draw(lanes) {
  const named = lanes.filter(({ name }) => name);
  const active = document.activeElement;
  const key = active instanceof HTMLElement && root.contains(active) ? active.dataset.key : null;
  root.replaceChildren(
    ...named.map((lane) => {
      const element = dom.make("div", "lane", button(lane));
      element.style.top = `${lane.top}px`;
      element.style.height = `${lane.height}px`;
      return element;
    }),
  );
  frame.classList.toggle("no-lanes", !named.length);
  root.style.setProperty("--lane-scale", String(scale()));
  if (key === null || key === undefined) return;
  const same = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
}

/**
 * The name of a lane, which folds it and unfolds it.
 *
 * @param {Lane} lane
 */
function button(lane) {
  const key = keyOf(lane.value);
  const toggle = () => {
    const folded = new Set(state.now.folded);
    if (!folded.delete(key)) folded.add(key);
    state.set({ folded });
  };
  const name = dom.make("span", "", wrapping.hyphenated(lane.name, room(), width));
  dom.mark(name, lane.tag);
  const made = dom.makeButton("", toggle, name);
  made.dataset.key = key;
  made.setAttribute("aria-expanded", String(!lane.isFolded));
  return made;
}
