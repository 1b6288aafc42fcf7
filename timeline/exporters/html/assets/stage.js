/* The stage of the chart: a glass over a wider sheet, which moves and stretches under it. */
import * as breath from "./breath.js";
import * as dom from "./dom.js";

/**
 * @import { Period } from "./events.js"
 * @import { Placed } from "./placing.js"
 * @import { Sheet } from "./sheet.js"
 */

export const frame = dom.element("_chart");
export const glass = dom.element("_window");
export const scroller = dom.element("_scroller");
const sheetElement = dom.element("_sheet");

/** The elements that move with time. */
const moving = [
  sheetElement,
  dom.part(dom.element("_axis"), "div"),
  dom.part(dom.element("_foot"), "div"),
];

/** The current drawing; none until Plotly is loaded. */
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
  frame.classList.toggle("mirrored", sheet.isMirrored);
  for (const each of moving) each.style.width = `${sheet.width}px`;
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
  const shift = sheet.isMirrored ? left : -left;
  for (const each of moving) each.style.transform = `scaleX(${stretch}) translateX(${shift}px)`;
}

const GLIDE = { duration: 180, easing: "ease-out" };
const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Animate the drawing from a former period, unless the reader prefers no motion.
 *
 * @param {Period} period
 */
export function comeFrom([from, to]) {
  const { sheet } = drawn;
  if (!sheet || isStill.matches) return;
  const ratio = (to - from) / (sheet.day(sheet.view[1]) - sheet.day(sheet.view[0]));
  const isFar = to < sheet.from || from > sheet.to;
  if (isFar || ratio > STRETCH.most || ratio < 1 / STRETCH.most) return;
  const now = sheetElement.style.transform;
  fit([from, to]);
  const before = sheetElement.style.transform;
  for (const each of moving) {
    each.style.transform = now;
    each.animate([{ transform: before }, { transform: now }], GLIDE);
  }
}

/** What a hand does to the drawing at the moment. */
export const hand = { isZooming: false };

const pace = { took: 0, ended: 0 }; // milliseconds of the last drawing

/** @param {number} begun when a drawing began that ends now */
export function clock(begun) {
  pace.ended = performance.now();
  pace.took = pace.ended - begun;
}

/** Milliseconds since the end of the last drawing. */
export const sinceDrawn = () => performance.now() - pace.ended;

/** Whether a gesture may draw anew: on a slow machine, it would stutter if it always did. */
export const isDue = () => sinceDrawn() >= breath.restAfter(pace.took);

const STRETCH = { least: 0.3, most: 6 }; // a gesture is over before it looks odd for long

/**
 * Whether the current drawing can represent a period until that is drawn.
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

const section = dom.element("_chart-section");

/**
 * Keep the height of the chart while it is used: a lower chart would move controls away from the
 * pointer, or move the strip below out of view.
 */
export function hold() {
  scroller.style.minHeight = `${scroller.offsetHeight}px`;
}

const release = () => {
  scroller.style.minHeight = "";
};
const isUsed = () => section.matches(":hover") || section.contains(document.activeElement);

/** Hold the chart if its section is in use. */
export function holdIfUsed() {
  if (isUsed()) hold();
  else release();
}

// Only when it is no longer used: a click elsewhere, or the pointer and the focus have left.
section.addEventListener("pointerleave", () => {
  if (!section.contains(document.activeElement)) release();
});
section.addEventListener("focusout", ({ relatedTarget }) => {
  const isInside = relatedTarget instanceof Node && section.contains(relatedTarget);
  if (relatedTarget && !isInside && !section.matches(":hover")) release();
});
