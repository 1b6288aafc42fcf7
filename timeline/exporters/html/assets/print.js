/* On paper, the chart is a picture of the whole period, as wide as the page, in light colours. */
import * as dom from "./dom.js";
import * as imprint from "./imprint.js";
import * as legend from "./legend.js";
import * as pictures from "./pictures.js";
import { CONFIG, isHere, plotly } from "./plotly.js";

/** @import { Figure } from "./figure.js" */

const WIDTH = 1040; // drawn once, and scaled by the style sheet to either orientation
const TALLEST = 520; // of the lanes in the first picture: it fits on a landscape page under the title
const LATER = 600; // and of those in the others, which have a page for themselves
const slot = dom.element("_paper");
/** @type {Map<HTMLElement, Promise<void>>} */
const drawn = new Map(); // what Plotly still works at when print has started, by its holder

export function before() {
  if (!isHere()) return slot.replaceChildren(heading(), apology());
  const explained = legend.copy();
  slot.replaceChildren(heading(), explained);
  for (const still of pictures.pages({ width: WIDTH, tallest: TALLEST, later: LATER }))
    put(still, explained);
}

/** The publisher, the date of the data, and the address of the page. */
function heading() {
  const line = dom.make("p", "imprint", imprint.line());
  line.dir = "auto";
  return line;
}

/** Why there is no chart: print does not wait for Plotly, which may not be unpacked yet. */
function apology() {
  const isLate = dom.element("_chartless").hidden;
  return dom.say(dom.make("p"), isLate ? "chart_late" : "chartless");
}

/**
 * @param {Figure} still
 * @param {HTMLElement} explained
 */
function put(still, explained) {
  const { width, height } = still.layout;
  const holder = dom.make("div", "picture");
  holder.style.setProperty("--shape", String(width / height));
  explained.before(holder);
  // Not awaited: without anything to load, Plotly draws at once, and print does not wait.
  const done = plotly().newPlot(holder, still.data, still.layout, { ...CONFIG, staticPlot: true });
  drawn.set(holder, done);
  for (const svg of holder.querySelectorAll("svg.main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
  }
}

export function after() {
  for (const [holder, done] of drawn) done.then(() => plotly().purge(holder));
  drawn.clear();
  slot.replaceChildren();
}
