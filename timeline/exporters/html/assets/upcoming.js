/* What comes next by the reader's clock: events with known days first, counted down to. */
const upcoming = (() => {
  const MOST = 4;
  const root = document.getElementById("_upcoming");
  const cards = root.querySelector("ol");
  const later = root.querySelector(".later");
  let shown = events;

  const isPending = (event) => Boolean(data.statuses[event.status].pending);

  /** The first of an exact event's dates that is not over: `{ first, last, goesOn }`, whole days; or null. */
  function next(event, today) {
    for (const [start, end, , how] of event.spans) {
      const first = Math.floor(start);
      const last = end === null ? Infinity : Math.max(Math.ceil(end) - 1, first);
      if (last >= today) return { first, last, goesOn: how === "on" };
    }
    return null;
  }

  /** "in 12 days", "today", "now"; nothing for what has begun and may be over. */
  function countdown({ first, last, goesOn }, today) {
    if (first > today) return i18n.inDays(first - today);
    if (first === last) return i18n.word("today");
    return Number.isFinite(last) || goesOn ? i18n.word("now") : "";
  }

  function draw(today = days.today()) {
    const ahead = shown.filter((event) =>
      isDated(event) && !isOver(event, today) && data.statuses[event.status].look !== "struck");
    const exact = ahead.filter((event) => isExact(event) && Number.isFinite(next(event, today)?.last))
      .sort((one, other) => next(one, today).first - next(other, today).first);
    // A month that has begun may still bring what is planned for it.
    const vague = ahead.filter((event) => !isExact(event) && (event.first > today || isPending(event)));
    cards.style.setProperty("--cards", Math.min(exact.length, MOST));
    cards.hidden = exact.length === 0;
    cards.replaceChildren(...exact.slice(0, MOST).map((event) => card(event, today)));
    later.replaceChildren(...vague.slice(0, MOST).map((event) => link(event)));
    later.hidden = vague.length === 0;
    root.querySelector(".vague").hidden = vague.length === 0;
    root.hidden = exact.length + vague.length === 0;
  }

  function card(event, today) {
    const item = document.createElement("li");
    item.dataset.hue = data.kinds[event.kind].hue;
    const count = document.createElement("span");
    count.className = "count";
    const date = document.createElement("span");
    date.className = "date";
    i18n.join(date, [i18n.node(i18n.phrase(event.date)), moved(event, today)]);
    i18n.join(count, [i18n.node(countdown(next(event, today), today), i18n.wordsIn()), list.warning(event) && list.statusNode(event)]);
    item.append(count, button(event), date);
    return item;
  }

  function link(event) {
    const item = document.createElement("li");
    const date = document.createElement("span");
    date.className = "date";
    i18n.join(date, [i18n.node(i18n.phrase(event.date)), moved(event), list.warning(event) && list.statusNode(event)]);
    item.append(button(event), " ", date);
    return item;
  }

  const moved = (event, today) => i18n.node(list.moving(event, today), i18n.wordsIn());

  function button(event) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "link";
    i18n.put(element, event.title);
    element.addEventListener("click", () => state.set({ event: event.id }, { push: true }));
    return element;
  }

  return { draw, next, countdown, filter: (found) => { shown = found; } };
})();
