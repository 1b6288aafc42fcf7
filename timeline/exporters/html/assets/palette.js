/* The page's colours as Plotly wants them: resolved, so that dark and forced colours come along. */
const palette = (() => {
  const HUES = [1, 2, 3, 4, 5, 6, 7, 8];

  let known = null;
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    window.matchMedia(query).addEventListener("change", () => { known = null; });

  /** The colours of the page as it is. */
  const page = () => (known ??= read(document.documentElement));

  function read(on) {
    const probe = document.createElement("span");
    probe.hidden = true;
    on.append(probe);
    const colour = (name) => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    const found = {
      hues: [null, ...HUES.map((hue) => colour(`hue-${hue}`))],
      ...Object.fromEntries(
        ["card", "band", "ink", "muted", "line", "accent", "now"].map((name) => [name, colour(name)]),
      ),
      font: getComputedStyle(document.body).fontFamily,
    };
    probe.remove();
    return found;
  }

  /** The colours of print and of pictures. */
  function light() {
    const paper = document.createElement("div");
    paper.className = "light";
    document.body.append(paper);
    const found = read(paper);
    paper.remove();
    return found;
  }

  /** A resolved colour, let through to some degree. */
  function faint(colour, opacity) {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    return `rgba(${red},${green},${blue},${Math.round(opacity * 100) / 100})`;
  }

  /** A resolved colour on a ground that does not show through it. */
  function mixed(colour, ground, share) {
    const [over, under] = [colour, ground].map((each) => each.match(/[\d.]+/g).map(Number));
    return `rgb(${[0, 1, 2].map((part) => Math.round(over[part] * share + under[part] * (1 - share))).join(",")})`;
  }

  return { page, light, faint, mixed };
})();
