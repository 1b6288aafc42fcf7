/* The marks beside the rows of the list: masks in a style sheet, without elements in the row. */
import * as dom from "./dom.js";
import * as glyph from "./glyph.js";

/** @import { PageEvent } from "./events.js" */

// A mask has no colours; its opacity says how much of the row's colour shows.
const INK = `.shape { fill: none; stroke: #000; stroke-width: 1.6 } .filled, .dot { fill: #000 }
.tinted { fill: rgb(0 0 0 / .42) } .hollow { fill: rgb(0 0 0 / .14) } .undated .hollow { fill: none }
.thin { fill: none; stroke-width: 1 } .flat, .dot { stroke: none } .strike { stroke-width: 1.5 }`;

/** @type {Map<string, string>} */
const classes = new Map(); // by what the mark is
const style = dom.make("style");
document.head.append(style);

/**
 * The class that gives a row the mark of an event.
 *
 * @param {PageEvent} event
 */
export function of(event) {
  const mark = glyph.glyphOf(event);
  const key = JSON.stringify(mark);
  let name = classes.get(key);
  if (!name) {
    name = `mark-${classes.size}`;
    classes.set(key, name);
    style.sheet?.insertRule(rule(name, mark));
  }
  return name;
}

/**
 * @param {string} name
 * @param {import("./glyph.js").Glyph} mark
 */
function rule(name, mark) {
  const drawn = glyph.draw(mark);
  const ink = glyph.node("style", {});
  ink.textContent = INK;
  drawn.prepend(ink);
  const picture = encodeURIComponent(new XMLSerializer().serializeToString(drawn));
  const colour = mark.look === "struck" ? "--mark-ink: var(--muted);" : "";
  return `.${name} { --mark: url("data:image/svg+xml,${picture}"); ${colour} }`;
}
