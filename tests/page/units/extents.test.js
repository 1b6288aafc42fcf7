import assert from "node:assert/strict";
import { test } from "node:test";
import * as extents from "../../../timeline/exporters/html/assets/extents.js";
import { day, on, page, sheetOf } from "./chronology.js";

const sheet = sheetOf("2026-01-01", "2027-01-01", 730); // two pixels a day

test("a short span has the size of a mark", () => {
  const [event] = page(on("one", "2026-07-01"));
  assert.ok(event);
  const [first, last] = extents.of(event, sheet);
  assert.equal(last - first, 14);
});

test("an event without an end reaches today and fades behind it", () => {
  const start = day("2026-01-11");
  assert.deepEqual(extents.ofSpan([start, null, "", "on"], sheet), [20, 330 + extents.FADE]);
  assert.deepEqual(extents.ofSpan([start, null], sheet), [20, 20 + extents.FADE]);
  assert.deepEqual(extents.ofSpan([null, start], sheet), [20 - extents.FADE, 20]);
});

test("what is outside of the sheet is not near it", () => {
  const [before, within, on_] = page(on("before", "2020-01-01"), on("within", "2026-05-01"), {
    id: "on",
    spans: [[day("2020-01-01"), null, "", "on"]],
  });
  assert.ok(before && within && on_);
  assert.deepEqual(
    [before, within, on_].map((each) => extents.isNear(each, sheet)),
    [false, true, true],
  );
});

test("the extent has all that is drawn: tolerance, claims, the former date", () => {
  const [event] = page(
    on("one", "2026-07-01", {
      tolerance: [day("2026-06-28"), day("2026-07-05")],
      conflicts: [{ date: 0, edtf: "", spans: [[day("2026-08-01"), day("2026-08-02")]] }],
      previously: { date: 0, edtf: "", spans: [[day("2026-03-01"), day("2026-03-02")]] },
    }),
  );
  assert.ok(event);
  const [first, last] = extents.of(event, sheet);
  assert.ok(first <= sheet.x(day("2026-03-01")) && last >= sheet.x(day("2026-08-02")));
});
