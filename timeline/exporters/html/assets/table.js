/* The events as a sortable table: for comparing, copying, and screen readers. */
import * as breath from "./breath.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { edtfOf, events } from "./events.js";
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
  { word: "notation", of: (event) => edtfOf(event) },
];

const AT_ONCE = 200; // rows that are shown at once; others follow while the browser has time
const PART = 200; // rows that follow together

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
  const listed = paging.shown(sorted());
  table.createTBody().append(...listed.slice(0, AT_ONCE).map(row));
  if (paging.isPart() || listed.length > AT_ONCE) number(table);
  if (listed.length > AT_ONCE) complete(table, listed.slice(AT_ONCE));
  return table;
}

/**
 * Add the rows of the other events, unless another table takes the place of this one.
 *
 * @param {HTMLTableElement} table
 * @param {PageEvent[]} others
 */
async function complete(table, others) {
  table.ariaBusy = "true";
  await breath.pause();
  if (table.isConnected) keepWidths(table);
  for (let index = 0; index < others.length; index += PART) {
    await breath.pause();
    if (!table.isConnected) return;
    // A body of their own: the browser need not lay out again the rows that are there.
    table.createTBody().append(...others.slice(index, index + PART).map(row));
  }
  table.ariaBusy = null;
  if (paging.isPart()) number(table);
  else unnumber(table);
}

/**
 * Keep the widths of the columns: else the browser would measure all rows anew for each that is
 * added, and the columns would jump.
 *
 * @param {HTMLTableElement} table
 */
function keepWidths(table) {
  const cells = [...(table.tHead?.rows[0]?.cells ?? [])];
  const widths = cells.map(({ offsetWidth }) => (100 * offsetWidth) / table.offsetWidth);
  table.style.minWidth = `${table.offsetWidth}px`;
  table.style.tableLayout = "fixed";
  cells.forEach((cell, index) => {
    cell.style.width = `${widths[index]}%`;
  });
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

/** @param {HTMLTableElement} table */
function unnumber(table) {
  table.removeAttribute("aria-rowcount");
  for (const each of table.rows) each.removeAttribute("aria-rowindex");
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
