import assert from "node:assert/strict";
import { test } from "node:test";
import * as labels from "../../../timeline/exporters/html/assets/labels.js";
import { day, FONTS, on, page, sheetOf } from "./chronology.js";

const sheet = sheetOf("2026-01-01", "2027-01-01", 730);

test("a title is cut between letters, with a sign that says so", () => {
  assert.equal(labels.shorten("Long title", 20), "Long title");
  assert.equal(labels.shorten("Long title", 6), "Long…");
  assert.equal(labels.shorten("😀😀😀", 2), "😀…");
});

test("a label says what is not sure about the date", () => {
  const [event] = page(on("one", "2026-07-01", { about: true, unsure: true, status: "cancelled" }));
  assert.ok(event);
  assert.equal(labels.written(event, 72), "≈ Event one (?) · Cancelled");
});

test("a title of the other direction is isolated", () => {
  const [event] = page(on("one", "2026-07-01", { title: { en: "اجتماع" } }));
  assert.ok(event);
  assert.equal(labels.written(event, 72), "\u2068اجتماع\u2069");
});

test("a label is right of a mark, left of it at the end of the view, inside a long bar", () => {
  const [early, late, long] = page(on("early", "2026-02-01"), on("late", "2026-12-28"), {
    id: "long",
    spans: [[day("2026-02-01"), day("2026-10-01")]],
  });
  assert.ok(early && late && long);
  const sides = (/** @type {typeof early} */ event) => {
    const [from, to] = event.reach;
    const marked = { event, first: sheet.x(from), last: sheet.x(to), inView: true };
    return labels.places(marked, 60, sheet).map(({ side }) => side);
  };
  assert.deepEqual(sides(early), ["right"]);
  assert.deepEqual(sides(late), ["left"]);
  assert.equal(sides(long)[0], "inside");
});

test("the texts of a label get shorter", () => {
  const [event] = page(
    on("one", "2026-07-01", { title: { en: "A long title of an event of some kind" } }),
  );
  assert.ok(event);
  const widths = [...labels.texts(event, FONTS)].map(({ width }) => width);
  assert.ok(widths.length > 4);
  assert.deepEqual(
    widths,
    [...widths].sort((one, other) => other - one),
  );
});
