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
