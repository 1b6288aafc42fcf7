/* The legend in words: which shape says what about a date, which colour is which kind. */
const legend = (() => {
  const root = document.getElementById("_legend");
  const has = (test) => events.some(test);
  const looks = (look) => (event) => data.statuses[event.status].look === look;
  const windows = (precisions) => (event) => event.spans.some(([, , window]) => precisions.includes(window));
  const FOLDED = { day: 0, month: 0, season: 0, quarter: 0, half: 0 }; // a circle where there is no room
  const isOpen = (event) => event.spans.some(([start, end]) => start === null || end === null);

  // Only what occurs in this chronology is explained.
  const SHAPES = [
    ["legend_day", { shape: "day" }, (event) => event.spans.some(([start, end, window]) => !window && end - start <= 1)],
    ["legend_days", { shape: "days" }, (event) => event.spans.some(([start, end, window]) => !window && end - start > 1)],
    ["legend_window", { shape: "window", precision: "month" }, windows(["month", "season", "quarter"])],
    ["legend_vaguer", { shape: "window", precision: "year" }, windows(["half", "year", "decade", "century"])],
    ["legend_small", { shape: "small" }, (event) => event.spans.some(([, , window]) => window in FOLDED)],
    ["legend_open", { shape: "open" }, isOpen],
    ["legend_about", { shape: "day", about: true }, (event) => event.about],
    ["legend_unsure", { shape: "days", unsure: true }, (event) => event.unsure],
    ["legend_pending", { shape: "day", look: "hollow" }, looks("hollow")],
    ["legend_derived", { shape: "day", look: "hollow", derived: true }, (event) => event.origin],
    ["legend_disputed", { shape: "day", disputed: true }, (event) => event.disputed],
    ["legend_struck", { shape: "day", look: "struck" }, looks("struck")],
    ["legend_moved", { shape: "days", look: "moved" }, (event) => looks("moved")(event) || event.previously],
    ["legend_undated", { shape: "undated" }, (event) => !event.spans.length],
  ].filter(([, , test]) => has(test));

  function item(picture, nodes, hue = null) {
    const element = document.createElement("li");
    if (hue) element.dataset.hue = hue;
    const words = document.createElement("span");
    i18n.join(words, nodes, ", ");
    words.dir = "auto";
    element.append(picture, words);
    return element;
  }

  function draw() {
    root.querySelector(".shapes").replaceChildren(...SHAPES.map(([word, mark]) => item(glyph.draw(mark), [i18n.spoken(word)])));
    root.querySelector(".kinds").replaceChildren(...[...byHue()].map(([hue, kinds]) => {
      const swatch = document.createElement("span");
      swatch.className = "swatch";
      return item(swatch, kinds.map((kind) => search.node("kind", kind)), hue);
    }));
    root.hidden = events.length === 0;
  }

  /** The kinds of each colour: there are more kinds than colours that can be told apart. */
  function byHue() {
    const found = new Map();
    for (const [kind, { hue }] of Object.entries(data.kinds)) found.set(hue, [...(found.get(hue) ?? []), kind]);
    return found;
  }

  /** The legend for paper, where nothing can be unfolded. */
  function copy() {
    const element = document.createElement("div");
    element.className = "legend";
    element.append(...[...root.children].slice(1).map((part) => part.cloneNode(true)));
    return element;
  }

  root.open = window.matchMedia("(min-width: 60rem)").matches;

  return { draw, copy };
})();
