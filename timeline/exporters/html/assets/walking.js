/* Moving between marks: by keys, by clicks, and to an event from elsewhere on the page. */
import * as buttons from "./buttons.js";
import * as chart from "./chart.js";
import * as dom from "./dom.js";
import * as edges from "./edges.js";
import { anchor, byId, isDated, stretch } from "./events.js";
import * as gestures from "./gestures.js";
import * as i18n from "./i18n.js";
import { drawn, scroller } from "./stage.js";
import * as state from "./state.js";
import * as tip from "./tip.js";
import * as view from "./view.js";

/**
 * @import { DatedEvent } from "./events.js"
 * @import { Bubble } from "./placing.js"
 */

const { root, boxOf, bubbleOf } = buttons;
const line = () => chart.shownEvents().filter(isDated);

/**
 * Put the focus on an event, and move the view there if needed.
 *
 * @param {DatedEvent | undefined} event
 */
export function goTo(event) {
  const { placed, sheet } = drawn;
  if (!event || !placed || !sheet) return;
  const isSeen = placed.items.some(
    ({ event: own, from, to }) => own === event && to > sheet.view[0] && from < sheet.view[1],
  );
  if (!isSeen) {
    const day = anchor(event);
    const [from, to] = view.now();
    state.set({ view: view.clamp([day - (to - from) / 2, day + (to - from) / 2]) });
    chart.render();
  }
  buttons.focus(buttons.of(event));
}

/**
 * Move to the next or previous event in time.
 *
 * @param {HTMLElement} button
 * @param {1 | -1} direction
 */
function step(button, direction) {
  const own = byId.get(button.dataset.key ?? null);
  const members = bubbleOf(button)?.events ?? (own && isDated(own) ? [own] : []);
  const last = direction > 0 ? members.at(-1) : members[0];
  const all = line();
  if (last) goTo(all[all.indexOf(last) + direction]);
}

/**
 * Move to the mark below or above.
 *
 * @param {HTMLElement} button
 * @param {1 | -1} direction
 */
function climb(button, direction) {
  const from = boxOf(button);
  const middle = (/** @type {{ x: number, width: number }} */ { x, width }) => x + width / 2;
  const cost = (/** @type {HTMLElement} */ each) => {
    const to = boxOf(each);
    return Math.abs(to.y - from.y) * 4 + Math.abs(middle(to) - middle(from));
  };
  const [nearest] = buttons
    .inView()
    .filter((each) => (boxOf(each).y - from.y) * direction > 4)
    .sort((one, other) => cost(one) - cost(other));
  buttons.focus(nearest);
}

/**
 * Move by most of a view, with the focus on a mark in it, or on the next one beyond it.
 *
 * @param {HTMLElement} button
 * @param {1 | -1} direction
 */
function turn(button, direction) {
  const { y } = boxOf(button);
  view.move(0.8 * direction);
  chart.render();
  const far = (/** @type {HTMLElement} */ each) => Math.abs(boxOf(each).y - y);
  const [nearest] = buttons.inView().sort((one, other) => far(one) - far(other));
  if (nearest) return buttons.focus(nearest);
  const shown = chart.shownEvents();
  goTo(
    direction > 0
      ? (edges.after(shown)[0] ?? line().at(-1))
      : (edges.before(shown).at(-1) ?? line()[0]),
  );
}

function focusDay() {
  const event = byId.get(buttons.chosenKey());
  return event && isDated(event) ? anchor(event) : null;
}

/** @type {Record<string, (button: HTMLElement) => void>} */
const KEYS = {
  ArrowRight: (button) => step(button, i18n.isMirrored() ? -1 : 1),
  ArrowLeft: (button) => step(button, i18n.isMirrored() ? 1 : -1),
  ArrowDown: (button) => climb(button, 1),
  ArrowUp: (button) => climb(button, -1),
  Home: () => goTo(line()[0]),
  End: () => goTo(line().at(-1)),
  "+": () => view.zoom(0.5, focusDay()),
  "=": () => view.zoom(0.5, focusDay()),
  "-": () => view.zoom(2, focusDay()),
  PageDown: (button) => turn(button, 1),
  PageUp: (button) => turn(button, -1),
};

const buttonAt = (/** @type {Event} */ event) => dom.closest(event, "button", HTMLButtonElement);
const markAt = (/** @type {Event} */ event) => dom.closest(event, ".mark, button", HTMLElement);

/** @param {HTMLElement | undefined} mark the one under the pointer, or with the focus */
const light = (mark) => buttons.light(mark?.dataset.key ?? null);

root.addEventListener("keydown", (press) => {
  const button = buttonAt(press);
  const act = KEYS[press.key];
  if (!button || !act || press.ctrlKey || press.metaKey || press.altKey) return;
  press.preventDefault();
  act(button);
});
root.addEventListener("focusin", (event) => {
  const button = buttonAt(event);
  if (!button) return;
  buttons.choose(button);
  light(button);
  tip.show(button, true);
});
root.addEventListener("focusout", () => {
  light(undefined);
  tip.hide();
});
scroller.addEventListener("scroll", tip.hide);
root.addEventListener("pointerover", (event) => {
  const mark = markAt(event);
  if (!mark || event.pointerType !== "mouse") return;
  light(mark);
  tip.show(mark);
});
root.addEventListener("pointerout", ({ relatedTarget }) => {
  light(buttons.focusedButton() ?? undefined);
  if (!(relatedTarget instanceof Node) || !tip.element.contains(relatedTarget)) tip.hide();
});
root.addEventListener("click", (event) => {
  const mark = markAt(event);
  const button = mark && buttons.forMark(mark);
  if (!button || gestures.wasDragged()) return;
  if (button !== mark) buttons.focus(button); // where the focus comes back to
  tip.hide();
  const bubble = bubbleOf(button);
  if (bubble) open(bubble);
  else state.set({ event: button.dataset.key ?? null }, { push: true });
});

/**
 * Zoom into a bubble; if its events cannot be separated, list them.
 *
 * @param {Bubble} bubble
 */
function open({ events: members, from, to }) {
  const [first, last] = stretch(members);
  const length = Math.max(last - first, 1);
  if (buttons.canPart(members)) {
    view.show(length > 1 ? [first - length * 0.1, last + length * 0.1] : [from, to]);
    chart.render();
    goTo(members[0]);
  } else {
    state.set({ since: Math.floor(first), until: Math.floor(last) }, { push: true });
    dom.element("_events").scrollIntoView();
  }
}

edges.earlier.addEventListener("click", () => goTo(edges.before(chart.shownEvents()).at(-1)));
edges.later.addEventListener("click", () => goTo(edges.after(chart.shownEvents())[0]));
