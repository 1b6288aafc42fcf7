/* The Plotly figure of a placing: a pure function, so that pictures and tests get the same one. */
import * as axis from "./axis.js";
import { drawBubble, drawEvent } from "./drawing.js";
import * as i18n from "./i18n.js";
import { mirrored, Pen, plain } from "./pen.js";
import * as wrapping from "./wrapping.js";

/**
 * @import { Lane } from "./grouping.js"
 * @import { Colours } from "./palette.js"
 * @import { Trace } from "./pen.js"
 * @import { Placed } from "./placing.js"
 * @import { Fonts, Sheet } from "./sheet.js"
 *
 * @typedef {object} Frame what surrounds the marks
 * @property {Fonts} fonts
 * @property {number} [names] pixels of the lanes' names, drawn beside them: for pictures
 * @property {string | null} [caption] the title of a picture
 * @property {boolean} [isBare] whether the axis and the word "today" are outside of the figure
 *
 * @typedef {Record<string, unknown>} Thing a shape or an annotation of Plotly
 *
 * @typedef {{ width: number, height: number, paper_bgcolor: string, xaxis: Thing,
 *   annotations: Thing[] } & Thing} Layout
 * @typedef {{ data: Trace[], layout: Layout }} Figure
 */

const AXIS = 42; // pixels of the axis above the lanes
const FOOT = 22; // and of the word "today" under them
const CAPTION = 48; // and of the title of a picture

/**
 * @param {Placed} placed
 * @param {Sheet} sheet
 * @param {Colours} colours
 * @param {Frame} frame
 * @returns {Figure}
 */
export function make(placed, sheet, colours, frame) {
  const pen = new Pen(sheet, frame.fonts);
  for (const item of placed.items) drawEvent(pen, item, colours);
  for (const bubble of placed.bubbles) drawBubble(pen, bubble, colours);
  return { data: pen.traces(), layout: layout(placed, sheet, colours, frame) };
}

/**
 * @param {Placed} placed
 * @param {Sheet} sheet
 * @param {Colours} colours
 * @param {Frame} frame
 * @returns {Layout}
 */
function layout(placed, sheet, colours, frame) {
  const { names = 0, caption = null, isBare = false } = frame;
  const { family, size } = frame.fonts;
  const head = isBare ? 0 : AXIS + (caption ? CAPTION : 0);
  const foot = isBare ? 0 : FOOT;
  return {
    width: sheet.width + names,
    height: head + placed.height + foot,
    margin: {
      ...(sheet.isMirrored ? { l: 0, r: names } : { l: names, r: 0 }),
      t: head,
      b: foot,
      pad: 0,
    },
    paper_bgcolor: colours.card,
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family, size, color: colours.muted },
    barmode: "overlay",
    showlegend: false,
    hovermode: false,
    dragmode: false,
    shapes: shapesOf(placed, sheet, colours),
    annotations: annotationsOf(placed, sheet, colours, frame),
    xaxis: { ...timeAxis(sheet, frame.fonts, colours), ...(isBare ? BARE : {}) },
    yaxis: { type: "linear", range: [placed.height, 0], visible: false, fixedrange: true },
  };
}

/** @param {Sheet} sheet */
const todayOf = ({ today, from, to }) =>
  today !== null && from <= today && today < to ? today + 0.5 : null;

/**
 * @param {Placed} placed
 * @param {Sheet} sheet
 * @param {Colours} colours
 * @returns {Thing[]}
 */
function shapesOf({ lanes, height }, sheet, colours) {
  const today = todayOf(sheet);
  return [
    ...lanes.map((lane, index) => band(lane, index % 2 ? colours.card : colours.band)),
    ...(today === null ? [] : [todayLine(today, height, colours)]),
  ];
}

/**
 * @param {Placed} placed
 * @param {Sheet} sheet
 * @param {Colours} colours
 * @param {Frame} frame
 * @returns {Thing[]}
 */
function annotationsOf({ lanes, height }, sheet, colours, { fonts, names, caption, isBare }) {
  const today = isBare ? null : todayOf(sheet);
  return [
    ...(today === null ? [] : [todayWord(today, height, sheet, fonts, colours)]),
    ...(lanes.length ? [] : [nothing(sheet, height, fonts, colours)]),
    ...(names ? lanes.map((lane) => nameOf(lane, names, sheet, fonts, colours)) : []),
    ...(caption ? [captionOf(caption, names ?? 0, sheet, fonts, colours)] : []),
  ];
}

const BARE = { ticks: "", showticklabels: false, showline: false };

/**
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @param {Colours} colours
 */
