/* On paper the chart is a picture of the whole period, as wide as the page, in the colours of paper. */
const print = (() => {
  const WIDTH = 1040; // drawn once, and scaled by the style sheet to either orientation
  const slot = document.getElementById("_paper");

  function before() {
    if (!chart.isReady()) return;
    const still = chart.picture({ whole: true, width: WIDTH, title: false });
    const { width, height } = still.layout;
    const holder = document.createElement("div");
    holder.style.setProperty("--shape", width / height);
    slot.replaceChildren(holder);
    // Not awaited: Plotly draws at once when there is nothing to load, and print does not wait.
    Plotly.newPlot(holder, still.data, still.layout, { ...chart.CONFIG, staticPlot: true });
    for (const svg of holder.querySelectorAll("svg.main-svg")) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.removeAttribute("width");
      svg.removeAttribute("height");
    }
  }

  function after() {
    const holder = slot.firstElementChild;
    if (holder) Plotly.purge(holder);
    slot.replaceChildren();
  }

  return { before, after };
})();
