/* The events as a sortable table: for comparing, copying, and screen readers. */
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { events } from "./events.js";
import * as i18n from "./i18n.js";
import * as paging from "./paging.js";
import * as search from "./search.js";
import * as state from "./state.js";

/**
 * @import { PageEvent } from "./events.js"
 *
 * @typedef {object} Column
 * @property {string} word of its head
 * @property {(event: PageEvent) => string} of
 * @property {(event: PageEvent) => Node | ""} [node] the same with its language
 */

const root = dom.element("_table");
const toggle = dom.element("_as-table");

/** @type {Column} */
const WHEN = { word: "when", of: (event) => i18n.phrase(event.date) };
/** @type {Column[]} */
const COLUMNS = [
  WHEN,
  { word: "title", of: (event) => i18n.pick(event.title).text },
  {
    word: "facet_kind",
    of: (event) => search.name("kind", event.kind),
    node: (event) => describing.named("kind", event.kind),
  },
  { word: "facet_status", of: describing.status, node: describing.statusNode },
  {
    word: "facet_place",
    of: describing.place,
    node: (event) => (event.place ? describing.named("place", event.place) : ""),
  },
  {
    word: "parties",
    of: (event) => event.parties.map((party) => search.name("party", party)).join(", "),
    node: (event) => dom.listed(event.parties.map((party) => describing.named("party", party))),
  },
  { word: "notation", of: (event) => event.edtf },
];

let shown = events;
let order = { column: WHEN, isDown: false };

export function draw() {
  const isOn = state.now.as === "table";
  toggle.setAttribute("aria-pressed", String(isOn));
  root.hidden = !isOn;
  dom.element("_list").hidden = isOn;
  if (isOn) paging.draw(shown.length, { isWanted: true, focus });
  root.replaceChildren(...(isOn ? [build()] : []));
}

/** Put the focus on the beginning of the table. */
function focus() {
  const first = root.querySelector("tbody button");
  if (first instanceof HTMLElement) first.focus();
}

function build() {
  const table = dom.make("table");
  const caption = table.createCaption();
  caption.textContent = dom.element("_result").textContent;
  dom.mark(caption, i18n.wordsIn());
  table
    .createTHead()
    .insertRow()
    .append(...COLUMNS.map(head));
  table.createTBody().append(...paging.shown(sorted()).map(row));
  if (paging.isPart()) number(table);
  return table;
}

/**
 * Set the numbers of the rows, including the head, and their total.
 *
 * @param {HTMLTableElement} table
 */
function number(table) {
  table.setAttribute("aria-rowcount", String(shown.length + 1));
  const [head_, ...others] = table.rows;
  head_?.setAttribute("aria-rowindex", "1");
  others.forEach((each, index) => {
    each.setAttribute("aria-rowindex", String(paging.before() + index + 2));
  });
}

/**
 * The head of a column: a click sorts by it, a second click reverses the order.
 *
 * @param {Column} column
 * @param {number} index
 */
function head(column, index) {
  const cell = dom.make("th");
  cell.scope = "col";
  if (column === order.column)
    cell.setAttribute("aria-sort", order.isDown ? "descending" : "ascending");
  const sort = () => {
    order = { column, isDown: column === order.column && !order.isDown };
    draw();
    root.querySelectorAll("button")[index]?.focus();
  };
  cell.append(dom.say(dom.makeButton("", sort), column.word));
  return cell;
}

function sorted() {
  const { column, isDown } = order;
  const compare = i18n.collator().compare;
  // The events are already in the order of time, by which wordings of dates cannot be sorted.
  const found = [...shown];
  if (column !== WHEN) found.sort((one, other) => compare(column.of(one), column.of(other)));
  return isDown ? found.reverse() : found;
}

/** @param {PageEvent} event */
function row(event) {
  const cells = COLUMNS.map(({ of, node = of, word }) => {
    const cell = dom.make(word === "title" ? "th" : "td");
    if (word === "title") {
      cell.scope = "row";
      const open = () => state.set({ event: event.id }, { push: true });
      cell.append(dom.put(dom.makeButton("link", open), event.title));
    } else {
      cell.append(node(event));
      cell.dir = "auto";
    }
    return cell;
  });
  return dom.make("tr", "", ...cells);
}

toggle.addEventListener("click", () =>
  state.set({ as: state.now.as === "table" ? "list" : "table" }),
);

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  draw();
}
