/* The page's colours for Plotly: resolved, so that dark and forced colours are included. */
import { onColours } from "./dom.js";
import { data } from "./events.js";

/**
 * @typedef {object} Colours
 * @property {string[]} hues by number, from 1
 * @property {string} card
 * @property {string} band
 * @property {string} ink
 * @property {string} muted
 * @property {string} line
 * @property {string} accent
 * @property {string} now
 */

const HUES = 8; // of the page; kinds with a colour of their own come after them

/** @type {Colours | null} */
let known = null;
onColours(() => {
  known = null;
});

/** The current colours of the page. */
export const page = () => (known ??= read(document.documentElement));

/**
 * @param {HTMLElement} on
 * @returns {Colours}
 */
function read(on) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.forcedColorAdjust = "none"; // else each of them is the colour of text
  on.append(probe);
  const colour = (/** @type {string} */ name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const most = Math.max(HUES, ...Object.values(data.kinds).map(({ hue }) => hue));
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  const found = {
    hues: ["", ...numbers.map((hue) => colour(`hue-${hue}`))],
    card: colour("card"),
    band: colour("band"),
    ink: colour("ink"),
    muted: colour("muted"),
    line: colour("line"),
    accent: colour("accent"),
    now: colour("now"),
  };
  probe.remove();
  return found;
}

/** The colours of print and of pictures. */
export function light() {
  const paper = document.createElement("div");
  paper.className = "light";
  document.body.append(paper);
  const found = read(paper);
  paper.remove();
  return found;
}
