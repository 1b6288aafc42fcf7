// Reads calendar files with ical.js (npm), as Thunderbird and Nextcloud do.
const ICAL = require("module").createRequire(process.cwd() + "/")("ical.js").default
  ?? require("module").createRequire(process.cwd() + "/")("ical.js");
const fs = require("fs");

function moment(time) {
  if (!time) return null;
  if (time.isDate) return time.toString().padStart(10, "0");
  if (time.zone === ICAL.Timezone.localTimezone) throw new Error("a floating time");
  return new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}

for (const file of process.argv.slice(2)) {
  const parsed = ICAL.parse(fs.readFileSync(file, "utf8"));
  const calendar = new ICAL.Component(parsed);
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    console.log(JSON.stringify({
      file, uid: event.uid, summary: event.summary,
      start: moment(event.startDate), end: moment(event.endDate), all_day: event.startDate.isDate,
      status: component.getFirstPropertyValue("status"),
      transp: component.getFirstPropertyValue("transp"),
    }));
  }
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.remove(zone.getFirstPropertyValue("tzid"));
}
