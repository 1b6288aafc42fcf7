/* Sources, the same in the list and the panel. */
import * as dom from "./dom.js";
import { data, said } from "./events.js";
import * as i18n from "./i18n.js";

/**
 * @import { Fact, Texts } from "./events.js"
 * @import { SourceRecord } from "./records.js"
 */

const template = dom.element("_source", HTMLTemplateElement).content;

/**
 * A source as a list item: the document, the place in it, its words for the date, its address.
 *
 * @param {SourceRecord} source
 */
export function item(source) {
  const made = /** @type {HTMLElement} */ (dom.part(template, "li").cloneNode(true));
  const slot = (/** @type {string} */ name) => dom.part(made, `.${name}`);
  const document_ = dom.part(made, ".document", HTMLAnchorElement);
  document_.textContent = source.document;
  dom.mark(document_, source.language);
  if (source.url) document_.href = source.url;
  dom.join(
    slot("details"),
    data.facts.source.map((fact) => detail(source, fact)),
  );
  slot("quote").textContent = source.quote ?? "";
  dom.mark(slot("quote"), source.language);
  dom.join(
    slot("remark"),
    data.facts.source.map((fact) => remark(source, fact)),
    " ",
  );
  slot("address").textContent = source.url ?? "";
  for (const part of [...made.children]) if (!part.textContent) part.remove();
  return made;
}

/**
 * The value of a fact in the line after the document, if it belongs there.
 *
 * @param {SourceRecord} source
 * @param {Fact} fact
 */
function detail(source, { key, form, label }) {
  const value = said(source, key);
  if (value === undefined || key === "document") return null;
  if (form === "date") {
    const date = i18n.phrase(Number(value));
    return label ? dom.spoken(label, { value: date }) : dom.node(date);
  }
  if (form !== "words") return null;
  const words = [value].flat().join("; ");
  return label ? dom.spoken(label, { value: words }) : dom.node(words, source.language);
}

/**
 * A text about a source, if the fact is one.
 *
 * @param {SourceRecord} source
 * @param {Fact} fact
 */
function remark(source, { key, form }) {
  if (form !== "text") return null;
  const { text, tag } = i18n.pick(/** @type {Texts | undefined} */ (said(source, key)));
  return dom.node(text, tag);
}
