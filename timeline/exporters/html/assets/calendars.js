/* Taking events along: the calendar file, one event's entries out of it, links, citation. */
const calendars = (() => {
  const packed = document.getElementById("_calendars");
  let all = null; // of all languages, once somebody wants one

  function bytesOf(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const letters = atob(base64);
    const bytes = new Uint8Array(letters.length);
    // A loop: Uint8Array.from with a function takes twenty times as long.
    for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
    return bytes;
  }

  async function inflate(text) {
    const stream = new Blob([bytesOf(text.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  const isUnpackable = () => packed !== null && typeof DecompressionStream !== "undefined";

  const text = (bytes) => new TextDecoder().decode(bytes);

  /** The calendar in the chosen language, its file inflated; null if the page has none of it. */
  async function whole() {
    if (!isUnpackable()) return null;
    all ??= JSON.parse(packed.textContent);
    const calendar = all.find(({ language }) => language === i18n.language());
    if (!calendar) return null;
    calendar.file ??= inflate(calendar.packed);
    return { ...calendar, file: await calendar.file };
  }

  const ZONE = /BEGIN:VTIMEZONE\r\nTZID:([^\r]+)\r\n[^]*?END:VTIMEZONE\r\n/g;
  const NAMED = /^DT(?:START|END);TZID=([^:]+):/gm;

  /** A file with the entries of an event alone, or null: not every event is in the calendar. */
  async function entry(event) {
    const calendar = await whole();
    const index = events.indexOf(event);
    const length = calendar?.lengths[index];
    if (!length) return null;
    const start = calendar.lengths.slice(0, index).reduce((sum, each) => sum + each, calendar.start);
    const entries = text(calendar.file.slice(start, start + length));
    const named = new Set([...entries.matchAll(NAMED)].map(([, name]) => name));
    const zones = [...text(calendar.file.slice(0, calendar.start)).matchAll(ZONE)];
    const used = zones.filter(([, name]) => named.has(name)).map(([zone]) => zone);
    return [calendar.alone, ...used, entries, "END:VCALENDAR\r\n"].join("");
  }

  const LONGEST = 1200; // characters of details in an address

  const COARSEST = ["day", "month", "season", "quarter"]; // what calendars show as days

  /** Whether one entry of a calendar can hold the date: not several dates apart, nor what never ends. */
  const fitsCalendar = (event) =>
    isDated(event) && (event.spans.length === 1 || event.oneOf || isUnbroken(event.spans)) && Number.isFinite(event.first) && Number.isFinite(event.last) && COARSEST.includes(event.precision);

  const isUnbroken = (spans) => spans.every(([start], index) => !index || start === spans[index - 1][1]);

  const subject = (event) => {
    const { text } = i18n.pick(event.title);
    const remarks = [isExact(event) ? "" : i18n.phrase(event.date), list.moving(event)].filter(Boolean);
    const dated = remarks.length ? `${text} (${remarks.join(", ")})` : text;
    return [list.warning(event), dated].filter(Boolean).join(": "); // as the calendar's own entry says it
  };

  const compact = (text) => text.replace(/[-:]/g, "");

  /** Links that fill in a form at Google and Outlook; ends of days are exclusive at both. */
  function links(event) {
    const where = [i18n.pick(event.venue).text, list.place(event)].filter(Boolean).join(", ");
    const claims = list.disagreement(event);
    const details = inShort([claims && ended(claims), citation(event)].filter(Boolean).join("\n"));
    const timed = event.instants;
    const [start, end] = timed ?? [days.iso(event.first), days.iso(Math.ceil(event.last))];
    const google = new URLSearchParams({
      action: "TEMPLATE", text: subject(event), dates: `${compact(start)}/${compact(end)}`, details, location: where,
    });
    const outlook = new URLSearchParams({
      path: "/calendar/action/compose", rru: "addevent", subject: subject(event), startdt: start, enddt: end,
      ...(timed ? {} : { allday: "true" }), body: details, location: where,
    });
    return {
      Google: `https://calendar.google.com/calendar/render?${google}`,
      Outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
      "Outlook 365": `https://outlook.office.com/calendar/0/deeplink/compose?${outlook}`,
    };
  }

  /** As many whole lines of a text as an address can carry: half an address of a source leads astray. */
  function inShort(text) {
    const lines = text.split("\n");
    while (lines.length > 1 && lines.join("\n").length > LONGEST) lines.pop();
    return lines.join("\n").slice(0, LONGEST);
  }

  /** With one full stop behind it: «2026 г.» has its own. */
  const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

  /** The event with its date and every source, as text. */
  function citation(event) {
    const { text } = i18n.pick(event.title);
    const lines = [`${ended(text)} ${ended(i18n.phrase(event.date))}`];
    for (const source of event.sources) {
      const parts = [
        source.publisher, source.document, source.published !== undefined && i18n.phrase(source.published),
        source.paragraph && i18n.word("paragraph", { number: source.paragraph }), source.url,
        source.accessed && i18n.word("accessed", { date: i18n.phrase(source.accessedWords) }),
      ];
      lines.push(ended(parts.filter(Boolean).join(", ")));
    }
    return lines.join("\n");
  }

  /** The calendar's file, on request: the page may have been sent without the files beside it. */
  async function download(name) {
    const calendar = await whole().catch(() => null);
    if (calendar) save.file(name, calendar.file, "text/calendar");
    else location.href = name; // perhaps it is there after all
  }

  return { entry, isUnpackable, download, links, citation, fitsCalendar, inflate };
})();
