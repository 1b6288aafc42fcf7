/* Buttons over the marks, so that marks can be clicked, focused and read out. */
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { stretch } from "./events.js";
import * as i18n from "./i18n.js";
import { ROW } from "./placing.js";
import { drawn, glass, scroller } from "./stage.js";
import * as state from "./state.js";
import * as view from "./view.js";

/**
 * @import { DatedEvent } from "./events.js"
 * @import { Bubble, Item, Placed } from "./placing.js"
 * @import { Sheet } from "./sheet.js"
 *
 * @typedef {{ from: number, to: number, y: number, height: number }} Box
 */

const SMALLEST = 24; // pixels of a target (WCAG 2.5.8)
export const root = dom.element("_marks");

/** @type {Map<string, HTMLButtonElement>} */
let buttons = new Map();
/** @type {Map<string, HTMLElement[]>} */
let twins = new Map(); // further marks of an event that is in several lanes, by its id
/** @type {WeakMap<HTMLButtonElement, Bubble>} */
const bubbles = new WeakMap();
/** @type {string | null} */
let focused = null; // key of the button that Tab reaches

/**
 * @param {Placed} placed
 * @param {Sheet} sheet
 */
export function draw(placed, sheet) {
  /** @type {Map<string, HTMLButtonElement>} */
  const next = new Map();
  /** @type {Map<HTMLButtonElement, number>} */
  const starts = new Map(); // pixel at which the mark itself begins: boxes have labels, too
  twins = new Map();
  for (const [id, marks] of marksOf(placed.items, sheet)) {
    const [main, ...further] = marks;
    const button = take(id);
    drawMark(button, main, sheet);
    if (further.length) nameLanes(button, marks);
    next.set(id, button);
    starts.set(button, main.first);
    twins.set(
      id,
      further.map((item) => twinOf(item, sheet)),
    );
  }
  for (const bubble of placed.bubbles) {
    const [first] = bubble.events;
    const key = `${bubble.lane.value ?? ""}/${first?.id}/${bubble.events.length}`;
    const button = take(key);
    drawBubble(button, bubble);
    next.set(key, button);
    starts.set(button, bubble.x);
  }
  const start = (/** @type {HTMLButtonElement} */ button) => starts.get(button) ?? 0;
  const order = [...next.values()].sort(
    (one, other) => start(one) - start(other) || boxOf(one).y - boxOf(other).y,
  );
  arrange(order, next);
  light(lit);
}

/**
 * The marks of each event, by its id; the first is the one that becomes its button.
 *
 * @param {Item[]} items
 * @param {Sheet} sheet
 */
function marksOf(items, { view: [left, right] }) {
  const isSeen = (/** @type {Item} */ { from, to }) => to > left && from < right;
  /** @type {Map<string, [Item, ...Item[]]>} */
  const found = new Map();
  for (const item of [...items.filter(isSeen), ...items.filter((each) => !isSeen(each))]) {
    const marks = found.get(item.event.id);
    if (marks) marks.push(item);
    else found.set(item.event.id, [item]);
  }
  return found;
}

/**
 * Say in which lanes an event is.
 *
 * @param {HTMLElement} button
 * @param {Item[]} marks
 */
function nameLanes(button, marks) {
  const names = marks.map(({ lane }) => lane.name);
  button.setAttribute(
    "aria-label",
    [button.getAttribute("aria-label"), ...names].join(i18n.word("comma")),
  );
}

/**
 * A further mark of an event that has its button in another lane: it reacts to the pointer, but
 * keyboard and screen readers reach the event only once.
 *
 * @param {Item} item
 * @param {Sheet} sheet
 */
function twinOf(item, sheet) {
  const { id } = item.event;
  const twin = dom.make("span", "mark twin");
  twin.dataset.key = id;
  twin.setAttribute("aria-hidden", "true");
  twin.classList.toggle("chosen", id === state.now.event);
  layMark(twin, item, sheet);
  return twin;
}

/** @type {string | null} */
let lit = null; // the event whose marks are shown to be one event

/**
 * Highlight all marks of an event, and the circles in which it is counted.
 *
 * @param {string | null} id
 */
export function light(id) {
  lit = id;
  for (const each of root.querySelectorAll(".lit")) each.classList.remove("lit");
  const further = twins.get(id ?? "") ?? [];
  const counts = ordered().filter((button) =>
    bubbleOf(button)?.events.some((event) => event.id === id),
  );
  const all = [buttons.get(id ?? ""), ...further, ...counts].filter((each) => each !== undefined);
  if (all.length > 1) for (const each of all) each.classList.add("lit");
}

/**
 * Put the buttons into the page in their order, and keep the focus.
 *
 * @param {HTMLButtonElement[]} order
 * @param {Map<string, HTMLButtonElement>} next
 */
