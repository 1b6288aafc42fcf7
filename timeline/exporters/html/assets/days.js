/* Days as numbers, 0 = 1970-01-01, so that no time zone can move them; spans are half-open. */
const days = (() => {
  const MS = 86_400_000;

  function of(year, month = 0, day = 1) {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day); // Date.UTC reads years 0 to 99 as 1900 to 1999
    return date.getTime() / MS;
  }

  function parts(day) {
    const date = new Date(Math.floor(day) * MS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
  }

  const ms = (day) => Math.round(day * MS);
  const date = (day) => new Date(ms(day));
  const iso = (day) => date(Math.floor(day)).toISOString().replace(/T.*/, "");

  /** The reader's own day: the only place where the local clock is asked. */
  function today() {
    const now = new Date();
    return of(now.getFullYear(), now.getMonth(), now.getDate());
  }

  /** The day that an ISO date names, or null. */
  function parse(text) {
    const match = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? "");
    if (!match) return null;
    const day = of(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    return iso(day) === text ? day : null;
  }

  /** A moment as `2026-12-01T12:00`, a whole day as its date. */
  function stamp(day) {
    const [date_, time] = date(Math.round(day * 1440) / 1440).toISOString().split("T");
    return time.startsWith("00:00") ? date_ : `${date_}T${time.slice(0, 5)}`;
  }

  /** What `stamp` wrote, as a number; null for anything else. */
  function parseStamp(text) {
    const [first, time = "00:00"] = (text ?? "").split("T");
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
    const day = parse(first);
    return day === null || hours === undefined ? null : day + (Number(hours) * 60 + Number(minutes)) / 1440;
  }

  const weekday = (day) => (((Math.floor(day) + 3) % 7) + 7) % 7; // 0 = Monday

  /* Units of the axis, finest first: how to find the beginning of one and of the next. */
  const units = {
    hour: { length: 1 / 4, floor: (d) => Math.floor(d * 4) / 4, next: (d) => d + 1 / 4 },
    day: { length: 1, floor: Math.floor, next: (d) => d + 1 },
    week: { length: 7, floor: (d) => Math.floor(d) - weekday(d), next: (d) => d + 7 },
    month: ofMonths(1),
    quarter: ofMonths(3),
    year: ofMonths(12),
    biennium: ofMonths(24),
    lustrum: ofMonths(60),
    decade: ofMonths(120),
    century: ofMonths(1200),
    millennium: ofMonths(12000),
  };

  function ofMonths(size) {
    const start = (index) => of(Math.floor((index * size) / 12), (((index * size) % 12) + 12) % 12);
    const index = (day) => {
      const { year, month } = parts(day);
      return Math.floor((year * 12 + month) / size);
    };
    return {
      length: size * 30.44,
      floor: (day) => start(index(day)),
      next: (day) => start(index(day) + 1),
    };
  }

  /** The beginnings of a unit from the one before `from` up to `to`. */
  function beginnings(unit, from, to) {
    const found = [];
    for (let day = units[unit].floor(from); day <= to; day = units[unit].next(day)) found.push(day);
    return found;
  }

  /* Plotly's axis goes no further. */
  const LIMITS = [of(-9998), of(9999, 11, 30)];

  return { LIMITS, parts, iso, stamp, today, parse, parseStamp, units, beginnings };
})();
