/* The axis of time: which unit to show at a zoom, and its ticks in the chosen language. */
const axis = (() => {
  // The finest unit whose labels have room is shown; what it belongs to stands above it,
  // printed only where it changes.
  const STEPS = [
    { unit: "hour", room: 56, own: hour, above: (day) => i18n.date(day, "long") },
    { unit: "day", room: 30, own: (day) => i18n.date(day, "d"), above: (day) => i18n.date(day, "monthYear") },
    { unit: "week", room: 64, own: (day) => i18n.date(day, "dayMonth"), above: year },
    { unit: "month", room: 50, own: (day) => i18n.date(day, "LLL"), above: year },
    { unit: "quarter", room: 50, own: (day) => i18n.date(day, "LLL"), above: year },
    { unit: "year", room: 42, own: year, above: null },
    { unit: "biennium", room: 42, own: year, above: null },
    { unit: "lustrum", room: 48, own: year, above: null },
    { unit: "decade", room: 48, own: year, above: null },
    { unit: "century", room: 48, own: year, above: null },
    { unit: "millennium", room: 48, own: year, above: null },
  ];

  function year(day) {
    return String(days.parts(day).year);
  }

  function hour(day) {
    return `${String(Math.round((day - Math.floor(day)) * 24)).padStart(2, "0")}:00`;
  }

  function stepFor(sheet) {
    const perDay = sheet.width / (sheet.to - sheet.from);
    return STEPS.find(({ unit, room }) => days.units[unit].length * perDay >= room) ?? STEPS.at(-1);
  }

  /** The ticks of a sheet: the day, and one or two lines of text. */
  function ticks(sheet) {
    const step = stepFor(sheet);
    let last = null;
    const [viewFrom] = sheet.view.map(sheet.day);
    return days.beginnings(step.unit, sheet.from, sheet.to).filter((day) => day >= sheet.from).map((day) => {
      const lines = [step.own(day)];
      if (step.above) {
        const above = step.above(day);
        // Said once more at the left edge of the view: a reader must know the year there.
        const isFirstSeen = day >= viewFrom && last !== null && last.seen === false;
        if (last === null || above !== last.text || isFirstSeen) lines.unshift(above);
        last = { text: above, seen: day >= viewFrom };
      }
      return { day, lines: isCut(day, lines, sheet) ? [] : lines };
    });
  }

  /** Whether an edge of the view would cut the text of a tick. */
  function isCut(day, lines, { x, view: [left, right], font }) {
    const at = x(day);
    const end = at + 6 + Math.max(...lines.map((line) => labels.textWidth(line, font)));
    return (at < left && end > left) || (at < right && end > right);
  }

  return { ticks };
})();
