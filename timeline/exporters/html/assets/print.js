/* On paper the chart is a picture of the whole period, as wide as the page, in the colours of paper. */
const print = (() => {
  const WIDTH = 1040; // drawn once, and scaled by the style sheet to either orientation
  const TALLEST = 520; // of the lanes in one picture: it fits on a landscape page under the title
  const slot = document.getElementById("_paper");

  function before() {
    if (typeof Plotly === "undefined") return slot.replaceChildren(apology());
    slot.replaceChildren(legend.copy());
    for (const still of chart.pages({ width: WIDTH, tallest: TALLEST })) put(still);
    return undefined;
  }

  /** Why there is no chart. Print does not wait for Plotly, which may still be inflating. */
  function apology() {
    const given = document.createElement("p");
    i18n.say(given, document.getElementById("_chartless").hidden ? "chart_late" : "chartless");
    return given;
  }

  function put(still) {
    const { width, height } = still.layout;
    const holder = document.createElement("div");
    holder.className = "picture";
    holder.style.setProperty("--shape", width / height);
    slot.lastElementChild.before(holder);
    // Not awaited: Plotly draws at once when there is nothing to load, and print does not wait.
    Plotly.newPlot(holder, still.data, still.layout, { ...chart.CONFIG, staticPlot: true });
    for (const svg of holder.querySelectorAll("svg.main-svg")) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.removeAttribute("width");
      svg.removeAttribute("height");
    }
  }

  function after() {
    for (const holder of slot.querySelectorAll(".picture")) Plotly.purge(holder);
    slot.replaceChildren();
  }

  return { before, after };
})();
