/* Downloads: the calendar file, and the entries of a single event from it. */
import { events } from "./events.js";
import * as files from "./files.js";
import * as i18n from "./i18n.js";
import * as unpacking from "./unpacking.js";

/**
 * @import { PageEvent } from "./events.js"
 *
 * @typedef {object} Calendar
 * @property {string} language
 * @property {string} alone the head of a file with one event
 * @property {number} start bytes before the entries
 * @property {number[]} lengths bytes of the entries of each event
 * @property {string} packed
 */

/** The calendars, which come after the scripts. */
const packed = () => document.getElementById("_calendars");

/** @type {Calendar[] | null} */
let all = null; // of all languages, once somebody wants one
/** @type {Map<Calendar, Promise<ArrayBuffer>>} */
const contents = new Map();

export const isUnpackable = () => packed() !== null && unpacking.isPossible();

/** Wait until the whole page is read; an address can open an event before that. */
const read = () =>
  new Promise((resolve) => {
    if (document.readyState !== "loading") resolve(null);
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

/** The calendar in the chosen language with its file; null if the page has none in it. */
async function whole() {
  await read();
  const element = packed();
  if (!element || !isUnpackable()) return null;
  all ??= /** @type {Calendar[]} */ (JSON.parse(element.textContent ?? "[]"));
  const calendar = all.find(({ language }) => language === i18n.language());
  if (!calendar) return null;
  const content = contents.get(calendar) ?? unpacking.inflate(calendar.packed);
  contents.set(calendar, content);
  return { ...calendar, file: await content };
}

const ZONE = /BEGIN:VTIMEZONE\r\nTZID:([^\r]+)\r\n[^]*?END:VTIMEZONE\r\n/g;
const NAMED = /^DT(?:START|END);TZID=([^:]+):/gm;

/**
 * A file with the entries of a single event, or null: not every event is in the calendar.
 *
 * @param {PageEvent} event
 */
export async function entry(event) {
  const calendar = await whole();
  const index = events.indexOf(event);
  const length = calendar?.lengths[index];
  if (!calendar || !length) return null;
  const { start, lengths, file } = calendar;
  const begin = lengths.slice(0, index).reduce((sum, each) => sum + each, start);
  const entries = unpacking.textOf(file.slice(begin, begin + length));
  const named = new Set([...entries.matchAll(NAMED)].map(([, name]) => name));
  const zones = [...unpacking.textOf(file.slice(0, start)).matchAll(ZONE)];
  const used = zones.filter(([, name]) => named.has(name)).map(([zone]) => zone);
  return [calendar.alone, ...used, entries, "END:VCALENDAR\r\n"].join("");
}

/**
 * Save the calendar's file from the page, which may have been sent without other files.
 *
 * @param {string} name
 */
export async function download(name) {
  const calendar = await whole().catch(() => null);
  if (calendar) files.save(name, calendar.file, "text/calendar");
  else location.href = name; // perhaps it is there after all
}
