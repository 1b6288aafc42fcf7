/* The list: rows come with the page (or, of a long chronology, are made here from its template). */
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { anchor, byId, events, hueOf, isDated, isOver } from "./events.js";
import * as glyph from "./glyph.js";
import * as hits from "./hits.js";
import * as i18n from "./i18n.js";
import * as search from "./search.js";
import * as sources from "./sources.js";
import * as state from "./state.js";

/**
 * @import { PageEvent } from "./events.js"
 * @import { Facet } from "./state.js"
 */

const STEP = 300; // rows added at a time
const root = dom.element("_list");
const more = dom.element("_more");
const template = dom.element("_row", HTMLTemplateElement).content;
const isWhole = root.dataset.whole === "true"; // all rows are in the page already

/** @type {Map<string | null, HTMLElement>} */
const rows = new Map();
let shown = events;
let count = isWhole ? Infinity : STEP;

/** Take the rows over that came with the page. */
export function start() {
  if (!isWhole) return;
  for (const row of root.querySelectorAll("li.event")) {
    const event = byId.get(row.id);
    if (!(row instanceof HTMLElement) || !event) continue;
    rows.set(row.id, row);
    dom.part(row, ".glyph").replaceChildren(glyph.of(event));
  }
}

/** @param {PageEvent} event */
function rowOf(event) {
  let row = rows.get(event.id);
  if (!row) {
    row = /** @type {HTMLElement} */ (dom.part(template, "li").cloneNode(true));
    row.id = event.id;
    rows.set(event.id, row);
  }
  if (row.dataset.language !== i18n.language()) fill(row, event);
  return row;
}

/**
 * Everything about an event that a row says, in the chosen language.
 *
 * @param {HTMLElement} row
 * @param {PageEvent} event
 */
function fill(row, event) {
  row.dataset.hue = String(hueOf(event));
  row.dataset.language = i18n.language();
  const slot = (/** @type {string} */ name) => dom.part(row, `.${name}`);
  slot("glyph").replaceChildren(glyph.of(event));
  slot("date").textContent = i18n.phrase(event.date);
  dom.mark(slot("moving"), i18n.wordsIn());
  const link = dom.part(row, ".title a", HTMLAnchorElement);
  link.href = `#${event.id}`;
  dom.put(link, event.title);
  slot("meta").replaceChildren(...chips(event));
  const note = slot("note");
  note.hidden = !event.conflicts.length;
  dom.say(note, "disagree", { dates: describing.others(event) });
  if (note.hidden) note.textContent = "";
  fillOrigin(slot("origin"), byId.get(event.origin ?? null));
  fillSources(slot("sources"), event.sources);
}

/**
 * @param {HTMLElement} slot
 * @param {PageEvent | undefined} origin
 */
function fillOrigin(slot, origin) {
  slot.hidden = !origin;
  if (!origin) return;
  dom.say(dom.part(slot, "span"), "derived");
  const link = dom.part(slot, "a", HTMLAnchorElement);
  link.href = `#${origin.id}`;
  dom.put(link, origin.title);
}

/**
 * @param {HTMLElement} slot
 * @param {PageEvent["sources"]} own
 */
function fillSources(slot, own) {
  const heading = dom.part(slot, "summary");
  slot.hidden = !own.length;
  dom.say(heading, "source_count", { n: own.length });
  if (slot.hidden) heading.textContent = "";
  dom.part(slot, "ol").replaceChildren(...own.map(sources.item));
}

/**
 * Kind, status, place and parties of an event.
 *
 * @param {PageEvent} event
 */
function chips(event) {
  /** @type {Facet[]} */
  const facets = ["kind", "status", "place", "party"];
  return facets.flatMap((facet) =>
    search.facets[facet](event).map((value) => {
      const chip = dom.make("li");
      if (facet === "status" && event.origin) return dom.say(chip, "derived_mark");
      chip.textContent = search.name(facet, value);
      dom.mark(chip, search.tag(facet, value));
      return chip;
    }),
  );
}

function render() {
  const sections = [];
  /** @type {number | null | undefined} */
  let heading; // a year, null for what has no date
  let items = dom.make("ol");
  for (const event of shown.slice(0, count)) {
    const year = isDated(event) ? days.parts(anchor(event)).year : null;
    if (year !== heading) {
      heading = year;
      const title = dom.make("h3", "", i18n.numeral(String(year)));
      if (year === null) dom.say(title, "undated");
      items = dom.make("ol");
      sections.push(dom.make("section", "", title, items));
    }
    items.append(rowOf(event));
  }
  root.replaceChildren(...sections);
  more.hidden = shown.length <= count;
  dom.say(more, "more", { n: Math.min(shown.length - count, STEP) });
  dom.element("_nothing").hidden = shown.length > 0;
  select();
  update();
  hits.mark(root, state.now.query);
}

/** What depends on the reader's day: countdowns, and what should have happened by now. */
export function update() {
  const today = days.today();
  for (const event of shown.slice(0, count)) {
    const row = rows.get(event.id);
    if (!row) continue;
    const badge = dom.part(row, ".countdown");
    badge.textContent = countdowns.timing(event, today);
    dom.mark(badge, i18n.wordsIn());
    badge.hidden = !badge.textContent;
    const moved = dom.part(row, ".moving");
    moved.textContent = countdowns.moving(event, today);
    moved.hidden = !moved.textContent;
    row.classList.toggle("past", isDated(event) && isOver(event, today));
  }
}

/** Mark the row of the event in the panel. */
export function select() {
  for (const row of root.querySelectorAll("li.event[aria-current]"))
    row.removeAttribute("aria-current");
  rows.get(state.now.event)?.setAttribute("aria-current", "true");
}

root.addEventListener("click", (click) => {
  const link = dom.closest(click, ".title a, .origin a", HTMLAnchorElement);
  if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  state.set({ event: link.getAttribute("href")?.slice(1) ?? null }, { push: true });
});
more.addEventListener("click", () => {
  const next = shown[count];
  count += STEP;
  render();
  rows
    .get(next?.id ?? null)
    ?.querySelector("a")
    ?.focus();
});

/** @type {{ count: number, opened: Set<Element> } | null} */
let before = null;

/** For paper: every row, every source. The former extent comes back with `collapse`. */
export function expand() {
  before = { count, opened: new Set(root.querySelectorAll("details[open]")) };
  count = Infinity;
  render();
  for (const details of root.querySelectorAll("details")) details.open = true;
}

export function collapse() {
  count = before?.count ?? count;
  for (const details of root.querySelectorAll("details"))
    details.open = Boolean(before?.opened.has(details));
  if (!isWhole) render();
}

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  if (!isWhole) count = STEP;
  render();
}
