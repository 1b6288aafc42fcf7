/* The controls of the lanes: their facet, their order, and two of them to compare. */
import * as chart from "./chart.js";
import * as comparing from "./comparing.js";
import * as dom from "./dom.js";
import { isDated } from "./events.js";
import * as grouping from "./grouping.js";
import * as i18n from "./i18n.js";
import * as menus from "./menus.js";
import * as state from "./state.js";
import * as unfolding from "./unfolding.js";

const facets = dom.element("_grouping", HTMLSelectElement);
const order = dom.element("_order", HTMLSelectElement);
const menu = dom.element("_compare", HTMLDetailsElement);
const upper = dom.element("_upper", HTMLSelectElement);
const lower = dom.element("_lower", HTMLSelectElement);
const end = dom.element("_all-lanes", HTMLButtonElement);
const live = dom.element("_live");
const pair = [upper, lower];

// As wide as what is chosen. HTML checkers do not know this property yet, so no sheet has it.
for (const select of [facets, order]) select.style.setProperty("field-sizing", "content");

/** Offer only the lanes that divide the events; call once, before the address is read. */
export function start() {
  const useful = grouping.useful();
  state.offerLanes(useful);
  for (const option of [...facets.options])
    if (option.value !== "none" && !useful.some((facet) => facet === option.value)) option.remove();
  labelOf(facets).hidden = useful.length === 0;
}

/** @param {HTMLSelectElement} select */
const labelOf = (select) => /** @type {HTMLElement} */ (select.parentElement);

/** Update the controls to show the choice. */
export function draw() {
  const { lanes, order: sorted } = state.now;
  facets.value = lanes;
  order.value = sorted;
  const areParted = lanes !== "none" && grouping.isParted(lanes);
  menu.hidden = !areParted;
  labelOf(order).hidden = !areParted;
  const compared = comparing.now();
  menu.classList.toggle("active", compared.length > 0);
  end.hidden = !compared.length;
  if (compared.length) fill(compared);
}

/**
 * Offer every lane in both menus, with the number of its events that were found.
 *
 * @param {readonly string[]} chosen
 */
function fill(chosen) {
  const { lanes } = state.now;
  if (lanes === "none") return;
  const counts = grouping.counted(lanes, chart.foundEvents());
  pair.forEach((select, at) => {
    const none = dom.say(new Option("", ""), "compare_none");
    const options = [...grouping.counted(lanes).keys()].map((value) => {
      const { name, tag } = grouping.called(lanes, value);
      const count = i18n.number(counts.get(value) ?? 0);
      const option = new Option(`${name} (${count})`, grouping.keyOf(value));
      dom.mark(option, tag);
      return option;
    });
    select.replaceChildren(none, ...options);
    select.value = chosen[at] ?? "";
  });
  part();
}

/** A lane is not compared with itself. */
function part() {
  for (const [own, other] of [pair, [...pair].reverse()])
    for (const option of own?.options ?? [])
      option.disabled = option.value !== "" && option.value === other?.value;
}

function compare() {
  part();
  const keys = pair.map(({ value }) => value);
  state.set({ compared: keys.every(Boolean) ? keys : [] });
  if (comparing.now().length) announce();
}

/** Announce what is compared to screen readers; an event in both lanes counts once. */
function announce() {
  const names = pair.map((select) => select.selectedOptions[0]?.text ?? "");
  const n = chart.shownEvents().filter(isDated).length;
  live.textContent = `${names.join(i18n.word("comma"))}: ${i18n.word("events", { n })}`;
  dom.mark(live, i18n.wordsIn());
}

facets.addEventListener("change", () =>
  state.set({ lanes: state.asLanes(facets.value), folded: new Set(), compared: [] }),
);
order.addEventListener("change", () => state.set({ order: state.asOrder(order.value) }));
for (const select of pair) select.addEventListener("change", compare);
end.addEventListener("click", () => {
  state.set({ compared: [] });
  unfolding.focus(dom.part(menu, "summary"));
});
menus.onOpen((opened) => {
  if (opened === menu) fill(comparing.now());
});
