/* The events as the page gets them, with what can be computed once: bounds and order. */

/** Breaks in long work, so that a reader who scrolls is not kept waiting. */
const breath = (() => {
  const LONGEST = 80; // milliseconds
  let last = performance.now();

  /** Let the browser do its own work, if it was kept from it for long. */
  async function take() {
    if (performance.now() - last < LONGEST) return;
    await new Promise((resolve) => { window.setTimeout(resolve); });
    last = performance.now();
  }

  return { take };
})();

const data = JSON.parse(document.getElementById("_data").textContent);

const events = [];
const byId = new Map();
/** Take an event in, with what is the same for most events filled in. */
function add(event) {
  events.push(event);
  event.precision ??= "day";
  event.knowing ??= data.precisions[event.precision];
  event.status ??= "held";
  event.spans ??= [];
  event.edtf ??= notation(event.spans[0]);
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

/** How EDTF writes whole days. */
function notation([start, end]) {
  const [first, last] = [days.iso(start), days.iso(end - 1)];
  return first === last ? first : `${first}/${last}`;
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

for (const slice of document.querySelectorAll("._slice")) {
  JSON.parse(slice.textContent).forEach(add);
  await breath.take();
}

/** Whether the event is placed on the line of time at all. */
const isDated = (event) => event.first !== null;

/** Some finite day of a dated event: where to look for it. */
const anchor = (event) => (Number.isFinite(event.first) ? event.first : Math.ceil(event.last) - 1);

/** Whether all of it is over: by the hour, if it has one, else by the reader's day. */
const isOver = (event, today) => (event.instants
  ? new Date(event.instants[1]).getTime() <= new Date().getTime()
  : Math.max(Math.ceil(event.last), Math.floor(event.first) + 1) <= today);

/** Whether its days are known, so that days may be counted to it. */
const isExact = (event) =>
  event.precision === "day" && !event.about && !event.unsure && !event.oneOf && isDated(event) &&
  Number.isFinite(event.first);
