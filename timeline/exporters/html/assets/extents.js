/* From days to pixels: the extent of an event's marks on a sheet. */
import { lookOf } from "./events.js";

/**
 * @import { DatedEvent, PageEvent, Period } from "./events.js"
 * @import { Span } from "./records.js"
 * @import { Sheet } from "./sheet.js"
 */

export const MARK = 14; // pixels of the smallest mark
const RING = 4; // that an anniversary has around it
export const STRIKE = 5; // that the line through a cancelled mark is longer than it, at either end
const ARROW = 12; // of what is put off, beside its mark
export const FADE = 64; // pixels over which an open end fades

/**
 * First and last pixel of a span; an open side fades out or leaves the sheet.
 *
 * @param {Span} span
 * @param {Sheet} sheet
 * @returns {Period}
 */
export function ofSpan([start, end, , how], sheet) {
  const first = start === null ? null : sheet.x(start);
  const last = end === null ? null : sheet.x(end);
  if (first !== null && last !== null) return [first, last];
  if (last !== null) return [last - FADE, last];
  const begin = first ?? 0;
  if (how !== "on") return [begin, begin + FADE];
  // An event without an end is shown up to today, or up to the edge of a picture without a today.
  const known =
    sheet.today === null ? sheet.width - FADE : Math.min(sheet.x(sheet.today), sheet.width);
  return [begin, Math.max(begin, known) + FADE];
}

/**
 * First and last pixel of marks, which have a minimum size at any zoom.
 *
 * @param {Period[]} pixels
 * @returns {Period}
 */
export function around(pixels) {
  let [from, to] = [Infinity, -Infinity];
  for (const [first, last] of pixels) {
    const lack = Math.max(0, MARK - (last - first)) / 2;
    from = Math.min(from, first - lack);
    to = Math.max(to, last + lack);
  }
  return [from, to];
}

/**
 * Whether an arrow is drawn beside the mark: the event is postponed without a new date.
 *
 * @param {PageEvent} event
 */
export const isPutOff = (event) => lookOf(event) === "moved" && !event.previously;

/**
 * The spans of everything that is drawn of an event; of most events, the date is all.
 *
 * @param {DatedEvent} event
 */
function spansOf({ spans, tolerance, conflicts, previously }) {
  if (!tolerance && !previously && !conflicts.length) return spans;
  return [
    ...spans,
    ...(tolerance ? [tolerance] : []),
    ...conflicts.flatMap((claim) => claim.spans ?? []),
    ...(previously?.spans ?? []),
  ];
}

/**
 * The pixels of an event's marks on a sheet: everything it draws, without its label.
 *
 * @param {DatedEvent} event
 * @param {Sheet} sheet
 * @returns {Period}
 */
export function of(event, sheet) {
  const [first, last] = around(spansOf(event).map((span) => ofSpan(span, sheet)));
  const more = (event.origin ? RING : 0) + (lookOf(event) === "struck" ? STRIKE : 0);
  return [first - more, last + more + (isPutOff(event) ? ARROW : 0)];
}

/**
 * Whether a mark of the event is in view, not only in the margins of the sheet.
 *
 * @param {DatedEvent} event
 * @param {Sheet} sheet
 */
export function isInView(event, sheet) {
  const [first, last] = of(event, sheet);
  return last > sheet.view[0] && first < sheet.view[1];
}

/**
 * Whether a part of an event may be on a sheet; an unknown end, unlike an open one, is short.
 *
 * @param {DatedEvent} event
 * @param {Sheet} sheet
 */
export function isNear(event, sheet) {
  // Marks and fades may be some pixels larger than the days that they represent.
  const [from, to] = [sheet.day(-FADE), sheet.day(sheet.width + FADE)];
  const [first, last] = event.reach;
  if (last < from || first > to) return false;
  if (Number.isFinite(first) && Number.isFinite(last)) return true;
  return event.spans.some(([start, end, , how]) => {
    const known = start ?? end ?? 0;
    return how === "on" || (known >= from && known <= to);
  });
}
