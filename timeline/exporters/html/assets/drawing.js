/* How the mark of an event is drawn: its shape shows how the date is known, its fill the status. */
import { faint, mixed } from "./colours.js";
import { hueOf, lookOf } from "./events.js";
import * as extents from "./extents.js";
import * as hatching from "./hatching.js";
import * as i18n from "./i18n.js";
import * as labels from "./labels.js";

/**
 * @import { DatedEvent, Look, Period } from "./events.js"
 * @import { Colours } from "./palette.js"
 * @import { Pen } from "./pen.js"
 * @import { Bubble, Item } from "./placing.js"
 * @import { Span } from "./records.js"
 *
 * @typedef {object} Style
 * @property {DatedEvent} event
 * @property {Look | "full"} look
 * @property {string} hue
 * @property {"solid" | "dash" | "dot"} dash
 * @property {number} y
 * @property {Colours} colours
 */

const BAR = 18;
const VAGUE = 0.42; // share of the colour in what took place on a day that is not known
const HOLLOW = 0.08; // and in what has not taken place
const SMALLEST = 9; // pixels under which a bar becomes a marker
const ROOMY = 24; // pixels from which a day is a bar
const PLATE = 4; // pixels of the ground of a text beside it
const UNDER = 12; // pixels from the middle of a row to the line of a tolerance
const FADING = 16; // steps in which an open end fades
const CLEAR = "rgba(0,0,0,0)";

/**
 * @param {Pen} pen
 * @param {Item} item
 * @param {Colours} colours
 */
export function drawEvent(pen, item, colours) {
  const { event, y } = item;
  const style = styleOf(event, y, colours);
  if (event.tolerance) whiskers(pen, event.tolerance, style);
  for (const claim of event.conflicts) otherDate(pen, claim.spans ?? [], style, "dot");
  if (event.previously) movedFrom(pen, event.previously.spans ?? [], style);
  if (event.spans.length > 1) join(pen, style);
  for (const span of event.spans)
    drawSpan(pen, span, style, item.span === span ? groundOf(item) : null);
  if (style.look === "struck") strike(pen, item, style);
  if (extents.isPutOff(event)) arrow(pen, item.last - 5, "right", 8, style.hue, style);
  if (item.side !== "none") label(pen, item, style);
}

/**
 * @param {DatedEvent} event
 * @param {number} y
 * @param {Colours} colours
 * @returns {Style}
 */
function styleOf(event, y, colours) {
  const look = lookOf(event);
  const hue = (look === "struck" ? null : colours.hues[hueOf(event)]) ?? colours.muted;
  return {
    event,
    look,
    hue,
    dash: event.about ? "dot" : event.unsure ? "dash" : "solid",
    y,
    colours,
  };
}

/**
 * A line through the mark of a cancelled event, not through its label, which says so in words.
 *
 * @param {Pen} pen
 * @param {Item} item
 * @param {Style} style
 */
function strike(pen, item, { colours }) {
  const { event, y } = item;
  const marks = event.spans.map((span) => extents.ofSpan(span, pen.sheet));
  const [from, to] = extents.around(marks);
  const [first, last] = [from - extents.STRIKE, to + extents.STRIKE];
  const [begin, end] = groundOf(item) ?? [last, last];
  pen.line(colours.ink, "solid", 1.5, [first, y], [begin, y]);
  if (end < last) pen.line(colours.ink, "solid", 1.5, [end, y], [last, y]);
}

/**
 * @param {Pen} pen
 * @param {Item} item
 * @param {Style} style
 */
function label(pen, item, { look, dash, colours }) {
  const { event, side, at, y, text, span } = item;
  const ground = groundOf(item);
  const isInside = ground !== null;
  const isOnFull = isInside && look === "full" && !windowOf(span) && dash === "solid";
  const color = isOnFull ? colours.card : colours.ink;
  // Over a hatching, a line or a pale background, a text gets a plate.
  if (ground && !isOnFull)
    pen.bar(ground, heightOfPlate(pen), { y, id: null }, { fill: colours.card, outline: CLEAR });
  // The sign that sources disagree is between the mark and the text.
  const sign = event.disputed ? labels.SIGN : 0;
  const grows = side === "left" ? "left" : "right";
  const away = grows === "left" ? -1 : 1;
  if (sign) disagreement(pen, at + away * (sign / 2 - 2), y, color);
  pen.text([at + away * sign, y], text, { id: event.id, grows, color, isBare: isInside });
}

