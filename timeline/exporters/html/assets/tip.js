/* The tip: title and date of the mark under the pointer or with the focus. */
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import { byId } from "./events.js";
import * as i18n from "./i18n.js";
import { frame } from "./stage.js";
import * as state from "./state.js";

const EDGE = 8; // pixels between the tip and the edge of the chart
export const element = dom.element("_tip");

/**
 * @param {HTMLElement} button
 * @param {boolean} [isByKeyboard]
 */
export function show(button, isByKeyboard = false) {
  const event = byId.get(button.dataset.key ?? null);
  if (!event || (isByKeyboard && !button.matches(":focus-visible"))) return hide();
  dom.put(dom.part(element, ".tip-title"), event.title);
  const date = dom.node(i18n.phrase(event.date));
  dom.join(dom.part(element, ".tip-date"), [date, describing.statusNode(event)]);
  element.hidden = false;
  const box = button.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  const most = outer.width - element.offsetWidth - EDGE;
  const left = Math.min(Math.max(box.left - outer.left, EDGE), most);
  element.style.left = `${Math.max(left, EDGE)}px`;
  element.style.top = `${box.bottom - outer.top + 2}px`;
}

export function hide() {
  element.hidden = true;
}

element.addEventListener("pointerleave", hide);
// Escape closes it before anything else (WCAG 1.4.13).
document.addEventListener(
  "keydown",
  (press) => {
    if (press.key !== "Escape" || element.hidden) return;
    hide();
    if (state.now.event === null) press.stopImmediatePropagation(); // else the panel goes, too
  },
  { capture: true },
);
