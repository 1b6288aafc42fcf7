/* Pauses in long work, so that the page stays responsive. */

const LONGEST = 80; // milliseconds
let last = performance.now();

/** Yield to the browser if it has been blocked for too long. */
export async function take() {
  if (performance.now() - last < LONGEST) return;
  await new Promise((resolve) => {
    window.setTimeout(resolve);
  });
  last = performance.now();
}
