import assert from "node:assert/strict";
import { test } from "node:test";
import * as wrapping from "../../../timeline/exporters/html/assets/wrapping.js";

const width = (/** @type {string} */ text) => [...text.replaceAll("\u00ad", "")].length;

test("a text breaks at its spaces, and not at those that do not break", () => {
  assert.deepEqual(wrapping.lines("Diplomatic relations", 10, width), ["Diplomatic", "relations"]);
  assert.deepEqual(wrapping.lines("Kazakhstan\u00a0– Serbia", 14, width), [
    "Kazakhstan\u00a0–",
    "Serbia",
  ]);
  assert.deepEqual(wrapping.lines("a b c", 20, width), ["a b c"]);
});

test("a word that is too long is hyphenated, with three letters on either side", () => {
  const lines = wrapping.lines("Дипломатические связи", 10, width);
  assert.deepEqual(lines, ["Дипломати-", "ческие", "связи"]);
  assert.ok(lines.every((line) => width(line) <= 10));
  assert.deepEqual(wrapping.lines("abcdef", 5, width), ["abc-", "def"]);
  assert.deepEqual(wrapping.lines("abcde", 4, width), ["abcde"]);
});

test("only words that are too long may be hyphenated", () => {
  assert.equal(wrapping.hyphenated("short longword", 6, width), "short lon\u00adg\u00adw\u00adord");
  assert.equal(wrapping.hyphenated("short words", 8, width), "short words");
});

test("Chinese breaks between characters, Arabic words are never parted", () => {
  assert.deepEqual(wrapping.lines("欧洲安全与合作组织", 5, width), ["欧洲安全与", "合作组织"]);
  assert.deepEqual(wrapping.lines("والتعاون الدولي", 5, width), ["والتعاون", "الدولي"]);
  assert.deepEqual(wrapping.words("منظمة 欧洲"), ["منظمة", "欧", "洲"]);
});

test("marks stay with their letters", () => {
  const parted = wrapping.hyphenated("e\u0301lectrification", 5, width);
  assert.ok(!/\u00ad\p{M}/u.test(parted));
  assert.equal(parted.replaceAll("\u00ad", ""), "e\u0301lectrification");
});