/**
 * The pixels of the ground of a label that is in its bar.
 *
 * @param {Item} item
 * @returns {Period | null}
 */
const groundOf = ({ side, at, width }) =>
  side === "inside" ? [at - PLATE, at + width + PLATE] : null;

/** @param {Pen} pen */
const heightOfPlate = (pen) => pen.fonts.size + 3;

/**
 * The sign that sources disagree, a crossed-out "equals": fonts draw it too small, or not at all.
 *
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function disagreement(pen, x, y, colour) {
  for (const height of [y - 2, y + 3])
    pen.line(colour, "solid", 1.4, [x - 5, height], [x + 5, height]);
  pen.line(colour, "solid", 1.4, [x - 3, y + 7], [x + 3, y - 6]);
}

/**
 * How the window of a span looks, if it is one.
 *
 * @param {Span | undefined} span
 */
const windowOf = (span) => (span?.[2] ? hatching.of(span[2]) : undefined);

/** @param {Span} span */
const isDay = ([start, end, window]) =>
  !window && start !== null && end !== null && end - start === 1;

/**
 * @param {Pen} pen
 * @param {Span} span
 * @param {Style} style
 * @param {Period | null} ground of its label, if that is in its bar
 */
function drawSpan(pen, span, style, ground) {
  const pixels = extents.ofSpan(span, pen.sheet);
  const window = windowOf(span);
  const [start, end, , how] = span;
  if (start === null || end === null) return fading(pen, span, pixels, style);
  const width = pixels[1] - pixels[0];
  // One exact day (or moment): a diamond at its noon, visible at every zoom.
  if (isDay(span) || how === "timed") return point(pen, span, pixels, style);
  if (width < SMALLEST) return small(pen, pixels, Boolean(window), style);
  box(pen, pixels, window?.height ?? BAR, style, { hatch: window?.hatch, ground });
}

/**
 * A day or a moment: a diamond, or a bar where there is room for one.
 *
 * @param {Pen} pen
 * @param {Span} span
 * @param {Period} pixels
 * @param {Style} style
 */
function point(pen, span, pixels, style) {
  const [first, last] = pixels;
  const isTimed = span[3] === "timed";
  if (last - first < (isTimed ? SMALLEST : ROOMY)) return diamond(pen, (first + last) / 2, style);
  box(pen, pixels, BAR, style);
  if (style.event.origin)
    ring(pen, Math.max(first, pen.sheet.view[0]) + labels.RING_INSET / 2, style);
}

/**
 * The mark of a span that is too short for a bar at this zoom.
 *
 * @param {Pen} pen
 * @param {Period} pixels
 * @param {boolean} isWindow
 * @param {Style} style
 */
function small(pen, [first, last], isWindow, style) {
  const { event, hue, y } = style;
  const fill = filling(style, isWindow || isVague(event));
  const symbol = isWindow ? "circle" : "square";
  pen.mark([(first + last) / 2, y], symbol, 9, event.id, { fill, outline: hue, width: 1.8 });
}

/** @param {DatedEvent} event */
const isVague = (event) => Boolean(event.about || event.unsure);

/**
 * The mark of an event that took place is filled, half of it if its date is not exact; others are
 * hollow.
 *
 * @param {Style} style
 * @param {boolean} isPale
 */
function filling({ look, hue, colours }, isPale) {
  if (look !== "full") return colours.card;
  return isPale ? mixed(hue, colours.card, VAGUE) : hue;
}

/**
 * The mark of a day; that of an anniversary has a ring.
 *
 * @param {Pen} pen
 * @param {number} x
 * @param {Style} style
 */
function diamond(pen, x, style) {
  const { event, look, hue, y } = style;
  if (event.origin) ring(pen, x, style);
  const width = look === "full" && !isVague(event) ? 1 : 1.8;
  const fill = filling(style, isVague(event));
  pen.mark([x, y], "diamond", 12, event.id, { fill, outline: hue, width });
}

/**
 * @param {Pen} pen
 * @param {number} x
 * @param {Style} style
 */
function ring(pen, x, { event, hue, y }) {
  const size = 20;
  pen.mark([x, y], "circle-open", size, event.id, { fill: hue, outline: hue, width: 1.2 });
}

