/* A sheet: the period that the chart draws, and the pixels of its days. */

/**
 * @import { Period } from "./events.js"
 *
 * @typedef {object} Sheet
 * @property {number} width in pixels
 * @property {number} from its first day
 * @property {number} to its end
 * @property {(day: number) => number} x the pixel of a day
 * @property {(pixel: number) => number} day the day of a pixel
 * @property {number | null} today null in a picture without a today
 * @property {Period} view the first and the last pixel in view
 * @property {boolean} isMirrored whether time runs from right to left: then pixels count from there
 *
 * @typedef {object} Fonts
 * @property {string} family
 * @property {number} size
 * @property {(text: string) => number} width of a text, in pixels
 */

/**
 * The sheet on which a period fills a width in pixels, with a margin on either side.
 *
 * @param {Period} period
 * @param {object} given
 * @param {number} given.width
 * @param {number | null} given.today
 * @param {number} [given.margin] as a share of the period
 * @param {Period} [given.limits] the days beyond which nothing is shown
 * @param {boolean} [given.isMirrored]
 * @returns {Sheet}
 */
export function spread([from, to], given) {
  const { width, today, margin = 0, limits = [-Infinity, Infinity], isMirrored = false } = given;
  const length = to - from;
  const begin = Math.max(from - length * margin, limits[0]);
  const end = Math.min(to + length * margin, limits[1]);
  const whole = Math.round((width * (end - begin)) / length);
  const x = (/** @type {number} */ day) => ((day - begin) / (end - begin)) * whole;
  const day = (/** @type {number} */ pixel) => begin + (pixel / whole) * (end - begin);
  return { width: whole, from: begin, to: end, x, day, today, view: [x(from), x(to)], isMirrored };
}

/**
 * Whether two sheets differ only in their beginning: then events that stay in view keep their rows.
 *
 * @param {Sheet} one
 * @param {Sheet} other
 */
export function isMoved(one, other) {
  const perDay = (/** @type {Sheet} */ { width, from, to }) => width / (to - from);
  return Math.abs(perDay(other) / perDay(one) - 1) < 0.001;
}
