/* The shelf: events without a date. They are never put at today or at any other day. */
const shelf = (() => {
  const root = document.getElementById("_shelf");
  const items = root.querySelector("ul");
  const title = root.querySelector("h3");
  let shown = events;

  function draw() {
    const undated = shown.filter((event) => !isDated(event));
    root.hidden = undated.length === 0;
    i18n.say(title, "shelf", { n: undated.length });
    items.replaceChildren(...undated.map((event) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "shelved";
      button.dataset.hue = data.kinds[event.kind].hue;
      button.dataset.event = event.id;
      button.setAttribute("aria-label", list.summary(event));
      const text = document.createElement("span");
      i18n.put(text, event.title);
      button.append(glyph.draw({ shape: "undated" }), text);
      if (list.warning(event)) {
        const status = document.createElement("span");
        status.className = "status";
        status.append(list.statusNode(event));
        button.append(status);
      }
      button.addEventListener("click", () => state.set({ event: event.id }, { push: true }));
      item.append(button);
      return item;
    }));
  }

  return { filter: (found) => { shown = found; draw(); } };
})();
