/* Where marks and labels go: lanes, rows in them, and never two things on one spot. */
const placing = (() => {
  const ROW = 30; // height of a row, pixels
  const LANE_PAD = 14; // room above and below the rows of a lane, together
  const NAME = 24; // room of a lane's name where it stands above the rows
  const GAP = 8; // least distance of two things in a row
  const LONGEST = 72; // characters of a label where there is room; the whole title is in the panel
  const SHORTER = [54, 40, 28, 20, 14]; // characters where there is less
  const MARK = 14; // pixels of the smallest mark
  const RING = 4; // that an anniversary has around it
  const ARROW = 12; // of what is put off, beside its mark
  const FADE = 64; // pixels over which an open end fades
  const MANY = 400; // marks that are drawn one by one; more are counted
  const BUCKET = 40; // pixels of a counted bucket
  const ROWS_OF_A_LANE = 14;
  const THIN = ["year", "decade", "century", "unknown"]; // windows lower than a line of text
  const BAR_INSET = 8; // of a label in its bar
  const DAY_INSET = 26; // the same in the bar of a day, which begins with its diamond

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
  function label(event, most, facet) {
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

  /** The lanes of some events: value and name, in a steady order; an event is in one lane only. */
  function lanesOf(facet, shown) {
    if (facet === "none") return [{ value: null, name: "", events: shown }];
    const lanes = new Map();
    for (const event of shown) {
      const [value = null] = search.facets[facet](event);
      if (!lanes.has(value)) lanes.set(value, []);
      lanes.get(value).push(event);
    }
    const order = Object.keys(search.names[facet]);
    const rank = (value) => (value === null ? Infinity : order.indexOf(value));
    return [...lanes]
      .sort(([one], [other]) => rank(one) - rank(other))
      .map(([value, inside]) => ({
        value,
        name: value === null ? i18n.word("without") : search.name(facet, value),
        tag: value === null ? i18n.wordsIn() : search.tag(facet, value),
        events: inside,
      }));
  }

  /** Whether something of an event lies between two days; an open end that does not go on is short. */
  function isNear(event, from, to) {
    const [first, last] = event.reach;
    if (last < from || first > to) return false;
    if (Number.isFinite(first) && Number.isFinite(last)) return true;
    return event.spans.some(([start, end, , how]) => how === "on" || ((start ?? end) >= from && (start ?? end) <= to));
  }

  /** Whether an arrow without an end stands beside the mark: postponed, and nobody says until when. */
  const isPutOff = (event) => data.statuses[event.status].look === "moved" && !event.previously;

  /** The pixels of an event's marks on a sheet: everything it draws, without its label. */
  function extent(event, sheet) {
    const pixels = event.spans.map((span) => pixelsOf(span, sheet));
    if (event.tolerance) pixels.push(pixelsOf(event.tolerance, sheet));
    for (const claim of event.conflicts)
      for (const span of claim.spans ?? []) pixels.push(pixelsOf(span, sheet));
    for (const span of event.previously?.spans ?? []) pixels.push(pixelsOf(span, sheet));
    const [first, last] = around(pixels);
    const ring = event.origin ? RING : 0;
    return [first - ring, last + ring + (isPutOff(event) ? ARROW : 0)];
  }

  /** First and last pixel of marks; each has some size at any zoom. */
  function around(pixels) {
    const lack = ([first, last]) => Math.max(0, MARK - (last - first)) / 2;
    return [
      Math.min(...pixels.map((each) => each[0] - lack(each))),
      Math.max(...pixels.map((each) => each[1] + lack(each))),
    ];
  }

  /** First and last pixel of a span; an open side fades out or leaves the sheet. */
  function pixelsOf([start, end, , how], sheet) {
    const on = how === "on";
    let first = start === null ? null : sheet.x(start);
    let last = end === null ? null : sheet.x(end);
    // What goes on is shown up to today; a picture without a today shows it up to its edge.
    const known = sheet.today === null ? sheet.width - FADE : Math.min(sheet.x(sheet.today), sheet.width);
    if (last === null) last = (on ? Math.max(first, known) : first) + FADE;
    if (first === null) first = last - FADE;
    return [first, last];
  }

  /**
   * Everything of a chart that has a place.
   *
   * `sheet` knows the width in pixels, `x(day)`, the part in view and today; `before` is the
   * former placing, whose rows are kept while the reader moves along.
   */
  function place(shown, sheet, { facet, namesInside, selected, before, fonts }) {
    // Marks and fades may be some pixels larger than the days they stand for.
    const [from, to] = [sheet.day(-FADE), sheet.day(sheet.width + FADE)];
    const visible = shown.filter((event) => isDated(event) && isNear(event, from, to));
    const counted = visible.length > MANY;
    const lanes = lanesOf(facet, visible).filter((lane) => lane.events.some((event) => isInView(event, sheet)));
    const old = before?.rows ?? new Map();
    const rows = new Map();
    const items = [];
    const bubbles = [];
    let top = 0;
    for (const lane of lanes) {
      lane.top = top;
      const head = namesInside && lane.name ? NAME : 0;
      const [single, groups] = counted ? buckets(lane.events, sheet) : [lane.events, []];
      const placed = inRows(single, groups, sheet, { facet, selected, old, fonts });
      for (const item of placed.items) {
        rows.set(item.event.id, item.row);
        item.y = top + head + LANE_PAD / 2 + item.row * ROW + ROW / 2;
        items.push(item);
      }
      for (const bubble of groups) {
        bubble.y = top + head + LANE_PAD / 2 + ROW / 2;
        bubble.lane = lane;
        bubbles.push(bubble);
      }
      lane.head = head;
      lane.height = head + LANE_PAD + placed.height * ROW;
      top += lane.height;
    }
    return { lanes, items, bubbles, rows, height: Math.max(top, 2 * ROW), counted };
  }

  /** Whether a mark of the event is in view, and not only in the margins that moving along shows. */
  function isInView(event, sheet) {
    const [first, last] = extent(event, sheet);
    return last > sheet.view[0] && first < sheet.view[1];
  }

  /** Events alone in their stretch of time, and those that are counted with their neighbours. */
  function buckets(inside, sheet) {
    const groups = new Map();
    for (const event of inside) {
      const bucket = Math.floor(sheet.x(anchor(event)) / BUCKET);
      if (!groups.has(bucket)) groups.set(bucket, []);
      groups.get(bucket).push(event);
    }
    const single = [];
    const counted = [];
    for (const [bucket, members] of groups) {
      if (members.length === 1) single.push(members[0]);
      else {
        const from = sheet.day(bucket * BUCKET);
        const to = sheet.day((bucket + 1) * BUCKET);
        counted.push({ events: members, from, to, x: (bucket + 0.5) * BUCKET });
      }
    }
    return [single, counted.sort((one, other) => one.x - other.x)];
  }

  function inRows(single, groups, sheet, { facet, selected, old, fonts }) {
    const taken = []; // a row is a list of [first, last] pixels
    const size = (bubble) => Math.min(36, 20 + 5 * Math.log10(bubble.events.length));
    if (groups.length) taken.push(groups.map((bubble) => [bubble.x - size(bubble) / 2 - 2, bubble.x + size(bubble) / 2 + 2]));
    for (const bubble of groups) bubble.size = size(bubble);
    const free = (row, first, last) =>
      (taken[row] ?? []).every(([start, end]) => last + GAP <= start || first >= end + GAP);
    const [left, right] = sheet.view;
    const items = single.map((event) => {
      const [first, last] = extent(event, sheet);
      const texts = [...new Set([LONGEST, ...SHORTER].map((most) => label(event, most, facet)))];
      return { event, first, last, inView: last > left && first < right, texts: texts.map((text) => ({ text, width: textWidth(text, fonts.label) })) };
    });
    // What is selected or was there already chooses first, and what is in view before the margins.
    const weight = ({ event, inView }) =>
      (inView ? 0 : 3) + (event.id === selected ? 0 : old.has(event.id) ? 1 : 2);
    items.sort((one, other) => weight(one) - weight(other) || one.first - other.first);
    let rowsInView = null; // their number; the margins get no row of their own
    for (const item of items) {
      if (!item.inView) rowsInView ??= Math.max(taken.length, 1);
      const choices = labelPlaces(item, sheet);
      const limit = rowsInView ?? Math.min(taken.length + 1, ROWS_OF_A_LANE);
      const order = [...Array(limit).keys()];
      const former = old.get(item.event.id);
      if (former !== undefined && former < (rowsInView ?? ROWS_OF_A_LANE)) {
        while (taken.length <= former) taken.push([]);
        order.unshift(former);
      }
      let spot = null;
      for (const { text } of item.texts) {
        // The whole title in any row is better than a cut one in the first.
        const own = choices.filter((choice) => choice.text === text);
        for (const row of order) {
          const choice = own.find(({ from, to }) => free(row, from, to));
          if (choice) { spot = { row, ...choice }; break; }
        }
        if (spot) break;
      }
      if (!spot) {
        // No room for the label: the mark alone, in a new row if need be.
        let row = 0;
        while (!free(row, item.first, item.last)) row += 1;
        if (row >= (rowsInView ?? Infinity)) continue; // until the view comes to it
        spot = { row, from: item.first, to: item.last, side: "none" };
      }
      while (taken.length <= spot.row) taken.push([]);
      taken[spot.row].push([spot.from, spot.to]);
      Object.assign(item, spot);
    }
    const placed = items.filter((item) => item.row !== undefined);
    return { items: placed, height: squeeze(placed, taken, groups.length > 0) };
  }

  /** Close the rows that stayed empty; the number of rows that are left. */
  function squeeze(items, taken, keepFirst) {
    const numbers = new Map();
    taken.forEach((row, index) => {
      if (row.length || (keepFirst && index === 0)) numbers.set(index, numbers.size);
    });
    for (const item of items) item.row = numbers.get(item.row);
    return Math.max(numbers.size, 1);
  }

  /** Where a label may stand, best first: in its bar, right of the mark, left of it. */
  function labelPlaces(item, sheet) {
    return item.texts.flatMap(({ text, width }) =>
      placesOf({ ...item, width }, sheet).map((place) => ({ ...place, text })));
  }

  function placesOf({ event, first, last, width, inView }, sheet) {
    const { view: [left, right], width: end } = sheet;
    const inside = event.spans.flatMap((span) => {
      const [start, stop] = pixelsOf(span, sheet);
      const fades = [span[0] === null ? FADE : 0, span[1] === null ? FADE : 0];
      const seen = [Math.max(start + fades[0], left), Math.min(stop - fades[1], right)];
      const inset = span[1] - span[0] === 1 ? DAY_INSET : BAR_INSET;
      const isWide = seen[1] - seen[0] >= width + inset + BAR_INSET;
      return isWide ? [{ side: "inside", at: seen[0] + inset, from: first, to: last, span }] : [];
    });
    // Where more than a bar is drawn, or a thin one, its label had better stand beside it.
    const simple = event.spans.length === 1 && !THIN.includes(event.spans[0][2]) &&
      !event.tolerance && !event.conflicts.length && !event.previously;
    const beside = [];
    // As a whole where its mark is, in view or outside of it: half a word helps nobody.
    const isClear = (from, to) =>
      from >= 0 && to <= end && (inView ? from >= left && to <= right : to <= left || from >= right);
    if (isClear(last + 6, last + 6 + width))
      beside.push({ side: "right", at: last + 6, from: first, to: last + 6 + width });
    if (isClear(first - 6 - width, first - 6))
      beside.push({ side: "left", at: first - 6, from: first - 6 - width, to: last });
    if (event.tolerance) {
      // On its own whiskers rather than nowhere.
      const [begin, until] = around(event.spans.map((span) => pixelsOf(span, sheet)));
      if (isClear(until + 6, until + 6 + width))
        inside.push({ side: "right", at: until + 6, from: first, to: Math.max(last, until + 6 + width) });
      if (isClear(begin - 6 - width, begin - 6))
        inside.push({ side: "left", at: begin - 6, from: Math.min(first, begin - 6 - width), to: last });
    }
    return simple ? [...inside, ...beside] : [...beside, ...inside];
  }

  return { place, pixelsOf, textWidth, ROW, FADE, DAY_INSET };
})();
