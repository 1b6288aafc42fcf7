/* Drawing on a sheet: collects bars, lines, marks and texts as the traces of a Plotly figure. */

/**
 * @import { Fonts, Sheet } from "./sheet.js"
 *
 * @typedef {object} Bars
 * @property {number[]} base
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[]} width
 * @property {(string | null)[]} customdata
 * @property {{ color: string[], line: { color: string[], width: number[] },
 *   pattern: { shape: string[] } & Record<string, unknown>, cornerradius: number }} marker
 *
 * @typedef {object} Marks
 * @property {number[]} x
 * @property {number[]} y
 * @property {(string | null)[]} customdata
 * @property {{ symbol: string[], size: number[], color: string[], opacity: number,
 *   line: { color: string[], width: number[] } }} marker
 *
 * @typedef {object} Texts
 * @property {number[]} x
 * @property {number[]} y
 * @property {string[]} text
 * @property {(string | null)[]} customdata
 * @property {string[]} textposition
 * @property {{ family: string, size: number, color: string[] }} textfont
 *
 * @typedef {{ x: (number | null)[], y: (number | null)[] }} Lines
 * @typedef {(Bars | Marks | Texts | Lines) & { uid?: string }} Trace
 *
 * @typedef {{ fill: string, outline?: string, width?: number, hatch?: string }} Paint
 * @typedef {"top" | "middle" | "bottom"} Vertical
 */

/** The settings of every trace: without Plotly's hover texts and legend. */
const STILL = { hoverinfo: "none", showlegend: false, cliponaxis: true };

/** @param {number} cornerradius */
const bars = (cornerradius) => ({
  ...STILL,
  type: "bar",
  orientation: "h",
  name: "spans",
  base: [],
  x: [],
  y: [],
  width: [],
  customdata: [],
  marker: {
    color: [],
    line: { color: [], width: [] },
    cornerradius,
    // Plotly hatches in the colour of the bar, without a fill, which is a separate bar.
    pattern: { shape: [], size: 6, solidity: 0.2, fillmode: "replace" },
  },
});

const marks = () => ({
  ...STILL,
  type: "scatter",
  mode: "markers",
  name: "marks",
  x: [],
  y: [],
  customdata: [],
  marker: { symbol: [], size: [], color: [], opacity: 1, line: { color: [], width: [] } },
});

/** @param {Fonts} fonts */
const texts = ({ family, size }) => ({
  ...STILL,
  type: "scatter",
  mode: "text",
  name: "labels",
  x: [],
  y: [],
  text: [],
  customdata: [],
  textposition: [],
  textfont: { family, size, color: [] },
});

/**
 * Text escaped for Plotly, which interprets tags, entities and formulas ($…$).
 *
 * @param {string} text
 */
export const plain = (text) => text.replace(/[&<>$]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The other side, if time runs from right to left.
 *
 * @param {string} side
 */
export const mirrored = (side) =>
  side.replace(/left|right/, (found) => (found === "left" ? "right" : "left"));

/** Collects shapes; places are in pixels of the sheet, heights in pixels of the lanes. */
export class Pen {
  /** @type {Bars} */
  #bars = bars(3);
  /** @type {Bars} */
  #fades = bars(0);
  /** @type {Marks} */
  #marks = marks();
  /** @type {Map<string, Lines>} */
  #lines = new Map();
  /** @type {Texts} */
  #labels;
  /** @type {Texts} */
  #bare;

  /**
   * @param {Sheet} sheet
   * @param {Fonts} fonts
   */
  constructor(sheet, fonts) {
    this.sheet = sheet;
    this.fonts = fonts;
    this.#labels = texts(fonts);
    this.#bare = texts(fonts);
  }

  /**
   * A bar; one without round corners can be joined to another.
   *
   * @param {[from: number, to: number]} pixels
   * @param {number} height
   * @param {{ y: number, id: string | null, isRound?: boolean }} where
   * @param {Paint} paint
   */
  bar(
    [from, to],
    height,
    { y, id, isRound = true },
    { fill, outline = fill, width = 0, hatch = "" },
  ) {
    const {
      base,
      x,
      y: ys,
      width: widths,
      customdata,
      marker,
    } = isRound ? this.#bars : this.#fades;
    base.push(this.sheet.day(from));
    x.push(this.sheet.day(to) - this.sheet.day(from));
    ys.push(y);
    widths.push(height);
    customdata.push(id);
    marker.color.push(fill);
    marker.line.color.push(outline);
    marker.line.width.push(width);
    marker.pattern.shape.push(hatch);
  }

  /**
   * @param {[x: number, y: number]} at
   * @param {string} symbol
   * @param {number} size
   * @param {string | null} id
   * @param {Required<Pick<Paint, "fill" | "outline" | "width">>} paint
   */
  mark([at, y], symbol, size, id, { fill, outline, width }) {
    const { x, y: ys, customdata, marker } = this.#marks;
    x.push(this.sheet.day(at));
    ys.push(y);
    customdata.push(id);
    marker.symbol.push(this.sheet.isMirrored ? mirrored(symbol) : symbol);
    marker.size.push(size);
    marker.color.push(fill);
    marker.line.color.push(outline);
    marker.line.width.push(width);
  }

  /**
   * A line through some points; lines of one colour, dash and width are one trace.
   *
   * @param {string} color
   * @param {"solid" | "dot" | "dash"} dash
   * @param {number} width
   * @param {...[x: number, y: number]} points
   */
  line(color, dash, width, ...points) {
    const key = `${color} ${dash} ${width}`;
    let trace = this.#lines.get(key);
    if (!trace) {
      const line = { color, dash, width };
      const style = { ...STILL, type: "scatter", mode: "lines", name: "lines", connectgaps: false };
      trace = /** @type {Lines} */ ({ ...style, line, x: [], y: [] });
      this.#lines.set(key, trace);
    }
    for (const [at, y] of points) {
      trace.x.push(this.sheet.day(at));
      trace.y.push(y);
    }
    trace.x.push(null); // a gap
    trace.y.push(null);
  }

  /**
   * A text; a bare one has no halo around it.
   *
   * @param {[x: number, y: number]} at
   * @param {string} text
   * @param {object} style
   * @param {string} style.color
   * @param {"left" | "center" | "right"} style.grows the side of the place on which it is
   * @param {string | null} [style.id]
   * @param {boolean} [style.isBare]
   */
  text([at, y], text, { color, grows, id = null, isBare = false }) {
    const trace = isBare ? this.#bare : this.#labels;
    trace.x.push(this.sheet.day(at));
    trace.y.push(y);
    trace.text.push(plain(text));
    trace.customdata.push(id);
    trace.textposition.push(`middle ${this.sheet.isMirrored ? mirrored(grows) : grows}`);
    trace.textfont.color.push(color);
  }

  /** What was drawn, from below to above, with names that are the same in every figure. */
  traces() {
    const all = [this.#fades, this.#bars, ...this.#lines.values(), this.#marks, this.#labels];
    /** @type {Trace[]} */
    const used = [...all, this.#bare].filter(({ x }) => x.length);
    return used.map((trace, index) => ({
      ...trace,
      uid: trace === this.#bare ? "bare" : `t${index}`, // the style sheet knows the first
    }));
  }
}
