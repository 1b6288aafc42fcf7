/* The panel with everything about one event, beside the page or as a sheet from below. */
import * as calendars from "./calendars.js";
import * as chart from "./chart.js";
import * as citing from "./citing.js";
import { toClipboard } from "./copying.js";
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as describing from "./describing.js";
import * as dom from "./dom.js";
import {
  anchor,
  byId,
  data,
  edtfOf,
  events,
  hueOf,
  isDated,
  isExact,
  lookOf,
  said,
  sourcesOf,
} from "./events.js";
import * as files from "./files.js";
import * as glyph from "./glyph.js";
import * as i18n from "./i18n.js";
import * as references from "./references.js";
import * as sources from "./sources.js";
import * as state from "./state.js";
import * as view from "./view.js";
import * as walking from "./walking.js";

/**
 * @import { Fact, PageEvent } from "./events.js"
 * @import { SourceRecord } from "./records.js"
 */

const LENGTHY = 120; // characters of a title that is set smaller, so that it leaves room

const { make } = dom;
const root = dom.element("_panel");
const body = dom.part(root, ".panel-body");
const scroll = dom.part(root, ".panel-scroll");

let shown = events; // what the filters leave
/** @type {Element | null} */
let origin = null; // where the focus goes back to
/** @type {string | null} */
let last = null; // the event that was shown when the panel was closed

const current = () => byId.get(state.now.event);
const heading = () => dom.part(body, "h2");

/** Show the event of the state; `takeFocus` is false if something else was changed. */
export function draw({ takeFocus = true } = {}) {
  const event = current();
  const wasOpen = !root.hidden;
  root.hidden = !event;
  seal();
  document.documentElement.classList.toggle("panel-open", Boolean(event));
  if (!event) {
    if (wasOpen) giveBack();
    return;
  }
  if (!wasOpen) origin = document.activeElement;
  body.replaceChildren(...content(event));
  scroll.scrollTop = 0;
  root.dataset.hue = String(hueOf(event));
  drawNeighbours(event);
  addEntry(event);
  if (!takeFocus || (wasOpen && root.contains(document.activeElement))) return;
  heading().focus({ preventScroll: true });
}

function giveBack() {
  const event = byId.get(last);
  if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body)
    origin.focus({ preventScroll: true });
  else if (event && shown.includes(event)) {
    if (isDated(event) && chart.isReady()) walking.goTo(event);
    else document.getElementById(event.id)?.querySelector("a")?.focus();
  } else dom.element("_events").focus(); // the filters hide it
  origin = null;
}

// If the panel covers the page, elements under it must not get the focus (WCAG 2.4.11).
const isBeside = window.matchMedia("(min-width: 75rem)");
function seal() {
  const covers = !root.hidden && !isBeside.matches;
  root.setAttribute("aria-modal", String(covers));
  for (const part of document.querySelectorAll(".skip, .masthead, main, footer"))
    if (part instanceof HTMLElement) part.inert = covers;
}
isBeside.addEventListener("change", seal);

function shut() {
  last = state.now.event;
  state.set({ event: null }, { push: true });
}

/** @param {PageEvent} event */
function content(event) {
  const title = make("h2", "panel-title");
  title.tabIndex = -1;
  title.id = "_panel-title";
  dom.put(title, event.title);
  title.classList.toggle("lengthy", (title.textContent ?? "").length > LENGTHY);
  const badge = make("span", `badge ${lookOf(event)}`, describing.statusNode(event));
  const kind = make("span", "kind", describing.named("kind", event.kind));
  const date = make("p", "panel-date");
  date.append(make("span", "glyph", glyph.of(event)), make("span", "", i18n.phrase(event.date)));
  const knowing = make("p", "knowing");
  const says = [i18n.phrase(event.knowing), countdowns.timing(event, days.today())];
  dom.join(
    knowing,
    says.map((text) => dom.node(text, i18n.wordsIn())),
  );
  const base = byId.get(event.origin ?? null);
  return [
    make("p", "kicker", kind, badge),
    title,
    date,
    knowing,
    ...(base ? [make("p", "knowing", dom.spoken("derived"), " ", jump(base))] : []),
    ...(event.conflicts.length ? [conflict(event)] : []),
    actions(event),
    facts(event),
    ...sourced(event),
  ];
}

/** @param {PageEvent} event */
function sourced(event) {
  const known = sourcesOf(event);
  if (!known.length) return [make("p", "knowing", dom.spoken("unsourced"))];
  const list = make("ol", "source-list", ...known.map((source) => sourceItem(event, source)));
  return [make("h3", "", dom.spoken("sources")), list];
}

/**
 * Sources that contradict each other: every date with its sources.
 *
 * @param {PageEvent} event
 */
