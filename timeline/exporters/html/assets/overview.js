/* The strip under the chart: the whole period, the density of events, and a window to move. */
import * as colours from "./colours.js";
import * as days from "./days.js";
import * as dom from "./dom.js";
import { anchor, events, isDated } from "./events.js";
import * as i18n from "./i18n.js";
import { FONTS } from "./measuring.js";
import * as palette from "./palette.js";
import * as state from "./state.js";
import * as view from "./view.js";

/**
 * @import { UnitName } from "./days.js"
 * @import { PageEvent, Period } from "./events.js"
 */

const INSIDE = 6; // pixels of a handle that lie on the window, where its edge is drawn
const LEAST = 24; // pixels by which the window can be taken, however short it is
const BIN = 4; // pixels over which events are counted
const INSET = 3; // pixels between a mark and its text
const GAP = 12; // and from a text to the next mark
const LEAST_ROOM = 20; // pixels of a unit that can have a text

/**
 * The units, the finest that has room for its texts first; each text is complete by itself.
 *
 * @type {{ unit: UnitName, text: (day: number) => string }[]}
 */
const STEPS = [
  { unit: "day", text: (day) => i18n.date(day, "dayMonth") },
  { unit: "week", text: (day) => i18n.date(day, "dayMonth") },
  { unit: "month", text: (day) => i18n.date(day, "monthYear") },
  { unit: "quarter", text: (day) => i18n.date(day, "monthYear") },
  { unit: "year", text: i18n.year },
  { unit: "lustrum", text: i18n.year },
  { unit: "decade", text: i18n.year },
  { unit: "century", text: i18n.year },
  { unit: "millennium", text: i18n.year },
];

const strip = dom.element("_overview");
const canvas = dom.part(strip, "canvas", HTMLCanvasElement);
const frame = dom.part(strip, ".frame");
const startInput = dom.part(strip, "input:first-of-type", HTMLInputElement);
const endInput = dom.part(strip, "input:last-of-type", HTMLInputElement);
let shown = events;

/** @returns {Period} */
function extent() {
  const [from, to] = view.now();
  const [first, last] = view.all();
  return [Math.min(first, from), Math.max(last, to)];
}

let hasBegun = false;
let drawnWidth = 0; // of the strip, when it was drawn last

/** Draw for the first time, and then on every change; earlier, to measure would delay the list. */
export function start() {
  hasBegun = true;
  update();
  // An observer is called at once, when the browser has laid out the chart that was just drawn.
  new ResizeObserver(() => {
    if (strip.clientWidth !== drawnWidth) draw();
  }).observe(strip);
  dom.onColours(draw);
}

function draw() {
  const { clientWidth: width, clientHeight: height } = strip;
  drawnWidth = width;
  if (!width) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(scale, scale);
  const [low, high] = extent();
  const isMirrored = i18n.isMirrored();
  const length = width / (high - low); // of a day
  const x = (/** @type {number} */ day) =>
    isMirrored ? width - (day - low) * length : (day - low) * length;
  const top = frame.offsetTop; // the years are above the window
  const { muted, now } = palette.page();
  pen.fillStyle = colours.faint(muted, 0.55);
  drawCounts(pen, x, width, [top, height]);
  pen.fillStyle = muted;
  drawTicks(pen, x, width, [low, high]);
  pen.fillStyle = now;
  pen.fillRect(Math.round(x(days.today() + 0.5)), top, 1.5, height - top);
  update();
}

/**
 * Draw the texts above the window, with the marks where their units begin.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {(day: number) => number} x
 * @param {number} width
 * @param {Period} period
 */
function drawTicks(pen, x, width, [low, high]) {
  const isMirrored = i18n.isMirrored();
  pen.font = `11px ${FONTS.family}`;
  pen.textBaseline = "top";
  pen.textAlign = isMirrored ? "right" : "left";
  for (const { day, text } of ticks(pen, width, [low, high])) {
    const at = x(day);
    const room = pen.measureText(text).width + INSET;
    if (isMirrored ? at > width || at < room : at < 0 || at > width - room) continue;
    pen.fillText(text, at + (isMirrored ? -INSET : INSET), 3);
    pen.fillRect(Math.round(at), 2, 1, 12);
  }
}

