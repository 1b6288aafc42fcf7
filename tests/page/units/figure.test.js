import assert from "node:assert/strict";
import { test } from "node:test";
import { isSeveral } from "../../../timeline/exporters/html/assets/events.js";
import * as figure from "../../../timeline/exporters/html/assets/figure.js";
import * as placing from "../../../timeline/exporters/html/assets/placing.js";
import { COLOURS, day, FONTS, on, page, sheetOf } from "./chronology.js";

/**
 * @import { EventRecord } from "../../../timeline/exporters/html/assets/records.js"
 * @import { Figure } from "../../../timeline/exporters/html/assets/figure.js"
 * @import { Sheet } from "../../../timeline/exporters/html/assets/sheet.js"
 * @import { Facet } from "../../../timeline/exporters/html/assets/state.js"
 */

/** @type {Record<Facet, Set<string>>} */
const filters = {
  kind: new Set(),
  party: new Set(),
  place: new Set(),
  series: new Set(),
  status: new Set(),
};

/** @param {(Partial<EventRecord> & { id: string })[]} records */
const drawn = (...records) => drawnOn(sheetOf("2026-01-01", "2027-01-01"), ...records);

/**
 * @param {Sheet} sheet
 * @param {(Partial<EventRecord> & { id: string })[]} records
 */
function drawnOn(sheet, ...records) {
  const placed = placing.place(page(...records), sheet, { facet: "kind", filters, fonts: FONTS });
  return figure.make(placed, sheet, COLOURS, { fonts: FONTS });
}

test("equal events give equal figures", () => {
  const records = () => [on("one", "2026-07-01"), on("two", "2026-08-01", { status: "planned" })];
  assert.deepEqual(drawn(...records()), drawn(...records()));
});

test("the axis is of numbers, so that no time zone can move it", () => {
  const { xaxis } = drawn(on("one", "2026-07-01")).layout;
  assert.equal(xaxis.type, "linear");
  assert.deepEqual(xaxis.range, [day("2026-01-01"), day("2027-01-01")]);
});

test("titles are text, never markup or formulas", () => {
  const { data } = drawn(on("one", "2026-07-01", { title: { en: "<b>$1$ & more" } }));
  const texts = data.flatMap((trace) => ("text" in trace ? trace.text : []));
  assert.ok(
    texts.some((text) => text.includes("&#60;b>&#36;1&#36; &#38; more".replace("b>", "b&#62;"))),
  );
});

test("no outline runs through the label of a bar that is lower than a line of text", () => {
  for (const window of ["season", "half", "year", "decade"]) {
    const sheet = sheetOf("2026-01-01", "2027-01-01");
    const [first, last] = [day("2026-01-01"), day("2027-01-01")];
    const { data } = drawnOn(sheet, {
      id: "one",
      about: true,
      spans: [[first, last, window]],
    });
    const written = data.find((trace) => "text" in trace);
    assert.ok(written && "text" in written);
    const [text = "", begin = 0] = [written.text[0], sheet.x(Number(written.x[0]))];
    const end = begin + FONTS.width(text);
    const dashOf = (/** @type {object} */ trace) =>
      "line" in trace && /** @type {{ dash: string }} */ (trace.line).dash;
    const dotted = data.filter((trace) => dashOf(trace) === "dot");
    assert.equal(dotted.length, 1, window);
    const xs = dotted.flatMap(({ x }) => x);
    const pieces = xs.slice(1).map((x, at) => [xs[at], x]);
    for (const [from, to] of pieces) {
      if (from === null || to === null || from === to) continue;
      const ends = [Number(from), Number(to)].map((each) => sheet.x(each)).sort((a, b) => a - b);
      assert.ok((ends[1] ?? 0) <= begin || (ends[0] ?? 0) >= end, `${window}: ${ends}`);
    }
  }
});

test("an empty view says so", () => {
  const { annotations } = drawn().layout;
  assert.ok(annotations.some(({ text }) => text === "No events"));
});

