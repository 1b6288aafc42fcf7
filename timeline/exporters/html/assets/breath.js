/* Breaks in long work, so that a reader who scrolls is not kept waiting. */

const LONGEST = 80; // milliseconds
let last = performance.now();

/** Let the browser do its own work, if it was kept from it for long. */
export async function take() {
  if (performance.now() - last < LONGEST) return;
  await new Promise((resolve) => {
    window.setTimeout(resolve);
  });
  last = performance.now();
}
