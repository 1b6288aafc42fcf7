/* The text under a saved picture: the legend, the publisher and the date of the data. */
import { mixed } from "./colours.js";
import * as glyph from "./glyph.js";
import * as i18n from "./i18n.js";
import * as imprint from "./imprint.js";
import * as legend from "./legend.js";

/**
 * @import { Colours } from "./palette.js"
 * @import { Fonts } from "./sheet.js"
 *
 * @typedef {object} Item
 * @property {string[]} lines
 * @property {number} width in pixels, in total
 * @property {Element | null} picture
 * @property {number} indent pixels of the picture, before the text
 */

const LINE = 18; // pixels
const GAP = 24; // between two items of a line
const GLYPH = 36; // a shape, or a swatch, and the room behind it
const PAD = 12; // around all of it

/**
 * The group of elements and its height.
 *
 * @param {number} width
 * @param {Colours} colours
 * @param {Fonts} fonts
 */
export function under(width, colours, fonts) {
  const room = width - 2 * PAD;
  const wrapped = (/** @type {string} */ text, /** @type {Element | null} */ picture) =>
    itemOf(text, picture, room, fonts);
  const shapes = legend
    .entries()
    .map(({ word, mark }) => wrapped(i18n.word(word), painted(mark, colours)));
  const kinds = legend
    .kinds()
    .map(({ hue, names }) => wrapped(names.join(i18n.word("comma")), swatch(hue, colours)));
  const sentences = imprint.line();
  const group = glyph.node("g", { "font-family": fonts.family, "font-size": fonts.size - 1 });
  let top = PAD;
  for (const items of [shapes, kinds, sentences ? [wrapped(sentences, null)] : []]) {
    if (!items.length) continue;
    top = flow(group, items, { top, room, width, colours }) + PAD;
  }
  return { group, height: top };
}

/**
 * @param {string} text
 * @param {Element | null} picture
 * @param {number} room
 * @param {Fonts} fonts
 * @returns {Item}
 */
function itemOf(text, picture, room, fonts) {
  const indent = picture ? GLYPH : 0;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && fonts.width(longer) > room - indent) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return { lines, width: indent + Math.max(...lines.map(fonts.width)), picture, indent };
}

/**
 * Items one after the other, in as many lines as they need; returns the bottom of the last line.
 *
 * @param {Element} group
 * @param {Item[]} items
 * @param {{ top: number, room: number, width: number, colours: Colours }} place
 */
function flow(group, items, { top, room, width, colours }) {
  const isMirrored = i18n.isMirrored();
  let from = 0;
  let tallest = 0;
  for (const { lines, width: own, picture, indent } of items) {
    if (from && from + own > room) {
      top += tallest;
      from = tallest = 0;
    }
    const x = (/** @type {number} */ start) =>
      isMirrored ? width - PAD - from - start : PAD + from + start;
    if (picture) {
      picture.setAttribute("x", String(isMirrored ? x(indent - 8) : x(0)));
      picture.setAttribute("y", String(top - 1));
      group.append(picture);
    }
    lines.forEach((line, number) => {
      const text = glyph.node("text", {
        x: x(indent),
        y: top + LINE * number + 13,
        fill: colours.ink,
        direction: i18n.chosen().direction,
      });
      text.textContent = line;
      group.append(text);
    });
    tallest = Math.max(tallest, LINE * lines.length + 4);
    from += own + GAP;
  }
  return top + tallest;
}

/**
 * A shape of the legend with the colours that the page's style sheet gives it.
 *
 * @param {import("./glyph.js").Glyph} mark
 * @param {Colours} colours
 */
function painted(mark, colours) {
  const drawn = glyph.draw(mark);
  const hue = mark.look === "struck" ? colours.muted : colours.ink;
  set(drawn, { stroke: hue, "stroke-width": 1.6, fill: "none" });
  const styles = stylesOf(hue, colours);
  for (const part of drawn.querySelectorAll("*")) {
    for (const name of part.classList) set(part, styles[name] ?? {});
    if (mark.shape === "undated") set(part, { fill: "none" });
  }
  if (i18n.isMirrored() && mark.shape !== "count") {
    const turned = glyph.node("g", { transform: "translate(28 0) scale(-1 1)" });
    turned.append(...drawn.childNodes);
    drawn.append(turned);
  }
  return drawn;
}

/**
 * The styles of the parts of a shape, by their classes.
 *
 * @param {string} hue
 * @param {Colours} colours
 * @returns {Record<string, Record<string, string | number>>}
 */
const stylesOf = (hue, { card, muted }) => ({
  filled: { fill: hue },
  tinted: { fill: mixed(hue, card, 0.42) },
  hollow: { fill: mixed(hue, card, 0.14) },
  thin: { "stroke-width": 1, fill: "none" },
  flat: { stroke: "none" },
  dot: { fill: hue, stroke: "none" },
  strike: { stroke: muted, "stroke-width": 1.5 },
  count: { "font-size": 10, "text-anchor": "middle", fill: hue, stroke: "none" },
});

/**
 * @param {number} hue
 * @param {Colours} colours
 */
function swatch(hue, colours) {
  const drawn = glyph.node("svg", { viewBox: "0 0 28 20", width: 28, height: 20 });
  drawn.append(
    glyph.node("rect", {
      x: 1,
      y: 5,
      width: 26,
      height: 11,
      rx: 3,
      fill: colours.hues[hue] ?? colours.muted,
    }),
  );
  return drawn;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
