/* Where the chart stands: a glass over a sheet twice as wide, which moves and stretches under it. */
import * as dom from "./dom.js";

/**
 * @import { Period } from "./events.js"
 * @import { Placed } from "./placing.js"
 * @import { Sheet } from "./sheet.js"
 */

export const frame = dom.element("_chart");
export const glass = dom.element("_window");
const sheetElement = dom.element("_sheet");

/** What is drawn now: nothing, until Plotly is there. */
export const drawn = {
  /** @type {Sheet | null} */ sheet: null,
  /** @type {Placed | null} */ placed: null,
};

/**
 * @param {Sheet} sheet
 * @param {Placed} placed
 * @param {number} height
 */
export function set(sheet, placed, height) {
  drawn.sheet = sheet;
  drawn.placed = placed;
  sheetElement.style.width = `${sheet.width}px`;
  sheetElement.style.height = `${height}px`;
}

/**
 * Move and stretch the drawn sheet under its glass until a period fills the view.
 *
 * @param {Period} period
 */
export function fit([from, to]) {
  const { sheet } = drawn;
  if (!sheet) return;
  const left = sheet.x(from);
  const stretch = (sheet.view[1] - sheet.view[0]) / (sheet.x(to) - left);
  sheetElement.style.transform = `scaleX(${stretch}) translateX(${-left}px)`;
}

const STRETCH = { least: 0.3, most: 6 }; // a gesture is over before it looks odd for long

/**
 * Whether what is drawn can stand in for a period until it is drawn itself.
 *
 * @param {Period} period
 */
export function covers([from, to]) {
  const { sheet } = drawn;
  if (!sheet) return false;
  const stretch = (sheet.day(sheet.view[1]) - sheet.day(sheet.view[0])) / (to - from);
  const isCovered = stretch < 1 || (sheet.from <= from && to <= sheet.to);
  return isCovered && stretch >= STRETCH.least && stretch <= STRETCH.most;
}

/**
 * Keep the chart as high as it is while a hand works in it: what gets lower slips away from it.
 *
 * @param {boolean} isHeld
 */
export function hold(isHeld) {
  glass.style.minHeight = isHeld ? `${glass.offsetHeight}px` : "";
}
