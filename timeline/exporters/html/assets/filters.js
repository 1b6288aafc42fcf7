/* Search field, filters with their counts, what is chosen, and how many events are left. */
const filters = (() => {
  const form = document.getElementById("_filters");
  const query = document.getElementById("_query");
  const chosen = document.getElementById("_chosen");
  const result = document.getElementById("_result");
  const live = document.getElementById("_live");
  const since = document.getElementById("_since");
  const until = document.getElementById("_until");
  const menus = new Map([...form.querySelectorAll("details[data-facet]")].map((menu) => [menu.dataset.facet, menu]));
  const EDGE = 8; // pixels between an open menu and the edge of the screen
  const ROWS = 60; // values of a facet that a menu shows at first

  let latest = null;
  let said = 0;

  function draw(found) {
    latest = found;
    for (const [facet, menu] of menus) drawMenu(facet, menu, found.counts[facet]);
    if (document.activeElement !== query) query.value = state.now.query;
    since.value = state.now.since === null ? "" : days.iso(state.now.since);
    until.value = state.now.until === null ? "" : days.iso(state.now.until);
    drawChosen();
    const n = found.events.length;
    const text = n === events.length ? i18n.word("events", { n }) : i18n.word("found", { n, all: i18n.number(events.length) });
    result.textContent = text;
    i18n.mark(result, i18n.wordsIn());
    window.clearTimeout(said);
    said = window.setTimeout(() => { live.textContent = text; i18n.mark(live, i18n.wordsIn()); }, 400);
  }

  function drawMenu(facet, menu, counts) {
    const all = Object.keys(search.names[facet]);
    const some = all.filter((value) => counts.get(value) || state.now[facet].has(value));
    const values = some.length ? some : all;
    menu.hidden = !isUseful(facet, all) && !state.now[facet].size;
    menu.classList.toggle("active", state.now[facet].size > 0);
    if (!menu.open) return;
    const box = menu.querySelector(".choices");
    const active = document.activeElement?.value;
    const wasInside = box.contains(document.activeElement);
    const sorted = values.sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0) ||
      i18n.collator().compare(search.name(facet, one), search.name(facet, other)));
    const shown = menu.dataset.whole ? sorted : sorted.slice(0, ROWS);
    box.replaceChildren(...shown.map((value) => choice(facet, value, counts.get(value) ?? 0)));
    if (shown.length < sorted.length) box.append(more(facet, menu, sorted[ROWS], sorted.length - ROWS));
    if (wasInside) box.querySelector(`input[value="${CSS.escape(active)}"]`)?.focus();
  }

  function more(facet, menu, first, n) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    i18n.say(button, "more", { n });
    button.addEventListener("click", () => {
      menu.dataset.whole = "true";
      drawMenu(facet, menu, latest.counts[facet]);
      menu.querySelector(`input[value="${CSS.escape(first)}"]`)?.focus();
    });
    return button;
  }

  /** Whether a facet parts the events of this chronology, whatever is searched for now. */
  const isUseful = (facet, all) =>
    all.length > 1 || (all.length === 1 && events.some((event) => !search.facets[facet](event).length));

  function choice(facet, value, count) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.value = value;
    input.checked = state.now[facet].has(value);
    input.addEventListener("change", () => toggle(facet, value, input.checked));
    const name = document.createElement("span");
    name.textContent = search.name(facet, value);
    i18n.mark(name, search.tag(facet, value));
    const number = document.createElement("span");
    number.className = "number";
    number.textContent = i18n.number(count);
    label.append(input, name, number);
    if (facet === "kind") label.dataset.hue = data.kinds[value].hue;
    return label;
  }

  function toggle(facet, value, on) {
    const next = new Set(state.now[facet]);
    if (on) next.add(value);
    else next.delete(value);
    state.set({ [facet]: next });
  }

  function drawChosen() {
    const chips = [];
    for (const facet of menus.keys())
      for (const value of state.now[facet])
        chips.push(chipOf(search.node(facet, value), () => toggle(facet, value, false)));
    if (state.now.since !== null || state.now.until !== null) {
      const [from, to] = [state.now.since, state.now.until].map((day) =>
        day === null ? "…" : i18n.date(day, "dayMonthYear"));
      chips.push(chipOf(i18n.node(`${from} – ${to}`), () => state.set({ since: null, until: null })));
    }
    if (chips.length || state.now.query) {
      const clear = document.createElement("button");
      clear.type = "button";
      clear.className = "link";
      i18n.say(clear, "clear");
      clear.addEventListener("click", () => {
        query.value = "";
        state.set({ query: "", since: null, until: null, ...Object.fromEntries(state.FACETS.map((facet) => [facet, new Set()])) });
        query.focus();
      });
      chips.push(clear);
    }
    chosen.replaceChildren(...chips);
  }

  function chipOf(name, remove) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.append(name, " ×");
    button.setAttribute("aria-label", i18n.word("remove", { name: name.textContent }));
    button.addEventListener("click", () => { remove(); query.focus(); });
    return button;
  }

  let typing = 0;
  query.addEventListener("input", () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(() => state.set({ query: query.value.trim() }), events.length > 5000 ? 250 : 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [input, key] of [[since, "since"], [until, "until"]])
    input.addEventListener("change", () => state.set({ [key]: days.parse(input.value) }));

  // One menu is open at a time; Escape and a press elsewhere close it.
  const all = [...document.querySelectorAll("details.menu")];
  for (const menu of all)
    menu.addEventListener("toggle", () => {
      if (!menu.open) return;
      for (const other of all) if (other !== menu) other.open = false;
      if (latest && menu.dataset.facet) drawMenu(menu.dataset.facet, menu, latest.counts[menu.dataset.facet]);
      keepOnScreen(menu.querySelector(".drop"), menu.getBoundingClientRect());
    });
  /** Under its menu, as far as the screen is wide enough. */
  function keepOnScreen(box, { left }) {
    const most = document.documentElement.clientWidth - box.offsetWidth - EDGE;
    box.style.left = `${Math.max(Math.min(left, most), EDGE) - left}px`;
  }
  document.addEventListener("pointerdown", ({ target }) => {
    for (const menu of all) if (menu.open && !menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = all.find((each) => each.open);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopImmediatePropagation();
  });

  return { draw };
})();
