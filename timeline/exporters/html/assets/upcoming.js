/* What comes next by the reader's clock: events with known days first, counted down to. */
const upcoming = (() => {
  const MOST = 4;
  const root = document.getElementById("_upcoming");
  const cards = root.querySelector("ol");
  const later = root.querySelector(".later");
  let shown = events;

  function draw(today = days.today()) {
    const ahead = shown.filter((event) =>
      isDated(event) && event.last > today && data.statuses[event.status].look !== "struck");
    const exact = ahead.filter((event) => isExact(event) && (event.first > today || Number.isFinite(event.last)));
    const vague = ahead.filter((event) => !isExact(event) && event.first > today);
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
    date.textContent = i18n.phrase(event.date);
    const when = event.first <= today ? i18n.word("now") : i18n.inDays(Math.floor(event.first) - today);
    i18n.join(count, [i18n.node(when, i18n.wordsIn()), list.warning(event) && list.statusNode(event)]);
    item.append(count, button(event), date);
    return item;
  }

  function link(event) {
    const item = document.createElement("li");
    const date = document.createElement("span");
    date.className = "date";
    i18n.join(date, [i18n.node(i18n.phrase(event.date)), list.warning(event) && list.statusNode(event)]);
    item.append(button(event), " ", date);
    return item;
  }

  function button(event) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "link";
    i18n.put(element, event.title);
    element.addEventListener("click", () => state.set({ event: event.id }, { push: true }));
    return element;
  }

  return { draw, filter: (found) => { shown = found; } };
})();
