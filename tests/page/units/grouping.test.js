import assert from "node:assert/strict";
import { test } from "node:test";
import * as grouping from "../../../timeline/exporters/html/assets/grouping.js";
import * as placing from "../../../timeline/exporters/html/assets/placing.js";
import { FONTS, on, page, sheetOf } from "./chronology.js";

/**
 * @import { Wanted } from "../../../timeline/exporters/html/assets/grouping.js"
 * @import { Wish } from "../../../timeline/exporters/html/assets/placing.js"
 */

const NONE = () => ({
  kind: new Set(),
  party: new Set(),
  place: new Set(),
  series: new Set(),
  status: new Set(),
});
const sheet = sheetOf("2026-01-01", "2027-01-01");

const events = () =>
  page(
    on("visit", "2026-03-01", { parties: ["RS", "KZ"] }),
    on("three", "2026-05-01", { parties: ["KZ", "RS", "HU"] }),
    on("five", "2026-06-01", { parties: ["KZ", "RS", "HU", "FR", "un"] }),
    on("alone", "2026-07-01", { parties: ["KZ"] }),
    on("nobody", "2026-08-01"),
  );

/**
 * The lanes with their events, by the names of the lanes.
 *
 * @param {Partial<Wanted> & Pick<Wanted, "facet">} wanted
 */
const lanes = (wanted) =>
  Object.fromEntries(
    grouping
      .lanesOf(events(), { filters: NONE(), ...wanted })
      .map(({ name, events: inside }) => [name, inside.map(({ id }) => id)]),
  );

test("an event is in the lane of each of its parties", () => {
  assert.deepEqual(lanes({ facet: "party" }), {
    Serbia: ["visit", "three", "five"],
    Kazakhstan: ["visit", "three", "five", "alone"],
    Hungary: ["three", "five"],
    France: ["five"],
    "United Nations": ["five"],
    "Not stated": ["nobody"],
  });
});

test("a lane of a pair has what both of its parties take part in, in whichever order", () => {
  assert.deepEqual(lanes({ facet: "pair" }), {
    "Serbia\u00a0– Kazakhstan": ["visit", "three"],
    "Serbia\u00a0– Hungary": ["three"],
    "Kazakhstan\u00a0– Hungary": ["three"],
    "More than 4 parties": ["five"],
    "Fewer than two parties": ["alone", "nobody"],
  });
});

test("where parties are filtered for, only their lanes and pairs are shown", () => {
  const filters = { ...NONE(), party: new Set(["HU"]) };
  const some = events().filter(({ parties }) => parties.includes("HU") && parties.length < 5);
  const names = (/** @type {"party" | "pair"} */ facet) =>
    grouping.lanesOf(some, { facet, filters }).map(({ name }) => name);
  assert.deepEqual(names("party"), ["Hungary"]);
  assert.deepEqual(names("pair"), ["Serbia\u00a0– Hungary", "Kazakhstan\u00a0– Hungary"]);
});

test("two lanes that are compared are the only ones, in the order in which they were chosen", () => {
  events();
  const compared = grouping.comparable("party", ["HU", "KZ"]);
  assert.deepEqual(Object.keys(lanes({ facet: "party", compared })), ["Hungary", "Kazakhstan"]);
  const pairs = grouping.comparable("pair", ["RS*KZ", "-"]);
  assert.deepEqual(Object.keys(lanes({ facet: "pair", compared: pairs })), [
    "Serbia\u00a0– Kazakhstan",
    "Fewer than two parties",
  ]);
});

test("only two lanes of the chronology are compared, and no lane with itself", () => {
  events();
  for (const keys of [
    ["KZ"],
    ["KZ", "KZ"],
    ["KZ", "XX"],
    ["KZ", "RS", "HU"],
    ["KZ", "constructor"],
  ])
    assert.deepEqual(grouping.comparable("party", keys), []);
  assert.deepEqual(grouping.comparable("none", ["KZ", "RS"]), []);
});

test("an event of two compared lanes is one of the events that are shown", () => {
  const some = grouping.among(events(), "party", ["KZ", "RS"]);
  assert.deepEqual(
    some.map(({ id }) => id),
    ["visit", "three", "five", "alone"],
  );
});

test("a compared lane without an event in view keeps its place", () => {
  /** @type {Wish} */
  const wish = { facet: "party", filters: NONE(), fonts: FONTS, compared: ["FR", "KZ"] };
  const march = sheetOf("2026-02-20", "2026-03-10");
  const { lanes: placed, items } = placing.place(events(), march, wish);
  assert.deepEqual(
    placed.map(({ value }) => value),
    ["FR", "KZ"],
  );
  assert.ok(placed.every(({ height }) => height > 0));
  assert.deepEqual(
    items.map(({ event, lane }) => [event.id, lane.value]),
    [["visit", "KZ"]],
  );
});

test("the marks of an event are one above the other, each in a row of its own lane", () => {
  const placed = placing.place(events(), sheet, { facet: "party", filters: NONE(), fonts: FONTS });
  const marks = placed.items.filter(({ event }) => event.id === "three");
  assert.equal(new Set(marks.map(({ y }) => y)).size, 3);
  assert.equal(new Set(marks.map(({ first }) => first)).size, 1);
});
