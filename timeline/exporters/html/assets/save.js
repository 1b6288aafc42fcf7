/* Files made in the page: pictures of the chart, the table, a calendar entry. */
const save = (() => {
  function file(name, content, type) {
    const link = document.createElement("a");
    const url = typeof content === "string" && content.startsWith("data:")
      ? content : URL.createObjectURL(new Blob([content], { type }));
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    if (url.startsWith("blob:")) window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  const SHARPNESS = 2; // pixels of a PNG for one of the page

  /** The chart as `svg` or `png`, of the view or of the whole period; a data address. */
  async function image(format, options = {}) {
    const still = chart.picture(options);
    const { width, height } = still.layout;
    const address = await Plotly.toImage({ ...still, config: chart.CONFIG }, { format: "svg", width, height });
    const drawn = finished(decodeURIComponent(address.slice(address.indexOf(",") + 1)), still.layout.paper_bgcolor);
    const vector = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
    return format === "svg" ? vector : raster(vector, width, height);
  }

  /** A drawing with what the page's style sheet does to it, and without Plotly's random names. */
  function finished(drawn, ground) {
    // Plotly names the parts of a drawing at random; equal pictures shall be equal files.
    const [, random] = /topdefs-([0-9a-f]+)/.exec(drawn) ?? [];
    const drawing = new DOMParser().parseFromString(random ? drawn.replaceAll(random, "chart") : drawn, "image/svg+xml");
    for (const label of drawing.querySelectorAll(".trace:not(.tracebare) .textpoint text"))
      label.style.cssText += `paint-order: stroke; stroke: ${ground}; stroke-width: 6px; stroke-linejoin: round;`;
    return new XMLSerializer().serializeToString(drawing);
  }

  async function raster(vector, width, height) {
    const picture = new Image();
    picture.src = vector;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SHARPNESS;
    canvas.height = height * SHARPNESS;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }

  async function picture(format, whole) {
    const width = Math.max(document.getElementById("_chart").clientWidth, 900);
    const part = whole ? "" : `_${view.now().map((day) => days.iso(day)).join("_")}`;
    file(`${data.calendar}${part}.${format}`, await image(format, { whole, width }), "");
  }

  // The rule of the CSV exporter: spaces and quotes before a sign do not make it harmless, and
  // the full-width signs begin a formula in Japanese spreadsheets.
  const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]/g;
  const FORMULA = /^[\s']*[=+\-@\t\uff1d\uff0b\uff0d\uff20]/;

  /** The events that are shown, as a table for spreadsheets: what could be a formula is text. */
  function table(shown) {
    const cell = (value) => {
      const text = String(value ?? "").replace(/\r\n?/g, "\n").replace(CONTROL, "");
      const safe = FORMULA.test(text) ? `'${text}` : text;
      return `"${safe.replaceAll('"', '""')}"`;
    };
    const lines = [["id", "title", "date", "edtf", "kind", "status", "place", "parties", "sources"]];
    for (const event of shown)
      lines.push([
        event.id, i18n.pick(event.title).text, i18n.phrase(event.date), event.edtf, search.name("kind", event.kind),
        search.name("status", event.status), list.place(event),
        event.parties.map((party) => search.name("party", party)).join("; "),
        event.sources.map((source) => source.url ?? source.document).join(" "),
      ]);
    // The mark at the beginning tells Excel that this is UTF-8.
    file(`${data.calendar}.csv`, `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`, "text/csv");
  }

  return { file, image, picture, table };
})();
