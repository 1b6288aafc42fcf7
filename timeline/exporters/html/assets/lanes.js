/* The names of the lanes, beside the chart or, on narrow screens, above the rows of each. */
import * as dom from "./dom.js";
import { called, counted, keyOf } from "./grouping.js";
import * as i18n from "./i18n.js";
import { nameWidth } from "./measuring.js";
import { frame } from "./stage.js";
import * as state from "./state.js";

/** @import { Lane } from "./grouping.js" */

const WIDTHS = { least: 148, most: 232 }; // pixels of the column
const root = dom.element("_lanes");

/** @type {Map<string, number>} */
const columns = new Map(); // by facet and language: measuring all names takes a while

/** Pixels of the column: as wide as the longest word in it needs, within bounds. */
export function columnWidth() {
  const facet = state.now.lanes;
  if (facet === "none") return 0;
  const key = `${facet} ${i18n.language()}`;
  let width = columns.get(key);
  if (width === undefined) {
    const names = [...counted(facet).keys()].map((value) => called(facet, value).name);
    const words = names.flatMap((name) => name.split(/\s+/));
    const widest = words.reduce((most, word) => Math.max(most, nameWidth(word) + 14), 0);
    width = Math.min(Math.max(widest, WIDTHS.least), WIDTHS.most);
    columns.set(key, width);
  }
  return width;
}

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
  const name = dom.make("span", "", lane.name);
  dom.mark(name, lane.tag);
  const made = dom.makeButton("", toggle, name);
  made.dataset.key = key;
  made.setAttribute("aria-expanded", String(!lane.isFolded));
  return made;
}
