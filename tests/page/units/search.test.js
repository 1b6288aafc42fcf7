import assert from "node:assert/strict";
import { test } from "node:test";
import { data } from "../../../timeline/exporters/html/assets/events.js";
import { found } from "../../../timeline/exporters/html/assets/hits.js";
import * as search from "../../../timeline/exporters/html/assets/search.js";
import { day, on, page } from "./chronology.js";

const NOTHING = {
  query: "",
  since: null,
  until: null,
  added: null,
  moved: null,
  kind: new Set(),
  party: new Set(),
  place: new Set(),
  series: new Set(),
  status: new Set(),
};
/** @param {Partial<typeof NOTHING> | Record<string, unknown>} wanted */
const ids = (wanted) => search.result({ ...NOTHING, ...wanted }).events.map(({ id }) => id);

test("letters are compared without case, marks and script", () => {
  assert.equal(search.fold("Ёлка"), search.fold("елка"));
  assert.equal(search.fold("Вучић"), search.fold("Vučić"));
  assert.equal(search.fold("Қазақ"), "kazak");
});

test("every word of a query must be found somewhere in the event", () => {
  page(
    on("one", "2026-01-01", { title: { en: "Visit to Belgrade" }, place: "astana" }),
    on("two", "2026-02-01", { sources: [{ document: "Protocol", quote: "in Белград" }] }),
  );
  assert.deepEqual(ids({ query: "belgrad visit" }), ["one"]);
  assert.deepEqual(ids({ query: "BELGRAD" }), ["one", "two"]);
  assert.deepEqual(ids({ query: "astana" }), ["one"]);
  assert.deepEqual(ids({ query: "nothing" }), []);
});

test("a fact that has no key of its own in the record is searched like the others", () => {
  page(on("one", "2026-01-01", { facts: { host: { en: "Foreign Office", ru: "МИД" } } }));
  assert.deepEqual(ids({ query: "office" }), ["one"]);
  assert.deepEqual(ids({ query: "мид" }), ["one"]);
});

test("an event is found by its other names, whole or by a part of them", () => {
  page(
    on("one", "2026-01-01", { facts: { aliases: ["C5+1", "Congress of Leaders (CLWTR)"] } }),
    on("two", "2026-02-01"),
  );
  assert.deepEqual(ids({ query: "clwtr" }), ["one"]);
  assert.deepEqual(ids({ query: "c5+1 leaders" }), ["one"]);
  assert.deepEqual(ids({ query: '"congress of leaders"' }), ["one"]);
});

test("an anniversary is found by the sources of its origin, which has them alone", () => {
  page(
    on("one", "2025-01-01", { sources: [{ document: "Protocol" }] }),
    on("one-anniversary-1", "2026-01-01", { origin: "one" }),
  );
  assert.deepEqual(ids({ query: "protocol" }), ["one", "one-anniversary-1"]);
});

test("the counts of a facet are what its other values would leave", () => {
  page(
    on("one", "2026-01-01", { kind: "visit", parties: ["RS"] }),
    on("two", "2026-02-01", { kind: "meeting", parties: ["RS"] }),
    on("three", "2026-03-01", { kind: "meeting" }),
  );
  const { events, counts } = search.result({ ...NOTHING, kind: new Set(["visit"]) });
  assert.deepEqual(
    events.map(({ id }) => id),
    ["one"],
  );
  assert.deepEqual(Object.fromEntries(counts("kind")), { visit: 1, meeting: 2 });
  assert.deepEqual(Object.fromEntries(counts("party")), { RS: 1 });
});

test("a period takes what touches it, both days included", () => {
  page(on("one", "2026-01-01"), on("two", "2026-02-01"), { id: "undated" });
  assert.deepEqual(ids({ since: day("2026-01-01"), until: day("2026-01-01") }), ["one"]);
  assert.deepEqual(ids({ since: day("2026-01-02") }), ["two"]);
});

test("a name that an address made up is itself", () => {
  page(on("one", "2026-01-01"));
  assert.equal(search.name("kind", "constructor"), "constructor");
  assert.equal(search.tag("kind", "constructor"), null);
  assert.equal(search.name("kind", "meeting"), "Meeting");
});

