/* Small pictures of the marks, for list and legend: the same shapes that the chart draws. */
import { lookOf } from "./events.js";

/**
 * @import { Look, PageEvent } from "./events.js"
 *
 * @typedef {object} Glyph
 * @property {"day" | "days" | "window" | "small" | "open" | "undated"} shape
 * @property {Look | "full"} [look]
 * @property {boolean} [about]
 * @property {boolean} [unsure]
 * @property {boolean} [derived]
 * @property {boolean} [disputed]
 * @property {string} [precision]
 */

const NS = "http://www.w3.org/2000/svg";

// Heights of windows, and the distance of their stripes; those without stripes are dotted.
/** @type {Record<string, { tall: number, step?: number }>} */
const WINDOWS = {
  month: { tall: 12, step: 4 },
  season: { tall: 10, step: 4 },
  quarter: { tall: 10, step: 4 },
  half: { tall: 10, step: 5 },
  year: { tall: 8 },
};
/** @type {{ tall: number, step?: number }} */
const VAGUEST = { tall: 6 };

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function node(name, attributes) {
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
    svg.append(node("path", { d: "M20 10H23M24 7L27 10L24 13L21 10Z", class: "thin" }));
  if (look === "struck") svg.append(node("path", { d: "M1 10H27", class: "strike" }));
  if (look === "moved") svg.append(node("path", { d: "M22 7L27 10L22 13Z", class: "filled flat" }));
  return svg;
}

/** @type {Record<Glyph["shape"], (glyph: Glyph) => Element[]>} */
const SHAPES = {
  day: (glyph) => [
    ...(glyph.derived ? [node("circle", { cx: 14, cy: 10, r: 8.5, class: "hollow thin" })] : []),
    ...(glyph.about ? [node("path", { d: "M1 10H27M1 6V14M27 6V14", class: "thin" })] : []),
    outlined("path", { d: "M14 4L20 10L14 16L8 10Z" }, glyph),
  ],
  days: (glyph) => [outlined("rect", { x: 3, y: 5, width: 22, height: 10, rx: 2 }, glyph)],
  window: (glyph) => {
    const { tall, step } = WINDOWS[glyph.precision ?? "month"] ?? VAGUEST;
    const box = { x: 2, y: 10 - tall / 2, width: 24, height: tall, rx: 2 };
    return [outlined("rect", box, glyph), ...(step ? stripes(tall, step) : dots())];
  },
  small: (glyph) => [outlined("circle", { cx: 14, cy: 10, r: 5 }, glyph)],
  open: () => [
    ...[0.85, 0.6, 0.38, 0.2].map((opacity, index) =>
      node("rect", { x: 3 + index * 5, y: 5, width: 5, height: 10, opacity, class: "filled flat" }),
    ),
    node("path", { d: "M22 6L27 10L22 14Z", class: "filled flat" }),
  ],
  undated: () => [
    node("circle", { cx: 14, cy: 10, r: 6, class: "hollow", "stroke-dasharray": "2 2.4" }),
  ],
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
  const isVague = dash !== null || shape === "window" || shape === "small";
  element.setAttribute("class", look !== "full" ? "hollow" : isVague ? "tinted" : "filled");
  return element;
}

const steps = (/** @type {number} */ step) =>
  Array.from({ length: Math.ceil(20 / step) }, (_, index) => 5 + index * step);

/**
 * @param {number} tall
 * @param {number} step
 */
const stripes = (tall, step) =>
  steps(step).map((x) => {
    const d = `M${x} ${10 + tall / 2 - 1.5}L${Math.min(x + tall / 2, 25)} ${10 - tall / 2 + 1.5}`;
    return node("path", { d, class: "thin" });
  });

const dots = () => steps(5).map((x) => node("circle", { cx: x, cy: 10, r: 0.9, class: "dot" }));

/**
 * The picture of an event's own mark.
 *
 * @param {PageEvent} event
 */
export function of(event) {
  const { about, unsure, spans } = event;
  const [span] = spans;
  const look = lookOf(event);
  if (!span) return draw({ shape: "undated" });
  if (spans.some(([start, end]) => start === null || end === null))
    return draw({ shape: "open", look });
  if (spans.every(([, , window]) => window))
    return draw({ shape: "window", look, about, unsure, precision: span[2] });
  const isSingle = spans.length === 1 && Number(span[1]) - Number(span[0]) <= 1;
  const derived = Boolean(event.origin);
  return draw({ shape: isSingle ? "day" : "days", look, about, unsure, derived });
}
