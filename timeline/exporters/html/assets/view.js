/* The part of time that the chart shows: where it begins, how it is moved, what it may be. */
const view = (() => {
  const SHORTEST = 1; // days

  const dated = events.filter(isDated);
  const ends = dated.flatMap(({ first, last }) => [first, last]).filter(Number.isFinite);
  const [first, last] = ends.length ? [min(ends), max(ends)] : [days.today(), days.today() + 1];

  // Spread would overflow the stack with a hundred thousand values.
  function min(values) { return values.reduce((one, other) => Math.min(one, other)); }
  function max(values) { return values.reduce((one, other) => Math.max(one, other)); }

  const room = Math.max((last - first) * 0.05, 3);
  const all = [Math.floor(first - room), Math.ceil(last + room)];

  /** The chart opens on the shortest period with most of the events, not on a lone early one. */
  function opening() {
    const anchors = dated.map(anchor).sort((one, other) => one - other);
    const many = Math.ceil(anchors.length * 0.75);
    if (anchors.length < 8) return all;
    let best = [anchors[0], anchors.at(-1)];
    for (let index = 0; index + many <= anchors.length; index += 1) {
      const [from, to] = [anchors[index], anchors[index + many - 1]];
      if (to - from < best[1] - best[0]) best = [from, to];
    }
    const length = Math.max(best[1] - best[0], 30);
    if (length > (all[1] - all[0]) * 0.6) return all;
    return clamp([best[0] - length * 0.06, best[1] + length * 0.16]);
  }

  const now = () => state.now.view ?? (start ??= opening());
  let start = null;

  function clamp([from, to]) {
    // Today stays reachable, whatever the data spans.
    const low = Math.max(Math.min(all[0], days.today() - 45), days.LIMITS[0]);
    const high = Math.min(Math.max(all[1], days.today() + 120), days.LIMITS[1]);
    const length = Math.min(Math.max(to - from, SHORTEST), high - low);
    const begin = Math.min(Math.max((from + to - length) / 2, low), high - length);
    return [begin, begin + length];
  }

  const show = (period) => state.set({ view: clamp(period) });

  function zoom(factor, around = null) {
    const [from, to] = now();
    const centre = around ?? (from + to) / 2;
    show([centre - (centre - from) * factor, centre + (to - centre) * factor]);
  }

  function move(share) {
    const [from, to] = now();
    const step = (to - from) * share;
    show([from + step, to + step]);
  }

  /** Bring a span into view without changing the zoom more than it needs. */
  function reveal([from, to]) {
    const [left, right] = now();
    if (from >= left && to <= right) return;
    const length = Math.max(right - left, (to - from) * 1.3);
    const centre = (from + to) / 2;
    show([centre - length / 2, centre + length / 2]);
  }

  /** One whole unit of the calendar: around today if that is in view, else around its middle. */
  function level(unit) {
    const [from, to] = now();
    const today = days.today();
    const begin = days.units[unit].floor(from <= today && today < to ? today : (from + to) / 2);
    show([begin, days.units[unit].next(begin)]);
  }

  const presets = {
    all: () => clamp(all),
    today: () => {
      const half = Math.min((now()[1] - now()[0]) / 2, 183);
      return [days.today() + 0.5 - half, days.today() + 0.5 + half];
    },
    year: () => {
      const begin = days.units.year.floor(days.today());
      return [begin, days.units.year.next(begin)];
    },
    soon: () => [days.today(), days.today() + 90],
  };

  return { now, show, zoom, move, reveal, level, clamp, all, preset: (name) => show(presets[name]()) };
})();
