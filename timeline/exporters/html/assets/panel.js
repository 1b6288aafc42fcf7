/* The panel: everything that is known of one event. Beside the page, or a sheet from below. */
const panel = (() => {
  const root = document.getElementById("_panel");
  const body = root.querySelector(".panel-body");
  const close = root.querySelector(".close");
  let shown = events; // what the filters leave
  let origin = null; // where the focus goes back to

  /** Show the event of the state; `takeFocus` is false where something else was changed. */
  function draw({ takeFocus = true } = {}) {
    const event = byId.get(state.now.event);
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
    body.parentElement.scrollTop = 0;
    root.dataset.hue = data.kinds[event.kind].hue;
    neighbours(event);
    addEntry(event);
    if (!takeFocus || (wasOpen && root.contains(document.activeElement))) return;
    body.querySelector("h2").focus({ preventScroll: true });
  }

  function giveBack() {
    const target = origin?.isConnected && origin !== document.body ? origin : null;
    if (target) target.focus({ preventScroll: true });
    else if (shown.includes(byId.get(last))) {
      if (isDated(byId.get(last)) && chart.isReady()) chart.focusEvent(last);
      else document.getElementById(last)?.querySelector("a")?.focus();
    } else document.getElementById("_events").focus(); // the filters hide it
    origin = null;
  }

  // Where the panel lies over the page, what is under it must not take the focus (WCAG 2.4.11).
  const isBeside = window.matchMedia("(min-width: 75rem)");
  function seal() {
    const covers = !root.hidden && !isBeside.matches;
    root.setAttribute("aria-modal", String(covers));
    for (const part of document.querySelectorAll(".skip, .masthead, main, footer")) part.inert = covers;
  }
  isBeside.addEventListener("change", seal);

  let last = null;
  function shut() {
    last = state.now.event;
    state.set({ event: null }, { push: true });
  }

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function content(event) {
    const title = make("h2", "panel-title");
    title.tabIndex = -1;
    title.id = "_panel-title";
    i18n.put(title, event.title);
    const kicker = make("p", "kicker", make("span", "kind", search.node("kind", event.kind)),
      make("span", `badge ${data.statuses[event.status].look ?? "full"}`, list.statusNode(event)));
    const date = make("p", "panel-date", make("span", "glyph", glyph.of(event)), make("span", "", i18n.phrase(event.date)));
    const timing = list.timing(event, days.today());
    const knowing = make("p", "knowing");
    i18n.join(knowing, [i18n.phrase(event.knowing), timing].map((text) => i18n.node(text, i18n.wordsIn())));
    const parts = [kicker, title, date, knowing];
    if (event.origin) parts.push(make("p", "knowing", i18n.spoken("derived"), " ", jump(byId.get(event.origin))));
    if (event.conflicts.length) parts.push(conflict(event));
    parts.push(actions(event), facts(event));
    if (event.sources.length) {
      const heading = make("h3", "", i18n.spoken("sources_title"));
      parts.push(heading, make("ol", "source-list", ...event.sources.map(list.sourceOf)));
    } else parts.push(make("p", "knowing", i18n.spoken("unsourced")));
    return parts;
  }

  /** Sources that contradict each other: every date with who gives it. */
  function conflict(event) {
    const box = make("div", "conflict", make("p", "", make("strong", "", i18n.spoken("disputed"))));
    const dates = make("ul", "");
    const row = (text, sources, wording = null) => {
      const item = make("li", "", text);
      sources.forEach((source, index) => {
        item.append(index ? ", " : " — ", i18n.node(source.publisher ?? source.document, source.language));
      });
      if (wording && wording !== text) item.append(" ", make("q", "", i18n.node(wording, sources[0]?.language)));
      dates.append(item);
    };
    const others = event.conflicts.map((claim) => event.sources[claim.source]);
    const own = i18n.phrase(event.date);
    // A source that agrees may still give a vaguer date: it stands beside its own.
    const agreeing = new Map([[own, []]]);
    for (const source of event.sources) {
      if (source.date === undefined || source.earlier || others.includes(source)) continue;
      const given = i18n.phrase(source.date);
      agreeing.set(given, [...(agreeing.get(given) ?? []), source]);
    }
    for (const [given, sources] of agreeing) row(given, sources);
    for (const claim of event.conflicts) row(i18n.phrase(claim.date), event.sources.slice(claim.source, claim.source + 1), claim.wording);
    box.append(dates);
    return box;
  }

  function facts(event) {
    const table = make("dl", "facts");
    const add = (word, ...values) => {
      if (!values.length) return;
      table.append(make("dt", "", i18n.spoken(word)), ...values.map((value) => make("dd", "", value)));
    };
    if (event.text) {
      const text = make("span");
      i18n.put(text, event.text);
      add("about", text);
    }
    const venue = i18n.pick(event.venue);
    const place = [i18n.node(venue.text, venue.tag)];
    if (event.place) place.push(search.node("place", event.place), i18n.node(country(event)));
    const distinct = place.filter(({ textContent: text }, at) =>
      text && place.findIndex((each) => each.textContent === text) === at);
    if (distinct.length) add("place", i18n.listed(distinct));
    if (event.parties.length) add("parties", i18n.listed(event.parties.map((party) => search.node("party", party))));
    if (event.previously) add("moved", i18n.phrase(event.previously.date));
    if (event.partOf && byId.has(event.partOf)) add("part_of", jump(byId.get(event.partOf)));
    const parts = events.filter((other) => other.partOf === event.id);
    if (parts.length) add("parts", ...parts.map(jump));
    if (event.series) {
      const members = events.filter((other) => other.series === event.series && !other.origin);
      const index = members.indexOf(event);
      const around = index < 0 ? [] : [["‹", members[index - 1]], ["›", members[index + 1]]];
      add("series", search.node("series", event.series),
        ...around.filter(([, other]) => other).map(([sign, other]) => make("span", "step", make("span", "", sign), jump(other))));
    }
    const others = Object.entries(event.title).filter(([tag]) => tag !== i18n.pick(event.title).tag);
    if (others.length)
      add("titles", ...others.map(([tag, text]) => {
        const shown = make("span", "other-title", text);
        i18n.mark(shown, tag);
        return shown;
      }));
    if (event.aliases?.length) add("aliases", event.aliases.join("; "));
    const code = make("code", "", event.edtf);
    add("notation", code);
    return table;
  }

  function country(event) {
    const row = data.places?.[event.place]?.country;
    return row === undefined ? "" : i18n.phrase(row);
  }

  function jump(event) {
    const button = make("button", "link");
    button.type = "button";
    i18n.put(button, event.title);
    button.append(` (${i18n.phrase(event.date)})`);
    button.addEventListener("click", () => state.set({ event: event.id }, { push: true }));
    return button;
  }

  function actions(event) {
    const forms = make("div", "forms");
    // Their forms know no cancelled event; the calendar's own entry does. Drafts are in no calendar.
    const isOffered = event.status !== "draft" && data.statuses[event.status].look !== "struck";
    if (isOffered && calendars.fitsCalendar(event))
      for (const [name, url] of Object.entries(calendars.links(event))) {
        const link = make("a", "button quiet", name);
        link.href = url;
        link.target = "_blank";
        link.rel = "noopener noreferrer";
        forms.append(link);
      }
    const copies = [copier("copy_link", () => state.link(event.id)), copier("copy_citation", () => calendars.citation(event))];
    return make("div", "actions", make("div", "entry"), forms, make("div", "copies", ...copies));
  }

  async function addEntry(event) {
    const slot = body.querySelector(".entry");
    const text = await calendars.entry(event);
    if (!text || state.now.event !== event.id) return;
    const button = make("button", "button", i18n.spoken("add_to_calendar"));
    button.type = "button";
    button.addEventListener("click", () => save.file(`${event.id}.ics`, text, "text/calendar;charset=utf-8"));
    slot.replaceChildren(button);
    if (!isExact(event)) slot.append(make("span", "hint", i18n.spoken("all_day_span")));
    if (!body.querySelector(".forms").children.length && data.statuses[event.status].look !== "struck")
      slot.append(make("span", "hint", i18n.spoken("only_file")));
  }

  function copier(word, text) {
    const button = make("button", "button quiet", i18n.spoken(word));
    button.type = "button";
    button.addEventListener("click", async () => {
      await copy(text());
      button.replaceChildren(i18n.spoken("copied"));
      i18n.say(document.getElementById("_live"), "copied");
      window.setTimeout(() => { button.replaceChildren(i18n.spoken(word)); }, 1500);
    });
    return button;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard without a secure context, or in a frame that may not use it.
      const area = make("textarea");
      area.value = text;
      root.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function neighbours(event) {
    const line = shown.includes(event) ? shown : events;
    const index = line.indexOf(event);
    for (const [id, other] of [["_previous", line[index - 1]], ["_next", line[index + 1]]]) {
      const button = document.getElementById(id);
      if (!other && document.activeElement === button) body.querySelector("h2").focus();
      button.disabled = !other;
      button.setAttribute("aria-label", `${i18n.word(id.slice(1))}${other ? `: ${i18n.pick(other.title).text}` : ""}`);
      button.onclick = () => {
        state.set({ event: other.id }, { push: true });
        if (isDated(other)) view.reveal([anchor(other), anchor(other) + 1]);
      };
    }
  }

  close.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !root.hidden) shut();
  });
  // A press on the page under it closes the panel, and opens the event that was pressed. Asked
  // before the press does anything: what opens the panel must not close it.
  document.addEventListener("click", ({ target, isTrusted, clientX, clientY }) => {
    if (!isTrusted || root.hidden || isBeside.matches || root.contains(target)) return;
    shut();
    document.elementFromPoint(clientX, clientY)?.closest("button.mark")?.click();
  }, { capture: true });

  function filter(found) {
    shown = found;
    const event = byId.get(state.now.event);
    if (event) neighbours(event);
  }

  return { draw, filter };
})();
