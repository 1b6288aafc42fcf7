/* Searching and filtering: one answer for chart, list and counts. */
const search = (() => {
  // Letters are compared without case and marks, Cyrillic in Latin letters: a Serbian title is
  // found in either script, "е" finds "ё", and "Вучич" finds "Vučić".
  const LATIN = {
    а: "a", б: "b", в: "v", г: "g", д: "d", ђ: "dj", е: "e", ж: "z", з: "z", и: "i", ј: "j",
    к: "k", л: "l", љ: "lj", м: "m", н: "n", њ: "nj", о: "o", п: "p", р: "r", с: "s", т: "t",
    ћ: "c", у: "u", ф: "f", х: "h", ц: "c", ч: "c", џ: "dz", ш: "s", щ: "sc", ъ: "", ы: "y",
    ь: "", э: "e", ю: "ju", я: "ja", ә: "a", ғ: "g", қ: "k", ң: "n", ө: "o", ұ: "u", ү: "u",
    һ: "h", і: "i", đ: "dj", ł: "l", ø: "o", ß: "ss",
  };
  const fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
      .replace(/[ђ-џа-яәғқңөұүһієїđłøß]/g, (letter) => LATIN[letter] ?? letter);

  const facets = {
    kind: (event) => [event.kind],
    party: (event) => event.parties,
    place: (event) => (event.place ? [event.place] : []),
    series: (event) => (event.series ? [event.series] : []),
    status: (event) => [event.status],
  };
  const names = {
    kind: data.kinds, party: data.parties ?? {}, place: data.places ?? {},
    series: data.series ?? {}, status: data.statuses,
  };

  /** The name of a facet's value in the chosen language; what an address made up names itself. */
  const name = (facet, value) =>
    Object.hasOwn(names[facet], value) ? i18n.phrase(names[facet][value].name) : value;

  /** The language of that name. */
  const tag = (facet, value) => {
    const row = names[facet][value].in;
    return row === undefined ? i18n.language() : i18n.phrase(row);
  };

  /** The name as a node that tells its language. */
  const node = (facet, value) => i18n.node(name(facet, value), Object.hasOwn(names[facet], value) ? tag(facet, value) : null);

  const haystacks = new Map();
  function haystack(event) {
    let text = haystacks.get(event);
    if (text === undefined) {
      const words = [event.id, event.edtf, ...(data.phrases[event.date] ?? []), ...(event.aliases ?? [])];
      for (const texts of [event.title, event.text, event.venue]) words.push(...Object.values(texts ?? {}));
      for (const [facet, values] of Object.entries(facets))
        for (const value of values(event)) {
          words.push(value, ...(data.phrases[names[facet]?.[value]?.name] ?? []));
        }
      for (const source of event.sources)
        words.push(...Object.values(source.note ?? {}), source.document, source.publisher ?? "", source.wording ?? "", source.quote ?? "");
      text = fold(words.join("\n"));
      haystacks.set(event, text);
    }
    return text;
  }

  /** Fold all texts while the browser has nothing to do, so that the first search need not. */
  function prepare(index = 0) {
    window.requestIdleCallback?.((idle) => {
      let next = index;
      while (next < events.length && idle.timeRemaining() > 1) {
        haystack(events[next]);
        next += 1;
      }
      if (next < events.length) prepare(next);
    });
  }

  const inPeriod = (event, since, until) =>
    (since === null && until === null) ||
    (isDated(event) && event.last > (since ?? -Infinity) && event.first <= (until ?? Infinity));

  /** The events that the state asks for, and how many each value of each facet would leave. */
  function result(now) {
    const terms = fold(now.query).split(/\s+/).filter(Boolean);
    const chosen = Object.keys(facets).filter((facet) => now[facet].size);
    const counts = Object.fromEntries(Object.keys(facets).map((facet) => [facet, new Map()]));
    const found = [];
    for (const event of events) {
      if (!inPeriod(event, now.since, now.until)) continue;
      if (terms.length && !terms.every((term) => haystack(event).includes(term))) continue;
      const failed = chosen.filter((facet) => !facets[facet](event).some((value) => now[facet].has(value)));
      if (failed.length === 0) found.push(event);
      if (failed.length > 1) continue;
      for (const facet of Object.keys(facets)) {
        if (failed.length && failed[0] !== facet) continue;
        for (const value of facets[facet](event))
          counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      }
    }
    return { events: found, counts };
  }

  return { result, prepare, facets, names, name, node, tag };
})();