/**
 * The beginnings of the finest unit whose texts all have room.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {number} width
 * @param {Period} period
 */
function ticks(pen, width, [low, high]) {
  const length = width / (high - low); // of a day
  for (const { unit, text } of STEPS) {
    const room = days.units[unit].length * length;
    if (room < LEAST_ROOM) continue;
    const found = days.beginnings(unit, low, high).map((day) => ({ day, text: text(day) }));
    if (found.every((tick) => pen.measureText(tick.text).width + INSET + GAP < room)) return found;
  }
  return [];
}

/**
 * Draw the density of events.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {(day: number) => number} x
 * @param {number} width
 * @param {[top: number, bottom: number]} room
 */
function drawCounts(pen, x, width, [top, bottom]) {
  /** @type {number[]} */
  const counts = new Array(Math.ceil(width / BIN)).fill(0);
  for (const event of shown) {
    if (!isDated(event)) continue;
    const index = Math.floor(x(anchor(event)) / BIN);
    const count = counts[index];
    if (count !== undefined) counts[index] = count + 1;
  }
  const most = counts.reduce((one, other) => Math.max(one, other), 1);
  counts.forEach((count, index) => {
    if (!count) return;
    const tall = Math.max(3, (Math.sqrt(count) / Math.sqrt(most)) * (bottom - top - 3));
    pen.fillRect(index * BIN, bottom - tall, BIN - 1, tall);
  });
}

export function update() {
  if (!hasBegun) return;
  const [low, high] = extent();
  const [from, to] = view.now();
  const share = (/** @type {number} */ day) => ((day - low) / (high - low)) * 100;
  frame.style.insetInlineStart = `${share(from).toFixed(3)}%`;
  frame.style.insetInlineEnd = `${(100 - share(to)).toFixed(3)}%`;
  const pixels = ((to - from) / (high - low)) * drawnWidth;
  strip.style.setProperty("--slack", `${Math.max(0, (LEAST + 2 * INSIDE - pixels) / 2)}px`);
  // The end of a view is the first day that is no longer shown.
  updateInput(startInput, from, Math.floor(from), "view_start");
  updateInput(endInput, to, Math.ceil(to) - 1, "view_end");
}

/**
 * @param {HTMLInputElement} input
 * @param {number} day
 * @param {number} seen
 * @param {string} word
 */
function updateInput(input, day, seen, word) {
  const [low, high] = extent();
  input.min = String(low);
  input.max = String(high);
  input.value = String(day);
  input.setAttribute("aria-label", i18n.word(word));
  input.setAttribute("aria-valuetext", i18n.date(seen, "long"));
}

startInput.addEventListener("input", () => {
  const [, to] = view.now();
  state.set({ view: [Math.min(Number(startInput.value), to - 1), to] });
});
endInput.addEventListener("input", () => {
  const [from] = view.now();
  state.set({ view: [from, Math.max(Number(endInput.value), from + 1)] });
});

/** @type {{ x: number, from: Period, extent: Period } | null} */
let press = null;
frame.addEventListener("pointerdown", (event) => {
  press = { x: event.clientX, from: view.now(), extent: extent() };
  frame.setPointerCapture(event.pointerId);
});
frame.addEventListener("pointermove", (event) => {
  if (!press) return;
  const [low, high] = press.extent;
  const along = (i18n.isMirrored() ? -1 : 1) * (event.clientX - press.x);
  const far = (along / strip.clientWidth) * (high - low);
  view.show([press.from[0] + far, press.from[1] + far]);
});
for (const kind of ["pointerup", "pointercancel"])
  frame.addEventListener(kind, () => {
    press = null;
  });
canvas.addEventListener("click", (event) => {
  const [low, high] = extent();
  const { left, right } = strip.getBoundingClientRect();
  const along = i18n.isMirrored() ? right - event.clientX : event.clientX - left;
  const day = low + (along / strip.clientWidth) * (high - low);
  const [from, to] = view.now();
  view.show([day - (to - from) / 2, day + (to - from) / 2]);
});

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  if (hasBegun) draw();
}