test("traces have the same names in every figure", () => {
  const { data } = drawn(on("one", "2026-07-01", { status: "cancelled" }));
  assert.ok(data.length > 1);
  assert.equal(new Set(data.map(({ uid }) => uid)).size, data.length);
  assert.ok(data.every(({ uid }) => uid));
});

/**
 * The opacity of each fill of an event's own marks; the colour of the ground counts as none.
 *
 * @param {Figure} figure
 */
const fills = ({ data }) =>
  data
    .flatMap((trace) => ("marker" in trace ? trace.marker.color : []))
    .map((colour) => {
      const [red = 0, , , opacity = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return opacity * (1 - red / 255);
    });

const ZOOMS = [
  sheetOf("1926-01-01", "2126-01-01"),
  sheetOf("2016-01-01", "2036-01-01"),
  sheetOf("2026-01-01", "2027-01-01"),
  sheetOf("2026-06-01", "2026-08-01"),
  sheetOf("2026-06-29", "2026-07-06"),
  sheetOf("2026-06-30T12:00", "2026-07-02"),
];

/** @type {EventRecord["spans"]} */
const OPEN = [[day("2026-05-01"), null, "", "on"]];

/** @type {Record<string, Partial<EventRecord>>} */
const DATES = {
  day: on("", "2026-07-01"),
  days: { spans: [[day("2026-06-20"), day("2026-07-03")]] },
  hours: { spans: [[day("2026-07-01T10:00"), day("2026-07-01T12:00"), "", "timed"]] },
  month: { spans: [[day("2026-07-01"), day("2026-08-01"), "month"]], precision: "month" },
  year: { spans: [[day("2026-01-01"), day("2027-01-01"), "year"]], precision: "year" },
  about: on("", "2026-07-01", { about: true, tolerance: [day("2026-06-28"), day("2026-07-05")] }),
  unsure: on("", "2026-07-01", { unsure: true }),
  "open end": { spans: [[day("2026-07-01"), null]] },
  "open beginning": { spans: [[null, day("2026-07-02")]] },
};

for (const [name, date] of Object.entries(DATES))
  test(`what was held is filled, what is planned is hollow, at every zoom: ${name}`, () => {
    for (const sheet of ZOOMS) {
      const held = fills(drawnOn(sheet, { ...date, id: "one" }));
      const planned = fills(drawnOn(sheet, { ...date, id: "one", status: "planned" }));
      assert.ok(Math.max(...held) > 0.4);
      // A hatch shows the precision of a window; they cover a fifth of it.
      assert.ok(Math.max(...planned) <= (date.precision ? 0.4 : 0.1));
    }
  });

/**
 * The lines of a figure: x in days, y in pixels.
 *
 * @param {Figure} figure
 */
function lines({ data }) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (const trace of data)
    if ("mode" in trace && trace.mode === "lines")
      trace.x.forEach((x, index) => {
        const [next, y, under] = [trace.x[index + 1], trace.y[index], trace.y[index + 1]];
        if (
          typeof x === "number" &&
          typeof next === "number" &&
          typeof y === "number" &&
          y === under
        )
          found.push([Math.min(x, next), Math.max(x, next), y]);
      });
  return found;
}

/**
 * Where the label of a figure begins.
 *
 * @param {Figure} figure
 * @returns {[number, number]}
 */
function label({ data }) {
  const trace = data.find((each) => "text" in each);
  return [trace?.x[0] ?? NaN, trace?.y[0] ?? NaN];
}

test("no line runs through a label: not that of a tolerance, nor that of a cancelled event", () => {
  for (const sheet of ZOOMS)
    for (const more of [{ ...DATES.about }, { ...DATES.day, status: "cancelled" }]) {
      const figure_ = drawnOn(sheet, { id: "one", ...more, disputed: false });
      const [x, y] = label(figure_);
      const end = x + (12 * 7 * (sheet.to - sheet.from)) / sheet.width;
      const through = lines(figure_).filter(
        ([from, to, height]) => Math.abs(height - y) < 7 && from < end && to > x,
      );
      assert.deepEqual(through, []);
    }
});

