/* The wiring: each change of the state redraws what depends on it. */
import * as breath from "./breath.js";
import * as calendars from "./calendars.js";
import * as chart from "./chart.js";
import * as choosing from "./choosing.js";
import { toClipboard } from "./copying.js";
import * as dom from "./dom.js";
import * as embed from "./embed.js";
import { add, anchor, begin, byId, data, events, isDated, stretch } from "./events.js";
import * as filters from "./filters.js";
import * as i18n from "./i18n.js";
import * as imprint from "./imprint.js";
import * as languages from "./languages.js";
import * as legend from "./legend.js";
import * as list from "./list.js";
import * as menus from "./menus.js";
import * as overview from "./overview.js";
import * as panel from "./panel.js";
import * as pictures from "./pictures.js";
import * as plotly from "./plotly.js";
import * as print from "./print.js";
import * as search from "./search.js";
import * as shelf from "./shelf.js";
import * as spreadsheet from "./spreadsheet.js";
import * as state from "./state.js";
import * as table from "./table.js";
import * as upcoming from "./upcoming.js";
import * as view from "./view.js";

/**
 * @import { UnitName } from "./days.js"
 * @import { State } from "./state.js"
 */

const menu = dom.element("_language", HTMLSelectElement);
const live = dom.element("_live");
const notice = dom.element("_notice");

let found = events; // what the filters leave
/** @type {string | null} */
let unknown = null; // the id in the address that no event has

function filter() {
  const result = search.result(state.now);
  found = result.events;
  filters.draw(result);
  for (const part of [chart, shelf, upcoming, list, table, panel]) part.filter(found);
  overview.filter(chart.shownEvents());
}

/** Move the view to the events that were found, if it would show none of them. */
function follow() {
  const dated = found.filter(isDated);
  const [from, to] = view.now();
  if (found.length === events.length) return;
  if (!dated.length || dated.some((event) => event.last > from && event.first < to)) return;
  const [first, last] = stretch(dated);
  view.reveal([first, last + 1]);
}

const calendarLinks = () =>
  [...document.querySelectorAll("a[data-calendar]")].filter(
    (link) => link instanceof HTMLAnchorElement,
  );

/** Show all texts in the chosen language. */
function relabel() {
  document.documentElement.lang = i18n.language();
  document.documentElement.dir = i18n.chosen().direction;
  dom.fill();
  const title = i18n.pick(data.title).text;
  if (title) {
    document.title = title;
    dom.put(dom.element("_title"), data.title);
  }
  const heading = dom.element("_chart-title");
  const isSame =
    heading.textContent?.toLowerCase() === dom.element("_title").textContent?.toLowerCase();
  heading.classList.toggle("unseen", isSame); // one heading need not say what the other does
  if (data.description) dom.put(dom.element("_description"), data.description);
  menu.value = i18n.language();
  for (const link of calendarLinks()) link.href = `${data.calendar}.${i18n.language()}.ics`;
  for (const each of document.querySelectorAll("[data-offers]"))
    if (each instanceof HTMLElement) each.hidden = each.dataset.offers !== i18n.language();
  imprint.draw();
}

state.onChange((changes) => {
  const changed = (/** @type {(keyof State)[]} */ ...keys) => keys.some((key) => key in changes);
  if (changed(...state.FILTERS)) {
    filter();
    if (!changed("view")) follow(); // an address says itself what to show
  } else if (changed("as", "page")) {
    list.turn();
    table.draw();
  }
  if (changed("view", "lanes", "order", "folded", "compared", "event")) {
    chart.schedule();
    if (changed("lanes", "compared")) overview.filter(chart.shownEvents());
    else overview.update();
    tools();
  }
  if (changed("event")) {
    if (state.now.event !== null && unknown !== null) {
      unknown = null;
      note();
    }
    panel.draw();
    list.select();
    list.follow();
  }
});
state.onGlide(() => {
  overview.update();
  showLevel();
});

/** Update the controls of the chart to the current state; before it is drawn, nobody uses them. */
function tools() {
  if (!chart.isReady()) return;
  choosing.draw();
  showLevel();
}

/** Remove the buttons of levels that would show no less than the whole chart. */
function levels() {
  for (const button of document.querySelectorAll('button[data-act^="level "]')) {
    const [, unit] = (button.getAttribute("data-act") ?? "").split(" ");
    if (!view.isLevel(/** @type {UnitName} */ (unit))) button.remove();
  }
}

