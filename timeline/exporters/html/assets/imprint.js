/* The publisher of the page, its terms of use, and the date of its data. */
import * as dom from "./dom.js";
import { data } from "./events.js";
import * as i18n from "./i18n.js";

export function draw() {
  dom.join(dom.element("_imprint"), (data.imprint ?? []).map(sentence));
}

/** @param {{ words: number, url?: string }} line */
function sentence({ words, url }) {
  const said = dom.make(url ? "a" : "span", "", i18n.phrase(words));
  said.dir = "auto";
  if (said instanceof HTMLAnchorElement && url) said.href = url;
  return said;
}

/** The sentences and the address of the page, in one line for paper and pictures. */
export function line() {
  const address = data.url ?? (location.protocol.startsWith("http") ? location.href : "");
  const sentences = (data.imprint ?? []).map(({ words, url }) => {
    const said = i18n.phrase(words);
    return url?.startsWith("http") && !said.includes(url) ? `${said} (${url})` : said;
  });
  return [...sentences, ...(address ? [address] : [])].join(" · ");
}