function conflict(event) {
  const sourceOf = (/** @type {number | undefined} */ index) =>
    index === undefined ? undefined : event.sources[index];
  const others = event.conflicts.map((claim) => sourceOf(claim.source));
  // A source that agrees may give a less precise date, so it is listed with its own date.
  /** @type {Map<string, SourceRecord[]>} */
  const agreeing = new Map([[i18n.phrase(event.date), []]]);
  for (const source of event.sources) {
    if (source.date === undefined || source.earlier || others.includes(source)) continue;
    const given = i18n.phrase(source.date);
    agreeing.set(given, [...(agreeing.get(given) ?? []), source]);
  }
  const rows = [...agreeing].map(([given, some]) => claimed(given, some));
  for (const claim of event.conflicts) {
    const source = sourceOf(claim.source);
    rows.push(claimed(i18n.phrase(claim.date), source ? [source] : [], claim.wording));
  }
  const says = make("p", "", make("strong", "", dom.spoken("disputed")));
  return make("div", "conflict", says, make("ul", "", ...rows));
}

/**
 * A date with its sources and their words.
 *
 * @param {string} date
 * @param {SourceRecord[]} some
 * @param {string} [wording]
 */
function claimed(date, some, wording) {
  const item = make("li", "", date);
  some.forEach((source, index) => {
    const who = dom.node(source.publisher ?? source.document, source.language);
    item.append(index ? ", " : " — ", who);
  });
  if (wording && wording !== date)
    item.append(" ", make("q", "", dom.node(wording, some[0]?.language)));
  return item;
}

/** @param {PageEvent} event */
function facts(event) {
  const table = make("dl", "facts");
  /**
   * @param {string} word
   * @param {...(Node | string)} values
   */
  const add = (word, ...values) => {
    if (!values.length) return;
    const term = make("dt", "", dom.spoken(word));
    table.append(term, ...values.map((value) => make("dd", "", value)));
  };
  for (const fact of data.facts.event) {
    add(fact.label ?? fact.key, ...valuesOf(event, fact));
    if (fact.key === "partOf") add("parts", ...partsOf(event).map(jump));
  }
  add("notation", make("code", "", edtfOf(event)));
  return table;
}

/** @param {PageEvent} event */
const partsOf = (event) => events.filter((other) => other.partOf === event.id);

/**
 * How the values of a fact are shown, by its form; forms that are not listed are words.
 *
 * @typedef {(value: any, event: PageEvent, fact: Fact) => (Node | string)[]} Shown
 *
 * @type {Record<string, Shown>}
 */
const FORMS = {
  title: (_, event) => otherTitles(event),
  place: (_, event) => listed(placesOf(event)),
  text: (texts) => [dom.put(make("span"), texts)],
  paragraph: (texts) => [dom.put(make("span"), texts)],
  date: (claim) => [i18n.phrase(claim.date ?? claim)], // some have spans beside their phrase
  names: (names, event, { key, facet }) => [
    ...listed([names].flat().map((name) => describing.named(facet ?? "kind", name))),
    ...(key === "series" ? alongside(event) : []),
  ],
  event: (id) => [byId.get(id) ?? []].flat().map(jump),
};

/**
 * The values of a fact as nodes; empty if the event has none.
 *
 * @param {PageEvent} event
 * @param {Fact} fact
 */
function valuesOf(event, fact) {
  const value = said(event, fact.key);
  const show = FORMS[fact.form] ?? ((words) => [[words].flat().join("; ")]);
  const isNothing = value === undefined || (Array.isArray(value) && !value.length);
  return isNothing && fact.form !== "place" ? [] : show(value, event, fact);
}

/** @param {Node[]} nodes */
const listed = (nodes) => (nodes.length ? [dom.listed(nodes)] : []);

/** @param {PageEvent} event */
function otherTitles(event) {
  const own = i18n.pick(event.title).tag;
  const others = Object.entries(event.title).filter(([tag]) => tag !== own);
  return others.map(([tag, text]) => otherTitle(tag, text));
}

/**
 * @param {string} tag
 * @param {string} text
 */
function otherTitle(tag, text) {
  const title = make("span", "other-title", text);
  dom.mark(title, tag);
  return title;
}

/**
 * Venue, place and country, each once.
 *
 * @param {PageEvent} event
 */
function placesOf(event) {
  const venue = i18n.pick(event.venue);
  const found = [dom.node(venue.text, venue.tag)];
  if (event.place) {
    const country = data.places[event.place]?.country;
    found.push(describing.named("place", event.place));
    if (country !== undefined) found.push(dom.node(i18n.phrase(country)));
  }
  return found.filter(
    ({ textContent: text }, at) =>
      text && found.findIndex((each) => each.textContent === text) === at,
  );
}

/**
 * The events before and after an event in its series.
 *
 * @param {PageEvent} event
 */
