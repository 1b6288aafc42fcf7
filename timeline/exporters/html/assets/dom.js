/* Find and make elements of the page, and fill them with texts marked with their language. */
import * as i18n from "./i18n.js";

/** @import { Texts } from "./events.js" */

/**
 * The element of the template that has an id.
 *
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {abstract new (...given: never[]) => T} [type]
 */
export const element = (id, type) => part(document, `#${id}`, type);

/**
 * The first element within another that a selector matches.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {abstract new (...given: never[]) => T} [type]
 * @returns {T}
 */
export function part(root, selector, type) {
  const found = root.querySelector(selector);
  if (!found || (type && !(found instanceof type))) throw new Error(`there is no ${selector}`);
  return /** @type {T} */ (found);
}

/**
 * The ancestor of an event's target, or the target itself, that a selector matches.
 *
 * @template {Element} T
 * @param {Event} event
 * @param {string} selector
 * @param {abstract new (...given: never[]) => T} type
 * @returns {T | null}
 */
export function closest({ target }, selector, type) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof type ? found : null;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} [className]
 * @param {...(Node | string)} children
 */
export function make(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * @param {string} className
 * @param {() => void} act
 * @param {...(Node | string)} children
 */
export function makeButton(className, act, ...children) {
  const button = make("button", "", ...children);
  button.type = "button";
  if (className) button.className = className;
  button.addEventListener("click", act);
  return button;
}

/**
 * Show a text in an element, with its own language and direction.
 *
 * @template {HTMLElement} T
 * @param {T} shown
 * @param {Texts | undefined} texts
 */
export function put(shown, texts) {
  const { text, tag } = i18n.pick(texts);
  shown.textContent = text;
  mark(shown, tag);
  return shown;
}

/**
 * Show a word of the interface in an element.
 *
 * @template {HTMLElement} T
 * @param {T} shown
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(shown, key, values) {
  shown.textContent = i18n.word(key, values);
  mark(shown, i18n.wordsIn());
  return shown;
}

/** @param {string | null | undefined} tag */
const isForeign = (tag) => Boolean(tag) && tag !== "und" && tag !== i18n.language();

/**
 * @param {HTMLElement} shown
 * @param {string | null | undefined} tag
 */
export function mark(shown, tag) {
  if (tag && isForeign(tag)) shown.lang = tag;
  else shown.removeAttribute("lang");
  shown.dir = "auto";
}

/**
 * A text as a node, in a separate element if its language is not the page's.
 *
 * @param {string} text
 * @param {string | null} [tag]
 */
export function node(text, tag) {
  if (!isForeign(tag)) return document.createTextNode(text);
  const shown = make("span", "", text);
  mark(shown, tag);
  return shown;
}

/**
 * A word of the interface as such a node.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const spoken = (key, values) => node(i18n.word(key, values), i18n.wordsIn());

/**
 * The nodes that are not empty, with a separator between them.
 *
 * @param {(Node | "" | false | null | undefined)[]} nodes
 * @param {string} [separator]
 */
export function joined(nodes, separator = " · ") {
  const there = nodes.filter((each) => each instanceof Node && each.textContent);
  return /** @type {Node[]} */ (there).flatMap((each, at) => (at ? [separator, each] : [each]));
}

/**
 * Fill an element with such nodes.
 *
 * @param {HTMLElement} shown
 * @param {Parameters<typeof joined>} nodes
 */
export const join = (shown, ...nodes) => shown.replaceChildren(...joined(...nodes));

/**
 * Nodes one after the other, as one.
 *
 * @param {Node[]} nodes
 */
export function listed(nodes) {
  const shown = make("span");
  join(shown, nodes, i18n.word("comma"));
  return shown;
}

/** Fill every element with `data-word` (a key for its text) or `data-label` (for its label). */
export function fill() {
  /**
   * @param {string} name
   * @param {(shown: HTMLElement, key: string) => void} use
   */
  const each = (name, use) => {
    for (const shown of document.querySelectorAll(`[data-${name}]`))
      if (shown instanceof HTMLElement) use(shown, shown.dataset[name] ?? "");
  };
  each("word", (shown, key) => say(shown, key));
  each("label", (shown, key) => shown.setAttribute("aria-label", i18n.word(key)));
  each("hint", (shown, key) => shown.setAttribute("placeholder", i18n.word(key)));
}

/** Call a function whenever the reader's colours change. */
export function onColours(/** @type {() => void} */ act) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    window.matchMedia(query).addEventListener("change", act);
}
