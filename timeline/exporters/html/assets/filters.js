/* The search field, filters with counts, the current choice, and the number of events found. */
import * as days from "./days.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { data, events, given } from "./events.js";
import * as i18n from "./i18n.js";
import * as menus from "./menus.js";
import * as search from "./search.js";
import * as state from "./state.js";

/**
 * @import { Result } from "./search.js"
 * @import { Facet } from "./state.js"
 */

const ROWS = 60; // values of a facet that a menu shows at first
const MANY = 5000; // events among which a search waits for a pause in typing

const form = dom.element("_filters");
const query = dom.element("_query", HTMLInputElement);
const since = dom.element("_since", HTMLInputElement);
const until = dom.element("_until", HTMLInputElement);
const added = dom.element("_new", HTMLInputElement);
const moved = dom.element("_moved", HTMLInputElement);
const result = dom.element("_result");
const live = dom.element("_live");

/** @type {Map<Facet, HTMLDetailsElement>} */
const byFacet = new Map(
  state.FACETS.map((facet) => [
    facet,
    dom.part(form, `details[data-facet="${facet}"]`, HTMLDetailsElement),
  ]),
);

/** @type {Result | null} */
let latest = null;
let said = 0;

/** @param {Result} found */
export function draw(found) {
  latest = found;
  for (const [facet, menu] of byFacet) drawMenu(facet, menu, found.counts);
  if (document.activeElement !== query) query.value = state.now.query;
  for (const [input, day] of dated()) input.value = day === null ? "" : days.iso(day);
  drawChosen();
  const n = found.events.length;
  const all = i18n.number(events.length);
  const text = isBackwards()
    ? i18n.word("backwards")
    : n === events.length
      ? i18n.word("events", { n })
      : i18n.word("found", { n, all });
  result.textContent = text;
  dom.mark(result, i18n.wordsIn());
  window.clearTimeout(said);
  said = window.setTimeout(() => {
    live.textContent = text;
    dom.mark(live, i18n.wordsIn());
  }, 400);
}

/**
 * The fields of days, with what they hold.
 *
 * @returns {[HTMLInputElement, number | null][]}
 */
const dated = () => [
  [since, state.now.since],
  [until, state.now.until],
  [added, state.now.added],
  [moved, state.now.moved],
];

/** Whether the period ends before it begins. */
const isBackwards = () =>
  state.now.since !== null && state.now.until !== null && state.now.since > state.now.until;

/**
 * @param {Facet} facet
 * @param {HTMLDetailsElement} menu
 * @param {Result["counts"]} countsOf
 */
function drawMenu(facet, menu, countsOf) {
  const all = Object.keys(search.names(facet));
  menu.hidden = !isUseful(facet, all) && !state.now[facet].size;
  menu.classList.toggle("active", state.now[facet].size > 0);
  if (!menu.open) return;
  const counts = countsOf(facet);
  const some = all.filter((value) => counts.get(value) || state.now[facet].has(value));
  const box = dom.part(menu, ".choices");
  const active = document.activeElement;
  const focused = active instanceof HTMLInputElement && box.contains(active) ? active.value : null;
  const count = (/** @type {string} */ value) => counts.get(value) ?? 0;
  const sorted = (some.length ? some : all).sort(
    (one, other) =>
      count(other) - count(one) ||
      i18n.collator().compare(search.name(facet, one), search.name(facet, other)),
  );
  const shown = menu.dataset.whole ? sorted : sorted.slice(0, ROWS);
  box.replaceChildren(...shown.map((value) => choice(facet, value, count(value))));
  const next = sorted[ROWS];
  if (shown.length < sorted.length && next !== undefined)
    box.append(more(facet, menu, next, sorted.length - ROWS));
  if (focused !== null) focusOn(box, focused);
}

/**
 * @param {HTMLElement} box
 * @param {string} value
 */
function focusOn(box, value) {
  const input = box.querySelector(`input[value="${CSS.escape(value)}"]`);
  if (input instanceof HTMLElement) input.focus();
}

