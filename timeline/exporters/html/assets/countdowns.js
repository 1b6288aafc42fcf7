/* What depends on the reader's day: the time until an event, or whether its outcome is overdue. */
import { isDated, isExact, isOver, lookOf, statusOf } from "./events.js";
import * as i18n from "./i18n.js";

/**
 * @import { DatedEvent, PageEvent } from "./events.js"
 *
 * @typedef {{ first: number, last: number, goesOn: boolean }} Next whole days
 */

const FAR = 365; // days beyond which none are counted

/**
 * The first of an exact event's dates that is not over, or null.
 *
 * @param {DatedEvent} event
 * @param {number} today
 * @returns {Next | null}
 */
export function next(event, today) {
  for (const [start, end, , how] of event.spans) {
    const first = start === null ? -Infinity : Math.floor(start);
    const last = end === null ? Infinity : Math.max(Math.ceil(end) - 1, first);
    if (last >= today) return { first, last, goesOn: how === "on" };
  }
  return null;
}

/**
 * "in 12 days", "today", "now"; empty for an event that has begun and may be over.
 *
 * @param {Next} next
 * @param {number} today
 */
export function countdown({ first, last, goesOn }, today) {
  if (first > today) return i18n.inDays(first - today);
  if (first === last) return i18n.inDays(0);
  return Number.isFinite(last) || goesOn ? i18n.now() : "";
}

/**
 * The date from which the event was moved; empty once the new date has passed, or has begun if it
 * has no end.
 *
 * @param {PageEvent} event
 * @param {number} today
 */
export function moving(event, today) {
  const isPast =
    isDated(event) && (isOver(event, today) || (event.last === Infinity && event.first < today));
  if (!event.previously || isPast) return "";
  return i18n.word("moved_from", { date: i18n.phrase(event.previously.date) });
}

/**
 * "in 12 days", "now", "outcome not confirmed", or empty; days are counted only to exact dates.
 *
 * @param {PageEvent} event
 * @param {number} today
 */
export function timing(event, today) {
  if (!isDated(event) || lookOf(event) === "struck") return "";
  if (isOver(event, today))
    return statusOf(event).pending && !event.origin ? i18n.word("unconfirmed") : "";
  const soonest = isExact(event) ? next(event, today) : null;
  return soonest && soonest.first - today <= FAR ? countdown(soonest, today) : "";
}
