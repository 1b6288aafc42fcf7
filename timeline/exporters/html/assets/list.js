/* The list: rows come with the page or, of a long chronology, are made here, page by page. */
import * as breath from "./breath.js";
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { anchor, byId, events, hueOf, isDated, isOver } from "./events.js";
import * as hits from "./hits.js";
import * as i18n from "./i18n.js";
import * as paging from "./paging.js";
import * as search from "./search.js";
import * as sources from "./sources.js";
import * as stamps from "./stamps.js";
import * as state from "./state.js";

/**
 * @import { PageEvent } from "./events.js"
 * @import { Facet } from "./state.js"
 */

const root = dom.element("_list");
const head = dom.part(document, ".events-head");
const heading = dom.part(head, "h2");
const isWhole = root.dataset.whole === "true"; // all rows are in the page already

/** @type {Map<string | null, HTMLElement>} */
const rows = new Map();
/** @type {Set<string>} */
const opened = new Set(); // ids of the events whose sources the reader has opened
let shown = events;
let isGiven = false; // whether the list is still what came with the page
let isPrinting = false;
let isStale = false; // whether it was to be drawn while the table was in its place

const AT_ONCE = 40; // rows that are completed, or made, before the first paint
/** @type {Set<HTMLElement>} */
const incomplete = new Set(); // rows that came with the page, without their marks and buttons
let most = AT_ONCE; // rows that are made for now
/** @type {Set<HTMLElement>} */
const badged = new Set(); // rows with words under their dates

/** Reuse the rows that came with the page, and complete the first of them. */
export function start() {
  if (!isWhole) return;
  for (const row of root.querySelectorAll("li.event")) {
    const event = byId.get(row.id);
    if (!(row instanceof HTMLElement) || !event) continue;
    rows.set(row.id, row);
    incomplete.add(row);
    if (event.previously) badged.add(row);
    if (rows.size <= AT_ONCE) complete(row, event);
  }
  isGiven = true;
}

/** Make the rows that were left for after the first paint. */
export async function rest() {
  if (isWhole) return;
  await breath.painted();
  await breath.pause();
  makeRest();
}

function makeRest() {
  if (isWhole || most === Infinity) return;
  most = Infinity;
  render();
}

/** Complete the other rows while the browser has time. */
export async function prepare() {
  for (const row of [...incomplete]) {
    await breath.short();
    const event = byId.get(row.id);
    if (event) complete(row, event);
  }
}

/**
 * Add to a row that came with the page what only scripts can make.
 *
 * @param {HTMLElement} row
 * @param {PageEvent} event
 */
function complete(row, event) {
  if (!incomplete.delete(row)) return;
  row.classList.add(stamps.of(event));
  row.querySelector("noscript")?.replaceWith(disclosure(event));
}

/** @param {PageEvent} event */
function rowOf(event) {
  let row = rows.get(event.id);
  if (!row) {
    row = dom.make("li", `event ${stamps.of(event)}`);
    row.id = event.id;
    rows.set(event.id, row);
  }
  if (row.dataset.language !== i18n.language()) fill(row, event);
  return row;
}

/**
 * Fill a row with the texts of an event, in the chosen language.
 *
 * @param {HTMLElement} row
 * @param {PageEvent} event
 */
function fill(row, event) {
  complete(row, event);
  row.dataset.hue = String(hueOf(event));
  row.dataset.language = i18n.language();
  const title = dom.make("a", "title");
  title.href = `#${event.id}`;
  dom.put(title, event.title);
  const when = dom.make("p", "when", i18n.phrase(event.date));
  row.replaceChildren(when, title, ...dom.joined(names(event)));
  if (event.conflicts.length) {
    const note = dom.make("p", "note");
    row.append(dom.say(note, "disagree", { dates: describing.others(event) }));
  }
  const origin = byId.get(event.origin ?? null);
  if (origin) row.append(derivation(origin));
  if (event.sources.length) row.append(disclosure(event));
  if (opened.has(event.id)) showSources(row, event);
}

