/* Sources as the list and the panel show them. */
import * as dom from "./dom.js";
import * as i18n from "./i18n.js";

/** @import { SourceRecord } from "./records.js" */

const template = dom.element("_source", HTMLTemplateElement).content;

/**
 * A source as a list item: what it is, where in it, what it says of the date, its address.
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
  dom.join(slot("details"), [
    source.publisher && dom.node(source.publisher, source.language),
    source.published !== undefined && dom.node(i18n.phrase(source.published)),
    source.paragraph && dom.spoken("paragraph", { number: source.paragraph }),
    source.accessedWords !== undefined &&
      dom.spoken("accessed", { date: i18n.phrase(source.accessedWords) }),
  ]);
  slot("quote").textContent = quote(source.wording ?? "", source.quote ?? "");
  dom.mark(slot("quote"), source.language);
  if (source.note) dom.put(slot("remark"), source.note);
  slot("address").textContent = source.url ?? "";
  for (const part of [...made.children]) if (!part.textContent) part.remove();
  return made;
}

/**
 * What a source says: its words for the date, if they do not stand in the quoted text.
 *
 * @param {string} wording
 * @param {string} said
 */
const quote = (wording, said) =>
  said.includes(wording) ? said : [wording, said].filter(Boolean).join(" … ");
