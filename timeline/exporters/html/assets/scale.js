/* The axis above the lanes and the word "today" under them, which stay in view as lanes scroll. */
import * as axis from "./axis.js";
import * as dom from "./dom.js";

/** @import { Fonts, Sheet } from "./sheet.js" */

const ticks = dom.part(dom.element("_axis"), "div");
const foot = dom.part(dom.element("_foot"), "div");

/**
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 */
export function draw(sheet, fonts) {
  ticks.replaceChildren(
    ...axis.ticks(sheet, fonts).flatMap(({ day, lines }) => {
      const text = dom.make("span", "", lines.join("\n"));
      text.style.insetInlineStart = `${sheet.x(day)}px`;
      return lines.length ? [text] : [];
    }),
  );
  foot.replaceChildren(...today(sheet, fonts));
}

/**
 * The word under the line of today, completely in view if its line is.
 *
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 */
function today({ today: day, from, to, x, view: [left, right] }, fonts) {
  if (day === null || day < from || day >= to) return [];
  // In a separate element, whose direction differs from that of the placed one.
  const word = dom.make("span", "", dom.spoken("today"));
  const width = fonts.width(word.textContent ?? "");
  const at = x(day + 0.5);
  const begin = at - width / 2;
  const isIn = at >= left && at <= right;
  word.style.insetInlineStart = `${isIn ? Math.min(Math.max(begin, left), right - width) : begin}px`;
  return [word];
}