/** @param {PageEvent} origin */
function derivation(origin) {
  const link = dom.make("a");
  link.href = `#${origin.id}`;
  dom.put(link, origin.title);
  return dom.make("p", "origin", dom.say(dom.make("span"), "derived"), " ", link);
}

/**
 * The button that shows the sources of an event, which are made on demand.
 *
 * @param {PageEvent} event
 */
function disclosure(event) {
  const button = dom.make("button", "cited");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  return dom.say(button, "source_count", { n: event.sources.length });
}

/**
 * Show the sources of an event below its button, or let only the browser's search find them.
 *
 * @param {HTMLElement} row
 * @param {PageEvent} event
 */
function showSources(row, event, { isFindable = false } = {}) {
  complete(row, event);
  const button = row.querySelector(".cited");
  if (!button) return;
  const there = row.querySelector(".sources");
  const listed = there ?? dom.make("ol", "sources", ...event.sources.map(sources.item));
  if (!there) button.after(listed);
  else if (isFindable) return;
  if (isFindable) listed.setAttribute("hidden", "until-found");
  else listed.removeAttribute("hidden");
  button.setAttribute("aria-expanded", String(!isFindable));
}

/** @param {HTMLElement} row */
function hideSources(row) {
  row.querySelector(".sources")?.remove();
  row.querySelector(".cited")?.setAttribute("aria-expanded", "false");
}

/** @param {string} id */
function toggleSources(id) {
  const [row, event] = [rows.get(id), byId.get(id)];
  if (!row || !event) return;
  if (row.querySelector(".cited")?.getAttribute("aria-expanded") === "true") {
    opened.delete(id);
    hideSources(row);
  } else {
    opened.add(id);
    showSources(row, event);
  }
}

/**
 * Kind, status, place and parties of an event.
 *
 * @param {PageEvent} event
 */
function names(event) {
  /** @type {Facet[]} */
  const facets = ["kind", "status", "place", "party"];
  return facets.flatMap((facet) =>
    search.facets[facet](event).map((value) =>
      facet === "status" && event.origin
        ? dom.spoken("derived_mark")
        : describing.named(facet, value),
    ),
  );
}

/** The events in the list: all that were found, or one page of them. */
const listed = () => (isWhole ? shown : paging.shown(shown).slice(0, most));

function render() {
  const isAsGiven =
    isGiven &&
    shown.length === events.length &&
    root.lastElementChild?.querySelector("li")?.dataset.language === i18n.language();
  dom.element("_nothing").hidden = shown.length > 0;
  isStale = state.now.as === "table" && !isPrinting;
  if (isStale) return; // nobody would see it
  paging.draw(shown.length, { isWanted: !isWhole, focus });
  if (!isAsGiven) root.replaceChildren(...years());
  isGiven = isAsGiven;
  select();
  update();
  hits.mark(root, state.now.query);
}

/** The headings of the years, each with the list of its rows after it. */
function years() {
  const made = [];
  /** @type {string | undefined} */
  let section;
  let items = dom.make("ol");
  for (const event of listed()) {
    if (sectionOf(event) !== section) {
      section = sectionOf(event);
      items = dom.make("ol");
      made.push(headingOf(event), items);
    }
    items.append(rowOf(event));
  }
  number(made);
  return made;
}

/** @param {PageEvent} event */
const yearOf = (event) => (isDated(event) ? days.parts(anchor(event)).year : null);

/**
 * What the events under one heading share: a year, a decade, a century, or that they have no date.
 *
 * @param {PageEvent} event
 */
const sectionOf = (event) => `${yearOf(event)} ${event.heading ?? ""}`;

/** @param {PageEvent} event */
function headingOf(event) {
  const title = dom.make("h3");
  if (event.heading !== undefined) {
    title.textContent = i18n.phrase(event.heading);
    title.dir = "auto";
    return title;
  }
  const year = yearOf(event);
  if (year === null) return dom.say(title, "undated");
  title.textContent = i18n.numeral(String(year));
  return title;
}

/**
 * If a year continues on another page, say which of its events are on this one.
 *
 * @param {HTMLElement[]} made
 */
