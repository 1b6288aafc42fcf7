/* Texts in lines: words are never split without a hyphen. */

/** @typedef {(text: string) => number} Measure the width of a text in pixels */

const SHY = "\u00ad"; // a hyphen that shows only where a line breaks
const FEWEST = 3; // letters of a word before and after a hyphen

const UNJOINED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // break anywhere
const JOINED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u; // are not hyphenated

/**
 * The words of a text between which a line may break; not at no-break spaces.
 *
 * @param {string} text
 */
export const words = (text) =>
  text.split(/[ \n\t]+/).flatMap((word) => (UNJOINED.test(word) ? [...word] : [word]));

/**
 * A text in which words wider than `room` may be hyphenated.
 *
 * @param {string} text
 * @param {number} room
 * @param {Measure} width
 */
export const hyphenated = (text, room, width) =>
  text.replace(/[^ \n\t]+/g, (word) => (width(word) > room ? parted(word) : word));

/** @param {string} word */
function parted(word) {
  if (UNJOINED.test(word) || JOINED.test(word)) return word;
  const letters = word.match(/\P{M}\p{M}*/gu) ?? [];
  const isBetween = (/** @type {number} */ at) => {
    const around = letters.slice(at - FEWEST, at + FEWEST);
    return around.length === 2 * FEWEST && around.every((letter) => /^\p{L}/u.test(letter));
  };
  return letters.map((letter, at) => (isBetween(at) ? SHY + letter : letter)).join("");
}

/**
 * A text in lines that fit, if its words do.
 *
 * @param {string} text
 * @param {number} room
 * @param {Measure} width
 * @returns {string[]}
 */
export function lines(text, room, width) {
  /** @type {string[]} */
  const found = [];
  for (const word of text.split(/[ \n\t]+/).flatMap((each) => pieces(each, room, width))) {
    const last = found.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && width(longer) <= room) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

/**
 * A word, in pieces if it is wider than a line.
 *
 * @param {string} word
 * @param {number} room
 * @param {Measure} width
 * @returns {string[]}
 */
function pieces(word, room, width) {
  if (width(word) <= room) return [word];
  const isHyphened = !UNJOINED.test(word);
  const parts = isHyphened ? parted(word).split(SHY) : [...word];
  /** @type {string[]} */
  const found = [];
  for (const part of parts) {
    const last = found.at(-1) ?? "";
    if (last && width(`${last}${part}${isHyphened ? "-" : ""}`) <= room)
      found[found.length - 1] = last + part;
    else found.push(part);
  }
  return found.map((piece, at) => (isHyphened && at < found.length - 1 ? `${piece}-` : piece));
}
