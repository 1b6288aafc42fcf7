/* Highlights of search results in the list, by ranges, so that no elements are added. */
import { byId } from "./events.js";
import * as search from "./search.js";

const NAME = "hits";
const MOST = 2000; // ranges

/**
 * Mark the words and phrases of a query in an element.
 *
 * @param {HTMLElement} root
 * @param {string} query
 */
export function mark(root, query) {
  if (typeof Highlight === "undefined" || !CSS.highlights) return;
  const asked = search.termsOf(query);
  const terms = asked.map(({ text }) => text);
  CSS.highlights.delete(NAME);
  if (!terms.length) return;
  const ranges = datesOf(root, asked);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && ranges.length < MOST)
    for (const [from, to] of found(texts.currentNode.nodeValue ?? "", terms)) {
      const range = new StaticRange({
        startContainer: texts.currentNode,
        startOffset: from,
        endContainer: texts.currentNode,
        endOffset: to,
      });
      ranges.push(range);
    }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

/**
 * The dates of events that were found by a date, which they may give in other words.
 *
 * @param {HTMLElement} root
 * @param {import("./search.js").Term[]} terms
 */
function datesOf(root, terms) {
  if (!terms.some(({ periods }) => periods.length)) return [];
  return [...root.querySelectorAll("li.event")].slice(0, MOST).flatMap((row) => {
    const event = byId.get(row.id);
    const date = row.querySelector(".when")?.firstChild; // what follows is not the date
    if (!date || !event || !terms.some((term) => search.isWithin(event, term))) return [];
    const all = { startOffset: 0, endOffset: date.nodeValue?.length ?? 0 };
    return [new StaticRange({ startContainer: date, endContainer: date, ...all })];
  });
}

/**
 * The places of folded terms in the original text.
 *
 * @param {string} text
 * @param {string[]} terms
 * @returns {[from: number, to: number][]}
 */
export function found(text, terms) {
  let folded = "";
  /** @type {number[]} */
  const places = []; // of each folded letter, the place of the written one
  let place = 0;
  for (const letter of text) {
    for (const each of search.fold(letter)) {
      folded += each;
      places.push(...Array(each.length).fill(place));
    }
    place += letter.length;
  }
  places.push(text.length);
  /** @type {[number, number][]} */
  const ranges = [];
  for (const term of terms)
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      const [from, to] = [places[at], places[at + term.length]];
      if (from !== undefined && to !== undefined) ranges.push([from, Math.max(to, from + 1)]);
    }
  return ranges;
}