/**
 * @param {Pen} pen
 * @param {Period} pixels
 * @param {number} height
 * @param {Style} style
 * @param {{ hatch?: string | undefined, ground?: Period | null }} [inside] what it is filled with
 */
function box(pen, pixels, height, style, { hatch = "", ground = null } = {}) {
  const { event, look, hue, dash, y } = style;
  const isPale = Boolean(hatch) || dash !== "solid";
  const fill = look === "full" ? filling(style, isPale) : faint(hue, HOLLOW);
  const border = hatch ? 1 : 1.8;
  const width = dash === "solid" ? border : 0;
  const where = { y, id: event.id };
  pen.bar(pixels, height, where, { fill, outline: width ? hue : fill, width });
  if (hatch) {
    const stripes = faint(hue, look === "full" ? 0.75 : 0.4);
    pen.bar(pixels, height, where, { fill: stripes, outline: CLEAR, hatch });
  }
  outline(pen, pixels, height, style, ground);
}

/**
 * The dots or dashes around a bar whose date is vague.
 *
 * @param {Pen} pen
 * @param {Period} pixels
 * @param {number} height
 * @param {Style} style
 * @param {Period | null} ground of the label in it
 */
function outline(pen, pixels, height, { hue, dash, y }, ground) {
  if (dash === "solid") return;
  const isThin = height <= heightOfPlate(pen);
  for (const line of outlineOf(pixels, [y - height / 2, y + height / 2], isThin ? ground : null))
    pen.line(hue, dash, 1.8, ...line);
}

/**
 * The lines around a bar; one that is lower than its label is open where the label is.
 *
 * @param {Period} pixels
 * @param {[top: number, bottom: number]} heights
 * @param {Period | null} ground
 * @returns {[x: number, y: number][][]}
 */
function outlineOf([left, right], [top, bottom], ground) {
  if (!ground)
    return [
      [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
        [left, top],
      ],
    ];
  const [begin, end] = ground;
  return [
    [
      [begin, top],
      [left, top],
      [left, bottom],
      [begin, bottom],
    ],
    [
      [end, top],
      [right, top],
      [right, bottom],
      [end, bottom],
    ],
  ];
}

/**
 * A span without one of its ends: it fades if the end is unknown, and is an arrow if it is open.
 *
 * @param {Pen} pen
 * @param {Span} span
 * @param {Period} pixels
 * @param {Style} style
 */
function fading(pen, span, [first, last], style) {
  const { look, hue, event, y } = style;
  const height = (windowOf(span)?.height ?? 2 * BAR) / 2;
  const isForward = span[0] !== null;
  const strength = look === "full" ? 0.9 : HOLLOW;
  const where = { y, id: event.id, isRound: false };
  const middle = isForward
    ? Math.max(last - extents.FADE, first)
    : Math.min(first + extents.FADE, last);
  const [known, unknown] = isForward ? [first, last] : [last, first];
  const width = (unknown - middle) / FADING;
  if (middle !== known)
    pen.bar(sorted(known, middle), height, where, { fill: faint(hue, strength) });
  for (let step = 0; step < FADING; step += 1) {
    const fill = faint(hue, strength * (1 - (step + 0.5) / FADING) ** 1.4);
    const from = middle + step * width;
    pen.bar(sorted(from, from + width), height, where, { fill });
  }
  if (look !== "full") open(pen, [known, middle, unknown], height, style);
  const side = isForward ? "right" : "left";
  if (span[3] === "on") arrow(pen, unknown + (isForward ? -4 : 4), side, 9, hue, style);
  pen.line(hue, "solid", 2, [known, y - BAR / 2], [known, y + BAR / 2]);
}

/**
 * The outline of a hollow span without one of its ends.
 *
 * @param {Pen} pen
 * @param {[known: number, middle: number, end: number]} pixels
 * @param {number} height
 * @param {Style} style
 */
