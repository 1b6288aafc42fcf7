/* How the mark of an event is drawn: its shape says what is known of the date, its fill the status. */
import { faint, mixed } from "./colours.js";
import { hueOf, lookOf } from "./events.js";
import * as extents from "./extents.js";
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

// A window is drawn the thinner the vaguer it is, with a hatching of its own.
/** @type {Record<string, { height: number, hatch: string }>} */
const WINDOWS = {
  day: { height: 18, hatch: "/" },
  month: { height: 18, hatch: "/" },
  season: { height: 15, hatch: "\\" },
  quarter: { height: 15, hatch: "\\" },
  half: { height: 15, hatch: "x" },
  year: { height: 12, hatch: "." },
  decade: { height: 8, hatch: "." },
  century: { height: 8, hatch: "." },
  unknown: { height: 8, hatch: "." },
};
const BAR = 18;
const VAGUE = 0.42; // share of the colour in what took place on a day that is not known
const HOLLOW = 0.08; // and in what has not taken place
const SMALLEST = 9; // pixels under which a bar becomes a marker
const CLEAR = "rgba(0,0,0,0)";

/**
 * @param {Pen} pen
 * @param {Item} item
 * @param {Colours} colours
 */
export function drawEvent(pen, item, colours) {
  const { event, y } = item;
  const style = styleOf(event, y, colours);
  if (event.tolerance) whiskers(pen, item, style);
  for (const claim of event.conflicts) otherDate(pen, claim.spans ?? [], style, "dot");
  if (event.previously) movedFrom(pen, event.previously.spans ?? [], style);
  if (event.spans.length > 1) join(pen, style);
  for (const span of event.spans) drawSpan(pen, span, style);
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
 * A line through all of a cancelled event.
 *
 * @param {Pen} pen
 * @param {Item} item
 * @param {Style} style
 */
function strike(pen, { side, from, to, first, last, y }, { colours }) {
  const begin = side === "left" ? from : first;
  const end = side === "right" ? to : last;
  pen.line(colours.muted, "solid", 1.5, [begin, y], [end, y]);
}

/**
 * @param {Pen} pen
 * @param {Item} item
 * @param {Style} style
 */
function label(pen, { event, side, at, y, text, span }, { look, dash, colours }) {
  const window = windowOf(span);
  const isOnFull = side === "inside" && look === "full" && !window && dash === "solid";
  const isOnPale = side === "inside" && !isOnFull;
  // What a line shall run through, and what stands on its own bar, has no halo; a bar that is
  // thinner than the text must not look like such a line.
  const isThin = window !== undefined && window.height < pen.fonts.size + 2;
  pen.text([at, y], text, {
    id: event.id,
    grows: side === "left" ? "left" : "right",
    color: isOnFull ? colours.card : look === "struck" ? colours.muted : colours.ink,
    shadow: isOnPale ? `0 0 3px ${colours.card}, 0 0 3px ${colours.card}` : "none",
    isBare: (side === "inside" && !isThin) || look === "struck",
  });
}

/**
 * How the window of a span looks, if it is one.
 *
 * @param {Span | undefined} span
 */
const windowOf = (span) => (span?.[2] ? WINDOWS[span[2]] : undefined);

/** @param {Span} span */
const isDay = ([start, end, window]) =>
  !window && start !== null && end !== null && end - start === 1;

/**
 * @param {Pen} pen
 * @param {Span} span
 * @param {Style} style
 */
function drawSpan(pen, span, style) {
  const pixels = extents.ofSpan(span, pen.sheet);
  const window = windowOf(span);
  const [start, end, , how] = span;
  if (start === null || end === null) return fading(pen, span, pixels, style);
  const width = pixels[1] - pixels[0];
  // One exact day (or moment): a diamond at its noon, visible at every zoom.
  if (isDay(span) || how === "timed") return point(pen, span, pixels, style);
  if (width < SMALLEST) return small(pen, pixels, Boolean(window), style);
  box(pen, pixels, window?.height ?? BAR, style, window?.hatch);
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
  if (last - first < (isTimed ? SMALLEST : 2 * SMALLEST + 6))
    return diamond(pen, (first + last) / 2, style);
  box(pen, pixels, BAR, style);
  if (isTimed) return;
  const at = Math.max(first, pen.sheet.view[0]) + labels.DAY_INSET / 2;
  const hue = style.look === "full" ? style.colours.card : style.hue;
  diamond(pen, at, { ...style, hue, look: "full" }, 9);
}

/**
 * The mark of what is too short for a bar at this zoom.
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
 * What took place is filled, the half of it where its date is vague; all else is hollow.
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
 * @param {number} [size]
 */
function diamond(pen, x, style, size = 12) {
  const { event, look, hue, y } = style;
  if (event.origin)
    pen.mark([x, y], "circle-open", size + 8, event.id, { fill: hue, outline: hue, width: 1.2 });
  const width = look === "full" && !isVague(event) ? 1 : 1.8;
  const fill = filling(style, isVague(event));
  pen.mark([x, y], "diamond", size, event.id, { fill, outline: hue, width });
}

/**
 * @param {Pen} pen
 * @param {Period} pixels
 * @param {number} height
 * @param {Style} style
 * @param {string} [hatch]
 */
function box(pen, pixels, height, style, hatch = "") {
  const { event, look, hue, dash, y } = style;
  const isPale = Boolean(hatch) || dash !== "solid";
  const fill = look === "full" ? filling(style, isPale) : faint(hue, HOLLOW);
  const outline = hatch ? 1 : 1.8;
  const width = dash === "solid" ? outline : 0;
  const where = { y, id: event.id };
  pen.bar(pixels, height, where, { fill, outline: width ? hue : fill, width });
  if (hatch) {
    const stripes = faint(hue, look === "full" ? 0.75 : 0.4);
    pen.bar(pixels, height, where, { fill: stripes, outline: CLEAR, hatch });
  }
  if (dash !== "solid") {
    const [top, bottom] = [y - height / 2, y + height / 2];
    const [left, right] = pixels;
    pen.line(
      hue,
      dash,
      1.8,
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
      [left, top],
    );
  }
}

/**
 * A span without one of its ends: it fades where nothing is known, an arrow if it goes on.
 *
 * @param {Pen} pen
 * @param {Span} span
 * @param {Period} pixels
 * @param {Style} style
 */
function fading(pen, span, [first, last], style) {
  const STEPS = 16;
  const [start, , , how] = span;
  const window = windowOf(span);
  const height = window ? window.height / 2 : BAR;
  const { look, hue, event, y } = style;
  const isForward = start !== null;
  const strength = look === "full" ? 0.9 : 0.5;
  const where = { y, id: event.id, isRound: false };
  const solid = isForward
    ? Math.max(last - extents.FADE, first)
    : Math.min(first + extents.FADE, last);
  /** @type {[Period, Period]} */
  const [sure, rest] = isForward
    ? [[first, solid], [solid, last]] // prettier-ignore
    : [[solid, last], [first, solid]]; // prettier-ignore
  if (sure[1] > sure[0]) pen.bar(sure, height, where, { fill: faint(hue, strength) });
  const width = (rest[1] - rest[0]) / STEPS;
  for (let step = 0; step < STEPS; step += 1) {
    const share = (step + 0.5) / STEPS;
    const opacity = strength * (isForward ? 1 - share : share) ** 1.4;
    const from = rest[0] + step * width;
    pen.bar([from, from + width], height, where, { fill: faint(hue, opacity) });
  }
  if (how === "on")
    arrow(pen, isForward ? last - 4 : first + 4, isForward ? "right" : "left", 9, hue, style);
  const known = isForward ? first : last;
  pen.line(hue, "solid", 2, [known, y - BAR / 2], [known, y + BAR / 2]);
}

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
 * The days that an approximate date may mean.
 *
 * @param {Pen} pen
 * @param {Item} item
 * @param {Style} style
 */
function whiskers(pen, item, { hue, y, event }) {
  if (!event.tolerance) return;
  const [from, to] = extents.ofSpan(event.tolerance, pen.sheet);
  // Not through its own label, which would look struck out.
  const [begin, end] = labels.extent(item, pen.fonts);
  /** @type {Period[]} */
  const pieces = [
    [from, Math.min(begin, to)],
    [Math.max(end, from), to],
  ];
  for (const [first, last] of pieces)
    if (first < last) pen.line(hue, "solid", 1.2, [first, y], [last, y]);
  for (const x of [from, to]) pen.line(hue, "solid", 1.2, [x, y - 5], [x, y + 5]);
}

/**
 * The date that another source gives: a ghost beside the mark, tied to it.
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
    // So near that one would only smear the other; the sign beside the title says it.
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
 * The dates of one event belong together.
 *
 * @param {Pen} pen
 * @param {Style} style
 */
function join(pen, { event, hue, y }) {
  const pixels = event.spans.map((span) => extents.ofSpan(span, pen.sheet));
  const from = Math.min(...pixels.map(([first]) => first));
  const to = Math.max(...pixels.map(([, last]) => last));
  pen.line(hue, event.oneOf ? "dot" : "solid", 1.2, [from, y], [to, y]);
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
