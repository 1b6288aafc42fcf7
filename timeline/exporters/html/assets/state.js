/* What the reader is looking at, and its address: a link reopens the same view. */
const state = (() => {
  const FACETS = ["kind", "party", "place", "series", "status"];
  const LANES = [...document.getElementById("_grouping").options].map(({ value }) => value);
  const DEFAULTS = { lanes: "kind", as: "list" }; // what an address leaves out
  const listeners = [];

  const now = {
    event: null, // id of the event in the panel
    view: null, // [first, last] of the chart in days; null: the chart's own choice
    ...DEFAULTS, // lanes: a facet or "none"; as: "list" or "table"
    query: "",
    since: null, // period of the filter, in days, both included
    until: null,
    ...Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
  };
  const defaultLanguage = i18n.language();

  /** Change some of it; `{ push: true }` makes a step that the back button undoes. */
  function set(changes, { push = false } = {}) {
    Object.assign(now, changes);
    write(push);
    listeners.forEach((listener) => listener(changes));
  }

  let pending = 0;
  function write(push) {
    if (push) {
      window.clearTimeout(pending);
      pending = 0;
      remember("pushState");
    } else if (!pending) {
      // Browsers refuse more than a hundred address changes in half a minute.
      pending = window.setTimeout(() => {
        pending = 0;
        remember("replaceState");
      }, 350);
    }
  }

  function remember(method) {
    try {
      history[method](null, "", hash() || location.pathname + location.search);
    } catch {
      // A sandboxed frame may have no history; the page works without.
    }
  }

  function hash() {
    const parts = new URLSearchParams();
    if (now.event) parts.set("event", now.event);
    if (now.view) {
      // Of a few days their parts are seen, too; of more, whole ones say the same.
      const stamp = now.view[1] - now.view[0] < 10 ? days.stamp : (day) => days.iso(Math.round(day));
      parts.set("from", stamp(now.view[0]));
      parts.set("to", stamp(now.view[1]));
    }
    if (now.query) parts.set("q", now.query);
    for (const facet of FACETS) if (now[facet].size) parts.set(facet, [...now[facet]].join(","));
    if (now.since !== null) parts.set("since", days.iso(now.since));
    if (now.until !== null) parts.set("until", days.iso(now.until));
    if (now.lanes !== DEFAULTS.lanes) parts.set("lanes", now.lanes);
    if (now.as !== DEFAULTS.as) parts.set("as", now.as);
    if (i18n.language() !== defaultLanguage) parts.set("lang", i18n.language());
    const text = parts.toString().replaceAll("%2C", ",");
    return text && `#${text}`;
  }

  /**
   * Read the address; a plain `#id` is an event too. Returns the id if no event has it.
   *
   * What `hash` leaves out has its default again; only the period stays where the reader moved it.
   */
  function read() {
    const text = location.hash.slice(1);
    const plain = text && !text.includes("=") ? decode(text) : null;
    if (plain?.startsWith("_")) return null; // a part of the page, like "#_events": nothing to read
    const parts = new URLSearchParams(plain ? "" : text);
    const event = plain ?? parts.get("event");
    const from = days.parseStamp(parts.get("from"));
    const to = days.parseStamp(parts.get("to"));
    const known = event !== null && byId.has(event);
    const tag = parts.get("lang");
    i18n.choose(data.languages.some((each) => each.tag === tag) ? tag : defaultLanguage);
    const changes = {
      event: known ? event : null,
      view: from !== null && to !== null && from < to ? [from, to] : now.view,
      query: parts.get("q") ?? "",
      since: days.parse(parts.get("since")),
      until: days.parse(parts.get("until")),
      lanes: LANES.includes(parts.get("lanes")) ? parts.get("lanes") : DEFAULTS.lanes,
      as: parts.get("as") === "table" ? "table" : DEFAULTS.as,
    };
    for (const facet of FACETS)
      changes[facet] = new Set((parts.get(facet) ?? "").split(",").filter(Boolean));
    Object.assign(now, changes);
    listeners.forEach((listener) => listener(changes));
    return event && !known ? event : null;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** The address of one event in the chosen language, for copying. */
  function link(id) {
    const parts = new URLSearchParams({ event: id });
    if (i18n.language() !== defaultLanguage) parts.set("lang", i18n.language());
    const base = data.url ?? location.href.split("#")[0];
    return `${base}#${parts}`;
  }

  return {
    now, set, read, link, FACETS,
    onChange: (listener) => listeners.push(listener),
  };
})();
