import assert from "node:assert/strict";
import { test } from "node:test";
import * as citing from "../../../timeline/exporters/html/assets/citing.js";
import { isDated, isOver } from "../../../timeline/exporters/html/assets/events.js";
import { day, on, page } from "./chronology.js";

/** @param {Parameters<typeof on>[2]} more */
function links(more) {
  const [event] = page(on("one", "2026-12-15", more));
  assert.ok(event && citing.fitsCalendar(event));
  return Object.fromEntries(
    citing.links(event).map(([name, url]) => [name, new URL(url).searchParams]),
  );
}

test("a start without an end offers an end nowhere", () => {
  const { Google, Outlook } = links({ instants: ["2026-12-15T17:30:00Z"] });
  assert.equal(Google?.get("dates"), "20261215T173000Z/20261215T173000Z");
  assert.equal(Outlook?.get("startdt"), "2026-12-15T17:30:00Z");
  assert.equal(Outlook?.get("enddt"), null);
  assert.equal(Outlook?.get("allday"), null);
});

test("hours and days have their ends, those of days the day after", () => {
  const timed = links({ instants: ["2026-12-15T05:00:00Z", "2026-12-15T06:30:00Z"] });
  assert.equal(timed.Google?.get("dates"), "20261215T050000Z/20261215T063000Z");
  assert.equal(timed.Outlook?.get("enddt"), "2026-12-15T06:30:00Z");
  const whole = links({});
  assert.equal(whole.Google?.get("dates"), "20261215/20261216");
  assert.equal(whole.Outlook?.get("enddt"), "2026-12-16");
});

test("a start without an end is not over before it has begun", () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const long = new Date(Date.now() - 7_200_000).toISOString();
  const [next, past] = page(
    on("next", "2026-12-15", { instants: [soon] }),
    on("past", "2026-12-15", { instants: [long] }),
  );
  assert.ok(next && past && isDated(next) && isDated(past));
  assert.equal(isOver(next, day("2026-12-16")), false);
  assert.equal(isOver(past, day("2026-12-14")), true);
});