function alongside(event) {
  const members = events.filter((other) => other.series === event.series && !other.origin);
  const index = members.indexOf(event);
  const steps = [];
  for (const [sign, at] of /** @type {const} */ ([
    ["‹", index - 1],
    ["›", index + 1],
  ])) {
    const other = index < 0 ? undefined : members[at];
    if (other) steps.push(make("span", "step", make("span", "", sign), jump(other)));
  }
  return steps;
}

/** @param {PageEvent} event */
function jump(event) {
  const open = () => state.set({ event: event.id }, { push: true });
  const button = dom.put(dom.makeButton("link", open), event.title);
  button.append(` (${i18n.phrase(event.date)})`);
  return button;
}

/** @param {PageEvent} event */
function actions(event) {
  const forms = make("div", "forms");
  // Their forms have no cancelled events, unlike calendar files. Drafts are in no calendar.
  const isOffered = event.status !== "draft" && lookOf(event) !== "struck";
  if (isOffered && citing.fitsCalendar(event))
    for (const [name, url] of citing.links(event)) {
      const link = make("a", "button quiet", name);
      link.href = url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      forms.append(link);
    }
  const link = copier("copy_link", () => state.link(event.id));
  const citation = copier("copy_citation", () =>
    style ? references.references(sourcesOf(event), style, event.id) : citing.citation(event),
  );
  const copies = make("div", "copies", link, citation, styles());
  return make("div", "actions", make("div", "entry"), forms, copies);
}

let style = ""; // of what is copied; none is the page's own words

/** The menu of the styles of citations. */
function styles() {
  const menu = make("select", "quiet");
  menu.setAttribute("aria-label", i18n.word("copy_citation"));
  menu.append(new Option("TXT", ""), ...references.NAMES.map((name) => new Option(name)));
  menu.value = style;
  menu.addEventListener("change", () => {
    style = menu.value;
  });
  return menu;
}

/**
 * A source with a button for its citation in the chosen style.
 *
 * @param {PageEvent} event
 * @param {SourceRecord} source
 */
function sourceItem(event, source) {
  const made = sources.item(source);
  const cite = copier("copy_citation", () =>
    references.references([source], style || "Chicago", event.id),
  );
  cite.className = "link";
  made.append(cite);
  return made;
}

/** @param {PageEvent} event */
async function addEntry(event) {
  const slot = dom.part(body, ".entry");
  const text = await calendars.entry(event);
  if (!text || state.now.event !== event.id) return;
  const save = () => files.save(`${event.id}.ics`, text, "text/calendar;charset=utf-8");
  slot.replaceChildren(dom.makeButton("button", save, dom.spoken("add_to_calendar")));
  if (!isExact(event)) slot.append(make("span", "hint", dom.spoken("all_day_span")));
  if (!dom.part(body, ".forms").children.length && lookOf(event) !== "struck")
    slot.append(make("span", "hint", dom.spoken("only_file")));
}

/**
 * @param {string} word
 * @param {() => string} text
 */
function copier(word, text) {
  const act = async () => {
    await toClipboard(text());
    button.replaceChildren(dom.spoken("copied"));
    dom.say(dom.element("_live"), "copied");
    window.setTimeout(() => button.replaceChildren(dom.spoken(word)), 1500);
  };
  const button = dom.makeButton("button quiet", act, dom.spoken(word));
  return button;
}

/** @param {PageEvent} event */
function drawNeighbours(event) {
  const line = shown.includes(event) ? shown : events;
  const index = line.indexOf(event);
  drawNeighbour("previous", line[index - 1]);
  drawNeighbour("next", line[index + 1]);
}

/**
 * @param {"previous" | "next"} word
 * @param {PageEvent | undefined} other
 */
function drawNeighbour(word, other) {
  const button = dom.element(`_${word}`, HTMLButtonElement);
  if (!other && document.activeElement === button) heading().focus();
  button.disabled = !other;
  const title = other ? `: ${i18n.pick(other.title).text}` : "";
  button.setAttribute("aria-label", `${i18n.word(word)}${title}`);
  button.onclick = () => {
    if (!other) return;
    state.set({ event: other.id }, { push: true });
    if (isDated(other)) view.reveal([anchor(other), anchor(other) + 1]);
  };
}

dom.part(root, ".close").addEventListener("click", shut);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !root.hidden) shut();
});
// A click on the page under the panel closes it, and opens an event that was clicked. This is
// decided before the click is handled: a click that opens the panel must not close it.
document.addEventListener(
  "click",
  ({ target, isTrusted, clientX, clientY }) => {
    if (!isTrusted || root.hidden || isBeside.matches) return;
    if (target instanceof Node && root.contains(target)) return;
    shut();
    const mark = document.elementFromPoint(clientX, clientY)?.closest("button.mark");
    if (mark instanceof HTMLElement) mark.click();
  },
  { capture: true },
);

/** @param {PageEvent[]} found */
export function filter(found) {
  shown = found;
  const event = current();
  if (event) drawNeighbours(event);
}
