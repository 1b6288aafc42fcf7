/* The same events as a table that can be sorted: for comparing, copying, and screen readers. */
const table = (() => {
  const root = document.getElementById("_table");
  const toggle = document.getElementById("_as-table");
  const listRoot = document.getElementById("_list");
  const COLUMNS = [
    { word: "when", of: (event) => i18n.phrase(event.date), sort: null },
    { word: "title", of: (event) => i18n.pick(event.title).text },
    { word: "facet_kind", of: (event) => search.name("kind", event.kind), node: (event) => search.node("kind", event.kind) },
    { word: "facet_status", of: (event) => list.status(event), node: (event) => list.statusNode(event) },
    { word: "facet_place", of: (event) => list.place(event), node: (event) => event.place && search.node("place", event.place) },
    {
      word: "parties",
      of: (event) => event.parties.map((party) => search.name("party", party)).join(", "),
      node: (event) => i18n.listed(event.parties.map((party) => search.node("party", party))),
    },
    { word: "notation", of: (event) => event.edtf },
  ];
  const MOST = 1000; // rows; more are for the file that "Save" writes

  let shown = events;
  let order = { column: 0, down: false };

  function draw() {
    const on = state.now.as === "table";
    toggle.setAttribute("aria-pressed", String(on));
    root.hidden = !on;
    listRoot.hidden = on;
    if (!on) return root.replaceChildren();
    const element = document.createElement("table");
    const caption = element.createCaption();
    caption.textContent = document.getElementById("_result").textContent;
    i18n.mark(caption, i18n.wordsIn());
    const head = element.createTHead().insertRow();
    COLUMNS.forEach(({ word }, index) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      if (index === order.column) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      const button = document.createElement("button");
      button.type = "button";
      i18n.say(button, word);
      button.addEventListener("click", () => {
        order = { column: index, down: index === order.column && !order.down };
        draw();
        root.querySelectorAll("th button")[index].focus();
      });
      cell.append(button);
      head.append(cell);
    });
    const body = element.createTBody();
    for (const event of sorted().slice(0, MOST)) body.append(row(event));
    return root.replaceChildren(element);
  }

  function sorted() {
    const { of } = COLUMNS[order.column];
    const compare = i18n.collator().compare;
    // The events come in the order of time, which no wording of a date sorts by.
    const found = order.column === 0 ? [...shown] : [...shown].sort((one, other) => compare(of(one), of(other)));
    return order.down ? found.reverse() : found;
  }

  function row(event) {
    const element = document.createElement("tr");
    COLUMNS.forEach(({ of, node = of, word }) => {
      const cell = document.createElement(word === "title" ? "th" : "td");
      if (word === "title") {
        cell.scope = "row";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "link";
        i18n.put(button, event.title);
        button.addEventListener("click", () => state.set({ event: event.id }, { push: true }));
        cell.append(button);
      } else {
        cell.append(node(event) ?? "");
        cell.dir = "auto";
      }
      element.append(cell);
    });
    return element;
  }

  toggle.addEventListener("click", () => state.set({ as: state.now.as === "table" ? "list" : "table" }));

  return { draw, filter: (found) => { shown = found; draw(); } };
})();
