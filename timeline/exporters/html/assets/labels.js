/* Labels: their texts at each length, and their possible places beside or in a mark. */
import { lookOf } from "./events.js";
import * as extents from "./extents.js";
import * as i18n from "./i18n.js";
import * as search from "./search.js";

/**
 * @import { DatedEvent, PageEvent, Period } from "./events.js"
 * @import { Span } from "./records.js"
 * @import { Fonts, Sheet } from "./sheet.js"
 *
 * @typedef {{ text: string, width: number }} Text a text and its width in pixels
 *
 * @typedef {object} Spot a possible place of a label
 * @property {"right" | "left" | "inside" | "none"} side of its mark
 * @property {number} at the pixel where its text begins, or ends if it is on the left
 * @property {number} from first pixel of mark and label
 * @property {number} to last pixel of both
 * @property {Span} [span] the span whose bar contains it
 *
 * @typedef {object} Marked an event with the pixels of its marks
 * @property {DatedEvent} event
 * @property {number} first
 * @property {number} last
 * @property {boolean} inView
 */

const LONGEST = 72; // characters of a label where there is room; the whole title is in the panel
const SHORTER = [62, 54, 47, 40, 34, 28, 24, 20, 17, 14]; // characters where there is less
const SHORTEST = Math.min(...SHORTER);
const BESIDE = 6; // pixels between a mark and its label
const BAR_INSET = 8; // of a label in its bar
export const RING_INSET = 30; // the same in the bar of an anniversary, which begins with its ring
export const SIGN = 18; // pixels of the sign that sources disagree, before its text
const THIN = ["year", "decade", "century", "unknown"]; // windows lower than a line of text

const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const FROM_LEFT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

/**
 * @param {string} text
 * @param {number} most
 */
export function shorten(text, most) {
  const line = text.replace(/\s+/g, " ");
  const letters = line.length > most ? [...line] : [];
  if (letters.length <= most) return line;
  const kept = letters.slice(0, most - 1).join("");
  return `${kept.trimEnd()}…`;
}

/**
 * The label of a mark: the title, with signs for what is uncertain about the date.
 *
 * @param {PageEvent} event
 * @param {number} most
 */
export function written(event, most) {
  const { text } = i18n.pick(event.title);
  // Isolated if it could change the direction of the text around it.
  const title = shorten(text, most);
  const isTurned = (i18n.isMirrored() ? FROM_LEFT : FROM_RIGHT).test(title);
  let shown = isTurned ? `\u2068${title}\u2069` : title;
  if (event.about) shown = `≈ ${shown}`;
  if (event.origin) shown = `↻ ${shown}`;
  if (event.unsure) shown += " (?)";
  const look = lookOf(event);
  if (look === "struck" || look === "moved") shown += ` · ${search.name("status", event.status)}`;
  // Plotly writes from left to right; all browsers support these characters in its texts.
  return i18n.isMirrored() ? `\u202b${shown}\u202c` : shown;
}

/**
 * The texts of an event's label with their widths, longest first; mostly the first one fits, and
 * to measure the others would take longer than to place all marks.
 *
 * @param {PageEvent} event
 * @param {Fonts} fonts
 * @returns {Iterable<Text>}
 */
export function* texts(event, fonts) {
  const sign = event.disputed ? SIGN : 0;
  let former;
  for (const most of [LONGEST, ...SHORTER]) {
    const text = written(event, most);
    if (text !== former) yield { text, width: sign + fonts.width(text) };
    former = text;
  }
}

/**
 * The width of the shortest of these texts: without room for it, there is room for none.
 *
 * @param {PageEvent} event
 * @param {Fonts} fonts
 */
export const least = (event, fonts) =>
  (event.disputed ? SIGN : 0) + fonts.width(written(event, SHORTEST));

/**
 * The possible places of a label of that width: in its bar, right or left of the mark; best first.
 *
 * @param {Marked} marked
 * @param {number} width
 * @param {Sheet} sheet
 * @returns {Spot[]}
 */
export function places(marked, width, sheet) {
  const { event, first, last } = marked;
  const around = beside([first, last], marked, width, sheet);
  // If more than a bar is drawn, or a thin one, the label is better beside it.
  const isSimple =
    event.spans.length === 1 &&
    !THIN.includes(event.spans[0]?.[2] ?? "") &&
    !event.tolerance &&
    !event.conflicts.length &&
    !event.previously;
  const inside = insideOf(marked, width, sheet);
  return isSimple ? [...inside, ...around] : [...around, ...inside, ...amid(marked, width, sheet)];
}

/**
 * The places right and left of some pixels of its marks.
 *
 * @param {Period} pixels
 * @param {Marked} marked
 * @param {number} width
 * @param {Sheet} sheet
 * @returns {Spot[]}
 */
function beside([begin, until], { first, last, inView }, width, sheet) {
  const [left, right] = sheet.view;
  // Completely on the side of its mark, in view or outside: half a word is useless.
  const isClear = (/** @type {number} */ from, /** @type {number} */ to) =>
    from >= 0 &&
    to <= sheet.width &&
    (inView ? from >= left && to <= right : to <= left || from >= right);
  const [after, before] = [until + BESIDE, begin - BESIDE];
  /** @type {Spot[]} */
  const found = [];
  if (isClear(after, after + width))
    found.push({ side: "right", at: after, from: first, to: Math.max(last, after + width) });
  if (isClear(before - width, before))
    found.push({ side: "left", at: before, from: Math.min(first, before - width), to: last });
  return found;
}

/**
 * The places in its bars.
 *
 * @param {Marked} marked
 * @param {number} width
 * @param {Sheet} sheet
 * @returns {Spot[]}
 */
function insideOf({ event, first, last }, width, sheet) {
  const [left, right] = sheet.view;
  return event.spans.flatMap((span) => {
    const [start, stop] = extents.ofSpan(span, sheet);
    const from = Math.max(start + (span[0] === null ? extents.FADE : 0), left);
    const to = Math.min(stop - (span[1] === null ? extents.FADE : 0), right);
    const inset = event.origin ? RING_INSET : BAR_INSET;
    const isWide = to - from >= width + inset + BAR_INSET;
    return isWide ? [{ side: "inside", at: from + inset, from: first, to: last, span }] : [];
  });
}

/**
 * The places above its own tolerance, beside the mark or where the view begins: the last resort.
 *
 * @param {Marked} marked
 * @param {number} width
 * @param {Sheet} sheet
 * @returns {Spot[]}
 */
function amid(marked, width, sheet) {
  const { event, first, last } = marked;
  if (!event.tolerance) return [];
  const [left, right] = sheet.view;
  const [begin, until] = extents.around(event.spans.map((span) => extents.ofSpan(span, sheet)));
  const [start, stop] = extents.ofSpan(event.tolerance, sheet);
  const at = Math.max(start, left) + BESIDE;
  const found = beside([begin, until], marked, width, sheet);
  if (at + width <= Math.min(stop, right) && (at + width < begin || at > until))
    found.push({ side: "right", at, from: first, to: last });
  return found;
}
