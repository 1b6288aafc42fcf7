import assert from "node:assert/strict";
import { test } from "node:test";
import { isMoved } from "../../../timeline/exporters/html/assets/sheet.js";
import * as placing from "../../../timeline/exporters/html/assets/placing.js";
import { day, FONTS, on, page, sheetOf } from "./chronology.js";

/** @import { Wish } from "../../../timeline/exporters/html/assets/placing.js" */

/** @type {Wish} */
const WISH = {
  facet: "kind",
  filters: {
    kind: new Set(),
    party: new Set(),
    place: new Set(),
    series: new Set(),
    status: new Set(),
  },
  fonts: FONTS,
};
const sheet = sheetOf("2026-01-01", "2027-01-01");

/** @param {number} count */
const many = (count) =>
  Array.from({ length: count }, (_, index) =>
    on(
      `e${index}`,
      `2026-${String((index % 12) + 1).padStart(2, "0")}-${String((index % 28) + 1).padStart(2, "0")}`,
      {
        kind: index % 3 ? "meeting" : "visit",
      },
    ),
  );

test("nothing lies on anything else", () => {
  const { items } = placing.place(page(...many(60)), sheet, WISH);
  assert.equal(items.length, 60);
  for (const one of items)
    for (const other of items)
      if (one !== other && one.y === other.y)
        assert.ok(one.to <= other.from || other.to <= one.from);
});

test("lanes come in the order of their facet, each event in one of them", () => {
  const { lanes } = placing.place(page(...many(10)), sheet, WISH);
  assert.deepEqual(
    lanes.map(({ value }) => value),
    ["meeting", "visit"],
  );
  assert.equal(
    lanes.reduce((sum, { events }) => sum + events.length, 0),
    10,
  );
});

test("each of very many events is drawn or counted", () => {
  const { items, bubbles } = placing.place(page(...many(900)), sheet, WISH);
  const counted = bubbles.reduce((sum, { events }) => sum + events.length, 0);
  assert.equal(items.length + counted, 900);
  assert.ok(bubbles.length > 5);
});

test("what stays in view keeps its row while the reader moves along", () => {
  const events = page(...many(60));
  const before = placing.place(events, sheet, WISH);
  const moved = sheetOf("2026-02-01", "2027-02-01");
  assert.ok(isMoved(sheet, moved));
  const after = placing.place(events, moved, { ...WISH, before });
  const former = (/** @type {typeof after.items[number]} */ { lane, event }) =>
    before.rows.get(lane.value)?.get(event.id);
  const kept = after.items.filter((item) => former(item) !== undefined);
  const same = kept.filter((item) => former(item) === item.row);
  assert.ok(same.length > 0.75 * kept.length);
});

test("a high placing is cut between its rows", () => {
  const whole = placing.place(page(...many(120)), sheet, WISH);
  const parts = placing.cut(whole, 200);
  assert.ok(parts.length > 1);
  assert.ok(parts.every(({ height }) => height <= 200));
  assert.equal(
    parts.reduce((sum, { items }) => sum + items.length, 0),
    120,
  );
});

/**
 * So many events in one month.
 *
 * @param {number} count
 * @param {(index: number) => string} [kindOf]
 */
const crowd = (count, kindOf = () => "meeting") =>
  Array.from({ length: count }, (_, index) =>
    on(`e${index}`, `2026-07-${String((index % 28) + 1).padStart(2, "0")}`, {
      kind: kindOf(index),
    }),
  );

test("a crowded lane stays low: what has no room is counted, nothing is lost", () => {
  for (const count of [20, 90, 390, 900]) {
    const { items, bubbles, height } = placing.place(page(...crowd(count)), sheet, WISH);
    const counted = bubbles.flatMap(({ events }) => events.map(({ id }) => id));
    const seen = [...items.map(({ event }) => event.id), ...counted];
    assert.equal(seen.length, count);
    assert.equal(new Set(seen).size, count);
    assert.ok(height <= 15 * placing.ROW);
    for (const one of items)
      for (const bubble of bubbles)
        if (one.y === bubble.y)
          assert.ok(one.to < bubble.x - bubble.size / 2 || one.from > bubble.x + bubble.size / 2);
  }
});

test("a circle counts two events or more, and a long bar is not drawn through it", () => {
  const half = (
    /** @type {string} */ id,
    /** @type {string} */ from,
    /** @type {string} */ to,
  ) => ({
    ...on(id, from),
    spans: /** @type {[number, number][]} */ ([[day(from), day(to)]]),
  });
  const chronologies = [
    [half("long", "2026-02-01", "2026-11-01")],
    [half("long", "2026-02-01", "2026-11-01"), on("short", "2026-12-20")],
    [half("long", "2026-02-01", "2026-11-01"), on("short", "2026-08-20")],
    [half("long", "2026-02-01", "2026-11-01"), on("a", "2026-08-20"), on("b", "2026-08-21")],
    [half("long", "2026-02-01", "2026-11-01"), half("other", "2026-06-01", "2026-12-01")],
  ];
  for (const records of chronologies) {
    const folded = { ...WISH, folded: new Set(["meeting"]) };
    const { items, bubbles } = placing.place(page(...records), sheet, folded);
    const ids = [...items.map(({ event }) => event), ...bubbles.flatMap(({ events }) => events)];
    assert.equal(ids.length, records.length);
    for (const { events } of bubbles) assert.ok(events.length > 1);
    const boxes = [
      ...items.map(({ from, to }) => [from, to]),
      ...bubbles.map(({ x, size }) => [x - size / 2, x + size / 2]),
    ].sort(([one = 0], [other = 0]) => one - other);
    boxes.forEach(([from = 0], at) => assert.ok(at === 0 || from >= (boxes[at - 1]?.[1] ?? 0)));
  }
});

test("what is important keeps its label where there is no room for all", () => {
  const events = page(...crowd(200, (index) => (index === 150 ? "visit" : "meeting")));
  const { items } = placing.place(events, sheet, { ...WISH, facet: "none" });
  assert.ok(items.some(({ event, text }) => event.id === "e150" && text));
});

test("lanes are in the order that is asked for, and a folded one only counts", () => {
  const events = page(
    on("one", "2026-03-01", { kind: "visit" }),
    on("two", "2026-05-01", { kind: "meeting" }),
    on("three", "2026-05-02", { kind: "visit" }),
  );
  const order = (/** @type {Partial<Wish>} */ more) =>
    placing.place(events, sheet, { ...WISH, ...more }).lanes.map(({ value }) => value);
  assert.deepEqual(order({}), ["meeting", "visit"]);
  assert.deepEqual(order({ order: "most" }), ["visit", "meeting"]);
  assert.deepEqual(order({ order: "first" }), ["visit", "meeting"]);
  const folded = placing.place(events, sheet, { ...WISH, folded: new Set(["visit"]) });
  const inside = folded.items.filter(({ event }) => event.kind === "visit");
  assert.ok(inside.every(({ text }) => text === ""));
  assert.equal(folded.lanes[1]?.height, 44);
});

test("what the chronology calls important keeps its label, whatever its kind", () => {
  const events = many(300).map((event, index) => ({
    ...event,
    kind: "meeting",
    ...(index % 60 === 7 ? { importance: /** @type {const} */ ("high") } : {}),
  }));
  const { items } = placing.place(page(...events), sheet, WISH);
  const labelled = items.filter(({ text }) => text).map(({ event }) => event.id);
  for (const { id } of events.filter((event) => "importance" in event))
    assert.ok(labelled.includes(id), id);
});
