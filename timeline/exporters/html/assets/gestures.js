/* Moving and zooming by hand: what is drawn follows at once, and is drawn anew where it rests. */
import * as dom from "./dom.js";
import { glass, hold, covers, fit } from "./stage.js";
import * as state from "./state.js";
import * as tip from "./tip.js";
import * as view from "./view.js";

/** @import { Period } from "./events.js" */

const DRAG = 6; // pixels before a press becomes a drag
const REST = 140; // milliseconds after the last turn of a wheel

/** @type {{ id: number, x: number, y: number, from: Period, isMoving: boolean } | null} */
let press = null;
let isAfterDrag = false;

/** Whether the click that is handled now belongs to a drag. */
export const wasDragged = () => isAfterDrag;

/**
 * Show a period at once with what is drawn, as well as that goes.
 *
 * @param {Period} period
 */
function preview(period) {
  if (!covers(period)) return state.set({ view: period });
  state.glide(period);
  fit(period);
}

const daysPerPixel = (/** @type {Period} */ [from, to]) => (to - from) / glass.clientWidth;

/** Draw anew what came to rest. */
const settle = () => state.set({ view: state.now.view });

glass.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || !event.isPrimary) return;
  const { pointerId: id, clientX: x, clientY: y } = event;
  press = { id, x, y, from: view.now(), isMoving: false };
  isAfterDrag = false;
});
glass.addEventListener("pointermove", (event) => {
  if (!press || event.pointerId !== press.id) return;
  const far = event.clientX - press.x;
  if (!press.isMoving) {
    if (Math.abs(far) < DRAG || Math.abs(far) < Math.abs(event.clientY - press.y)) return;
    press.isMoving = true;
    hold(true);
    glass.setPointerCapture(press.id);
    glass.classList.add("dragging");
    tip.hide();
  }
  const [from, to] = press.from;
  const along = far * daysPerPixel(press.from);
  preview(view.clamp([from - along, to - along]));
});

/** @param {PointerEvent} event */
function release(event) {
  if (!press || event.pointerId !== press.id) return;
  if (press.isMoving) {
    isAfterDrag = true; // the click that follows belongs to the drag
    window.setTimeout(() => {
      isAfterDrag = false;
    });
    glass.classList.remove("dragging");
    settle();
  }
  press = null;
}
glass.addEventListener("pointerup", release);
glass.addEventListener("pointercancel", release);
glass.addEventListener("pointerleave", ({ buttons }) => {
  if (!buttons) hold(false);
});

/** @param {MouseEvent} event */
function dayUnder({ clientX }) {
  const period = view.now();
  return period[0] + (clientX - glass.getBoundingClientRect().left) * daysPerPixel(period);
}

let resting = 0;
glass.addEventListener(
  "wheel",
  (wheel) => {
    const period = wheel.ctrlKey || wheel.metaKey ? zoomed(wheel) : moved(wheel);
    if (!period) return; // the page scrolls
    wheel.preventDefault();
    preview(view.clamp(period));
    hold(true);
    window.clearTimeout(resting);
    resting = window.setTimeout(settle, REST);
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