test("dates are found as they are typed, also within the days of an event", () => {
  page(
    { id: "days", spans: [[day("2024-11-18"), day("2024-11-20")]] },
    on("march", "2025-03-04"),
    on("april", "2025-04-03"),
  );
  for (const query of ["18.11.2024", "19.11.2024", "2024-11-19", "11/19/2024", "19/11/2024"])
    assert.deepEqual(ids({ query }), ["days"], query);
  assert.deepEqual(ids({ query: "20.11.2024" }), []);
  assert.deepEqual(ids({ query: "3.4.2025" }), ["april"]);
  assert.deepEqual(ids({ query: "3/4/2025" }), ["march", "april"]); // either order may be meant
  assert.deepEqual(ids({ query: "31.2.2025" }), []);
});

test("months and days are found in words and figures, in the languages of the page", () => {
  page(
    { id: "days", spans: [[day("2024-11-18"), day("2024-11-20")]] },
    { id: "over", spans: [[day("2024-10-30"), day("2024-12-03")]] },
    { id: "month", spans: [[day("2024-11-01"), day("2024-12-01"), "month"]] },
    on("other", "2025-11-18"),
  );
  const [english] = data.languages;
  assert.ok(english);
  const russian = {
    MMMM: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    LLLL: ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
  }; // prettier-ignore
  const czech = { LLLL: ["leden", "únor", "březen", "duben", "květen", "červen", "červenec"] };
  for (const [tag, dates] of Object.entries({ ru: russian, cs: czech }))
    data.languages.push({ ...english, tag, dates });
  const november = ["days", "over", "month"];
  for (const query of ["Nov 2024", "ноябрь 2024", "в ноябре 2024 г.", "11.2024", "11/2024", "2024-11", "2024年11月"])
    assert.deepEqual(ids({ query: query.replace(/^в | г\.$/g, "") }), november, query); // prettier-ignore
  for (const query of ["18 Nov 2024", "Nov 18, 2024", "18 ноября 2024", "18. 11. 2024.", "١٨/١١/٢٠٢٤", "18-11-2024"])
    assert.deepEqual(ids({ query }), november, query); // prettier-ignore
  assert.deepEqual(ids({ query: "Nov 2025" }), ["other"]);
  assert.deepEqual(ids({ query: "event days Nov 2024" }), ["days"]);
  assert.deepEqual(ids({ query: '"Nov 2024"' }), []);
  assert.deepEqual(ids({ query: "31.11.2024" }), []);
  page(on("june", "2025-06-05"), on("july", "2025-07-05"));
  data.languages.push({ ...english, tag: "cs", dates: czech });
  assert.deepEqual(ids({ query: "červenci 2025" }), ["july"]);
  assert.deepEqual(ids({ query: "června 2025" }), ["june"]);
});

test("a phrase in quotation marks is searched for as a whole", () => {
  page(
    on("one", "2026-01-01", { title: { en: "Visit to Belgrade" } }),
    on("two", "2026-02-01", { title: { en: "Belgrade: a visit" } }),
  );
  assert.deepEqual(ids({ query: "visit belgrade" }), ["one", "two"]);
  assert.deepEqual(ids({ query: '"visit to belgrade"' }), ["one"]);
  assert.deepEqual(ids({ query: "«Visit  to»" }), ["one"]);
});

test("hits are found where they are written, whatever they are folded to", () => {
  assert.deepEqual(found("Посета Вучића", ["vucic"]), [[7, 12]]);
  assert.deepEqual(found("Straße, Strasse", ["strass"]), [[0, 5], [8, 14]]); // prettier-ignore
  assert.deepEqual(found("nothing", ["visit"]), []);
});

test("events are found that are new, or have another date, since a day", () => {
  page(on("old", "2026-01-01"), on("new", "2026-02-01"), on("moved", "2026-03-01"));
  data.changes = {
    added: { new: "2026-11-10" },
    moved: { moved: "2026-11-20", new: "2026-11-01" },
  };
  assert.deepEqual(ids({ added: day("2026-11-10") }), ["new"]);
  assert.deepEqual(ids({ added: day("2026-11-11") }), []);
  assert.deepEqual(ids({ moved: day("2026-11-02") }), ["moved"]);
  assert.deepEqual(ids({ added: day("2026-11-05"), moved: day("2026-11-15") }), ["new", "moved"]);
  delete data.changes;
  assert.deepEqual(ids({ moved: day("2026-11-02") }), []);
});
