import assert from "node:assert/strict";
import { test } from "node:test";

import { begin } from "../../../timeline/exporters/html/assets/events.js";
import { preferred } from "../../../timeline/exporters/html/assets/languages.js";

/** @param {string[]} tags */
const page = (...tags) =>
  begin(/** @type {any} */ ({ languages: tags.map((tag) => ({ tag })), phrases: [] }));

test("the first language of the reader that the page has is chosen", () => {
  page("en", "ru", "kk");
  assert.equal(preferred(["tr-TR", "ru-RU", "en"]), "ru");
  assert.equal(preferred(["en-US"]), "en");
  assert.equal(preferred(["tr", "xx-invalid-tag-"]), null);
});

test("the script is the one that the reader's language is written in", () => {
  page("sr-Latn", "sr-Cyrl", "zh");
  assert.equal(preferred(["sr"]), "sr-Cyrl");
  assert.equal(preferred(["sr-Latn-RS"]), "sr-Latn");
  assert.equal(preferred(["sr-ME"]), "sr-Latn");
  assert.equal(preferred(["zh-CN"]), "zh");
});
