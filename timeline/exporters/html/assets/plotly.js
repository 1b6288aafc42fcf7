/* Loading Plotly, which may be loaded already, or packed in the page. */
import * as breath from "./breath.js";
import * as dom from "./dom.js";
import { inflate, textOf } from "./unpacking.js";

export const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  responsive: false,
  scrollZoom: false,
  doubleClick: false,
  showTips: false,
  displayNotifier: false,
};

/** Whether Plotly is loaded. */
export const isHere = () => globalThis.Plotly !== undefined;

/** Plotly, if it is loaded. */
export function plotly() {
  if (!globalThis.Plotly) throw new Error("Plotly is not here yet");
  return globalThis.Plotly;
}

/** Load it; returns whether that worked. */
export async function load() {
  const packed = document.getElementById("_plotly");
  try {
    if (packed && !isHere()) await unpack(packed);
  } catch (error) {
    console.info("no chart:", error);
  }
  const isFound = isHere();
  dom.element("_chartless").hidden = isFound;
  dom.element("_chart-section").classList.toggle("chartless", !isFound);
  return isFound;
}

/** @param {HTMLElement} element */
async function unpack(element) {
  await breath.painted(); // the list first: the chart is worth a wait, an empty page is not
  const script = document.createElement("script");
  script.textContent = textOf(await inflate(element.textContent ?? ""));
  document.head.append(script); // runs at once; its hash is in the page's policy
  element.remove();
  await breath.take(); // that was long work: let the reader scroll before the chart
}
