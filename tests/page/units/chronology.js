/* A small chronology for the tests of pure modules, and a font whose letters are 7 pixels wide. */
import * as days from "../../../timeline/exporters/html/assets/days.js";
import { add, begin, events } from "../../../timeline/exporters/html/assets/events.js";
import { spread } from "../../../timeline/exporters/html/assets/sheet.js";

/**
 * @import { DatedEvent, PageData } from "../../../timeline/exporters/html/assets/events.js"
 * @import { EventRecord } from "../../../timeline/exporters/html/assets/records.js"
 * @import { Fonts } from "../../../timeline/exporters/html/assets/sheet.js"
 */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
// prettier-ignore
const PHRASES = ["", "en", "Meeting", "Визит", "Held", "Planned", "Cancelled", "Astana", "Serbia",
  "Kazakhstan", "Hungary", "France", "United Nations"];

/** @type {Fonts} */
export const FONTS = { family: "test", size: 13, width: (text) => 7 * [...text].length };

/** @param {string} iso */
export const day = (iso) => days.parseStamp(iso) ?? NaN;

const LANGUAGE = {
  tag: "en",
  name: "English",
  direction: /** @type {const} */ ("ltr"),
  words: "en",
  wordsIn: "en",
  group: ",",
  groupedFrom: 1000,
  dates: { LLL: MONTHS, MMM: MONTHS, dayMonth: "d MMM", monthYear: "MMM y", long: "d MMM y" },
};

const PARTIES = {
  RS: { name: 8 },
  KZ: { name: 9 },
  HU: { name: 10 },
  FR: { name: 11 },
  un: { name: 12 },
};

/** @returns {PageData} */
const header = () => ({
  calendar: "test",
  title: { en: "Test" },
  languages: [LANGUAGE],
  facts: {
    event: [],
    source: [],
    search: {
      event: ["id", "title", "description", "aliases", "host"],
      source: ["document", "publisher", "quote", "note"],
    },
  },
  chain: { en: ["en"] },
  words: {
    en: {
      before_era: "{year} BCE",
      today: "today",
      without: "Not stated",
      pair_fewer: "Fewer than two parties",
      pair_more: "More than {n} parties",
      empty_view: "No events",
    },
  },
  kinds: { meeting: { name: 2, hue: 1 }, visit: { name: 3, hue: 2 } },
  statuses: {
    held: { name: 4 },
    planned: { name: 5, look: "hollow", pending: true },
    cancelled: { name: 6, look: "struck" },
  },
  places: { astana: { name: 7 } },
  parties: PARTIES,
  series: {},
  precisions: { day: 0, month: 0, year: 0 },
  phrases: PHRASES.map((each) => [each]),
});

/**
 * Begin a page with these events; what all must have is filled in.
 *
 * @param {(Partial<EventRecord> & { id: string })[]} records
 */
export function page(...records) {
  begin(header());
  for (const record of records)
    add({ title: { en: `Event ${record.id}` }, date: 0, kind: "meeting", ...record });
  return /** @type {DatedEvent[]} */ (events);
}

/**
 * An event on one day.
 *
 * @param {string} id
 * @param {string} iso
 * @param {Partial<EventRecord>} [more]
 */
export const on = (id, iso, more = {}) => ({
  id,
  spans: /** @type {[number, number][]} */ ([[day(iso), day(iso) + 1]]),
  ...more,
});

/**
 * A sheet from one day to another.
 *
 * @param {string} from
 * @param {string} to
 * @param {number} [width]
 */
export const sheetOf = (from, to, width = 1000) =>
  spread([day(from), day(to)], { width, today: day("2026-06-15") });

/** The same colour for everything but the ground. */
export const COLOURS = {
  hues: ["", ...Array(8).fill("rgb(0, 0, 200)")],
  card: "rgb(255, 255, 255)",
  band: "rgb(250, 250, 250)",
  ink: "rgb(0, 0, 0)",
  muted: "rgb(90, 90, 90)",
  line: "rgb(200, 200, 200)",
  accent: "rgb(0, 0, 255)",
  now: "rgb(255, 0, 0)",
};