test("a label in a hatched bar has a plate", () => {
  const { data } = drawn({
    id: "one",
    spans: [[day("2026-02-01"), day("2026-12-01"), "half"]],
    precision: "half",
  });
  const plates = data.flatMap((trace) =>
    "base" in trace ? trace.marker.color.filter((colour) => colour === COLOURS.card) : [],
  );
  assert.equal(plates.length, 1);
});

test("that sources disagree is drawn, and no character says it", () => {
  const plain = drawn(on("one", "2026-07-01"));
  const disputed = drawn(on("one", "2026-07-01", { disputed: true }));
  assert.ok(lines(disputed).length >= lines(plain).length + 2);
  const texts = disputed.data.flatMap((trace) => ("text" in trace ? trace.text : []));
  assert.ok(texts.every((text) => !text.includes("≠")));
});

test("the tolerance reaches as far before its date as behind it", () => {
  const [lowest] = lines(drawn({ ...DATES.about, id: "one" })).sort(
    (one, other) => other[2] - one[2],
  );
  assert.ok(lowest);
  assert.deepEqual(lowest.slice(0, 2).map(Math.round), [day("2026-06-28"), day("2026-07-05")]);
});

test("time runs from right to left where the page does, and labels stand on the other side", () => {
  const records = [on("one", "2026-07-01"), { id: "on", spans: OPEN }];
  const sheet = sheetOf("2026-01-01", "2027-01-01");
  const straight = drawnOn(sheet, ...records);
  const mirrored = drawnOn({ ...sheet, isMirrored: true }, ...records);
  assert.deepEqual(mirrored.layout.xaxis.range, [sheet.to, sheet.from]);
  const sides = (/** @type {Figure} */ { data }) =>
    data.flatMap((trace) => ("textposition" in trace ? trace.textposition : []));
  assert.deepEqual(sides(straight), ["middle right", "middle right"]);
  assert.deepEqual(sides(mirrored), ["middle left", "middle left"]);
  const symbols = mirrored.data.flatMap((trace) =>
    "marker" in trace && "symbol" in trace.marker ? trace.marker.symbol : [],
  );
  assert.ok(symbols.includes("triangle-left"));
});

test("a tolerance that its mark covers is not drawn", () => {
  const close = drawnOn(sheetOf("2026-06-01", "2026-08-01"), { ...DATES.about, id: "one" });
  assert.equal(lines(close).length, 1);
  const far = drawnOn(sheetOf("2000-01-01", "2030-01-01"), { ...DATES.about, id: "one" });
  assert.equal(lines(far).length, 0);
});

test("months at both ends of a period are one date, dates with days between them are several", () => {
  /** @param {import("../../../timeline/exporters/html/assets/records.js").Span[]} spans */
  const several = (...spans) => page({ id: "one", spans }).map(isSeveral)[0];
  assert.equal(several([0, 30, "month"], [30, 200], [200, 230, "month"]), false);
  assert.equal(several([0, 1], [7, 8]), true);
  assert.equal(several([0, 1]), false);
  const days = /** @type {[number, number][]} */ ([
    [0, 1],
    [1, 2],
  ]);
  assert.deepEqual(page({ id: "one", spans: days, oneOf: true }).map(isSeveral), [true]);
});

test("dates are connected between their marks, and no line strikes a mark through", () => {
  /** @param {import("../../../timeline/exporters/html/assets/records.js").Span[]} spans */
  const connections = (...spans) => {
    const figure_ = drawn({ id: "one", spans });
    const [, middle] = label(figure_);
    return lines(figure_)
      .filter(([, , y]) => y === middle)
      .map(([from, to]) => [from, to].map(Math.round));
  };
  const [march, april, may, june] = ["03", "04", "05", "06"].map((each) => day(`2026-${each}-01`));
  assert.ok(march && april && may && june);
  assert.deepEqual(connections([march, april, "month"], [april, may], [may, june, "month"]), []);
  assert.deepEqual(connections([march, april], [may, june]), [[april, may]]);
});