function arrange(order, next) {
  const former = focusedButton()?.dataset.key;
  const isSame =
    order.length === root.querySelectorAll("button").length &&
    order.every((button, index) => root.children[index] === button);
  for (const twin of root.querySelectorAll(".twin")) twin.remove();
  if (!isSame) root.replaceChildren(...order);
  root.append(...[...twins.values()].flat());
  buttons = next;
  const reached = buttons.get(focused ?? "") ?? inView()[0] ?? order[0];
  focused = null;
  if (reached) choose(reached);
  // If the mark with the focus is gone, another one gets it, or the chart.
  if (former !== undefined) refocus(buttons.get(former) ?? reached ?? scroller);
}

/** @param {HTMLElement} target */
function refocus(target) {
  if (document.activeElement !== target) target.focus({ preventScroll: true });
}

/** The button that has the focus, if one has. */
export function focusedButton() {
  const active = document.activeElement;
  return active instanceof HTMLElement && root.contains(active) ? active : null;
}

/** @param {string} key */
function take(key) {
  const button = buttons.get(key) ?? dom.make("button");
  button.type = "button";
  button.dataset.key = key;
  button.tabIndex = -1;
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {Item} item
 * @param {Sheet} sheet
 */
function drawMark(button, item, sheet) {
  const { event } = item;
  layMark(button, item, sheet);
  button.className = "mark";
  button.setAttribute("aria-label", describing.summary(event));
  button.setAttribute("aria-pressed", String(event.id === state.now.event));
}

/**
 * @param {HTMLButtonElement} button
 * @param {Bubble} bubble
 */
function drawBubble(button, bubble) {
  const half = Math.max(bubble.size, SMALLEST) / 2;
  lay(button, { from: bubble.x - half, to: bubble.x + half, y: bubble.y, height: half * 2 });
  button.className = "bubble";
  const says = [
    i18n.word("events", { n: bubble.events.length }),
    bubble.lane.name,
    i18n.months(bubble.from, bubble.to),
    canPart(bubble.events) && i18n.word("zoom_in"),
  ];
  button.setAttribute("aria-label", says.filter(Boolean).join(i18n.word("comma")));
  button.removeAttribute("aria-pressed");
  bubbles.set(button, bubble);
}

/**
 * @param {HTMLElement} mark
 * @param {Item} item
 * @param {Sheet} sheet
 */
const layMark = (mark, { from, to, y }, sheet) =>
  lay(mark, { from: Math.max(from, 0), to: Math.min(to, sheet.width), y, height: ROW - 4 });

/**
 * @param {HTMLElement} button
 * @param {Box} box
 */
function lay(button, { from, to, y, height }) {
  const width = Math.max(to - from, SMALLEST);
  button.style.cssText =
    `inset-inline-start:${(from + to - width) / 2}px;top:${y - height / 2}px;` +
    `width:${width}px;height:${height}px`;
}

/**
 * Whether zooming in separates the events of a bubble.
 *
 * @param {DatedEvent[]} members
 */
export function canPart(members) {
  const [first, last] = stretch(members);
  const [left, right] = view.now();
  return right - left > Math.max((last - first) * 1.2, 2);
}

/** @param {HTMLElement} button */
export const boxOf = (button) => ({
  x: parseFloat(button.style.insetInlineStart),
  y: parseFloat(button.style.top),
  width: parseFloat(button.style.width),
});

/** @param {HTMLElement} button */
export const bubbleOf = (button) =>
  button instanceof HTMLButtonElement && button.matches(".bubble")
    ? bubbles.get(button)
    : undefined;

export const ordered = () => [...buttons.values()].filter((button) => button.isConnected);

export function inView() {
  const [left, right] = drawn.sheet?.view ?? [0, 0];
  return [...root.children]
    .filter((each) => each instanceof HTMLButtonElement)
    .filter((button) => {
      const { x, width } = boxOf(button);
      return x + width > left && x < right;
    });
}

/**
 * The button of an event, or of the bubble in which it is counted.
 *
 * @param {DatedEvent} event
 */
export const of = (event) =>
  buttons.get(event.id) ?? ordered().find((each) => bubbleOf(each)?.events.includes(event));

/**
 * The button for a mark; for a further mark of an event, the button of the event.
 *
 * @param {HTMLElement} mark
 */
export const forMark = (mark) =>
  mark instanceof HTMLButtonElement ? mark : buttons.get(mark.dataset.key ?? "");

/**
 * Make a button the one that Tab reaches.
 *
 * @param {HTMLElement} button
 */
export function choose(button) {
  if (focused !== null) buttons.get(focused)?.setAttribute("tabindex", "-1");
  focused = button.dataset.key ?? null;
  button.tabIndex = 0;
}

/** The key of the button that Tab reaches. */
export const chosenKey = () => focused;

/** @param {HTMLElement | undefined} button */
export function focus(button) {
  if (!button) return;
  choose(button);
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest", inline: "nearest" });
  glass.scrollLeft = 0; // the sheet moves by its transform only
}
