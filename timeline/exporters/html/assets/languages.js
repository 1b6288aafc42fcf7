/* The language in which the page opens, and the reader's choice. */
import { data } from "./events.js";

const KEPT = "timeline-language";

/** @type {string | null} */
let asked = null; // by the address, or by the reader on this page
/** @type {string | null} */
let kept = null; // where the browser keeps nothing

/** The language that the address or the reader chose; null if the page chose it. */
export const chosen = () => asked;

/**
 * The language for an address: the one that it names, else the reader's earlier choice, else the
 * browser's preference, else the first of the page.
 *
 * @param {string | null} tag
 */
export function opening(tag) {
  asked = tagOf(tag) ?? tagOf(kept) ?? null;
  return (
    asked ?? tagOf(remembered()) ?? preferred(navigator.languages) ?? data.languages[0]?.tag ?? ""
  );
}

/**
 * Store the reader's choice for the next visit.
 *
 * @param {string} tag
 */
export function remember(tag) {
  asked = kept = tag;
  try {
    localStorage.setItem(KEPT, tag);
  } catch {
    // Nothing can be stored in a private window or a sandboxed frame.
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** @param {string | null} tag */
const tagOf = (tag) => data.languages.find((each) => each.tag === tag)?.tag;

/**
 * The language of the page that matches the first of the tags with a match.
 *
 * @param {readonly string[]} tags
 */
export function preferred(tags) {
  for (const tag of tags) {
    const wanted = parts(tag);
    const same = data.languages.filter((each) => parts(each.tag).language === wanted.language);
    const found = same.find((each) => parts(each.tag).script === wanted.script) ?? same[0];
    if (found) return found.tag;
  }
  return null;
}

/** @param {string} tag */
function parts(tag) {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return { language, script };
  } catch {
    return { language: tag, script: "" };
  }
}
