/* The list: rows come with the page (or, of a long chronology, are made here from its template). */
const list = (() => {
  const STEP = 300; // rows added at a time
  const root = document.getElementById("_list");
  const more = document.getElementById("_more");
  const rowTemplate = document.getElementById("_row").content.firstElementChild;
  const sourceTemplate = document.getElementById("_source").content.firstElementChild;
  const isWhole = root.dataset.whole === "true"; // all rows are in the page already
  const rows = new Map();
  let shown = events;
  let count = isWhole ? Infinity : STEP;

  if (isWhole)
    for (const row of root.querySelectorAll("li.event")) {
      rows.set(row.id, row);
      row.querySelector(".glyph").replaceChildren(glyph.of(byId.get(row.id)));
    }

  function rowOf(event) {
    let row = rows.get(event.id);
    if (!row) {
      row = rowTemplate.cloneNode(true);
      row.id = event.id;
      rows.set(event.id, row);
      fill(row, event);
    } else if (row.dataset.language !== i18n.language()) fill(row, event);
    return row;
  }

  /** Everything about an event that a row says, in the chosen language. */
  function fill(row, event) {
    const kind = data.kinds[event.kind];
    row.dataset.hue = kind.hue;
    row.dataset.language = i18n.language();
    const slot = (name) => row.querySelector(`.${name}`);
    slot("glyph").replaceChildren(glyph.of(event));
    slot("date").textContent = i18n.phrase(event.date);
    i18n.mark(slot("moved"), i18n.wordsIn());
    const link = slot("title").firstElementChild;
    link.href = `#${event.id}`;
    i18n.put(link, event.title);
    slot("meta").replaceChildren(...meta(event).map(([facet, value]) =>
      (facet === "status" && event.origin ? derivedChip() : chip(facet, value))));
    const note = slot("note");
    note.hidden = !event.conflicts.length;
    i18n.say(note, "disagree", { dates: others(event) });
    if (note.hidden) note.textContent = "";
    const origin = slot("origin");
    origin.hidden = !event.origin;
    if (event.origin) {
      i18n.say(origin.firstElementChild, "derived");
      origin.lastElementChild.href = `#${event.origin}`;
      i18n.put(origin.lastElementChild, byId.get(event.origin).title);
    }
    // An anniversary has the sources of its event, and they stand there already.
    const own = event.origin ? [] : event.sources;
    const sources = slot("sources");
    sources.hidden = !own.length;
    i18n.say(sources.firstElementChild, "sources", { n: own.length });
    if (sources.hidden) sources.firstElementChild.textContent = "";
    sources.lastElementChild.replaceChildren(...own.map(sourceOf));
  }

  function chip(facet, value) {
    const element = document.createElement("li");
    element.textContent = search.name(facet, value);
    i18n.mark(element, search.tag(facet, value));
    return element;
  }

  function derivedChip() {
    const element = document.createElement("li");
    i18n.say(element, "derived_mark");
    return element;
  }

  const meta = (event) =>
    ["kind", "status", "place", "party"].flatMap((facet) => search.facets[facet](event).map((value) => [facet, value]));

  const status = (event) =>
    event.origin ? i18n.word("derived_mark") : search.name("status", event.status);
  const statusNode = (event) =>
    event.origin ? i18n.spoken("derived_mark") : search.node("status", event.status);

  function place(event) {
    if (!event.place) return "";
    return search.name("place", event.place);
  }

  const others = (event) => event.conflicts.map((claim) => i18n.phrase(claim.date)).join("; ");
  const disagreement = (event) => (event.conflicts.length ? i18n.word("disagree", { dates: others(event) }) : "");

  /** A source as a list item: what it is, where in it, what it says of the date, its address. */
  function sourceOf(source) {
    const item = sourceTemplate.cloneNode(true);
    const slot = (name) => item.querySelector(`.${name}`);
    const document_ = slot("document");
    document_.textContent = source.document;
    i18n.mark(document_, source.language);
    if (source.url) document_.href = source.url;
    i18n.join(slot("details"), [
      source.publisher && i18n.node(source.publisher, source.language),
      source.published !== undefined && i18n.node(i18n.phrase(source.published)),
      source.paragraph && i18n.spoken("paragraph", { number: source.paragraph }),
      source.accessed && i18n.spoken("accessed", { date: i18n.phrase(source.accessedWords) }),
    ]);
    const quote = slot("quote");
    const said = source.quote ?? "";
    quote.textContent = said.includes(source.wording ?? "") ? said : [source.wording, said].filter(Boolean).join(" … ");
    i18n.mark(quote, source.language);
    if (source.note) i18n.put(slot("remark"), source.note);
    slot("address").textContent = source.url ?? "";
    for (const part of [...item.children]) if (!part.textContent) part.remove();
    return item;
  }

  function render() {
    const sections = [];
    let heading; // a year, null for what has no date
    let items = null;
    for (const event of shown.slice(0, count)) {
      const year = isDated(event) ? days.parts(anchor(event)).year : null;
      if (year !== heading) {
        heading = year;
        const section = document.createElement("section");
        const title = document.createElement("h3");
        if (year === null) i18n.say(title, "undated");
        else title.textContent = year;
        items = document.createElement("ol");
        section.append(title, items);
        sections.push(section);
      }
      items.append(rowOf(event));
    }
    root.replaceChildren(...sections);
    more.hidden = shown.length <= count;
    i18n.say(more, "more", { n: Math.min(shown.length - count, STEP) });
    document.getElementById("_nothing").hidden = shown.length > 0;
    select();
    update();
  }

  /** What depends on the reader's day: countdowns, and what should have happened by now. */
  function update() {
    const today = days.today();
    for (const event of shown.slice(0, count)) {
      const row = rows.get(event.id);
      if (!row) continue;
      const badge = row.querySelector(".countdown");
      const text = timing(event, today);
      badge.textContent = text;
      i18n.mark(badge, i18n.wordsIn());
      badge.hidden = !text;
      const moved = row.querySelector(".moved");
      moved.textContent = moving(event, today);
      moved.hidden = !moved.textContent;
      row.classList.toggle("past", isDated(event) && isOver(event, today));
    }
    upcoming.draw(today);
  }

  /** From when the event was moved; nothing once its new date has passed, or begun if it has no end. */
  function moving(event, today = days.today()) {
    const isPast = isDated(event) && (isOver(event, today) || (event.last === Infinity && event.first < today));
    return event.previously && !isPast ? i18n.word("moved_from", { date: i18n.phrase(event.previously.date) }) : "";
  }

  /** "in 12 days", "now", "outcome not confirmed", or nothing; days are counted to exact ones only. */
  function timing(event, today) {
    const status = data.statuses[event.status];
    if (!isDated(event) || status.look === "struck") return "";
    if (isOver(event, today)) return status.pending && !event.origin ? i18n.word("unconfirmed") : "";
    const next = isExact(event) ? upcoming.next(event, today) : null;
    return next && next.first - today <= 365 ? upcoming.countdown(next, today) : "";
  }

  function select() {
    for (const row of root.querySelectorAll("li.event[aria-current]")) row.removeAttribute("aria-current");
    rows.get(state.now.event)?.setAttribute("aria-current", "true");
  }

  /** The status where a bare title would mislead: what stands in the future was put off. */
  const warning = (event) =>
    data.statuses[event.status].look in { moved: 0, struck: 0 } ? search.name("status", event.status) : "";

  /** An event in one line, for labels of controls. */
  function summary(event) {
    const { text } = i18n.pick(event.title);
    return [text, i18n.phrase(event.date), moving(event), search.name("kind", event.kind), status(event), disagreement(event)]
      .filter(Boolean).join(", ");
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest(".title a, .origin a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    state.set({ event: link.getAttribute("href").slice(1) }, { push: true });
  });
  more.addEventListener("click", () => {
    const next = shown[count];
    count += STEP;
    render();
    rows.get(next.id)?.querySelector("a").focus();
  });

  /** For paper: every row, every source. The former extent comes back with `collapse`. */
  let before = null;
  function expand() {
    before = { count, opened: new Set(root.querySelectorAll("details[open]")) };
    count = Infinity;
    render();
    for (const details of root.querySelectorAll("details")) details.open = true;
  }
  function collapse() {
    count = before?.count ?? count;
    for (const details of root.querySelectorAll("details")) details.open = Boolean(before?.opened.has(details));
    if (!isWhole) render();
  }

  return {
    update, select, summary, warning, disagreement, sourceOf, timing, moving, status, statusNode, place, expand, collapse,
    filter(found) {
      shown = found;
      if (!isWhole) count = STEP;
      render();
    },
  };
})();
