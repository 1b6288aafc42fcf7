/* Menus: one is open at a time; Escape or a click elsewhere closes it. */
import * as dom from "./dom.js";

const EDGE = 8; // pixels between an open menu and the edge of the screen
const all = [...document.querySelectorAll("details.menu")].filter(
  (each) => each instanceof HTMLDetailsElement,
);

/** @type {((menu: HTMLDetailsElement) => void)[]} */
const listeners = [];
/** @param {(menu: HTMLDetailsElement) => void} listener what to do when a menu opens */
export const onOpen = (listener) => listeners.push(listener);

/**
 * @param {HTMLDetailsElement} menu
 */
export function close(menu) {
  menu.open = false;
  dom.part(menu, "summary").focus();
}

/** @param {HTMLDetailsElement} menu */
function prepare(menu) {
  if (!menu.open) return;
  for (const other of all) if (other !== menu) other.open = false;
  listeners.forEach((listener) => listener(menu));
  keepOnScreen(dom.part(menu, ".drop"), menu.getBoundingClientRect());
}

// The `toggle` event comes in a task of its own: keys pressed before it would meet an empty menu.
for (const menu of all)
  new MutationObserver(() => prepare(menu)).observe(menu, { attributeFilter: ["open"] });

/**
 * Place the box under its menu, but within the screen.
 *
 * @param {HTMLElement} box
 * @param {DOMRect} menu
 */
function keepOnScreen(box, { left }) {
  const most = document.documentElement.clientWidth - box.offsetWidth - EDGE;
  box.style.left = `${Math.max(Math.min(left, most), EDGE) - left}px`;
}

document.addEventListener("pointerdown", ({ target }) => {
  for (const menu of all)
    if (menu.open && target instanceof Node && !menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (press) => {
  const menu = all.find((each) => each.open);
  if (press.key !== "Escape" || !menu) return;
  close(menu);
  press.stopImmediatePropagation();
});
