/* The pages of a long list: the current one, and the buttons to change it. */
import * as dom from "./dom.js";
import * as i18n from "./i18n.js";
import * as state from "./state.js";

export const ALL = 0; // in place of a page's number: everything on one

const SIZE = 500; // events on a page
const bar = dom.element("_pages");
const [previous, next, all] = ["previous", "next", "all"].map((name) =>
  dom.part(bar, `[data-page="${name}"]`, HTMLButtonElement),
);

let total = 0; // events in all pages
let isParted = false; // whether they come in pages
/** @type {() => void} */
let turned = () => {}; // what to do once the reader has turned to another page

/**
 * The events that are on the current page.
 *
 * @template T
 * @param {T[]} found
 */
export const shown = (found) => {
  const { page } = state.now;
  return page === ALL ? found : found.slice((page - 1) * SIZE, page * SIZE);
};

/** The number of events before the current page. */
export const before = () => (state.now.page === ALL ? 0 : (state.now.page - 1) * SIZE);

/** @param {number} index of an event, whose page is shown from now on */
export function turnTo(index) {
  const page = Math.floor(index / SIZE) + 1;
  if (isPart() && state.now.page !== page) state.set({ page });
}

/**
 * Show the buttons for a number of events, in pages if that is wanted and one is not enough.
 *
 * @param {number} count
 * @param {{ isWanted: boolean, focus: () => void }} how
 */
export function draw(count, { isWanted, focus }) {
  total = count;
  turned = focus;
  isParted = isWanted && count > SIZE;
  const last = Math.max(Math.ceil(count / SIZE), 1);
  if (state.now.page > last) state.now.page = last; // an address may ask for more than there is
  bar.hidden = !isParted || state.now.page === ALL;
  if (bar.hidden || !previous || !next || !all) return;
  previous.disabled = state.now.page === 1;
  next.disabled = state.now.page === last;
  const [from, to] = [before() + 1, Math.min(before() + SIZE, count)];
  dom.say(dom.part(bar, ".range"), "page_range", { from, to, n: i18n.number(count) });
  dom.say(all, "show_all", { n: i18n.number(count) });
}

/** Whether only one of several pages is shown. */
export const isPart = () => isParted && state.now.page !== ALL && total > SIZE;

bar.addEventListener("click", (click) => {
  const way = dom.closest(click, "button", HTMLButtonElement)?.dataset.page;
  if (!way) return;
  const page = way === "all" ? ALL : state.now.page + (way === "next" ? 1 : -1);
  state.set({ page }, { push: true });
  turned();
});
