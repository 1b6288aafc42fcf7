import assert from "node:assert/strict";
import { test } from "node:test";

import { begin } from "../../../timeline/exporters/html/assets/events.js";
import { number } from "../../../timeline/exporters/html/assets/i18n.js";
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

test("counts have the digits of the language, in groups of three", () => {
  const counts = (/** @type {object} */ language) => {
    begin(/** @type {any} */ ({ languages: [language], phrases: [] }));
    return [999, 1000, 12345, 1234567].map(number);
  };
  const english = { tag: "en", group: ",", groupedFrom: 1000 };
  assert.deepEqual(counts(english), ["999", "1,000", "12,345", "1,234,567"]);
  const polish = { tag: "pl", group: "\u00a0", groupedFrom: 10000 };
  assert.deepEqual(counts(polish).slice(1, 3), ["1000", "12\u00a0345"]);
  const persian = { tag: "fa", group: "٬", groupedFrom: 1000, digits: "۰۱۲۳۴۵۶۷۸۹" };
  assert.deepEqual(counts(persian).slice(1, 3), ["۱٬۰۰۰", "۱۲٬۳۴۵"]);
});
