/* How a span of days looks, of which the event took place on one or some: its precision. */

/** @typedef {{ height: number, hatch: "/" | "\\" | "x" | "." }} Hatching `height` in pixels */

// The less precise a date, the thinner its bar; each precision has its own hatching.
/** @type {Record<string, Hatching>} */
const HATCHINGS = {
  day: { height: 18, hatch: "/" },
  week: { height: 18, hatch: "/" },
  month: { height: 18, hatch: "/" },
  season: { height: 15, hatch: "\\" },
  quarter: { height: 15, hatch: "\\" },
  half: { height: 15, hatch: "x" },
  year: { height: 12, hatch: "." },
};
/** @type {Hatching} */
const VAGUEST = { height: 8, hatch: "." };

/** @param {string} precision */
export const of = (precision) => HATCHINGS[precision] ?? VAGUEST;
