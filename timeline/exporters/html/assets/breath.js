/* Pauses in long work, so that the page stays responsive. */

const LONGEST = 80; // milliseconds
const SHORT = 8; // milliseconds, half a frame
let last = performance.now();

/** Yield to the browser if it has been blocked for too long. */
export async function take() {
  if (performance.now() - last < LONGEST) return;
  await new Promise((resolve) => {
    window.setTimeout(resolve);
  });
  last = performance.now();
}

/** Yield to the browser in work that nobody waits for, so that it drops no frame. */
export async function short() {
  if (performance.now() - last >= SHORT) await pause();
}

const PATIENCE = 100; // milliseconds

/** Wait until the browser has nothing else to do, though not for long. */
export async function pause() {
  await new Promise((resolve) => {
    // Safari has no idle callbacks.
    if (window.requestIdleCallback) window.requestIdleCallback(resolve, { timeout: PATIENCE });
    else window.setTimeout(resolve);
  });
  last = performance.now();
}

/** Wait until what the page shows now has been painted. */
export async function painted() {
  await new Promise((resolve) => {
    requestAnimationFrame(() => window.setTimeout(resolve));
  });
  last = performance.now();
}

const SHARE = 4; // of the time in a gesture, at most a quarter is for drawing anew
const SMOOTH = 20; // milliseconds of a drawing that delays no frame, or hardly
const RARELY = 420; // milliseconds between others: one frame of twenty-five is late

/**
 * The milliseconds in which a gesture should not draw anew after a drawing.
 *
 * @param {number} took milliseconds of that drawing
 */
export const restAfter = (took) => Math.max(SHARE * took, took > SMOOTH ? RARELY : 0);