function open(pen, [known, middle, end], height, { hue, y }) {
  for (const edge of [y - height / 2, y + height / 2]) {
    pen.line(hue, "solid", 1.4, [known, edge], [middle, edge]);
    pen.line(faint(hue, 0.4), "solid", 1.4, [middle, edge], [end, edge]);
  }
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {Period}
 */
const sorted = (one, other) => (one < other ? [one, other] : [other, one]);

/**
 * @param {Pen} pen
 * @param {number} x
 * @param {"left" | "right"} side where it points to
 * @param {number} size
 * @param {string} colour
 * @param {Style} style
 */
function arrow(pen, x, side, size, colour, { y, event }) {
  const paint = { fill: colour, outline: colour, width: 0 };
  pen.mark([x, y], `triangle-${side}`, size, event.id, paint);
}

/**
 * The days that an approximate date may mean: a line under the mark and its label. Through them, it
 * would look like a strike.
 *
 * @param {Pen} pen
 * @param {Span} tolerance
 * @param {Style} style
 */
function whiskers(pen, tolerance, { hue, y }) {
  const [from, to] = extents.ofSpan(tolerance, pen.sheet);
  if (to - from <= extents.MARK) return; // the mark itself covers them
  const [foot, top] = [y + UNDER, y + UNDER - 5];
  pen.line(hue, "solid", 1.2, [from, top], [from, foot], [to, foot], [to, top]);
}

/**
 * The date in another source: a faint mark, connected to the mark of the event.
 *
 * @param {Pen} pen
 * @param {Span[]} others
 * @param {Style} style
 * @param {"solid" | "dot"} dash
 */
function otherDate(pen, others, { hue, event, y }, dash) {
  for (const span of others) {
    const [first, last] = extents.ofSpan(span, pen.sheet);
    const [mine] = event.spans;
    const [own, ownEnd] = mine ? extents.ofSpan(mine, pen.sheet) : [first, last];
    // Too near to be drawn apart; the sign beside the title shows that sources disagree.
    if (Math.max(Math.abs(first - own), Math.abs(last - ownEnd)) < SMALLEST / 2) continue;
    pen.line(hue, dash, 1.2, [(first + last) / 2, y], [own, y]);
    const paint = { fill: hue, outline: hue, width: 1.2 };
    if (last - first < SMALLEST)
      pen.mark([(first + last) / 2, y], "diamond-open", 11, event.id, paint);
    else
      pen.bar(
        [first, last],
        BAR - 6,
        { y, id: event.id },
        { ...paint, fill: faint(hue, 0.08), width: 1 },
      );
  }
}

/**
 * @param {Pen} pen
 * @param {Span[]} others
 * @param {Style} style
 */
function movedFrom(pen, others, style) {
  const { event, y } = style;
  const { muted } = style.colours;
  const [former, mine] = [others[0], event.spans[0]];
  if (!former || !mine) return otherDate(pen, others, style, "solid");
  const before = extents.ofSpan(former, pen.sheet);
  const now = extents.ofSpan(mine, pen.sheet);
  const isForward = now[0] >= before[0];
  const middle = (before[0] + before[1]) / 2;
  pen.mark([middle, y], "x-thin-open", 9, event.id, { fill: muted, outline: muted, width: 1.6 });
  pen.line(muted, "solid", 1.2, [middle, y], [isForward ? now[0] : now[1], y]);
  arrow(pen, isForward ? now[0] - 9 : now[1] + 9, isForward ? "right" : "left", 8, muted, style);
}

/**
 * Connect the dates of an event where there are days between them; a line through a mark would
 * say that the event is cancelled.
 *
 * @param {Pen} pen
 * @param {Style} style
 */
function join(pen, { event, hue, y }) {
  const pixels = event.spans.map((span) => extents.ofSpan(span, pen.sheet));
  pixels.sort(([one], [other]) => one - other);
  let end = Infinity; // of what lies before
  for (const [first, last] of pixels) {
    if (first > end) pen.line(hue, event.oneOf ? "dot" : "solid", 1.2, [end, y], [first, y]);
    end = end === Infinity ? last : Math.max(end, last);
  }
}

/**
 * Events that are counted together.
 *
 * @param {Pen} pen
 * @param {Bubble} bubble
 * @param {Colours} colours
 */
export function drawBubble(pen, { events, x, y, size }, colours) {
  const [only, ...others] = new Set(events.map(hueOf));
  const hue = (others.length ? null : colours.hues[only ?? 0]) || colours.muted;
  pen.mark([x, y], "circle", size, null, { fill: faint(hue, 0.16), outline: hue, width: 1.2 });
  const count = i18n.number(events.length);
  pen.text([x, y], count, { color: colours.ink, grows: "center", isBare: true });
}
