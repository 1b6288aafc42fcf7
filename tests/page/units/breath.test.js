import assert from "node:assert/strict";
import { test } from "node:test";
import { restAfter } from "../../../timeline/exporters/html/assets/breath.js";

const FRAME = 1000 / 60; // milliseconds

test("a gesture with long drawings has at least twenty-four frames for each late one", () => {
  for (const took of [25, 50, 100, 400]) assert.ok(restAfter(took) / FRAME >= 24, String(took));
});

test("at most a quarter of a gesture is for drawing, and quick drawings come often", () => {
  for (const took of [1, 10, 20, 500]) assert.ok(restAfter(took) >= 4 * took, String(took));
  assert.ok(restAfter(10) < 10 * FRAME);
});
