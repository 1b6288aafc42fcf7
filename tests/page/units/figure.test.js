import assert from "node:assert/strict";
import { test } from "node:test";
import * as figure from "../../../timeline/exporters/html/assets/figure.js";
import * as placing from "../../../timeline/exporters/html/assets/placing.js";
import { COLOURS, day, FONTS, on, page, sheetOf } from "./chronology.js";

/**
 * @import { EventRecord } from "../../../timeline/exporters/html/assets/records.js"
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
function drawn(...records) {
  const sheet = sheetOf("2026-01-01", "2027-01-01");
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
