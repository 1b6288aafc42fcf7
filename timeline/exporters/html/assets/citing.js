/* An event for other uses: links that fill in the forms of calendars, and a citation. */
import * as countdowns from "./countdowns.js";
import * as days from "./days.js";
import * as describing from "./describing.js";
import { isDated, isExact, sourcesOf } from "./events.js";
import * as i18n from "./i18n.js";

/**
 * @import { DatedEvent, PageEvent } from "./events.js"
 * @import { SourceRecord, Span } from "./records.js"
 */

const LONGEST = 1200; // characters of details in an address
const COARSEST = ["day", "week", "month", "season", "quarter"]; // what calendars show as days

/**
 * Whether a single calendar entry can hold the date: no separate dates, and no open end.
 *
 * @param {PageEvent} event
 * @returns {event is DatedEvent}
 */
export const fitsCalendar = (event) =>
  isDated(event) &&
  (event.spans.length === 1 || Boolean(event.oneOf) || isUnbroken(event.spans)) &&
  Number.isFinite(event.first) &&
  Number.isFinite(event.last) &&
  COARSEST.includes(event.precision);

/** @param {Span[]} spans */
const isUnbroken = (spans) =>
  spans.every(([start], index) => index === 0 || start === spans[index - 1]?.[1]);

/**
 * The title of an entry, as in the calendar file.
 *
 * @param {PageEvent} event
 */
function subject(event) {
  const { text } = i18n.pick(event.title);
  const moved = countdowns.moving(event, days.today());
  const remarks = [isExact(event) ? "" : i18n.phrase(event.date), moved].filter(Boolean);
  const dated = remarks.length ? `${text} (${remarks.join(", ")})` : text;
  return [describing.warning(event), dated].filter(Boolean).join(": ");
}

/**
 * Links that fill in a form at Google and Outlook; ends of days are exclusive at both.
 *
 * @param {DatedEvent} event
 * @returns {[name: string, address: string][]}
 */
export function links(event) {
  const venue = i18n.pick(event.venue).text;
  const where = [venue, describing.place(event)].filter(Boolean).join(", ");
  const claims = describing.disagreement(event);
  const details = inShort([claims && ended(claims), citation(event)].filter(Boolean).join("\n"));
  // A start without an end has no end here. Google's form requires one, so it gets the start.
  const [start = "", end = null] = event.instants ?? [
    days.iso(event.first),
    days.iso(Math.ceil(event.last)),
  ];
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: subject(event),
    dates: `${start}/${end ?? start}`.replace(/[-:]/g, ""),
    details,
    location: where,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: subject(event),
    startdt: start,
    ...(end === null ? {} : { enddt: end }),
    ...(event.instants ? {} : { allday: "true" }),
    body: details,
    location: where,
  });
  return [
    ["Google", `https://calendar.google.com/calendar/render?${google}`],
    ["Outlook", `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`],
    ["Outlook 365", `https://outlook.office.com/calendar/0/deeplink/compose?${outlook}`],
  ];
}

/**
 * As many whole lines of a text as fit into an address; half an address of a source is useless.
 *
 * @param {string} text
 */
function inShort(text) {
  const lines = text.split("\n");
  while (lines.length > 1 && lines.join("\n").length > LONGEST) lines.pop();
  return lines.join("\n").slice(0, LONGEST);
}

/**
 * The text with one full stop at its end; «2026 г.» already has one.
 *
 * @param {string} text
 */
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/**
 * The event with its date and every source, as text.
 *
 * @param {PageEvent} event
 */
export function citation(event) {
  const { text } = i18n.pick(event.title);
  const lines = [
    `${ended(text)} ${ended(i18n.phrase(event.date))}`,
    ...sourcesOf(event).map(cited),
  ];
  return lines.join("\n");
}

/** @param {SourceRecord} source */
function cited(source) {
  const parts = [
    source.publisher,
    source.document,
    source.published !== undefined && i18n.phrase(source.published),
    source.paragraph && i18n.word("paragraph_short", { value: source.paragraph }),
    source.url,
    source.accessed !== undefined && i18n.word("accessed", { value: i18n.phrase(source.accessed) }),
  ];
  return ended(parts.filter(Boolean).join(", "));
}
