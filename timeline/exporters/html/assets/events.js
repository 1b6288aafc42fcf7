/* The events as the page gets them, with what can be computed once: bounds and order. */
const data = JSON.parse(document.getElementById("_data").textContent);

const events = data.events;
const byId = new Map();
for (const event of events) {
  event.precision ??= "day";
  event.spans ??= [];
  event.parties ??= [];
  event.sources ??= [];
  event.conflicts ??= [];
  byId.set(event.id, event);
  [event.first, event.last] = bounds(event.spans);
  // Everything that is drawn for it: what it may mean, what others say, where it was before.
  event.reach = bounds([
    ...event.spans, ...event.conflicts.flatMap((claim) => claim.spans ?? []),
    ...(event.tolerance ? [event.tolerance] : []), ...(event.previously?.spans ?? []),
  ]);
}

/** First day and end of some spans; an open side is infinite, nothing at all is null. */
function bounds(spans) {
  let first = null;
  let last = null;
  for (const [start, end] of spans) {
    first = Math.min(first ?? Infinity, start ?? -Infinity);
    last = Math.max(last ?? -Infinity, end ?? Infinity);
  }
  return [first, last];
}

/** Whether the event is placed on the line of time at all. */
const isDated = (event) => event.first !== null;

/** Some finite day of a dated event: where to look for it. */
const anchor = (event) => (Number.isFinite(event.first) ? event.first : Math.ceil(event.last) - 1);

/** Whether its days are known, so that days may be counted to it. */
const isExact = (event) =>
  event.precision === "day" && !event.about && !event.unsure && !event.oneOf && isDated(event) &&
  Number.isFinite(event.first);
