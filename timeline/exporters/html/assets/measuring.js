/* The fonts of the chart, and how wide texts are in them. */

/** @import { Fonts } from "./sheet.js" */

const SIZE = 13; // pixels
const MOST = 20_000; // widths that are remembered

const family = getComputedStyle(document.body).fontFamily;
const canvas = document.createElement("canvas").getContext("2d");

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * @param {string} text
 * @param {string} font as in CSS
 */
function textWidth(text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > MOST) widths.clear();
    width = measured(text, font);
    widths.set(key, width);
  }
  return width;
}

/**
 * @param {string} text
 * @param {string} font
 */
function measured(text, font) {
  if (!canvas) return text.length * SIZE;
  canvas.font = font;
  // Plotly's text may be a little wider than the canvas says (kerning, hinting).
  return Math.ceil(canvas.measureText(text).width * 1.03) + 2;
}

/** @type {Fonts} */
export const FONTS = {
  family,
  size: SIZE,
  width: (text) => textWidth(text, `${SIZE}px ${family}`),
};

/**
 * The width of the name of a lane.
 *
 * @param {string} text
 */
export const nameWidth = (text) => textWidth(text, `600 14px ${family}`);
