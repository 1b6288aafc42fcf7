/* Moving and zooming by hand: the drawing follows at once, and is redrawn when the hand rests. */
import * as dom from "./dom.js";
import * as i18n from "./i18n.js";
import { covers, fit, glass, hand, hold, isDue, sinceDrawn } from "./stage.js";
import * as state from "./state.js";
import * as tip from "./tip.js";
import * as view from "./view.js";

/** @import { Period } from "./events.js" */

const DRAG = 6; // pixels before a press becomes a drag
const SPREAD = 20; // pixels between two fingers, at least
const REST = 140; // milliseconds after the last turn of a wheel

/** @type {{ id: number, x: number, y: number, from: Period, isMoving: boolean } | null} */
let press = null;
let isAfterDrag = false;

/** Whether the click that is handled now belongs to a drag. */
export const wasDragged = () => isAfterDrag;

/**
 * Show a period at once with the existing drawing, as well as possible.
 *
 * @param {Period} period
 */
function preview(period) {
  if (!covers(period) && (!hand.isZooming || isDue())) return state.set({ view: period });
  state.glide(period);
  fit(period);
}

/**
 * Days per pixel to the right; negative if time runs from right to left.
 *
 * @param {Period} period
 */
const daysPerPixel = ([from, to]) =>
  ((i18n.isMirrored() ? -1 : 1) * (to - from)) / glass.clientWidth;

let resting = 0;

/**
 * Redraw when the wheel has rested. While the page draws, no wheel events arrive, which must not
 * count as a rest: the gesture would be drawn again after each drawing, and stutter.
 */
function waitForRest() {
  window.clearTimeout(resting);
  resting = window.setTimeout(() => {
    if (sinceDrawn() < REST) waitForRest();
    else settle();
  }, REST);
}

/** Redraw after the gesture has ended. */
function settle() {
  hand.isZooming = false;
  state.set({ view: state.now.view });
}

/**
 * Two fingers: where they are, and what was in view when the second one came.
 *
 * @type {{ from: Period, distance: number, day: number } | null}
 */
let pinch = null;
/** @type {Map<number, number>} */
const fingers = new Map(); // the pixels of the fingers on the glass

glass.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "touch") {
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size === 2) return beginPinch();
  }
  if (event.button !== 0 || !event.isPrimary) return;
  const { pointerId: id, clientX: x, clientY: y } = event;
  press = { id, x, y, from: view.now(), isMoving: false };
  isAfterDrag = false;
});

function beginPinch() {
  const [one = 0, other = 0] = fingers.values();
  const day = dayUnder({ clientX: (one + other) / 2 });
  pinch = { from: view.now(), distance: Math.max(Math.abs(one - other), SPREAD), day };
  press = null;
  isAfterDrag = true;
  hand.isZooming = true;
  hold();
  tip.hide();
}

/** @param {{ from: Period, distance: number, day: number }} begun */
function follow({ from: [from, to], distance, day }) {
  const [one = 0, other = 0] = fingers.values();
  const factor = distance / Math.max(Math.abs(one - other), SPREAD);
  preview(view.clamp([day - (day - from) * factor, day + (to - day) * factor]));
}

glass.addEventListener("pointermove", (event) => {
  if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event.clientX);
  if (pinch) follow(pinch);
  else if (press && event.pointerId === press.id) drag(press, event);
});

/**
 * @param {NonNullable<typeof press>} begun
 * @param {PointerEvent} event
 */
function drag(begun, event) {
  const far = event.clientX - begun.x;
  if (!begun.isMoving) {
    if (Math.abs(far) < DRAG || Math.abs(far) < Math.abs(event.clientY - begun.y)) return;
    begun.isMoving = true;
    hold();
    glass.setPointerCapture(begun.id);
    glass.classList.add("dragging");
    tip.hide();
  }
  const [from, to] = begun.from;
  const along = far * daysPerPixel(begun.from);
  preview(view.clamp([from - along, to - along]));
}

/** @param {PointerEvent} event */
function release(event) {
  fingers.delete(event.pointerId);
  if (pinch && fingers.size < 2) {
    pinch = null;
    endDrag();
  }
  if (!press || event.pointerId !== press.id) return;
  if (press.isMoving) endDrag();
  press = null;
}

/** Redraw; the click that follows belongs to the drag. */
function endDrag() {
  isAfterDrag = true;
  window.setTimeout(() => {
    isAfterDrag = false;
  });
  glass.classList.remove("dragging");
  settle();
}
glass.addEventListener("pointerup", release);
glass.addEventListener("pointercancel", release);

/** @param {{ clientX: number }} event */
function dayUnder({ clientX }) {
  const period = view.now();
  const { left, right } = glass.getBoundingClientRect();
  const begin = i18n.isMirrored() ? right : left;
  return period[0] + (clientX - begin) * daysPerPixel(period);
}

glass.addEventListener(
  "wheel",
  (wheel) => {
    const isZoom = wheel.ctrlKey || wheel.metaKey;
    const period = isZoom ? zoomed(wheel) : moved(wheel);
    if (!period) return; // the page scrolls
    wheel.preventDefault();
    hand.isZooming = isZoom;
    preview(view.clamp(period));
    hold();
    waitForRest();
  },
  { passive: false },
);

/**
 * @param {WheelEvent} wheel
 * @returns {Period}
 */
function zoomed(wheel) {
  const [from, to] = view.now();
  const day = dayUnder(wheel);
  const factor = Math.exp(Math.min(Math.max(wheel.deltaY, -200), 200) / 250);
  return [day - (day - from) * factor, day + (to - day) * factor];
}

/**
 * @param {WheelEvent} wheel
 * @returns {Period | null}
 */
function moved({ deltaX, deltaY, shiftKey }) {
  if (Math.abs(deltaX) <= Math.abs(deltaY) && !shiftKey) return null;
  const [from, to] = view.now();
  const along = (shiftKey && !deltaX ? deltaY : deltaX) * daysPerPixel([from, to]);
  return [from + along, to + along];
}

glass.addEventListener("dblclick", (event) => {
  if (!dom.closest(event, "button", HTMLButtonElement)) view.zoom(0.5, dayUnder(event));
});
