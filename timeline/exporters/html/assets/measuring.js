/* The fonts of the chart, and the widths of texts in them. */
import * as dom from "./dom.js";

/** @import { Fonts } from "./sheet.js" */

const SIZE = 13; // pixels
const NAME = 14; // pixels of the font in which lanes are named
const MOST = 20_000; // widths that are remembered

/** Spacing from the reader's style sheet (WCAG 1.4.12), as multiples of the font's size. */
const spacing = { letter: 0, word: 0, line: 1.25 };
const probe = dom.element("_probe");

/** @type {(() => void)[]} */
const listeners = [];
/** @param {() => void} listener what to do when texts are spaced anew */
export const onSpacing = (listener) => listeners.push(listener);

/** Measure the spacing of the page's texts; returns whether it has changed. */
function look() {
  const style = getComputedStyle(probe);
  const size = parseFloat(style.fontSize);
  const share = (/** @type {string} */ length) => (parseFloat(length) || 0) / size;
  const [letter, word] = [share(style.letterSpacing), share(style.wordSpacing)];
  const line = share(style.lineHeight);
  if (letter === spacing.letter && word === spacing.word && line === spacing.line) return false;
  Object.assign(spacing, { letter, word, line });
  widths.clear();
  return true;
}

const family = getComputedStyle(document.body).fontFamily;
const canvas = document.createElement("canvas").getContext("2d");
let inUse = ""; // the font of the canvas, which it reads anew whenever it is set

/** @type {Map<string, Map<string, number>>} */
const widths = new Map(); // of texts, by font

/**
 * @param {string} text
 * @param {string} font as in CSS
 */
function textWidth(text, font) {
  const known = widths.get(font) ?? new Map();
  let width = known.get(text);
  if (width === undefined) {
    if (known.size > MOST) known.clear();
    width = measured(text, font) + spaced(text, parseFloat(/[\d.]+px/.exec(font)?.[0] ?? "0"));
    widths.set(font, known.set(text, width));
  }
  return width;
}

/**
 * @param {string} text
 * @param {string} font
 */
function measured(text, font) {
  if (!canvas) return text.length * SIZE;
  if (font !== inUse) canvas.font = inUse = font;
  // Plotly's text may be a little wider than the canvas says (kerning, hinting).
  return Math.ceil(canvas.measureText(text).width * 1.03) + 2;
}

/**
 * Pixels that the reader's spacing adds to a text.
 *
 * @param {string} text
 * @param {number} size
 */
const spaced = (text, size) =>
  spacing.letter || spacing.word
    ? Math.ceil(
        size * (spacing.letter * [...text].length + spacing.word * (text.split(/\s/).length - 1)),
      )
    : 0;

look();
new ResizeObserver(() => {
  if (look()) listeners.forEach((listener) => listener());
}).observe(probe);

const ORDINARY = `${SIZE}px ${family}`;
const BOLD = `600 ${NAME}px ${family}`;

/** @type {Fonts} */
export const FONTS = { family, size: SIZE, width: (text) => textWidth(text, ORDINARY) };

/**
 * The width of the name of a lane.
 *
 * @param {string} text
 */
export const nameWidth = (text) => textWidth(text, BOLD);

/** The height of a line of such a name. */
export const nameLine = () => NAME * spacing.line;
