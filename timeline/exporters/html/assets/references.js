/* Citations of sources in Chicago, ISO 690, GOST R 7.0.5, BibTeX and CSL-JSON. */
import * as i18n from "./i18n.js";
import { COMMANDS } from "./latex.js";

/** @import { SourceRecord } from "./records.js" */

/** @type {Record<string, (source: SourceRecord, key: string) => string>} */
const STYLES = { Chicago: chicago, "ISO 690": iso690, "GOST R 7.0.5": gost, BibTeX: bibtex };

/** The names of the styles, as readers know them. */
export const NAMES = [...Object.keys(STYLES), "CSL-JSON"];

/**
 * Some sources of an event in one of the styles; their keys begin with its id.
 *
 * @param {SourceRecord[]} sources
 * @param {string} style
 * @param {string} event
 */
export function references(sources, style, event) {
  const key = (/** @type {number} */ index) => `${event}-${index + 1}`;
  if (style === "CSL-JSON")
    return JSON.stringify(
      sources.map((source, index) => csl(source, key(index))),
      null,
      1,
    );
  const write = STYLES[style];
  return write ? sources.map((source, index) => write(source, key(index))).join("\n") : "";
}

/** @param {(string | false | undefined)[]} parts */
const sentences = (parts) =>
  parts
    .filter(Boolean)
    .map((part) => (/[.!?…”»]$/.test(String(part)) ? part : `${part}.`))
    .join(" ");

/** @param {number | undefined} phrase */
const words = (phrase) => (phrase === undefined ? "" : i18n.phrase(phrase));

/** @param {SourceRecord} source */
function chicago({ publisher, document, published, paragraph, quote, url, accessed }) {
  return sentences([
    publisher,
    `“${document}.”`,
    words(published),
    paragraph && `Para. ${paragraph}`,
    quote && `“${quote}”`,
    accessed !== undefined && `Accessed ${words(accessed)}`,
    url,
  ]);
}

/** @param {SourceRecord} source */
function iso690({ publisher, document, published, paragraph, quote, url, accessed }) {
  const viewed = accessed === undefined ? "" : ` [viewed ${words(accessed)}]`;
  return sentences([
    publisher?.toLocaleUpperCase(),
    `${document}${url ? " [online]" : ""}`,
    `${words(published)}${viewed}`.trim(),
    paragraph && `Para. ${paragraph}`,
    quote && `“${quote}”`,
    url && `Available from: ${url}`,
  ]);
}

/** @param {SourceRecord} source */
function gost({ publisher, document, issued, paragraph, quote, url, read }) {
  const visited = read ? ` (дата обращения: ${numbers(read)})` : "";
  return sentences([
    `${document}${url ? " [Электронный ресурс]" : ""}${publisher ? ` // ${publisher}` : ""}`,
    issued && numbers(issued),
    paragraph && `Абз. ${paragraph}`,
    quote && `«${quote}»`,
    url && `URL: ${url}${visited}`,
  ]);
}

/**
 * A day as 22.11.2026; any other date in EDTF.
 *
 * @param {string} date
 */
const numbers = (date) => date.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3.$2.$1");

/**
 * @param {SourceRecord} source
 * @param {string} key
 */
function bibtex({ publisher, document, issued, paragraph, quote, url, read, language }, key) {
  const note = [paragraph && `para. ${paragraph}`, quote && `“${quote}”`].filter(Boolean);
  /** @type {[string, string | undefined][]} */
  const fields = [
    ["title", `{${escaped(document)}}`],
    ["organization", publisher && `{${escaped(publisher)}}`],
    ["date", issued],
    ["url", url?.replace(/[{}\\]/g, encodeURIComponent)],
    ["urldate", read],
    ["langid", language],
    ["note", escaped(note.join(": "))],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}},\n`] : []));
  return `@${url ? "online" : "misc"}{${key},\n${lines.join("")}}\n`;
}

/**
 * As LaTeX prints it; the exporter of BibTeX escapes the same signs.
 *
 * @param {string} text
 */
const escaped = (text) =>
  text.replace(/\s+/g, " ").replace(/[^\p{L}\p{N}\s]/gu, (sign) => COMMANDS[sign] ?? sign);

/**
 * @param {SourceRecord} source
 * @param {string} key
 */
const csl = ({ publisher, document, issued, paragraph, quote, url, read, language }, key) => ({
  id: key,
  type: url ? "webpage" : "document",
  title: document,
  publisher,
  issued: dated(issued),
  accessed: dated(read),
  URL: url,
  language,
  note: [paragraph && `para. ${paragraph}`, quote].filter(Boolean).join(": ") || undefined,
});

/**
 * Year, month and day as numbers; in EDTF, if they cannot express the date.
 *
 * The exporter of CSL-JSON also has parts for seasons and intervals: it has the value of the date,
 * the page only its notation, which programs that read CSL-JSON accept as well.
 *
 * @param {string | undefined} date
 */
function dated(date) {
  if (date === undefined) return undefined;
  const isPlain = /^\d{4}(-\d\d){0,2}$/.test(date) && Number(date.slice(5, 7)) <= 12;
  return isPlain ? { "date-parts": [date.split("-").map(Number)] } : { raw: date };
}