/**
 * The button that shows the rest of a long menu, from its first value on.
 *
 * @param {Facet} facet
 * @param {HTMLDetailsElement} menu
 * @param {string} first
 * @param {number} n
 */
function more(facet, menu, first, n) {
  const show = () => {
    menu.dataset.whole = "true";
    if (latest) drawMenu(facet, menu, latest.counts);
    focusOn(menu, first);
  };
  return dom.say(dom.makeButton("link", show), "more", { n });
}

/**
 * Whether a facet divides the events of this chronology, regardless of the current search.
 *
 * @param {Facet} facet
 * @param {string[]} all
 */
const isUseful = (facet, all) =>
  all.length > 1 ||
  (all.length === 1 && events.some((event) => !search.facets[facet](event).length));

/**
 * @param {Facet} facet
 * @param {string} value
 * @param {number} count
 */
function choice(facet, value, count) {
  const input = dom.make("input");
  input.type = "checkbox";
  input.value = value;
  input.checked = state.now[facet].has(value);
  input.addEventListener("change", () => toggle(facet, value, input.checked));
  const name = dom.make("span", "", search.name(facet, value));
  dom.mark(name, search.tag(facet, value));
  const label = dom.make("label", "", input, name, dom.make("span", "number", i18n.number(count)));
  if (facet === "kind") label.dataset.hue = String(given(data.kinds, value).hue);
  return label;
}

/**
 * @param {Facet} facet
 * @param {string} value
 * @param {boolean} isOn
 */
function toggle(facet, value, isOn) {
  const next = new Set(state.now[facet]);
  if (isOn) next.add(value);
  else next.delete(value);
  state.set({ [facet]: next });
}

function drawChosen() {
  const chips = [];
  for (const facet of state.FACETS)
    for (const value of state.now[facet])
      chips.push(chip(describing.named(facet, value), () => toggle(facet, value, false)));
  if (state.now.since !== null || state.now.until !== null) {
    const end = (/** @type {number | null} */ day) =>
      day === null ? "…" : i18n.date(day, "dayMonthYear");
    const period = dom.node(`${end(state.now.since)} – ${end(state.now.until)}`);
    chips.push(chip(period, () => state.set({ since: null, until: null })));
  }
  for (const [key, word] of CHANGES) {
    const day = state.now[key];
    if (day === null) continue;
    const name = dom.node(i18n.word(word, { date: i18n.date(day, "dayMonthYear") }));
    chips.push(chip(name, () => state.set({ [key]: null })));
  }
  if (chips.length || state.now.query) {
    const clear = () => {
      query.value = "";
      state.clear();
      query.focus();
    };
    chips.push(dom.say(dom.makeButton("link", clear), "clear"));
  }
  dom.element("_chosen").replaceChildren(...chips);
}

/**
 * @param {Node} name
 * @param {() => void} remove
 */
function chip(name, remove) {
  const act = () => {
    remove();
    query.focus();
  };
  const button = dom.makeButton("chip", act, name, " ×");
  button.setAttribute("aria-label", i18n.word("remove", { name: name.textContent ?? "" }));
  return button;
}

/** @type {readonly ["added" | "moved", string][]} */
const CHANGES = [
  ["added", "only_new"],
  ["moved", "only_moved"],
];

let typing = 0;
query.addEventListener("input", () => {
  window.clearTimeout(typing);
  const look = () => state.set({ query: query.value.trim() });
  typing = window.setTimeout(look, events.length > MANY ? 250 : 80);
});
form.addEventListener("submit", (event) => event.preventDefault());
since.addEventListener("change", () => state.set({ since: days.parse(since.value) }));
until.addEventListener("change", () => state.set({ until: days.parse(until.value) }));
added.addEventListener("change", () => state.set({ added: days.parse(added.value) }));
moved.addEventListener("change", () => state.set({ moved: days.parse(moved.value) }));
menus.onOpen((menu) => {
  for (const [facet, own] of byFacet)
    if (own === menu && latest) drawMenu(facet, menu, latest.counts);
});
