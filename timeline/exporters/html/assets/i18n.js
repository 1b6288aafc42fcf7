/* The chosen language: words of the interface, wordings spelled when the page was built, texts. */
const i18n = (() => {
  const listeners = [];
  let index = 0;

  const languages = data.languages;
  const language = () => languages[index].tag;
  // "en" is the world's English here: 17 September, a week from Monday.
  const locale = () => (language() === "en" ? "en-GB" : language());

  function choose(tag) {
    const found = languages.findIndex((each) => each.tag === tag);
    if (found < 0 || found === index) return;
    index = found;
    formats.clear();
    const root = document.documentElement;
    root.lang = language();
    root.dir = languages[index].direction;
    listeners.forEach((listener) => listener());
  }

  /** A wording of the data's table, in the chosen language. */
  const phrase = (row) => data.phrases[row][index];

  /** A word of the interface: placeholders filled, the plural chosen by `n`. */
  function word(key, values = {}) {
    let found = data.words[languages[index].words][key] ?? key;
    if (typeof found === "object") {
      const rule = format(Intl.PluralRules);
      found = found[rule.select(values.n)] ?? found.other;
    }
    return found.replace(/\{(\w+)\}/g, (whole, name) =>
      name in values ? String(name === "n" ? number(values.n) : values[name]) : whole,
    );
  }

  /** The text of a mapping by language tag that serves best, and its tag. */
  function pick(texts) {
    if (!texts) return { text: "", tag: language() };
    const tag = data.chain[language()].find((each) => each in texts) ?? Object.keys(texts)[0];
    return { text: texts[tag], tag };
  }

  /** Show a text in an element, with its own language and direction. */
  function put(element, texts) {
    const { text, tag } = pick(texts);
    element.textContent = text;
    mark(element, tag);
    return element;
  }

  /** Show a word of the interface in an element; English stands in where it lacks a language. */
  function say(element, key, values) {
    element.textContent = word(key, values);
    mark(element, languages[index].wordsIn);
  }

  const isForeign = (tag) => Boolean(tag) && tag !== "und" && tag !== language();

  function mark(element, tag) {
    if (isForeign(tag)) element.lang = tag;
    else element.removeAttribute("lang");
    element.dir = "auto";
  }

  /** A text as a node among others, in an element of its own where its language is not the page's. */
  function node(text, tag) {
    if (!isForeign(tag)) return document.createTextNode(text);
    const element = document.createElement("span");
    element.textContent = text;
    mark(element, tag);
    return element;
  }

  /** A word of the interface as such a node. */
  const spoken = (key, values) => node(word(key, values), languages[index].wordsIn);

  /** The tag of the interface's words. */
  const wordsIn = () => languages[index].wordsIn;

  /** Fill an element with nodes, with a separator between those that are there. */
  function join(element, nodes, separator = " · ") {
    const there = nodes.filter((each) => each && each.textContent);
    element.replaceChildren(...there.flatMap((each, at) => (at ? [separator, each] : [each])));
  }

  // Numbers, plurals and order are the browser's; English where it lacks the language.
  const formats = new Map();
  function format(Format, options) {
    if (!formats.has(Format)) formats.set(Format, new Format([locale(), "en-GB"], options));
    return formats.get(Format);
  }
  const number = (value) => format(Intl.NumberFormat).format(value);
  const collator = () => format(Intl.Collator, { numeric: true });

  /** A day by one of the patterns that came with the page ("dayMonth", "monthYear", ...). */
  function date(day, pattern) {
    const cldr = languages[index].dates;
    const { year, month, day: number_ } = days.parts(day);
    const tokens = typeof cldr[pattern] === "string" ? cldr[pattern] : pattern;
    return tokens.replace(/'([^']*)'|y+|[ML]+|d+/g, (token, quoted) => {
      if (quoted !== undefined) return quoted || "'";
      if (token[0] === "y") return String(year);
      if (token[0] === "d") return String(number_).padStart(token.length, "0");
      return cldr[token]?.[month] ?? String(month + 1);
    });
  }

  /** The months from one day to another, as words. */
  function months(from, to) {
    const [first, last] = [date(from, "shortMonthYear"), date(to, "shortMonthYear")];
    return first === last ? first : `${first} – ${last}`;
  }

  /** "tomorrow", "in 12 days". */
  const inDays = (n) => (n === 1 ? word("tomorrow") : word("in_days", { n }));

  /** Fill every element that names its word: `data-word` its text, `data-label` its label. */
  function fill(root = document) {
    for (const element of root.querySelectorAll("[data-word]")) say(element, element.dataset.word);
    for (const element of root.querySelectorAll("[data-label]"))
      element.setAttribute("aria-label", word(element.dataset.label));
    for (const element of root.querySelectorAll("[data-hint]"))
      element.placeholder = word(element.dataset.hint);
    for (const element of root.querySelectorAll("[data-phrase]"))
      element.textContent = phrase(Number(element.dataset.phrase));
  }

  /** Nodes one after the other, as one. */
  function listed(nodes) {
    const element = document.createElement("span");
    join(element, nodes, ", ");
    return element;
  }

  return {
    language, choose, phrase, word, say, spoken, wordsIn, pick, put, mark, node, join, listed, number, date, months, inDays,
    collator, fill, onChange: (listener) => listeners.push(listener),
  };
})();