function timeAxis(sheet, fonts, colours) {
  const ticks = axis.ticks(sheet, fonts);
  return {
    // Days as numbers: an axis of dates would convert them to the reader's time zone.
    type: "linear",
    side: "top",
    range: sheet.isMirrored ? [sheet.to, sheet.from] : [sheet.from, sheet.to],
    fixedrange: true,
    tickmode: "array",
    tickvals: ticks.map(({ day }) => day),
    ticktext: ticks.map(({ lines }) => lines.map(plain).join("<br>")),
    // Labels that would be cut are left out here; Plotly would measure every label, which is slow.
    ticklabelposition: sheet.isMirrored ? "outside left" : "outside right",
    ticklabeloverflow: "allow",
    ticks: "outside",
    ticklen: 6,
    tickcolor: colours.line,
    tickfont: { color: colours.muted, size: fonts.size },
    tickangle: 0,
    showgrid: true,
    gridcolor: colours.line,
    gridwidth: 1,
    zeroline: false,
    showline: true,
    linecolor: colours.line,
  };
}

/**
 * The ground of a lane.
 *
 * @param {Lane} lane
 * @param {string} fillcolor
 */
const band = ({ top, height }, fillcolor) => ({
  type: "rect",
  layer: "below",
  xref: "paper",
  x0: 0,
  x1: 1,
  yref: "y",
  y0: top,
  y1: top + height,
  line: { width: 0 },
  fillcolor,
});

/**
 * @param {number} today
 * @param {number} height
 * @param {Colours} colours
 */
const todayLine = (today, height, colours) => ({
  type: "line",
  layer: "below",
  xref: "x",
  yref: "y",
  x0: today,
  x1: today,
  y0: 0,
  y1: height,
  line: { color: colours.now, width: 1.5 },
});

/**
 * The word under the line of today, completely in view if its line is.
 *
 * @param {number} today
 * @param {number} height
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @param {Colours} colours
 */
function todayWord(today, height, sheet, fonts, colours) {
  const word = plain(i18n.word("today"));
  const half = fonts.width(word) / 2;
  const at = sheet.x(today);
  const [left, right] = sheet.view;
  const anchor = at - half < left ? "left" : at + half > right ? "right" : "center";
  return {
    x: today,
    xref: "x",
    xanchor: sheet.isMirrored ? mirrored(anchor) : anchor,
    y: height,
    yref: "y",
    yanchor: "top",
    showarrow: false,
    text: word,
    font: { color: colours.now, size: fonts.size, family: fonts.family },
  };
}

/**
 * The message in an empty view.
 *
 * @param {Sheet} sheet
 * @param {number} height
 * @param {Fonts} fonts
 * @param {Colours} colours
 */
const nothing = (sheet, height, fonts, colours) => ({
  x: sheet.day((sheet.view[0] + sheet.view[1]) / 2),
  xref: "x",
  y: height / 2,
  yref: "y",
  showarrow: false,
  text: plain(i18n.word("empty_view")),
  bgcolor: colours.card,
  borderpad: 6,
  font: { color: colours.muted, size: fonts.size, family: fonts.family },
});

/**
 * At the outer edge of the names of lanes.
 *
 * @param {number} names
 * @param {Sheet} sheet
 */
const outside = (names, { isMirrored }) => ({
  x: isMirrored ? 1 : 0,
  xref: "paper",
  xanchor: isMirrored ? "right" : "left",
  xshift: isMirrored ? names - 4 : 4 - names,
  align: isMirrored ? "right" : "left",
  showarrow: false,
});

/** Pixels of a line of a name, of those that names have. */
export const nameRoom = (/** @type {number} */ names) => names - 12;

/**
 * Pixels that the name of a lane takes in a picture.
 *
 * @param {string} name
 * @param {number} room
 * @param {Fonts} fonts
 */
export const nameHeight = (name, room, { size, width }) =>
  wrapping.lines(name, room, width).length * size * 1.3 + 12;

/**
 * @param {Lane} lane
 * @param {number} names
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @param {Colours} colours
 */
const nameOf = (lane, names, sheet, fonts, colours) => ({
  ...outside(names, sheet),
  y: lane.top + lane.height / 2,
  yref: "y",
  yanchor: "middle",
  text: wrapping.lines(lane.name, nameRoom(names), fonts.width).map(plain).join("<br>"),
  font: { color: colours.ink, size: fonts.size, family: fonts.family },
});

/**
 * @param {string} caption
 * @param {number} names
 * @param {Sheet} sheet
 * @param {Fonts} fonts
 * @param {Colours} colours
 */
const captionOf = (caption, names, sheet, fonts, colours) => ({
  ...outside(names, sheet),
  y: 1,
  yref: "paper",
  yanchor: "bottom",
  yshift: AXIS + 8,
  text: `<b>${plain(caption)}</b>`,
  font: { color: colours.ink, size: fonts.size + 6, family: fonts.family },
});
