/* Resolved colours, as `getComputedStyle` returns them, made transparent or mixed. */

/** @param {string} colour */
const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

/**
 * A colour with an opacity.
 *
 * @param {string} colour
 * @param {number} opacity
 */
export function faint(colour, opacity) {
  const [red, green, blue] = channels(colour);
  return `rgba(${red},${green},${blue},${Math.round(opacity * 100) / 100})`;
}

/**
 * An opaque mixture of a colour and its background.
 *
 * @param {string} colour
 * @param {string} ground
 * @param {number} share
 */
export function mixed(colour, ground, share) {
  const under = channels(ground);
  const both = channels(colour)
    .slice(0, 3)
    .map((over, part) => Math.round(over * share + (under[part] ?? 0) * (1 - share)));
  return `rgb(${both.join(",")})`;
}
