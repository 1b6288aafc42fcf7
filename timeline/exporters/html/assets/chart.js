/* The chart: Plotly draws a sheet twice as wide as the view; buttons over its marks do the rest. */
const chart = (() => {
  const MARGIN = 0.35; // of a view, drawn on either side of it: what moving along shows at once
  const DRAG = 6; // pixels before a press becomes a drag
  const LANE_NAMES = [148, 232]; // pixels of the column of names; on narrow screens they stand inside
  const NARROW = 720;

  const $ = (id) => document.getElementById(id);
  const frame = $("_chart");
  const glass = $("_window");
  const sheetElement = $("_sheet");
  const plot = $("_plot");
  const marks = $("_marks");
  const laneNames = $("_lanes");

  let placed = null;
  let sheet = null;
  let shown = events; // what the filters leave
  let buttons = new Map();
  let focused = null; // key of the button that Tab reaches
  let ready = false;
  let width = 0; // of the glass, when it was drawn last
  let due = 0;

  const family = getComputedStyle(document.body).fontFamily;
  const FONTS = { family, size: 13, label: `13px ${family}` };

  function sheetOf([from, to], width, margin = MARGIN, today = days.today()) {
    const length = to - from;
    const begin = Math.max(from - length * margin, days.LIMITS[0]);
    const end = Math.min(to + length * margin, days.LIMITS[1]);
    const whole = Math.round((width * (end - begin)) / length);
    const x = (day) => ((day - begin) / (end - begin)) * whole;
    const day = (pixel) => begin + (pixel / whole) * (end - begin);
    return { width: whole, from: begin, to: end, x, day, today, view: [x(from), x(to)] };
  }

  function render() {
    due = 0;
    if (!ready) return;
    frame.style.setProperty("--lane-names", `${columnWidth()}px`);
    width = glass.clientWidth;
    if (width < 40) return;
    const inside = frame.clientWidth < NARROW;
    frame.classList.toggle("names-inside", inside);
    const before = sheet;
    sheet = sheetOf(view.now(), width);
    placed = placing.place(shown, sheet, {
      facet: state.now.lanes, namesInside: inside, selected: state.now.event, fonts: FONTS,
      before: before && isMoved(before, sheet) ? placed : null,
    });
    const { data: traces, layout } = figure.make(placed, sheet, palette.page(), { fonts: FONTS });
    Plotly.react(plot, traces, layout, CONFIG);
    plot.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
    sheetElement.style.width = `${sheet.width}px`;
    sheetElement.style.height = `${layout.height}px`;
    fit(view.now());
    drawLaneNames(inside);
    drawButtons();
    drawEdges();
  }

  /** Whether the reader only moved along: what stays in view then keeps its row. */
  function isMoved(before, after) {
    const perDay = ({ width: pixels, from, to }) => pixels / (to - from);
    return Math.abs(perDay(after) / perDay(before) - 1) < 0.001;
  }

  const CONFIG = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false,
    scrollZoom: false, doubleClick: false, showTips: false, displayNotifier: false,
  };

  const schedule = () => { due ||= requestAnimationFrame(render); };

  /** Move and stretch the drawn sheet under its glass until a period fills the view. */
  function fit([from, to]) {
    const left = sheet.x(from);
    const stretch = (sheet.view[1] - sheet.view[0]) / (sheet.x(to) - left);
    sheetElement.style.transform = `scaleX(${stretch}) translateX(${-left}px)`;
  }

  const columns = new Map(); // by facet and language: looking at the names of all lanes takes a while

  /** Pixels of the column of lane names: as wide as the longest word in it needs, within bounds. */
  function columnWidth() {
    const facet = state.now.lanes;
    if (facet === "none") return 0;
    const key = `${facet} ${i18n.language()}`;
    if (!columns.has(key)) {
      const words = Object.keys(search.names[facet]).flatMap((value) => search.name(facet, value).split(/\s+/));
      const widest = words.reduce((most, word) => Math.max(most, labels.textWidth(word, `600 14px ${family}`) + 14), 0);
      columns.set(key, Math.min(Math.max(widest, LANE_NAMES[0]), LANE_NAMES[1]));
    }
    return columns.get(key);
  }

  function drawLaneNames(inside) {
    laneNames.replaceChildren(
      ...placed.lanes.filter(({ name }) => name).map((lane) => {
        const element = document.createElement("div");
        element.className = "lane";
        element.style.top = `${figure.AXIS + lane.top}px`;
        element.style.height = `${inside ? lane.head : lane.height}px`;
        const name = document.createElement("span");
        name.textContent = lane.name;
        i18n.mark(name, lane.tag);
        element.append(name);
        return element;
      }),
    );
    frame.classList.toggle("no-lanes", !placed.lanes.some(({ name }) => name));
  }

  // -- buttons over the marks: what is drawn can be pressed, reached and named ----------------

  function drawButtons() {
    const next = new Map();
    const starts = new Map(); // pixel at which the mark itself begins: boxes have labels, too
    const add = (key, start, box, what) => {
      const button = buttons.get(key) ?? document.createElement("button");
      button.type = "button";
      button.dataset.key = key;
      button.tabIndex = -1;
      const width = Math.max(box.to - box.from, 24);
      button.style.cssText =
        `left:${(box.from + box.to - width) / 2}px;top:${figure.AXIS + box.y - box.height / 2}px;` +
        `width:${width}px;height:${box.height}px`;
      what(button);
      next.set(key, button);
      starts.set(button, start);
    };
    for (const item of placed.items) {
      const { event } = item;
      const box = { from: Math.max(item.from, 0), to: Math.min(item.to, sheet.width), y: item.y, height: placing.ROW - 4 };
      add(event.id, item.first, box, (button) => {
        button.className = "mark";
        button.setAttribute("aria-label", list.summary(event));
        button.setAttribute("aria-pressed", String(event.id === state.now.event));
      });
    }
    for (const bubble of placed.bubbles) {
      const half = Math.max(bubble.size, 24) / 2;
      const box = { from: bubble.x - half, to: bubble.x + half, y: bubble.y, height: half * 2 };
      const key = `${bubble.lane.value ?? ""}/${bubble.events[0].id}/${bubble.events.length}`;
      add(key, bubble.x, box, (button) => {
        button.className = "bubble";
        button.setAttribute("aria-label", [
          i18n.word("events", { n: bubble.events.length }), bubble.lane.name,
          i18n.months(bubble.from, bubble.to), canPart(bubble.events) && i18n.word("zoom_in"),
        ].filter(Boolean).join(", "));
        button.removeAttribute("aria-pressed");
        button.bubble = bubble;
      });
    }
    const order = [...next.values()].sort((one, other) => starts.get(one) - starts.get(other) || y(one) - y(other));
    const hadFocus = marks.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const same = order.length === marks.children.length && order.every((button, index) => marks.children[index] === button);
    if (!same) marks.replaceChildren(...order);
    buttons = next;
    if (hadFocus && document.activeElement?.dataset?.key !== hadFocus && buttons.has(hadFocus))
      buttons.get(hadFocus).focus({ preventScroll: true });
    if (!buttons.has(focused)) focused = (inView()[0] ?? order[0])?.dataset.key ?? null;
    if (focused) buttons.get(focused).tabIndex = 0;
  }

  const x = (button) => parseFloat(button.style.left);
  const y = (button) => parseFloat(button.style.top);
  const ordered = () => [...marks.children];
  const isInView = (button) =>
    x(button) + parseFloat(button.style.width) > sheet.view[0] && x(button) < sheet.view[1];
  const inView = () => ordered().filter(isInView);

  function focus(button) {
    if (!button) return;
    buttons.get(focused)?.setAttribute("tabindex", "-1");
    focused = button.dataset.key;
    button.tabIndex = 0;
    button.focus({ preventScroll: true });
    button.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    glass.scrollLeft = 0; // the sheet moves by its transform only
  }

  /** Put the focus on an event, moving the view there if it is elsewhere. */
  function goTo(event) {
    const item = placed.items.find((each) => each.event === event);
    if (item && item.to > sheet.view[0] && item.from < sheet.view[1]) return focus(buttons.get(event.id));
    const day = anchor(event);
    const [from, to] = view.now();
    state.set({ view: view.clamp([day - (to - from) / 2, day + (to - from) / 2]) });
    render();
    const button = buttons.get(event.id) ??
      ordered().find((each) => each.bubble?.events.includes(event));
    return focus(button);
  }

  function step(button, direction) {
    const own = byId.get(button.dataset.key);
    const members = button.bubble?.events ?? [own];
    const line = shown.filter(isDated);
    const index = line.indexOf(direction > 0 ? members.at(-1) : members[0]);
    const next = line[index + direction];
    if (next) goTo(next);
  }

  function climb(button, direction) {
    const middle = (each) => x(each) + parseFloat(each.style.width) / 2;
    const others = inView().filter((each) => (y(each) - y(button)) * direction > 4);
    if (!others.length) return;
    const nearest = others.reduce((best, each) => {
      const cost = (one) => Math.abs(y(one) - y(button)) * 4 + Math.abs(middle(one) - middle(button));
      return cost(each) < cost(best) ? each : best;
    });
    focus(nearest);
  }

  const KEYS = {
    ArrowRight: (button) => step(button, 1),
    ArrowLeft: (button) => step(button, -1),
    ArrowDown: (button) => climb(button, 1),
    ArrowUp: (button) => climb(button, -1),
    Home: () => { const first = shown.find(isDated); if (first) goTo(first); },
    End: () => { const last = shown.filter(isDated).at(-1); if (last) goTo(last); },
    "+": () => view.zoom(0.5, focusDay()),
    "=": () => view.zoom(0.5, focusDay()),
    "-": () => view.zoom(2, focusDay()),
    PageDown: () => view.move(0.8),
    PageUp: () => view.move(-0.8),
  };

  function focusDay() {
    const event = byId.get(focused);
    return event && isDated(event) ? anchor(event) : null;
  }

  marks.addEventListener("keydown", (press) => {
    const button = press.target.closest("button");
    if (!button || press.ctrlKey || press.metaKey || press.altKey || !(press.key in KEYS)) return;
    press.preventDefault();
    KEYS[press.key](button);
  });

  marks.addEventListener("focusin", ({ target }) => {
    buttons.get(focused)?.setAttribute("tabindex", "-1");
    focused = target.dataset.key;
    target.tabIndex = 0;
    tip.show(target, true);
  });
  marks.addEventListener("focusout", () => tip.hide());
  marks.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "mouse" && target.matches("button")) tip.show(target);
  });
  marks.addEventListener("pointerout", (leave) => {
    if (!tip.element.contains(leave.relatedTarget)) tip.hide();
  });

  marks.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button || dragged) return;
    tip.hide();
    if (button.bubble) return open(button.bubble);
    state.set({ event: button.dataset.key }, { push: true });
  });

  /** Whether a closer view shows the events of a bubble apart. */
  function canPart(members) {
    const first = members.reduce((least, event) => Math.min(least, anchor(event)), Infinity);
    const last = members.reduce((most, event) => Math.max(most, anchor(event)), -Infinity);
    const [left, right] = view.now();
    return right - left > Math.max((last - first) * 1.2, 2);
  }

  /** Look into a bubble; where the days of its events cannot be parted, list them. */
  function open({ events: members, from, to }) {
    const first = members.reduce((least, event) => Math.min(least, anchor(event)), Infinity);
    const last = members.reduce((most, event) => Math.max(most, anchor(event)), -Infinity);
    const length = Math.max(last - first, 1);
    if (canPart(members)) {
      view.show(length > 1 ? [first - length * 0.1, last + length * 0.1] : [from, to]);
      render();
      goTo(members[0]);
    } else {
      state.set({ since: Math.floor(first), until: Math.floor(last) }, { push: true });
      document.getElementById("_events").scrollIntoView();
    }
  }

  // -- the tip: title and date of what is under the pointer or has the focus -------------------

  const tip = (() => {
    const element = $("_tip");
    const title = element.querySelector(".tip-title");
    const date = element.querySelector(".tip-date");

    function show(button, byKeyboard = false) {
      const event = byId.get(button.dataset.key);
      if (!event || (byKeyboard && !button.matches(":focus-visible"))) return hide();
      i18n.put(title, event.title);
      i18n.join(date, [i18n.node(i18n.phrase(event.date)), list.statusNode(event)]);
      element.hidden = false;
      const box = button.getBoundingClientRect();
      const outer = frame.getBoundingClientRect();
      const left = Math.min(Math.max(box.left - outer.left, 8), outer.width - element.offsetWidth - 8);
      element.style.left = `${Math.max(left, 8)}px`;
      element.style.top = `${box.bottom - outer.top + 2}px`;
      return undefined;
    }
    const hide = () => { element.hidden = true; };
    element.addEventListener("pointerleave", hide);
    // Before anything else that Escape closes (WCAG 1.4.13).
    document.addEventListener("keydown", (press) => {
      if (press.key !== "Escape" || element.hidden) return;
      hide();
      if (state.now.event === null) press.stopImmediatePropagation(); // else the panel goes, too
    }, { capture: true });
    return { element, show, hide };
  })();

  // -- moving and zooming ----------------------------------------------------------------------

  let press = null;
  let dragged = false;

  glass.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    press = { id: event.pointerId, x: event.clientX, y: event.clientY, from: view.now(), moving: false };
    dragged = false;
  });
  glass.addEventListener("pointermove", (event) => {
    if (!press || event.pointerId !== press.id) return;
    const far = event.clientX - press.x;
    if (!press.moving) {
      if (Math.abs(far) < DRAG || Math.abs(far) < Math.abs(event.clientY - press.y)) return;
      press.moving = true;
      hold(true);
      glass.setPointerCapture(press.id);
      glass.classList.add("dragging");
      tip.hide();
    }
    drag(far);
  });
  for (const kind of ["pointerup", "pointercancel"])
    glass.addEventListener(kind, (event) => {
      if (!press || event.pointerId !== press.id) return;
      if (press.moving) {
        dragged = true; // the click that follows belongs to the drag
        window.setTimeout(() => { dragged = false; });
        glass.classList.remove("dragging");
        state.set({ view: state.now.view });
      }
      press = null;
    });

  /** Follow a drag with the drawn sheet; draw a new one only where it ends. */
  function drag(pixels) {
    const [from, to] = press.from;
    const perPixel = (to - from) / glass.clientWidth;
    preview(view.clamp([from - pixels * perPixel, to - pixels * perPixel]));
  }

  const STRETCH = [0.3, 6]; // least and most; a gesture is over before it looks odd for long

  /** Show a period at once with what is drawn, as well as that goes. */
  function preview(period) {
    const stretch = (sheet.day(sheet.view[1]) - sheet.day(sheet.view[0])) / (period[1] - period[0]);
    const isCovered = stretch < 1 || (sheet.from <= period[0] && period[1] <= sheet.to);
    if (!isCovered || stretch < STRETCH[0] || stretch > STRETCH[1]) return state.set({ view: period });
    state.now.view = period;
    fit(period);
    return overview.update();
  }

  /** Keep the chart as high as it is while a hand works in it: what gets lower slips away from it. */
  function hold(on) {
    glass.style.minHeight = on ? `${glass.offsetHeight}px` : "";
  }
  glass.addEventListener("pointerleave", ({ buttons: pressed }) => { if (!pressed) hold(false); });

  let settle = 0;
  glass.addEventListener("wheel", (event) => {
    const [from, to] = view.now();
    const perPixel = (to - from) / glass.clientWidth;
    if (event.ctrlKey || event.metaKey) {
      const day = from + (event.clientX - glass.getBoundingClientRect().left) * perPixel;
      const factor = Math.exp(Math.min(Math.max(event.deltaY, -200), 200) / 250);
      preview(view.clamp([day - (day - from) * factor, day + (to - day) * factor]));
    } else {
      const along = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
      if (Math.abs(along) <= Math.abs(event.deltaY) && !event.shiftKey) return; // the page scrolls
      preview(view.clamp([from + along * perPixel, to + along * perPixel]));
    }
    event.preventDefault();
    hold(true);
    window.clearTimeout(settle);
    settle = window.setTimeout(() => state.set({ view: state.now.view }), 140);
  }, { passive: false });
  glass.addEventListener("dblclick", (event) => {
    if (event.target.closest("button")) return;
    const [from, to] = view.now();
    const share = (event.clientX - glass.getBoundingClientRect().left) / glass.clientWidth;
    view.zoom(0.5, from + (to - from) * share);
  });

  // -- what lies outside of the view -----------------------------------------------------------

  function drawEdges() {
    const [from, to] = view.now();
    let earlier = 0;
    let later = 0;
    for (const event of shown) {
      if (!isDated(event)) continue;
      if (event.last <= from) earlier += 1;
      else if (event.first >= to) later += 1;
    }
    edge($("_earlier"), "earlier", earlier);
    edge($("_later"), "later", later);
  }

  function edge(button, word, n) {
    i18n.say(button, word, { n });
    button.classList.toggle("none", n === 0);
    button.disabled = n === 0;
  }

  $("_earlier").addEventListener("click", () => {
    const [from] = view.now();
    const event = shown.filter((each) => isDated(each) && each.last <= from).at(-1);
    if (event) goTo(event);
  });
  $("_later").addEventListener("click", () => {
    const [, to] = view.now();
    const event = shown.find((each) => isDated(each) && each.first >= to);
    if (event) goTo(event);
  });

  // -- life ------------------------------------------------------------------------------------

  function start() {
    ready = true;
    frame.classList.add("drawn");
    render();
    // An observer speaks at once; what was drawn just now need not be drawn again.
    new ResizeObserver(() => { if (glass.clientWidth !== width) schedule(); }).observe(glass);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
      window.matchMedia(query).addEventListener("change", schedule);
    nextMidnight();
  }

  function nextMidnight() {
    const now = new Date();
    const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 0, 0, 1);
    window.setTimeout(() => { schedule(); list.update(); nextMidnight(); }, then - now);
  }

  /** The figure of the view or of the whole period, by itself: for pictures and for print. */
  function picture({ whole = false, width = 1200, title = true, today = days.today() } = {}) {
    const names = columnWidth();
    const flat = sheetOf(whole ? view.clamp(view.all) : view.now(), width - names, 0, today);
    const still = placing.place(shown, flat, { facet: state.now.lanes, selected: null, fonts: FONTS });
    const caption = title ? i18n.pick(data.title).text : null;
    return figure.make(still, flat, palette.light(), { fonts: FONTS, names, caption });
  }

  /** Figures of the whole period, one under the other, none with lanes higher than `tallest`. */
  function pages({ width, tallest }) {
    const names = columnWidth();
    const flat = sheetOf(view.clamp(view.all), width - names, 0);
    const whole = placing.place(shown, flat, { facet: state.now.lanes, selected: null, fonts: FONTS });
    return cut(whole, tallest).map((part) => figure.make(part, flat, palette.light(), { fonts: FONTS, names }));
  }

  /** A placing in parts, cut between lanes, or between the rows of a lane that is too high itself. */
  function cut(whole, tallest) {
    const most = Math.floor(tallest / placing.ROW) * placing.ROW;
    const parts = [];
    for (const lane of whole.lanes)
      for (let top = lane.top; top < lane.top + lane.height; top += most) {
        const height = Math.min(most, lane.top + lane.height - top);
        const last = parts.at(-1);
        if (last && last.height + height <= tallest) {
          last.lanes.push({ ...lane, top: last.height, height });
          last.height += height;
        } else parts.push({ ...whole, from: top, lanes: [{ ...lane, top: 0, height }], height });
      }
    if (parts.length < 2) return [whole];
    const inside = (part, things) => things
      .filter(({ y }) => y >= part.from && y < part.from + part.height)
      .map((thing) => ({ ...thing, y: thing.y - part.from }));
    return parts.map((part) => ({ ...part, items: inside(part, whole.items), bubbles: inside(part, whole.bubbles) }));
  }

  return {
    start, schedule, picture, pages, CONFIG,
    filter: (found) => { shown = found; schedule(); },
    hold,
    focusEvent: (id) => { const event = byId.get(id); if (ready && event && isDated(event)) goTo(event); },
    isReady: () => ready,
  };
})();
