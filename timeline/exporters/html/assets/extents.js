/* From days to pixels: what an event's marks cover on a sheet. */
const extents = (() => {
  const MARK = 14; // pixels of the smallest mark
  const RING = 4; // that an anniversary has around it
  const ARROW = 12; // of what is put off, beside its mark
  const FADE = 64; // pixels over which an open end fades

  /** First and last pixel of a span; an open side fades out or leaves the sheet. */
  function ofSpan([start, end, , how], sheet) {
    const on = how === "on";
    let first = start === null ? null : sheet.x(start);
    let last = end === null ? null : sheet.x(end);
    // What goes on is shown up to today; a picture without a today shows it up to its edge.
    const known = sheet.today === null ? sheet.width - FADE : Math.min(sheet.x(sheet.today), sheet.width);
    if (last === null) last = (on ? Math.max(first, known) : first) + FADE;
    if (first === null) first = last - FADE;
    return [first, last];
  }

  /** First and last pixel of marks; each has some size at any zoom. */
  function around(pixels) {
    const lack = ([first, last]) => Math.max(0, MARK - (last - first)) / 2;
    return [
      Math.min(...pixels.map((each) => each[0] - lack(each))),
      Math.max(...pixels.map((each) => each[1] + lack(each))),
    ];
  }

  /** Whether an arrow without an end stands beside the mark: postponed, and nobody says until when. */
  const isPutOff = (event) => data.statuses[event.status].look === "moved" && !event.previously;

  /** The pixels of an event's marks on a sheet: everything it draws, without its label. */
  function of(event, sheet) {
    const pixels = event.spans.map((span) => ofSpan(span, sheet));
    if (event.tolerance) pixels.push(ofSpan(event.tolerance, sheet));
    for (const claim of event.conflicts)
      for (const span of claim.spans ?? []) pixels.push(ofSpan(span, sheet));
    for (const span of event.previously?.spans ?? []) pixels.push(ofSpan(span, sheet));
    const [first, last] = around(pixels);
    const ring = event.origin ? RING : 0;
    return [first - ring, last + ring + (isPutOff(event) ? ARROW : 0)];
  }

  /** Whether a mark of the event is in view, and not only in the margins that moving along shows. */
  function isInView(event, sheet) {
    const [first, last] = of(event, sheet);
    return last > sheet.view[0] && first < sheet.view[1];
  }

  /** Whether something of an event may be on a sheet; an open end that does not go on is short. */
  function isNear(event, sheet) {
    // Marks and fades may be some pixels larger than the days they stand for.
    const [from, to] = [sheet.day(-FADE), sheet.day(sheet.width + FADE)];
    const [first, last] = event.reach;
    if (last < from || first > to) return false;
    if (Number.isFinite(first) && Number.isFinite(last)) return true;
    return event.spans.some(([start, end, , how]) => how === "on" || ((start ?? end) >= from && (start ?? end) <= to));
  }

  return { ofSpan, around, of, isInView, isNear, FADE };
})();
