/* Small pictures of the marks, for list and legend: the same shapes that the chart draws. */
import { isSeveral, lookOf } from "./events.js";
import * as hatching from "./hatching.js";

/**
 * @import { Look, PageEvent } from "./events.js"
 *
 * @typedef {"day" | "days" | "short" | "window" | "small" | "open" | "several" | "undated" | "count"} Shape
 *
 * @typedef {object} Glyph
 * @property {Shape} shape
 * @property {Look | "full"} [look]
 * @property {boolean} [about]
 * @property {boolean} [unsure]
 * @property {boolean} [derived]
 * @property {boolean} [disputed]
 * @property {boolean} [oneOf]
 * @property {string} [precision]
 */

const NS = "http://www.w3.org/2000/svg";

const SCALE = 2 / 3; // of the heights in the chart
const THINNEST = 6; // pixels in which a hatching can be seen

/**
 * An element of SVG.
 *
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
export function node(name, attributes) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * The picture of a shape, with its look and its dash.
 *
 * @param {Glyph} glyph
 */
export function draw(glyph) {
  const { shape, look = "full" } = glyph;
  const size = { viewBox: "0 0 28 20", width: 28, height: 20 };
  const svg = node("svg", { ...size, class: `shape ${shape} ${look}`, "aria-hidden": "true" });
  svg.append(...SHAPES[shape](glyph));
  if (glyph.disputed)
    svg.append(node("path", { d: "M18 8H27M18 12H27M20 16L25 4", class: "thin" }));
  if (look === "struck") svg.append(node("path", { d: "M1 10H27", class: "strike" }));
  if (look === "moved") svg.append(node("path", { d: "M22 7L27 10L22 13Z", class: "filled flat" }));
  return svg;
}

const DIAMOND = "M14 4L20 10L14 16L8 10Z";

/** @type {Record<Shape, (glyph: Glyph) => Element[]>} */
const SHAPES = {
  day: (glyph) => [
    ...(glyph.derived ? [node("circle", { cx: 14, cy: 10, r: 8.5, class: "hollow thin" })] : []),
    ...(glyph.about ? [node("path", { d: "M1 14V18H27V14", class: "thin" })] : []),
    outlined("path", { d: glyph.disputed ? "M8 4L14 10L8 16L2 10Z" : DIAMOND }, glyph),
  ],
  days: (glyph) => [outlined("rect", { x: 3, y: 5, width: 22, height: 10, rx: 2 }, glyph)],
  short: (glyph) => [outlined("rect", { x: 9.5, y: 5.5, width: 9, height: 9 }, glyph)],
  window: (glyph) => {
    const { height, hatch } = hatching.of(glyph.precision ?? "month");
    const tall = Math.max(height * SCALE, THINNEST);
    const box = { x: 2, y: 10 - tall / 2, width: 24, height: tall, rx: 2 };
    return [outlined("rect", box, glyph), ...(hatch === "." ? dots() : stripes(tall, hatch))];
  },
  small: (glyph) => [outlined("circle", { cx: 14, cy: 10, r: 5 }, glyph)],
  open: ({ look = "full" }) => [
    ...(look === "full" ? [] : [node("path", { d: "M15 5H3V15H15", class: "hollow" })]),
    ...[0.85, 0.6, 0.38, 0.2].map((share, index) => {
      const box = { x: 3 + index * 5, y: 5, width: 5, height: 10 };
      const opacity = look === "full" ? share : 0.1 * share;
      return node("rect", { ...box, opacity, class: "filled flat" });
    }),
    node("path", { d: "M22 6L27 10L22 14Z", class: "filled flat" }),
  ],
  several: (glyph) => [
    node("path", {
      d: "M4 10H24",
      class: "thin",
      "stroke-dasharray": glyph.oneOf ? "1.5 2.5" : "none",
    }),
    outlined("path", { d: "M6 5L11 10L6 15L1 10Z" }, glyph),
    outlined("path", { d: "M22 5L27 10L22 15L17 10Z" }, glyph),
  ],
  undated: () => [
    node("circle", { cx: 14, cy: 10, r: 6, class: "hollow", "stroke-dasharray": "2 2.4" }),
  ],
  count: () => {
    const number = node("text", { x: 14, y: 13.5, class: "count" });
    number.textContent = "9";
    return [node("circle", { cx: 14, cy: 10, r: 8, class: "hollow thin" }), number];
  },
};

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {Glyph} glyph
 */
function outlined(name, attributes, { shape, look = "full", about, unsure }) {
  const element = node(name, attributes);
  const dash = about ? "1.5 2.5" : unsure ? "4 2.5" : null;
  if (dash) element.setAttribute("stroke-dasharray", dash);
  const isVague = dash !== null || ["window", "small"].includes(shape);
  element.setAttribute("class", look !== "full" ? "hollow" : isVague ? "tinted" : "filled");
  return element;
}

/**
 * @param {number} tall
 * @param {"/" | "\\" | "x"} hatch
 */
const stripes = (tall, hatch) =>
  [5, 10, 15, 20].flatMap((x) => {
    const [foot, top, end] = [10 + tall / 2 - 1.5, 10 - tall / 2 + 1.5, Math.min(x + tall / 2, 25)];
    const rising = hatch === "\\" ? [] : [`M${x} ${foot}L${end} ${top}`];
    const falling = hatch === "/" ? [] : [`M${x} ${top}L${end} ${foot}`];
    return [...rising, ...falling].map((d) => node("path", { d, class: "thin" }));
  });

const dots = () =>
  [5, 10, 15, 20].map((x) => node("circle", { cx: x, cy: 10, r: 0.9, class: "dot" }));

/**
 * The picture of an event's own mark.
 *
 * @param {PageEvent} event
 */
export const of = (event) => draw(glyphOf(event));

/**
 * What that mark is.
 *
 * @param {PageEvent} event
 * @returns {Glyph}
 */
export function glyphOf(event) {
  const { about, unsure, oneOf, spans } = event;
  const [span] = spans;
  const look = lookOf(event);
  if (!span) return { shape: "undated" };
  if (spans.some(([start, end]) => start === null || end === null)) return { shape: "open", look };
  if (isSeveral(event)) return { shape: "several", look, about, unsure, oneOf };
  if (spans.every(([, , window]) => window))
    return { shape: "window", look, about, unsure, precision: span[2] };
  const isSingle = spans.length === 1 && Number(span[1]) - Number(span[0]) <= 1;
  const derived = Boolean(event.origin);
  return { shape: isSingle ? "day" : "days", look, about, unsure, derived };
}
