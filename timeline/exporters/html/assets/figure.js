/* The Plotly figure of a placing: a pure function, so that pictures and tests get the same one. */
const figure = (() => {
  const AXIS = 42; // pixels of the axis above the lanes
  const FOOT = 22; // and of the word "today" under them

  // A window is drawn the thinner the vaguer it is, with a hatching of its own.
  const WINDOWS = {
    day: { height: 18, shape: "/" },
    month: { height: 18, shape: "/" },
    season: { height: 15, shape: "\\" },
    quarter: { height: 15, shape: "\\" },
    half: { height: 15, shape: "x" },
    year: { height: 12, shape: "." },
    decade: { height: 8, shape: "." },
    century: { height: 8, shape: "." },
    unknown: { height: 8, shape: "." },
  };
  const BAR = 18;
  const VAGUE = 0.42; // share of the colour in what took place on a day that is not known
  const HOLLOW = 0.08; // and in what has not taken place
  const SMALLEST = 9; // pixels under which a bar becomes a marker

  /** Text for Plotly, which would read tags, entities and formulas ($…$) in it. */
  const plain = (text) =>
    text.replace(/[&<>$]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function bars({ rounded }) {
    return {
      type: "bar", orientation: "h", base: [], x: [], y: [], width: [], customdata: [],
      hoverinfo: "none", showlegend: false, cliponaxis: true, name: "spans",
      marker: {
        color: [], line: { color: [], width: [] }, cornerradius: rounded ? 3 : 0,
        // Plotly hatches in the colour of the bar and leaves out its fill, which is a bar of its own.
        pattern: { shape: [], size: 6, solidity: 0.2, fillmode: "replace" },
      },
    };
  }

  function markers() {
    return {
      type: "scatter", mode: "markers", x: [], y: [], customdata: [], hoverinfo: "none",
      showlegend: false, cliponaxis: true, name: "marks",
      marker: { symbol: [], size: [], color: [], opacity: 1, line: { color: [], width: [] } },
    };
  }

  function texts(fonts) {
    return {
      type: "scatter", mode: "text", x: [], y: [], text: [], customdata: [], hoverinfo: "none",
      showlegend: false, cliponaxis: true, textposition: [], name: "labels",
      textfont: { family: fonts.family, size: fonts.size, color: [], shadow: [] },
    };
  }

  /** Lines of one colour and dash; each piece ends with a gap. */
  function strokes() {
    const traces = new Map();
    return {
      add(colour, dash, width, ...points) {
        const key = `${colour} ${dash} ${width}`;
        if (!traces.has(key))
          traces.set(key, {
            type: "scatter", mode: "lines", x: [], y: [], hoverinfo: "none", showlegend: false,
            cliponaxis: true, name: "lines", line: { color: colour, dash, width }, connectgaps: false,
          });
        const { x, y } = traces.get(key);
        for (const [at, height] of points) { x.push(at); y.push(height); }
        x.push(null); y.push(null);
      },
      get traces() { return [...traces.values()]; },
    };
  }

  /** The figure: `{ data, layout }`. `names` draws the lanes' names into it, for pictures. */
  function make(placed, sheet, colours, { fonts, names = 0, namesInside = false, caption = null }) {
    const bar = bars({ rounded: true });
    const fade = bars({ rounded: false });
    const mark = markers();
    const text = texts(fonts);
    const bareText = texts(fonts);
    const line = strokes();
    const at = sheet.day;

    for (const item of placed.items) drawEvent(item);
    for (const bubble of placed.bubbles) drawBubble(bubble);

    function drawEvent(item) {
      const { event, y } = item;
      const look = data.statuses[event.status].look ?? "full";
      const hue = look === "struck" ? colours.muted : colours.hues[data.kinds[event.kind].hue];
      const dash = event.about ? "dot" : event.unsure ? "dash" : "solid";
      const style = { look, hue, dash, event, y };

      if (event.tolerance) whiskers(item, style);
      for (const claim of event.conflicts) otherDate(claim.spans ?? [], style, "dot");
      if (event.previously) movedFrom(event.previously.spans ?? [], style);
      if (event.spans.length > 1) join(event.spans, style);
      for (const span of event.spans) drawSpan(span, style);
      if (look === "struck") {
        const far = item.side === "right" ? item.to : item.last;
        line.add(colours.muted, "solid", 1.5, [at(item.side === "left" ? item.from : item.first), y], [at(far), y]);
      }
      if (look === "moved" && !event.previously) point(item.last - 5, y, "triangle-right", 8, hue, hue, 0, event);

      if (item.side !== "none") {
        const inside = item.side === "inside";
        const onFull = inside && look === "full" && !item.span[2] && dash === "solid";
        // What a line shall run through, and what stands on its own bar, has no halo; a bar that is
        // thinner than the text must not look like such a line.
        const isThin = inside && item.span[2] && WINDOWS[item.span[2]].height < fonts.size + 2;
        const trace = (inside && !isThin) || look === "struck" ? bareText : text;
        trace.x.push(at(item.at));
        trace.y.push(y);
        trace.textposition.push(item.side === "left" ? "middle left" : "middle right");
        trace.text.push(plain(item.text));
        trace.customdata.push(event.id);
        trace.textfont.color.push(onFull ? colours.card : look === "struck" ? colours.muted : colours.ink);
        trace.textfont.shadow.push(inside && !onFull ? `0 0 3px ${colours.card}, 0 0 3px ${colours.card}` : "none");
      }
    }

    function drawSpan(span, { look, hue, dash, event, y }) {
      const [start, end, precision, how] = span;
      const [first, last] = extents.ofSpan(span, sheet);
      const window = precision ? WINDOWS[precision] : null;
      if (start === null || end === null) return fading(span, first, last, { hue, look, event, y, window });
      const width = last - first;
      if (how === "timed" || (!window && end - start === 1 && width < 2 * SMALLEST + 6)) {
        // One exact day (or moment): a diamond at its noon, visible at every zoom.
        if (how === "timed" && width >= SMALLEST) box(first, last, BAR, { hue, look, dash, event, y });
        else return day((first + last) / 2, { hue, look, dash, event, y });
        return undefined;
      }
      if (width < SMALLEST) {
        const vague = window !== null || event.about || event.unsure;
        point((first + last) / 2, y, window ? "circle" : "square", 9, filling(hue, look, vague), hue, 1.8, event);
        return undefined;
      }
      if (window) box(first, last, window.height, { hue, look, dash, event, y, hatch: window.shape });
      else {
        box(first, last, BAR, { hue, look, dash, event, y });
        if (end - start === 1) day(Math.max(first, sheet.view[0]) + labels.DAY_INSET / 2, { hue: look === "full" ? colours.card : hue, look: "full", dash: "solid", event, y, size: 9 });
      }
      return undefined;
    }

    /** What took place is filled, the half of it where its date is vague; all else is hollow. */
    function filling(hue, look, vague) {
      if (look !== "full") return colours.card;
      return vague ? palette.mixed(hue, colours.card, VAGUE) : hue;
    }

    function day(x, { hue, look, event, y, size = 12 }) {
      if (event.origin) point(x, y, "circle-open", size + 8, hue, hue, 1.2, event);
      const vague = event.about || event.unsure;
      point(x, y, "diamond", size, filling(hue, look, vague), hue, look === "full" && !vague ? 1 : 1.8, event);
    }

    function box(first, last, height, { hue, look, dash, event, y, hatch = "" }) {
      const vague = Boolean(hatch) || dash !== "solid";
      const fill = look === "full" ? filling(hue, look, vague) : palette.faint(hue, HOLLOW);
      const outline = hatch ? 1 : 1.8;
      const width = dash === "solid" ? outline : 0;
      piece(bar, first, last, height, { y, event }, { fill, outline: width ? hue : fill, width });
      if (hatch) {
        const stripes = palette.faint(hue, look === "full" ? 0.75 : 0.4);
        piece(bar, first, last, height, { y, event }, { fill: stripes, outline: "rgba(0,0,0,0)", hatch });
      }
      if (dash !== "solid") {
        const [top, bottom] = [y - height / 2, y + height / 2];
        const [left, right] = [at(first), at(last)];
        line.add(hue, dash, 1.8, [left, top], [right, top], [right, bottom], [left, bottom], [left, top]);
      }
    }

    function piece(trace, first, last, height, { y, event }, { fill, outline = fill, width = 0, hatch = "" }) {
      trace.base.push(at(first));
      trace.x.push(at(last) - at(first));
      trace.y.push(y);
      trace.width.push(height);
      trace.customdata.push(event.id);
      trace.marker.color.push(fill);
      trace.marker.line.color.push(outline);
      trace.marker.line.width.push(width);
      trace.marker.pattern.shape.push(hatch);
    }

    function point(x, y, symbol, size, fill, outline, width, event) {
      mark.x.push(at(x));
      mark.y.push(y);
      mark.customdata.push(event.id);
      mark.marker.symbol.push(symbol);
      mark.marker.size.push(size);
      mark.marker.color.push(fill);
      mark.marker.line.color.push(outline);
      mark.marker.line.width.push(width);
    }

    /** A span without one of its ends: it fades where nothing is known, an arrow if it goes on. */
    function fading([start, , , how], first, last, { hue, look, event, y, window }) {
      const STEPS = 16;
      const height = window ? window.height / 2 : BAR;
      const forward = start !== null;
      const strength = look === "full" ? 0.9 : 0.5;
      const solid = forward ? Math.max(last - extents.FADE, first) : Math.min(first + extents.FADE, last);
      const sure = forward ? [first, solid] : [solid, last];
      if (sure[1] > sure[0]) piece(fade, ...sure, height, { y, event }, { fill: palette.faint(hue, strength) });
      const [from, to] = forward ? [solid, last] : [first, solid];
      for (let step = 0; step < STEPS; step += 1) {
        const share = (step + 0.5) / STEPS;
        const opacity = strength * (forward ? 1 - share : share) ** 1.4;
        const width = (to - from) / STEPS;
        piece(fade, from + step * width, from + (step + 1) * width, height, { y, event }, { fill: palette.faint(hue, opacity) });
      }
      if (how === "on") point(forward ? last - 4 : first + 4, y, forward ? "triangle-right" : "triangle-left", 9, hue, hue, 0, event);
      const known = forward ? first : last;
      line.add(hue, "solid", 2, [at(known), y - BAR / 2], [at(known), y + BAR / 2]);
    }

    function whiskers(item, { hue, y }) {
      const [from, to] = item.event.tolerance;
      // Not through its own label, which would look struck out.
      const [begin, end] = labels.extent(item, fonts.label).map(at);
      for (const [first, last] of [[from, Math.min(begin, to)], [Math.max(end, from), to]])
        if (first < last) line.add(hue, "solid", 1.2, [first, y], [last, y]);
      line.add(hue, "solid", 1.2, [from, y - 5], [from, y + 5]);
      line.add(hue, "solid", 1.2, [to, y - 5], [to, y + 5]);
    }

    /** The date that another source gives: a ghost beside the mark, tied to it. */
    function otherDate(others, { hue, event, y }, dash) {
      for (const span of others) {
        const [first, last] = extents.ofSpan(span, sheet);
        const [own, ownEnd] = event.spans.length ? extents.ofSpan(event.spans[0], sheet) : [first, last];
        // So near that one would only smear the other; the sign beside the title says it.
        if (Math.max(Math.abs(first - own), Math.abs(last - ownEnd)) < SMALLEST / 2) continue;
        line.add(hue, dash, 1.2, [at((first + last) / 2), y], [at(own), y]);
        if (last - first < SMALLEST) point((first + last) / 2, y, "diamond-open", 11, hue, hue, 1.2, event);
        else piece(bar, first, last, BAR - 6, { y, event }, { fill: palette.faint(hue, 0.08), outline: hue, width: 1 });
      }
    }

    function movedFrom(others, { hue, event, y }) {
      if (!others.length || !event.spans.length) return otherDate(others, { hue, event, y }, "solid");
      const before = extents.ofSpan(others[0], sheet);
      const now = extents.ofSpan(event.spans[0], sheet);
      const forward = now[0] >= before[0];
      point((before[0] + before[1]) / 2, y, "x-thin-open", 9, colours.muted, colours.muted, 1.6, event);
      line.add(colours.muted, "solid", 1.2, [at((before[0] + before[1]) / 2), y], [at(forward ? now[0] : now[1]), y]);
      point(forward ? now[0] - 9 : now[1] + 9, y, forward ? "triangle-right" : "triangle-left", 8, colours.muted, colours.muted, 0, event);
      return undefined;
    }

    /** The dates of one event belong together. */
    function join(spans, { hue, event, y }) {
      const pixels = spans.map((span) => extents.ofSpan(span, sheet));
      const dash = event.oneOf ? "dot" : "solid";
      line.add(hue, dash, 1.2, [at(Math.min(...pixels.map(([a]) => a))), y], [at(Math.max(...pixels.map(([, b]) => b))), y]);
    }

    function drawBubble(bubble) {
      const hues = new Set(bubble.events.map((event) => data.kinds[event.kind].hue));
      const hue = hues.size === 1 ? colours.hues[[...hues][0]] : colours.muted;
      mark.x.push(at(bubble.x));
      mark.y.push(bubble.y);
      mark.customdata.push(null);
      mark.marker.symbol.push("circle");
      mark.marker.size.push(bubble.size);
      mark.marker.color.push(palette.faint(hue, 0.16));
      mark.marker.line.color.push(hue);
      mark.marker.line.width.push(1.2);
      const count = i18n.number(bubble.events.length);
      bareText.x.push(at(bubble.x));
      bareText.y.push(bubble.y);
      bareText.textposition.push("middle center");
      bareText.text.push(count);
      bareText.customdata.push(null);
      bareText.textfont.color.push(colours.ink);
      bareText.textfont.shadow.push("none");
    }

    const ticks = axis.ticks({ ...sheet, font: fonts.label });
    const shapes = placed.lanes.map((lane, index) => ({
      type: "rect", layer: "below", xref: "paper", x0: 0, x1: 1, yref: "y",
      y0: lane.top, y1: lane.top + lane.height, line: { width: 0 },
      fillcolor: index % 2 ? colours.card : colours.band,
    }));
    const annotations = [];
    const today = sheet.today + 0.5;
    if (sheet.today !== null && sheet.from <= sheet.today && sheet.today < sheet.to) {
      shapes.push({
        type: "line", layer: "below", xref: "x", yref: "y", x0: today, x1: today, y0: 0, y1: placed.height,
        line: { color: colours.now, width: 1.5 },
      });
      const word = plain(i18n.word("today"));
      const half = labels.textWidth(word, fonts.label) / 2;
      const place = sheet.x(today);
      const anchor_ = place - half < sheet.view[0] ? "left" : place + half > sheet.view[1] ? "right" : "center";
      annotations.push({
        x: today, xref: "x", xanchor: anchor_, y: placed.height, yref: "y", yanchor: "top", showarrow: false,
        text: word, font: { color: colours.now, size: fonts.size, family: fonts.family },
      });
    }
    if (!placed.lanes.length)
      annotations.push({
        x: sheet.day((sheet.view[0] + sheet.view[1]) / 2), xref: "x", y: placed.height / 2, yref: "y", showarrow: false,
        text: plain(i18n.word("empty_view")), bgcolor: colours.card, borderpad: 6, font: { color: colours.muted, size: fonts.size, family: fonts.family },
      });
    if (names || namesInside)
      for (const lane of placed.lanes)
        annotations.push({
          x: 0, xref: "paper", xanchor: "left", xshift: namesInside ? 8 : -names + 4,
          y: lane.top + (namesInside ? 4 : lane.height / 2), yref: "y",
          yanchor: namesInside ? "top" : "middle", align: "left", showarrow: false,
          text: plain(lane.name).replace(/(.{10,18}?) /g, "$1<br>"),
          font: { color: colours.ink, size: fonts.size, family: fonts.family },
        });
    if (caption)
      annotations.push({
        x: 0, xref: "paper", xanchor: "left", xshift: -names + 4, y: 1, yref: "paper", yanchor: "bottom",
        yshift: AXIS + 8, showarrow: false, text: `<b>${plain(caption)}</b>`, align: "left",
        font: { color: colours.ink, size: fonts.size + 6, family: fonts.family },
      });

    const layout = {
      width: sheet.width + names,
      height: placed.height + AXIS + FOOT + (caption ? 48 : 0),
      margin: { l: names, r: 0, t: AXIS + (caption ? 48 : 0), b: FOOT, pad: 0 },
      paper_bgcolor: colours.card,
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: fonts.family, size: fonts.size, color: colours.muted },
      barmode: "overlay",
      showlegend: false,
      hovermode: false,
      dragmode: false,
      shapes,
      annotations,
      xaxis: {
        // Days as numbers: an axis of dates would take them through the reader's own time zone.
        type: "linear", side: "top", range: [sheet.from, sheet.to], fixedrange: true,
        tickmode: "array", tickvals: ticks.map(({ day }) => day),
        ticktext: ticks.map(({ lines }) => lines.map(plain).join("<br>")),
        // What would be cut has no text here; measuring every label for that takes Plotly long.
        ticklabelposition: "outside right", ticklabeloverflow: "allow", ticks: "outside", ticklen: 6, tickcolor: colours.line,
        tickfont: { color: colours.muted, size: fonts.size }, showgrid: true, gridcolor: colours.line,
        gridwidth: 1, zeroline: false, showline: true, linecolor: colours.line, tickangle: 0,
      },
      yaxis: {
        type: "linear", range: [placed.height, 0], visible: false, fixedrange: true,
      },
    };
    const traces = [fade, bar, ...line.traces, mark, text, bareText].filter(({ x }) => x.length);
    traces.forEach((trace, index) => { trace.uid = `t${index}`; }); // else random, and so is every picture
    bareText.uid = "bare"; // for the style sheet
    return { data: traces, layout };
  }

  return { make, AXIS };
})();
