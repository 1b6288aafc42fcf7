/* The chart: Plotly draws a sheet wider than the view; buttons lie over its marks. */
import * as buttons from "./buttons.js";
import * as comparing from "./comparing.js";
import * as days from "./days.js";
import * as dom from "./dom.js";
import * as edges from "./edges.js";
import { events } from "./events.js";
import * as figure from "./figure.js";
import * as i18n from "./i18n.js";
import * as lanes from "./lanes.js";
import { FONTS, onSpacing } from "./measuring.js";
import * as palette from "./palette.js";
import * as placing from "./placing.js";
import { CONFIG, plotly } from "./plotly.js";
import * as scale from "./scale.js";
import { isMoved, spread } from "./sheet.js";
import * as stage from "./stage.js";
import * as state from "./state.js";
import * as view from "./view.js";

/** @import { PageEvent, Period } from "./events.js" */

const MARGIN = 0.35; // of a view, drawn on either side of it: what moving along shows at once
const NARROW = 720; // pixels: in a narrower chart, the names of lanes are above their rows
const LEAST = 40; // pixels of a chart that is worth drawing

const plot = dom.element("_plot");
const { frame, glass, drawn } = stage;

let shown = events; // what the filters leave
let hasBegun = false;
let width = 0; // of the glass, when it was drawn last
let due = 0;
/** @type {Period | null} */
let seen = null; // the period that was drawn last
let isGlided = false; // whether a hand brought the view where it is now
state.onGlide(() => {
  isGlided = true;
});

export function render() {
  due = 0;
  if (!hasBegun) return;
  const begun = performance.now();
  frame.style.setProperty("--lane-names", `${lanes.columnWidth()}px`);
  width = glass.clientWidth;
  if (width < LEAST) return;
  const isInside = frame.clientWidth < NARROW;
  frame.classList.toggle("names-inside", isInside);
  const former = seen;
  seen = view.now();
  const { sheet, placed } = laidOut(seen, isInside);
  const { data: traces, layout } = figure.make(placed, sheet, palette.page(), {
    fonts: FONTS,
    isBare: true,
  });
  stage.holdIfUsed();
  plotly().react(plot, traces, layout, CONFIG);
  for (const svg of plot.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
  stage.set(sheet, placed, layout.height);
  stage.fit(seen);
  if (former && !isGlided) stage.comeFrom(former);
  isGlided = false;
  scale.draw(sheet, FONTS);
  lanes.draw(placed.lanes);
  buttons.draw(placed, sheet);
  edges.draw(shownEvents());
  stage.clock(begun);
}

/**
 * The sheet for a period, and the marks on it.
 *
 * @param {Period} period
 * @param {boolean} namesInside
 */
function laidOut(period, namesInside) {
  const sheet = spread(period, {
    width,
    today: days.today(),
    // What is drawn while a hand zooms is soon drawn again: no one moves along it.
    margin: stage.hand.isZooming ? 0 : MARGIN,
    limits: [days.FIRST, days.LAST],
    isMirrored: i18n.isMirrored(),
  });
  const placed = placing.place(shownEvents(), sheet, {
    ...comparing.wanted(),
    namesInside,
    nameHeight: lanes.heightOf,
    selected: state.now.event,
    fonts: FONTS,
    before: drawn.sheet && isMoved(drawn.sheet, sheet) ? drawn.placed : null,
  });
  return { sheet, placed };
}

export const schedule = () => {
  due ||= requestAnimationFrame(render);
};

/** Draw for the first time, and then on every change. */
export function start() {
  hasBegun = true;
  frame.classList.add("drawn");
  render();
  // An observer is called at once; what was just drawn need not be drawn again.
  new ResizeObserver(() => {
    if (glass.clientWidth !== width) schedule();
  }).observe(glass);
  dom.onColours(schedule);
  onSpacing(schedule);
}

export const isReady = () => hasBegun;
export const foundEvents = () => shown;

/** The events that match the filters, in the lanes that are shown. */
export const shownEvents = () => comparing.among(shown);

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  schedule();
}
