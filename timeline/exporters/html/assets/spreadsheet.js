/* Events as a table for spreadsheets. */
import * as describing from "./describing.js";
import { data, edtfOf, sourcesOf } from "./events.js";
import * as files from "./files.js";
import * as i18n from "./i18n.js";
import * as search from "./search.js";

/** @import { PageEvent } from "./events.js" */

const HEAD = ["id", "title", "date", "edtf", "kind", "status", "place", "parties", "sources"];

// The rule of the CSV exporter: spaces and quotes before a sign do not make it harmless, and
// the full-width signs begin a formula in Japanese spreadsheets.
// eslint-disable-next-line no-control-regex -- control characters are searched for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]/g;
const FORMULA = /^[\s']*[=+\-@\t\uff1d\uff0b\uff0d\uff20]/;

/** @param {string} value */
function cell(value) {
  const text = value.replace(/\r\n?/g, "\n").replace(CONTROL, "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** @param {PageEvent} event */
const row = (event) => [
  event.id,
  i18n.pick(event.title).text,
  i18n.phrase(event.date),
  edtfOf(event),
  search.name("kind", event.kind),
  search.name("status", event.status),
  describing.place(event),
  event.parties.map((party) => search.name("party", party)).join("; "),
  sourcesOf(event)
    .map((source) => source.url ?? source.document)
    .join(" "),
];

/**
 * Save some events as a table; possible formulas are escaped.
 *
 * @param {PageEvent[]} shown
 */
export function save(shown) {
  const lines = [HEAD, ...shown.map(row)].map((values) => values.map(cell).join(","));
  // With the byte order mark, Excel reads the file as UTF-8.
  files.save(`${data.calendar}.csv`, `\ufeff${lines.join("\r\n")}\r\n`, "text/csv");
}