function number(made) {
  const [first, last] = [made[1], made.at(-1)]; // lists, each after its heading
  for (const row of root.querySelectorAll("[aria-setsize]")) {
    row.removeAttribute("aria-setsize");
    row.removeAttribute("aria-posinset");
  }
  if (!paging.isPart()) return;
  for (const list of new Set([first, last])) {
    const items = [...(list?.children ?? [])];
    const event = byId.get(items[0]?.id ?? null);
    if (!event) continue;
    const section = sectionOf(event);
    const all = shown.filter((each) => sectionOf(each) === section);
    const begin = all.indexOf(event);
    items.forEach((item, index) => {
      item.setAttribute("aria-setsize", String(all.length));
      item.setAttribute("aria-posinset", String(begin + index + 1));
    });
  }
}

/** Update what depends on the reader's day: countdowns, and overdue outcomes. */
export function update() {
  const today = days.today();
  for (const event of listed()) {
    const row = rows.get(event.id);
    if (!row) continue;
    badge(row, "moving", countdowns.moving(event, today));
    badge(row, "countdown", countdowns.timing(event, today));
    row.classList.toggle("past", isDated(event) && isOver(event, today));
  }
}

/**
 * Show a word under the date of a row, or remove it.
 *
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} text
 */
function badge(row, name, text) {
  if (badged.has(row)) row.querySelector(`.${name}`)?.remove();
  if (!text) return;
  badged.add(row);
  const said = dom.make("span", name, text);
  dom.mark(said, i18n.wordsIn());
  dom.part(row, ".when").append(said);
}

/** Mark the row of the event in the panel. */
export function select() {
  for (const row of root.querySelectorAll("li.event[aria-current]"))
    row.removeAttribute("aria-current");
  rows.get(state.now.event)?.setAttribute("aria-current", "true");
}

/** Turn to the page with the event in the panel. */
export function follow() {
  const index = shown.findIndex((event) => event.id === state.now.event);
  if (!isWhole && index >= 0) paging.turnTo(index);
}

/** Put the focus on the beginning of the list. */
function focus() {
  root.querySelector("a")?.focus();
}

root.addEventListener("click", (click) => {
  const button = dom.closest(click, ".cited", HTMLButtonElement);
  if (button) return toggleSources(button.parentElement?.id ?? "");
  const link = dom.closest(click, ".title, .origin a", HTMLAnchorElement);
  if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  state.set({ event: link.getAttribute("href")?.slice(1) ?? null }, { push: true });
});

// When the browser's search finds text in folded sources, they stay open.
root.addEventListener("beforematch", ({ target }) => {
  const row = target instanceof Element ? target.closest("li.event") : null;
  if (row) toggleSources(row.id);
});

// The browser's search finds only what is in the page, so its key adds all rows.
document.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if (key !== "F3" && !((ctrlKey || metaKey) && key.toLowerCase() === "f")) return;
  makeRest();
  if (paging.isPart()) state.set({ page: paging.ALL });
  for (const event of listed()) {
    const row = rows.get(event.id);
    if (row) showSources(row, event, { isFindable: true });
  }
});

/** @type {number | null} */
let before = null; // the page that was shown before all of it was put on paper

/** For paper: show every row and every source, until `collapse` restores the view. */
export function expand() {
  before = state.now.page;
  state.now.page = paging.ALL;
  isPrinting = true;
  most = Infinity;
  if (!isWhole || isStale) render();
  for (const event of listed()) {
    const row = rows.get(event.id);
    if (row) showSources(row, event);
  }
  // Firefox has no "break-after: avoid", which keeps a heading off the end of a page.
  for (const title of root.querySelectorAll("h3"))
    title.nextElementSibling?.firstElementChild?.prepend(title);
  root.querySelector("li.event")?.prepend(heading);
}

export function collapse() {
  head.prepend(heading);
  for (const title of root.querySelectorAll("li > h3")) title.closest("ol")?.before(title);
  for (const event of listed()) {
    const row = rows.get(event.id);
    if (row && !opened.has(event.id)) hideSources(row);
  }
  state.now.page = before ?? state.now.page;
  isPrinting = false;
  if (!isWhole) render();
}

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  render();
}

/** Show another page. */
export const turn = render;
