/* Where marks and labels go: lanes, rows in them, and never two things on one spot. */
const placing = (() => {
  const ROW = 30; // height of a row, pixels
  const LANE_PAD = 14; // room above and below the rows of a lane, together
  const NAME = 24; // room of a lane's name where it stands above the rows
  const GAP = 8; // least distance of two things in a row
  const MANY = 400; // marks that are drawn one by one; more are counted
  const BUCKET = 40; // pixels of a counted bucket
  const ROWS_OF_A_LANE = 14; // in which whole titles are tried before shorter ones
  const ROWS_OF_A_HIGH_LANE = 40; // above it marks have no labels

  /** The lanes of some events: value and name, in a steady order; an event is in one lane only. */
  function lanesOf(facet, shown) {
    if (facet === "none") return [{ value: null, name: "", events: shown }];
    const lanes = new Map();
    for (const event of shown) {
      const values = search.facets[facet](event);
      // What was filtered for is the lane of an event that has several.
      const value = values.find((each) => state.now[facet].has(each)) ?? values[0] ?? null;
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

  /**
   * Everything of a chart that has a place.
   *
   * `sheet` knows the width in pixels, `x(day)`, the part in view and today; `before` is the
   * former placing, whose rows are kept while the reader moves along.
   */
  function place(shown, sheet, { facet, namesInside, selected, before, fonts }) {
    const visible = shown.filter((event) => isDated(event) && extents.isNear(event, sheet));
    const counted = visible.length > MANY;
    const lanes = lanesOf(facet, visible).filter((lane) => lane.events.some((event) => extents.isInView(event, sheet)));
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

  const sizeOf = (bubble) => Math.min(36, 20 + 5 * Math.log10(bubble.events.length));

  /** The events of a lane in rows under its counted ones; those in the margins only where there is room. */
  function inRows(single, groups, sheet, { facet, selected, old, fonts }) {
    const rows = []; // a row is a list of [first, last] pixels
    for (const bubble of groups) bubble.size = sizeOf(bubble);
    if (groups.length) rows.push(groups.map(({ x, size }) => [x - size / 2 - 2, x + size / 2 + 2]));
    const [left, right] = sheet.view;
    const items = single.map((event) => {
      const [first, last] = extents.of(event, sheet);
      const texts = labels.texts(event, facet, fonts.label);
      return { event, first, last, inView: last > left && first < right, texts };
    });
    // What is selected or was there already chooses first, and what is in view before the margins.
    const weight = ({ event, inView }) =>
      (inView ? 0 : 3) + (event.id === selected ? 0 : old.has(event.id) ? 1 : 2);
    items.sort((one, other) => weight(one) - weight(other) || one.first - other.first);
    let most = Infinity; // rows; what is not in view gets none of its own
    for (const item of items) {
      if (!item.inView && most === Infinity) most = Math.max(rows.length, 1);
      const spot = spotOf(item, rows, { sheet, most, former: old.get(item.event.id) });
      if (!spot) continue; // until the view comes to it
      while (rows.length <= spot.row) rows.push([]);
      rows[spot.row].push([spot.from, spot.to]);
      Object.assign(item, spot);
    }
    const placed = items.filter((item) => item.row !== undefined);
    return { items: placed, height: squeeze(placed, rows, groups.length > 0) };
  }

  /** The row of a mark and the place of its label there: its former row, then the first with room. */
  function spotOf(item, rows, { sheet, most, former }) {
    const isFree = (row, from, to) =>
      (rows[row] ?? []).every(([start, end]) => to + GAP <= start || from >= end + GAP);
    const limit = Math.min(rows.length + 1, ROWS_OF_A_LANE, most);
    const order = [...Array(limit).keys()];
    if (former !== undefined && former < Math.min(ROWS_OF_A_LANE, most)) order.unshift(former);
    for (const { text, width } of item.texts) {
      // The whole title in any row is better than a cut one in the first.
      const places = labels.places(item, width, sheet);
      for (const row of order) {
        const place = places.find(({ from, to }) => isFree(row, from, to));
        if (place) return { row, text, ...place };
      }
    }
    // No room in the rows of a lane: a row more, for even a short label, while the lane is not too high.
    const more = Math.min(rows.length + 1, ROWS_OF_A_HIGH_LANE, most);
    for (let row = limit; row < more; row += 1)
      for (const { text, width } of item.texts) {
        const place = labels.places(item, width, sheet).find(({ from, to }) => isFree(row, from, to));
        if (place) return { row, text, ...place };
      }
    // Else the mark alone.
    let row = 0;
    while (!isFree(row, item.first, item.last)) row += 1;
    return row < most ? { row, from: item.first, to: item.last, side: "none" } : null;
  }

  /** Close the rows that stayed empty; the number of rows that are left. */
  function squeeze(items, rows, keepFirst) {
    const numbers = new Map();
    rows.forEach((row, index) => {
      if (row.length || (keepFirst && index === 0)) numbers.set(index, numbers.size);
    });
    for (const item of items) item.row = numbers.get(item.row);
    return Math.max(numbers.size, 1);
  }

  return { place, ROW };
})();
