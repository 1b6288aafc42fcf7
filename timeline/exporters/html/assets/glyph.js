/* Small pictures of the marks, for list and legend: the same shapes that the chart draws. */
const glyph = (() => {
  const NS = "http://www.w3.org/2000/svg";
  const HATCH = { month: 1, season: 2, quarter: 2, half: 3, year: 4, decade: 4, century: 4 };

  function node(name, attributes) {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  /** The picture of a shape: day, days, window, small, open, undated; with its look and its dash. */
  function draw({ shape, look = "full", about = false, unsure = false, derived = false, disputed = false, precision = "month" }) {
    const svg = node("svg", { viewBox: "0 0 28 20", width: 28, height: 20, class: `shape ${shape} ${look}`, "aria-hidden": "true" });
    const dash = about ? "1.5 2.5" : unsure ? "4 2.5" : null;
    const outlined = (element) => {
      if (dash) element.setAttribute("stroke-dasharray", dash);
      const vague = dash || shape === "window" || shape === "small";
      element.classList.add(look !== "full" ? "hollow" : vague ? "tinted" : "filled");
      svg.append(element);
    };
    if (shape === "day") {
      if (derived) svg.append(node("circle", { cx: 14, cy: 10, r: 8.5, class: "hollow thin" }));
      if (about) svg.append(node("path", { d: "M1 10H27M1 6V14M27 6V14", class: "thin" }));
      outlined(node("path", { d: "M14 4L20 10L14 16L8 10Z" }));
    } else if (shape === "days") {
      outlined(node("rect", { x: 3, y: 5, width: 22, height: 10, rx: 2 }));
    } else if (shape === "window") {
      const tall = { month: 12, season: 10, quarter: 10, half: 10, year: 8 }[precision] ?? 6;
      outlined(node("rect", { x: 2, y: 10 - tall / 2, width: 24, height: tall, rx: 2 }));
      const step = HATCH[precision] > 2 ? 5 : 4;
      for (let x = 5; x < 25; x += step)
        svg.append(HATCH[precision] === 4 || !HATCH[precision]
          ? node("circle", { cx: x, cy: 10, r: 0.9, class: "dot" })
          : node("path", { d: `M${x} ${10 + tall / 2 - 1.5}L${Math.min(x + tall / 2, 25)} ${10 - tall / 2 + 1.5}`, class: "thin" }));
    } else if (shape === "small") {
      outlined(node("circle", { cx: 14, cy: 10, r: 5 }));
    } else if (shape === "open") {
      [0.85, 0.6, 0.38, 0.2].forEach((opacity, index) =>
        svg.append(node("rect", { x: 3 + index * 5, y: 5, width: 5, height: 10, opacity, class: "filled flat" })));
      svg.append(node("path", { d: "M22 6L27 10L22 14Z", class: "filled flat" }));
    } else {
      svg.append(node("circle", { cx: 14, cy: 10, r: 6, class: "hollow", "stroke-dasharray": "2 2.4" }));
    }
    if (disputed) svg.append(node("path", { d: "M20 10H23M24 7L27 10L24 13L21 10Z", class: "thin" }));
    if (look === "struck") svg.append(node("path", { d: "M1 10H27", class: "strike" }));
    if (look === "moved") svg.append(node("path", { d: "M22 7L27 10L22 13Z", class: "filled flat" }));
    return svg;
  }

  /** The picture of an event's own mark. */
  function of(event) {
    const [span] = event.spans;
    const look = data.statuses[event.status].look ?? "full";
    const about = event.about;
    const unsure = event.unsure;
    if (!span) return draw({ shape: "undated" });
    if (event.spans.some(([start, end]) => start === null || end === null)) return draw({ shape: "open", look });
    if (event.spans.every(([, , window]) => window)) return draw({ shape: "window", look, about, unsure, precision: span[2] });
    const single = event.spans.length === 1 && (span[1] - span[0] <= 1);
    return draw({ shape: single ? "day" : "days", look, about, unsure, derived: Boolean(event.origin) });
  }

  return { draw, of };
})();
