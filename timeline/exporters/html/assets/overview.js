/* The strip under the chart: all of time, how much happens when, and a window to move. */
const overview = (() => {
  const strip = document.getElementById("_overview");
  const canvas = strip.querySelector("canvas");
  const frame = strip.querySelector(".frame");
  const [startInput, endInput] = strip.querySelectorAll("input");
  const INSIDE = 6; // pixels of a handle that lie on the window, where its edge is drawn
  const LEAST = 24; // pixels by which the window can be taken, however short it is
  let shown = events;

  function extent() {
    const [from, to] = view.now();
    return [Math.min(view.all[0], from), Math.max(view.all[1], to)];
  }

  function draw() {
    const width = strip.clientWidth;
    const height = strip.clientHeight;
    if (!width) return;
    const scale = window.devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const [low, high] = extent();
    const bin = 4;
    const counts = new Array(Math.ceil(width / bin)).fill(0);
    for (const event of shown) {
      if (!isDated(event)) continue;
      const index = Math.floor((((anchor(event) - low) / (high - low)) * width) / bin);
      if (index >= 0 && index < counts.length) counts[index] += 1;
    }
    const most = counts.reduce((one, other) => Math.max(one, other), 1);
    const colours = palette.page();
    pen.fillStyle = palette.faint(colours.muted, 0.55);
    counts.forEach((count, index) => {
      if (!count) return;
      const tall = Math.max(3, (Math.sqrt(count) / Math.sqrt(most)) * (height - 20));
      pen.fillRect(index * bin, height - tall, bin - 1, tall);
    });
    pen.fillStyle = colours.muted;
    pen.font = `11px ${colours.font}`;
    pen.textBaseline = "top";
    const step = ["year", "lustrum", "decade", "century", "millennium"].find(
      (unit) => (days.units[unit].length / (high - low)) * width > 44,
    ) ?? "millennium";
    for (const day of days.beginnings(step, low, high)) {
      const at = ((day - low) / (high - low)) * width;
      if (at < 0 || at > width - 30) continue;
      pen.fillText(String(days.parts(day).year), at + 3, 3);
      pen.fillRect(Math.round(at), 2, 1, 12);
    }
    const today = ((days.today() + 0.5 - low) / (high - low)) * width;
    pen.fillStyle = colours.now;
    pen.fillRect(Math.round(today), 0, 1.5, height);
    update();
  }

  function update() {
    const [low, high] = extent();
    const [from, to] = view.now();
    const share = (day) => `${(((day - low) / (high - low)) * 100).toFixed(3)}%`;
    frame.style.left = share(from);
    frame.style.right = `${(100 - parseFloat(share(to))).toFixed(3)}%`;
    const pixels = ((to - from) / (high - low)) * strip.clientWidth;
    strip.style.setProperty("--slack", `${Math.max(0, (LEAST + 2 * INSIDE - pixels) / 2)}px`);
    // The end of a view is the first day that is no longer shown.
    for (const [input, day, seen, key] of [
      [startInput, from, Math.floor(from), "view_start"], [endInput, to, Math.ceil(to) - 1, "view_end"],
    ]) {
      input.min = low;
      input.max = high;
      input.value = day;
      input.setAttribute("aria-label", i18n.word(key));
      input.setAttribute("aria-valuetext", i18n.date(seen, "long"));
    }
  }

  startInput.addEventListener("input", () => {
    const [, to] = view.now();
    state.set({ view: [Math.min(Number(startInput.value), to - 1), to] });
  });
  endInput.addEventListener("input", () => {
    const [from] = view.now();
    state.set({ view: [from, Math.max(Number(endInput.value), from + 1)] });
  });

  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    window.matchMedia(query).addEventListener("change", draw);

  let press = null;
  frame.addEventListener("pointerdown", (event) => {
    press = { x: event.clientX, from: view.now(), extent: extent() };
    frame.setPointerCapture(event.pointerId);
    chart.hold(true); // a lower chart would draw the strip away from the hand
  });
  frame.addEventListener("pointermove", (event) => {
    if (!press) return;
    const [low, high] = press.extent;
    const far = ((event.clientX - press.x) / strip.clientWidth) * (high - low);
    view.show(press.from.map((day) => day + far));
  });
  for (const kind of ["pointerup", "pointercancel"])
    frame.addEventListener(kind, () => { press = null; chart.hold(false); });
  canvas.addEventListener("click", (event) => {
    const [low, high] = extent();
    const day = low + ((event.clientX - strip.getBoundingClientRect().left) / strip.clientWidth) * (high - low);
    const [from, to] = view.now();
    view.show([day - (to - from) / 2, day + (to - from) / 2]);
  });

  return { draw, update, filter: (found) => { shown = found; draw(); } };
})();
