/* The chart as figures and as files: for saving, for print, and for `timeline picture`. */
import * as captions from "./captions.js";
import * as chart from "./chart.js";
import * as comparing from "./comparing.js";
import * as days from "./days.js";
import * as dom from "./dom.js";
import { data } from "./events.js";
import * as figure from "./figure.js";
import * as files from "./files.js";
import * as glyph from "./glyph.js";
import * as i18n from "./i18n.js";
import * as lanes from "./lanes.js";
import { FONTS } from "./measuring.js";
import * as palette from "./palette.js";
import * as placing from "./placing.js";
import { CONFIG, plotly } from "./plotly.js";
import { spread } from "./sheet.js";
import * as view from "./view.js";

/**
 * @import { Figure } from "./figure.js"
 *
 * @typedef {object} Extent
 * @property {boolean} [whole] the whole period, else the one in view
 * @property {number} [width]
 * @property {number | null} [today]
 */

const SHARPNESS = 2; // pixels of a PNG for one of the page
const NARROWEST = 900; // pixels of a picture

/** @param {Extent} extent */
function still({ whole = false, width = 1200, today = days.today() }) {
  const period = whole ? view.clamp(view.all()) : view.now();
  const sheet = spread(period, {
    width: width - lanes.columnWidth(),
    today,
    isMirrored: i18n.isMirrored(),
  });
  const room = figure.nameRoom(lanes.columnWidth());
  const nameHeight = (/** @type {string} */ name) => figure.nameHeight(name, room, FONTS);
  const wish = { ...comparing.wanted(), fonts: FONTS, nameHeight };
  return { sheet, placed: placing.place(chart.shownEvents(), sheet, wish) };
}

/**
 * Figures of the whole period, one under the other, with lanes no higher than `tallest` in the
 * first of them, and `later` in the others.
 *
 * @param {{ width: number, tallest: number, later: number }} page
 * @returns {Figure[]}
 */
export function pages({ width, tallest, later }) {
  const { sheet, placed } = still({ whole: true, width });
  const frame = { fonts: FONTS, names: lanes.columnWidth() };
  const colours = palette.light();
  return placing
    .cut(placed, tallest, later)
    .map((part) => figure.make(part, sheet, colours, frame));
}

/**
 * The chart as `svg` or `png`; a data address.
 *
 * @param {string} format
 * @param {Extent} extent
 */
export async function image(format, extent) {
  const { sheet, placed } = still(extent);
  const caption = i18n.pick(data.title).text;
  const frame = { fonts: FONTS, names: lanes.columnWidth(), caption };
  const colours = palette.light();
  const drawn = figure.make(placed, sheet, colours, frame);
  const { width, height, paper_bgcolor: ground } = drawn.layout;
  const options = { format: /** @type {const} */ ("svg"), width, height };
  const address = await plotly().toImage({ ...drawn, config: CONFIG }, options);
  const drawing = finished(decodeURIComponent(address.slice(address.indexOf(",") + 1)), ground);
  const below = captions.under(width, colours, FONTS);
  const tall = height + below.height;
  extend(drawing, below.group, { width, height, tall, ground });
  const vector = new XMLSerializer().serializeToString(drawing);
  const url = `data:image/svg+xml,${encodeURIComponent(vector)}`;
  return format === "svg" ? url : raster(url, width, tall);
}

/**
 * A drawing with the effects of the page's style sheet, and without Plotly's random names.
 *
 * @param {string} drawn
 * @param {string} ground
 */
function finished(drawn, ground) {
  // Plotly uses random names for the parts of a drawing, but equal pictures must be equal files.
  const [, random] = /topdefs-([0-9a-f]+)/.exec(drawn) ?? [];
  const steady = random ? drawn.replaceAll(random, "chart") : drawn;
  const drawing = new DOMParser().parseFromString(steady, "image/svg+xml");
  for (const label of drawing.querySelectorAll(".trace:not(.tracebare) .textpoint text"))
    if (label instanceof SVGElement)
      label.style.cssText += `paint-order: stroke; stroke: ${ground}; stroke-width: 6px; stroke-linejoin: round;`;
  // Plotly measured them on a page that runs from right to left; a separate file does not.
  if (i18n.isMirrored())
    for (const text of drawing.querySelectorAll(".annotation text"))
      text.setAttribute("direction", "rtl");
  return drawing;
}

/**
 * Extend a drawing at the bottom, and put a group there.
 *
 * @param {Document} drawing
 * @param {Element} group
 * @param {{ width: number, height: number, tall: number, ground: string }} size
 */
function extend(drawing, group, { width, height, tall, ground }) {
  const root = drawing.documentElement;
  root.setAttribute("height", String(tall));
  root.setAttribute("viewBox", `0 0 ${width} ${tall}`);
  root.prepend(glyph.node("rect", { width, height: tall, fill: ground }));
  group.setAttribute("transform", `translate(0 ${height})`);
  root.append(group);
}

/**
 * @param {string} vector
 * @param {number} width
 * @param {number} height
 */
async function raster(vector, width, height) {
  const picture = new Image();
  picture.src = vector;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

/**
 * Save a picture as a file.
 *
 * @param {string} format
 * @param {boolean} whole
 */
export async function save(format, whole) {
  const width = Math.max(dom.element("_chart").clientWidth, NARROWEST);
  const part = whole ? "" : `_${view.now().map(days.iso).join("_")}`;
  files.save(`${data.calendar}${part}.${format}`, await image(format, { whole, width }), "");
}
