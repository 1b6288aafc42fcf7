import assert from "node:assert/strict";
import { test } from "node:test";
import * as days from "../../../timeline/exporters/html/assets/days.js";
import { ticks } from "../../../timeline/exporters/html/assets/axis.js";
import { spread } from "../../../timeline/exporters/html/assets/sheet.js";
import { day, FONTS, page, sheetOf } from "./chronology.js";

test("days are read and written in any year", () => {
  for (const iso of ["0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"])
    assert.equal(days.iso(day(iso)), iso);
  assert.equal(day("1970-01-01"), 0);
  assert.equal(days.parse("2023-02-29"), null);
  assert.equal(days.parse("no day"), null);
  assert.equal(days.parse(null), null);
});

test("a moment is stamped to the minute, a whole day by its date", () => {
  assert.equal(days.stamp(day("2026-12-01") + 0.5), "2026-12-01T12:00");
  assert.equal(days.stamp(day("2026-12-01")), "2026-12-01");
  assert.equal(days.parseStamp("2026-12-01T12:00"), day("2026-12-01") + 0.5);
  assert.equal(days.parseStamp("2026-12-01T24:00"), null);
});

test("units begin where the calendar says", () => {
  const begin = (/** @type {days.UnitName} */ unit, /** @type {string} */ iso) =>
    days.iso(days.units[unit].floor(day(iso)));
  assert.equal(begin("week", "2026-11-29"), "2026-11-23"); // a Sunday
  assert.equal(begin("month", "2024-02-29"), "2024-02-01");
  assert.equal(begin("quarter", "2026-11-29"), "2026-10-01");
  assert.equal(begin("decade", "1999-12-31"), "1990-01-01");
  assert.equal(begin("decade", "-000001-06-01"), "-000010-01-01");
  assert.deepEqual(days.beginnings("month", day("2025-12-15"), day("2026-02-01")).map(days.iso), [
    "2025-12-01",
    "2026-01-01",
    "2026-02-01",
  ]);
});

test("the axis says the year once, and again where the view begins", () => {
  page();
  const found = ticks(sheetOf("2025-11-01", "2026-03-01"), FONTS);
  const lines = found.map(({ lines: said }) => said.join(" "));
  assert.ok(lines.some((text) => text.startsWith("2026")));
  assert.ok(lines.filter((text) => text.startsWith("2026")).length === 1);
});

test("no label of the axis runs into the next one, at any zoom", () => {
  page();
  for (const width of [320, 700, 1400])
    for (let length = 0.5; length < 2e6; length *= 1.7)
      for (const shift of [0, 0.37]) {
        const begin = day("2026-11-28") + shift * length;
        const sheet = spread([begin, begin + length], { width, today: null, margin: 0.35 });
        for (const line of [0, 1]) {
          let last = -Infinity;
          for (const { day: at, lines } of ticks(sheet, FONTS)) {
            const text = lines.length > 1 ? lines[line] : line ? lines[0] : undefined;
            if (text === undefined) continue;
            const x = sheet.x(at) + 6;
            assert.ok(x >= last, `${text} at ${length} days in ${width} pixels`);
            last = x + FONTS.width(text);
          }
        }
      }
});

test("years before the first are written as such", () => {
  page();
  const found = ticks(sheetOf("-000060-01-01", "0020-01-01"), FONTS);
  const texts = found.flatMap(({ lines }) => lines);
  assert.ok(texts.includes("51 BCE") && texts.includes("11 BCE") && texts.includes("10"));
  assert.ok(texts.every((text) => !text.includes("-") && text !== "0"));
});
