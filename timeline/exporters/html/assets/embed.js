/* The chart alone, for frames in other pages, and the code of such a frame. */
import * as dom from "./dom.js";
import { data } from "./events.js";
import * as i18n from "./i18n.js";

const SCRIPT = "script"; // whose tags would end the script around them
const HEIGHT = 420; // pixels of a frame until the page in it has sent its own

/** Whether the address requests the chart alone: `?embed` or `#embed`. */
export const isAsked = () =>
  new URLSearchParams(location.search).has("embed") ||
  new URLSearchParams(location.hash.slice(1)).has("embed");

/** Whether it was requested when the page was opened; later changes of the address do not count. */
const isOn = isAsked();

/** The address of the whole page; "" if nobody else can open it. */
function address() {
  if (data.url) return data.url;
  return location.protocol.startsWith("http") ? location.href.replace(/[?#].*/, "") : "";
}

export function start() {
  dom.part(document, "[data-act=embed]", HTMLElement).hidden = !address();
  if (!isOn) return;
  document.documentElement.classList.add("embedded");
  const whole = dom.element("_whole", HTMLAnchorElement);
  whole.hidden = !address();
  whole.href = address();
  if (window.parent !== window) new ResizeObserver(sendHeight).observe(document.body);
}

/** Send the height of the chart to the page that contains the frame. */
function sendHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  window.parent.postMessage({ type: "timeline-height", height }, "*");
}

/** The code of a frame with the current view of the chart. */
export function code() {
  const hash = location.hash.slice(1).replace(/^embed(=1)?&?/, "");
  const source = escaped(`${address()}?embed${hash && `#${hash}`}`);
  const title = escaped(i18n.pick(data.title).text || data.calendar);
  return `<iframe src="${source}" title="${title}" width="100%" height="${HEIGHT}" style="border:0" loading="lazy"></iframe>
<${SCRIPT}>
addEventListener("message", ({ source, data }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source && data?.type === "timeline-height") frame.height = data.height;
});
</${SCRIPT}>
`;
}

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
