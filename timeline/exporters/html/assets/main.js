/* How it all hangs together: one change of the state, one redrawing of what depends on it. */
const main = (() => {
  const $ = (id) => document.getElementById(id);
  let found = { events, counts: {} };

  function filter() {
    found = search.result(state.now);
    filters.draw(found);
    for (const part of [chart, overview, shelf, upcoming, list, table, panel]) part.filter(found.events);
  }

  /** What is looked for must be seen: the view moves to it where it would show none of it. */
  function follow() {
    const dated = found.events.filter(isDated);
    const [from, to] = view.now();
    if (found.events.length === events.length) return;
    if (!dated.length || dated.some((event) => event.last > from && event.first < to)) return;
    const first = dated.reduce((least, event) => Math.min(least, anchor(event)), Infinity);
    const last = dated.reduce((most, event) => Math.max(most, anchor(event)), -Infinity);
    view.reveal([first, last + 1]);
  }

  function relabel() {
    i18n.fill();
    const { text: title } = i18n.pick(data.title);
    if (title) {
      document.title = title;
      i18n.put($("_title"), data.title);
    }
    if (data.description) i18n.put($("_description"), data.description);
    $("_language").value = i18n.language();
    for (const link of document.querySelectorAll("a[data-calendar]"))
      link.href = `${data.calendar}.${i18n.language()}.ics`;
    legend.draw();
  }

  state.onChange((changes) => {
    const changed = (...keys) => keys.some((key) => key in changes);
    if (changed("query", "since", "until", ...state.FACETS)) {
      filter();
      if (!changed("view")) follow(); // an address says itself what to show
    }
    if (changed("view", "lanes", "event")) {
      chart.schedule();
      overview.update();
      tools();
    }
    if (changed("as")) table.draw();
    if (changed("event")) {
      if (changes.event !== null && unknown !== null) { unknown = null; note(); }
      panel.draw();
      list.select();
    }
  });

  i18n.onChange(() => {
    relabel();
    note();
    filter();
    panel.draw({ takeFocus: false });
    tools();
  });

  function tools() {
    $("_grouping").value = state.now.lanes;
  }

  // A page that was sent alone has the calendar in itself; a published one has it beside it, where
  // telephones can also subscribe to it.
  for (const link of document.querySelectorAll("a[data-calendar]"))
    link.addEventListener("click", (click) => {
      if (!calendars.isUnpackable() || location.protocol.startsWith("http")) return;
      click.preventDefault();
      calendars.download(link.getAttribute("href"));
    });
  $("_language").addEventListener("change", ({ target }) => {
    i18n.choose(target.value);
    state.set({});
  });
  $("_grouping").addEventListener("change", ({ target }) => state.set({ lanes: target.value }));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-act]");
    if (!button) return;
    const [act, value] = button.dataset.act.split(" ");
    acts[act]?.(value);
    if (act in { level: 0, preset: 0, zoom: 0, move: 0 }) tell();
    const menu = button.closest("details.menu");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  /** Say which period the chart shows now, to those who do not see it. */
  function tell() {
    const [from, to] = view.now();
    const ends = [Math.floor(from), Math.ceil(to) - 1].map((day) => i18n.date(day, "dayMonthYear"));
    $("_live").textContent = [...new Set(ends)].join(" – ");
    $("_live").removeAttribute("lang");
  }

  const acts = {
    level: (unit) => view.level(unit),
    preset: (name) => view.preset(name),
    zoom: (factor) => view.zoom(Number(factor)),
    move: (share) => view.move(Number(share)),
    picture: (what) => { const [format, extent] = what.split("-"); save.picture(format, extent === "whole"); },
    table: () => save.table(found.events),
    print: () => window.print(),
  };

  window.addEventListener("hashchange", open);
  window.addEventListener("popstate", open);
  let unknown = null; // the id in the address that no event has
  function open() {
    unknown = state.read();
    note();
  }

  function note() {
    $("_notice").hidden = unknown === null;
    if (unknown !== null) i18n.say($("_notice"), "unknown_event", { id: unknown });
  }

  window.addEventListener("beforeprint", () => { list.expand(); print.before(); });
  window.addEventListener("afterprint", () => { print.after(); list.collapse(); });

  async function start() {
    document.documentElement.classList.replace("plain", "live");
    relabel();
    await breath.take();
    open();
    if (!(await plotly.load())) return;
    chart.start();
    overview.draw();
    const event = byId.get(state.now.event);
    if (event && isDated(event) && !location.hash.includes("from=")) view.reveal([anchor(event), anchor(event) + 1]);
    new ResizeObserver(() => overview.draw()).observe($("_overview"));
    document.documentElement.classList.add("ready");
    globalThis.timelinePage = { picture: forTools };
    search.prepare();
  }

  /** A picture as a data address, for `timeline picture`: no line for today, which a file has not. */
  async function forTools({ format, width, whole, lanes }) {
    state.now.lanes = lanes;
    const address = await save.image(format, { width, whole, today: null });
    const [head, body] = [address.slice(0, address.indexOf(",")), address.slice(address.indexOf(",") + 1)];
    return `${head},${format === "svg" ? decodeURIComponent(body) : body}`;
  }

  return { start };
})();

main.start();
