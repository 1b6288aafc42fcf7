// Reads calendar files with node-ical (npm), as MagicMirror does.
const ical = require("module").createRequire(process.cwd() + "/")("node-ical");
const fs = require("fs");

function moment(time, isDay) {
  if (!time) return null;
  const text = time.toISOString().replace(".000Z", "Z");
  return isDay ? text.slice(0, 10) : text;
}

for (const file of process.argv.slice(2)) {
  for (const event of Object.values(ical.sync.parseICS(fs.readFileSync(file, "utf8")))) {
    if (event.type !== "VEVENT") continue;
    const isDay = event.datetype === "date";
    console.log(JSON.stringify({
      file, uid: event.uid, summary: event.summary,
      start: moment(event.start, isDay), end: moment(event.end, isDay), all_day: isDay,
      status: event.status, transp: event.transparency,
    }));
  }
}
