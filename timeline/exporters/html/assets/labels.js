/* Labels: what they say at which length, and where beside or in its mark one may stand. */
const labels = (() => {
  const LONGEST = 72; // characters of a label where there is room; the whole title is in the panel
  const SHORTER = [62, 54, 47, 40, 34, 28, 24, 20, 17, 14]; // characters where there is less
  const BESIDE = 6; // pixels between a mark and its label
  const BAR_INSET = 8; // of a label in its bar
  const DAY_INSET = 26; // the same in the bar of a day, which begins with its diamond
  const THIN = ["year", "decade", "century", "unknown"]; // windows lower than a line of text

  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  function textWidth(text, font) {
    const key = font + text;
    let width = widths.get(key);
    if (width === undefined) {
      if (widths.size > 20_000) widths.clear();
      canvas.font = font;
      // Plotly's text may be a little wider than the canvas says (kerning, hinting).
      width = Math.ceil(canvas.measureText(text).width * 1.03) + 2;
      widths.set(key, width);
    }
    return width;
  }

  function shorten(text, most) {
    const letters = [...text.replace(/\s+/g, " ")];
    return letters.length <= most ? letters.join("") : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
  }

  /** What stands beside a mark: the title, with signs for what is not sure about the date. */
  function written(event, most, facet) {
    const { text } = i18n.pick(event.title);
    // Isolated, so that a title cannot turn the writing direction of what stands around it.
    let shown = `\u2068${shorten(text, most)}\u2069`;
    if (event.about) shown = `≈ ${shown}`;
    if (event.origin) shown = `↻ ${shown}`;
    if (event.unsure) shown += " (?)";
    if (event.disputed) shown += " ≠";
    if (facet === "party" && event.parties.length > 1) shown += ` +${event.parties.length - 1}`;
    const look = data.statuses[event.status].look;
    if (look === "struck" || look === "moved") shown += ` · ${search.name("status", event.status)}`;
    return shown;
  }

  /** The texts of an event's label with their widths, longest first. */
  function texts(event, facet, font) {
    const found = new Set([LONGEST, ...SHORTER].map((most) => written(event, most, facet)));
    return [...found].map((each) => ({ text: each, width: textWidth(each, font) }));
  }

  /** Where a label as wide as that may stand: in its bar, right of the mark, left of it; best first. */
  function places({ event, first, last, inView }, width, sheet) {
    const { view: [left, right], width: end } = sheet;
    // As a whole where its mark is, in view or outside of it: half a word helps nobody.
    const isClear = (from, to) =>
      from >= 0 && to <= end && (inView ? from >= left && to <= right : to <= left || from >= right);

    /** Right and left of pixels of its marks. */
    function beside([begin, until]) {
      const [after, before] = [until + BESIDE, begin - BESIDE];
      return [
        { side: "right", at: after, from: first, to: Math.max(last, after + width) },
        { side: "left", at: before, from: Math.min(first, before - width), to: last },
      ].filter(({ side, at }) => (side === "right" ? isClear(at, at + width) : isClear(at - width, at)));
    }

    const inside = event.spans.flatMap((span) => {
      const [start, stop] = extents.ofSpan(span, sheet);
      const fades = [span[0] === null ? extents.FADE : 0, span[1] === null ? extents.FADE : 0];
      const seen = [Math.max(start + fades[0], left), Math.min(stop - fades[1], right)];
      const inset = span[1] - span[0] === 1 ? DAY_INSET : BAR_INSET;
      const isWide = seen[1] - seen[0] >= width + inset + BAR_INSET;
      return isWide ? [{ side: "inside", at: seen[0] + inset, from: first, to: last, span }] : [];
    });
    // On its own whiskers rather than nowhere: beside the mark, or where the view begins.
    const amid = [];
    if (event.tolerance) {
      const [begin, until] = extents.around(event.spans.map((span) => extents.ofSpan(span, sheet)));
      const [start, stop] = extents.ofSpan(event.tolerance, sheet);
      const at = Math.max(start, left) + BESIDE;
      amid.push(...beside([begin, until]));
      if (at + width <= Math.min(stop, right) && (at + width < begin || at > until))
        amid.push({ side: "right", at, from: first, to: last });
    }
    // Where more than a bar is drawn, or a thin one, its label had better stand beside it.
    const simple = event.spans.length === 1 && !THIN.includes(event.spans[0][2]) &&
      !event.tolerance && !event.conflicts.length && !event.previously;
    const around = beside([first, last]);
    return simple ? [...inside, ...around] : [...around, ...inside, ...amid];
  }

  /** First and last pixel of a label that stands beside its mark; of any other it has none. */
  function extent({ side, at, text, first }, font) {
    const room = 4;
    if (side === "right") return [at - room, at + textWidth(text, font) + room];
    if (side === "left") return [at - textWidth(text, font) - room, at + room];
    return [first, first];
  }

  return { texts, places, extent, textWidth, DAY_INSET };
})();
