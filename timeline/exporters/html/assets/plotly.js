/* Getting Plotly: it may be here already, or be packed in the page and want to be inflated. */
const plotly = (() => {
  const packed = document.getElementById("_plotly");

  async function load() {
    try {
      if (packed && typeof Plotly === "undefined") await unpack();
    } catch (error) {
      console.info("no chart:", error);
    }
    const found = typeof Plotly !== "undefined";
    document.getElementById("_chartless").hidden = found;
    document.getElementById("_chart-section").classList.toggle("chartless", !found);
    return found;
  }

  const pause = () => new Promise((resolve) => { requestAnimationFrame(() => window.setTimeout(resolve)); });

  async function unpack() {
    await pause(); // paint the list first: the chart is worth a wait, an empty page is not
    const script = document.createElement("script");
    script.textContent = new TextDecoder().decode(await calendars.inflate(packed.textContent));
    document.head.append(script); // runs at once; its hash is in the page's policy
    packed.remove();
    await pause(); // that was half a second of work: let the reader scroll before the chart
  }

  return { load };
})();
