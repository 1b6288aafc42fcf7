import assert from "node:assert/strict";
import { test } from "node:test";

import { begin } from "../../../timeline/exporters/html/assets/events.js";
import { NAMES, references } from "../../../timeline/exporters/html/assets/references.js";

begin(
  /** @type {any} */ ({
    languages: [{ tag: "en", words: "en" }],
    phrases: [["20 November 2024"], ["22 November 2026"]],
  }),
);
const SOURCE = {
  document: "Statement on 50 % & more",
  publisher: "Press service",
  paragraph: "5",
  quote: "the parties agreed",
  url: "https://example.org/1",
  published: 0,
  accessed: 1,
  issued: "2024-11-20",
  read: "2026-11-22",
  language: "en",
};
const cited = (/** @type {string} */ style) => references([SOURCE], style, "visit");

test("a citation has its quotation and the day of access in every style", () => {
  for (const style of NAMES) {
    assert.match(cited(style), /the parties agreed/, style);
    assert.match(cited(style), /22 November 2026|22\.11\.2026|2026-11-22|2026,\s+11,\s+22/, style);
  }
});

test("each style has its own order", () => {
  assert.equal(
    cited("Chicago"),
    "Press service. “Statement on 50 % & more.” 20 November 2024. Para. 5. “the parties agreed” " +
      "Accessed 22 November 2026. https://example.org/1.",
  );
  assert.equal(
    cited("GOST R 7.0.5"),
    "Statement on 50 % & more [Электронный ресурс] // Press service. 20.11.2024. Абз. 5. " +
      "«the parties agreed» URL: https://example.org/1 (дата обращения: 22.11.2026).",
  );
  assert.match(cited("BibTeX"), /title = \{\{Statement on 50 \\% \\& more\}\}/);
  assert.deepEqual(JSON.parse(cited("CSL-JSON"))[0].issued, { "date-parts": [[2024, 11, 20]] });
});

test("a date that numbers cannot say stays as it is", () => {
  const [item] = JSON.parse(references([{ ...SOURCE, issued: "2024-21" }], "CSL-JSON", "visit"));
  assert.deepEqual(item.issued, { raw: "2024-21" });
});

test("BibTeX has every sign as LaTeX prints it, and an address as it is", () => {
  const url = "https://example.org/a%20b?c={d}";
  const title = "A } of 50 % ~ {\\x^2}";
  const entry = references([{ ...SOURCE, document: title, url }], "BibTeX", "visit");
  assert.match(entry, /url = \{https:\/\/example\.org\/a%20b\?c=%7Bd%7D\}/);
  const printed =
    "A \\textbraceright{} of 50 \\% \\textasciitilde{} " +
    "\\textbraceleft{}\\textbackslash{}x\\textasciicircum{}2\\textbraceright{}";
  assert.ok(entry.includes(`title = {{${printed}}}`), entry);
});