/** Show which level or period is in view. */
function showLevel() {
  for (const button of document.querySelectorAll("button[data-act]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const [act = "", name = ""] = (button.dataset.act ?? "").split(" ");
    if (act === "level" || act === "preset")
      button.setAttribute("aria-pressed", String(view.isAt(act, name)));
  }
  // A narrow screen hides these buttons behind another one, which names what is pressed.
  const pressed = dom.element("_settings").querySelector('[aria-pressed="true"]');
  const name = dom.element("_pressed");
  name.textContent = pressed ? `: ${pressed.textContent}` : "";
}

i18n.onChange(() => {
  relabel();
  legend.draw();
  note();
  filter();
  tools();
  panel.draw({ takeFocus: false });
});

// The page contains the calendar, since the calendar file may be missing, even on a server.
// The link keeps its address, so that readers can copy it to subscribe.
for (const link of calendarLinks())
  link.addEventListener("click", (click) => {
    if (!calendars.isUnpackable()) return;
    click.preventDefault();
    calendars.download(link.getAttribute("href") ?? "");
  });
menu.addEventListener("change", () => {
  languages.remember(menu.value);
  i18n.choose(menu.value);
  state.set({});
});

/** @type {Record<string, (value: string) => void>} */
const moves = {
  level: (unit) => view.level(/** @type {UnitName} */ (unit), chart.shownEvents()),
  preset: view.preset,
  zoom: (factor) => view.zoom(Number(factor)),
  move: (share) => view.move(Number(share)),
};

/** @type {Record<string, (value: string) => void>} */
const acts = {
  picture(what) {
    const [format = "", extent] = what.split("-");
    pictures.save(format, extent === "whole");
  },
  table: () => spreadsheet.save(found),
  print: () => window.print(),
  embed: () => {
    toClipboard(embed.code());
    dom.say(live, "copied");
  },
};

document.addEventListener("click", (click) => {
  const button = dom.closest(click, "button[data-act]", HTMLButtonElement);
  if (!button) return;
  const [act = "", value = ""] = (button.dataset.act ?? "").split(" ");
  acts[act]?.(value);
  if (moves[act]) {
    moves[act](value);
    announce();
  }
  const drop = dom.closest(click, "details.menu", HTMLDetailsElement);
  if (drop) menus.close(drop);
});

/** Announce the period in view to screen readers. */
function announce() {
  const [from, to] = view.now();
  const ends = [Math.floor(from), Math.ceil(to) - 1].map((day) => i18n.date(day, "dayMonthYear"));
  live.textContent = [...new Set(ends)].join(" – ");
  live.removeAttribute("lang");
}

function open() {
  unknown = state.read();
  note();
}
window.addEventListener("hashchange", open);
window.addEventListener("popstate", open);

function note() {
  notice.hidden = unknown === null;
  if (unknown !== null) dom.say(notice, "unknown_event", { id: unknown });
}

window.addEventListener("beforeprint", () => {
  list.expand();
  print.before();
});
window.addEventListener("afterprint", () => {
  print.after();
  list.collapse();
});

/** At midnight, update what depends on the day. */
function waitForMidnight() {
  const now = new Date();
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 0, 0, 1);
  const passed = () => {
    chart.schedule();
    upcoming.draw();
    list.update();
    waitForMidnight();
  };
  window.setTimeout(passed, then.getTime() - now.getTime());
}

/** Read the data in the page. */
async function read() {
  begin(JSON.parse(dom.element("_data").textContent ?? ""));
  for (const part of document.querySelectorAll("._phrases, ._slice")) {
    const carried = JSON.parse(part.textContent ?? "[]");
    if (part.classList.contains("_phrases")) data.phrases.push(...carried);
    else carried.forEach(add);
    await breath.take();
  }
}

async function start() {
  await read();
  embed.start();
  list.start();
  const root = document.documentElement.classList;
  root.toggle("few", events.length < 2);
  root.toggle("dateless", !events.some(isDated));
  document.documentElement.classList.replace("plain", "live");
  choosing.start();
  levels();
  relabel();
  await breath.take();
  open();
  await list.rest();
  await restOfPage();
  if (await plotly.load()) drawChart();
  legend.draw();
  await list.prepare();
  search.prepare();
}

/** The page after the scripts, which is long: the list is shown before it has come. */
const restOfPage = async () => {
  if (document.readyState === "loading")
    await new Promise((resolve) => {
      document.addEventListener("DOMContentLoaded", resolve);
    });
};

function drawChart() {
  chart.start();
  overview.start();
  tools();
  const event = byId.get(state.now.event);
  if (event && isDated(event) && !location.hash.includes("from="))
    view.reveal([anchor(event), anchor(event) + 1]);
  waitForMidnight();
  globalThis.timelinePage = { picture: pictureForTools };
  document.documentElement.classList.add("ready");
}

/**
 * A picture as a data address, for `timeline picture`, without the line for today.
 *
 * @type {typeof globalThis.timelinePage.picture}
 */
async function pictureForTools({ format, width, whole, lanes }) {
  state.now.lanes = state.asLanes(lanes) ?? state.now.lanes;
  const address = await pictures.image(format, { width, whole, today: null });
  const comma = address.indexOf(",");
  const [head, content] = [address.slice(0, comma), address.slice(comma + 1)];
  return `${head},${format === "svg" ? decodeURIComponent(content) : content}`;
}

start();
