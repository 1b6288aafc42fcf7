"""The documents that sources cite, as CSL-JSON and BibTeX, read by citeproc-py and pybtex."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pylatexenc.latex2text import LatexNodes2Text

import timeline
from timeline import edtf
from timeline.cli import main
from timeline.events import Chronology, Event, Source, Text, Timeline, complete
from timeline.exporters import Context, Exporter, bibtex, csl_json

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = timeline.loads((Path(__file__).parent / "every-field.yaml").read_text("utf-8"))
SHIPPED = timeline.load(ROOT / "events.yaml")

CSL_VARIABLES = {
    "id", "citation-key", "type", "title", "publisher", "issued", "accessed", "URL", "language", "custom",
}  # fmt: skip
"""Those of the schema of CSL-JSON 1.0.2 that we use; it allows no others."""

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>T</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout delimiter="; "><text variable="title"/><text variable="locator" prefix=", "/></layout></citation>
  <bibliography><layout>
    <text variable="title"/><text variable="publisher" prefix=", "/>
    <date variable="issued" prefix=", "><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/><date-part name="year"/></date>
    <text variable="URL" prefix=", "/>
  </layout></bibliography>
</style>
"""


def exported(module: Exporter, chronology: Timeline) -> str:
    (export,) = module.export(chronology, Context(languages=chronology.languages))
    return export.content.decode()


def items(chronology: Timeline) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(csl_json, chronology))
    return found


def entries(chronology: Timeline) -> Mapping[str, Entry]:
    found: Mapping[str, Entry] = parse_string(exported(bibtex, chronology), "bibtex").entries
    return found


def one_source(document: str = "Note", **fields: Any) -> Timeline:
    source = Source(document=document, **fields)
    return complete(
        Chronology(events=(Event(id="a", title=Text({"und": "A"}), sources=(source,)),))
    )


# -- which documents -----------------------------------------------------------------------------


def test_a_document_that_several_events_cite_is_one_item_that_names_them() -> None:
    (item,) = [item for item in items(SHIPPED) if item.get("publisher") == "kt.kz"]
    cited = {one["event"]: one.get("paragraph") for one in item["custom"]["cited-by"]}
    assert (cited["fta-signed"], cited["tokayev-visit-2024"]) == ("8", "3")
    assert set(entries(SHIPPED)[item["id"]].fields["keywords"].split(", ")) == set(cited)


def test_anniversaries_cite_nothing_again() -> None:
    events = {one["event"] for item in items(EVERY_FIELD) for one in item["custom"]["cited-by"]}
    assert events == {"visit"}


def test_what_a_source_says_of_its_event_belongs_to_the_citation() -> None:
    (cited,) = items(EVERY_FIELD)[0]["custom"]["cited-by"]
    assert (cited["paragraph"], cited["quote"], cited["when"]["edtf"]) == (
        "4",
        "в ноябре",
        "2024-11",
    )
    assert cited["note"] == {"en": "A remark"}


def test_keys_stay_when_other_documents_are_added() -> None:
    before = [item["id"] for item in items(one_source())]
    other = Source(document="Other")
    event = Event(id="0", title=Text({"und": "B"}), sources=(other, Source(document="Note")))
    after = [item["id"] for item in items(complete(Chronology(events=(event,))))]
    assert set(before) < set(after)


def test_both_formats_have_the_same_keys_and_no_key_twice() -> None:
    keys = [item["id"] for item in items(SHIPPED)]
    assert keys == list(entries(SHIPPED))
    assert len({key.casefold() for key in keys}) == len(keys) == 45


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "csl"),
    [
        ("2026-02-28", {"date-parts": [[2026, 2, 28]]}),
        ("2026-02", {"date-parts": [[2026, 2]]}),
        ("2026", {"date-parts": [[2026]]}),
        ("2026~", {"date-parts": [[2026]], "circa": True}),
        ("2026-21", {"date-parts": [[2026]], "season": 1}),
        ("2026-02/2026-03", {"date-parts": [[2026, 2], [2026, 3]]}),
        ("2026?", {"raw": "2026?"}),
        ("2026-33", {"raw": "2026-33"}),
        ("202X", {"raw": "202X"}),
        ("2026-11-XX", {"raw": "2026-11-XX"}),
        ("2026/..", {"raw": "2026/.."}),
        ("2026~/2027", {"raw": "2026~/2027"}),
        ("2026-21/2026-22", {"raw": "2026-21/2026-22"}),
        ("[2026-01,2026-03]", {"raw": "[2026-01,2026-03]"}),
    ],
)
def test_no_date_is_sharper_or_vaguer_than_it_was(date: str, csl: dict[str, object]) -> None:
    chronology = one_source(published=edtf.parse(date))
    assert items(chronology)[0]["issued"] == csl
    (entry,) = entries(chronology).values()
    assert entry.fields["date"] == date


def test_the_day_of_access_is_the_last_one() -> None:
    source = """
        events:
        - {id: a, title: A, when: 2024, sources: [{document: D, accessed: 2026-01-05}]}
        - {id: b, title: B, when: 2025, sources: [{document: D, accessed: 2026-01-02}]}
    """
    chronology = timeline.loads(source)
    assert items(chronology)[0]["accessed"] == {"date-parts": [[2026, 1, 5]]}
    (entry,) = entries(chronology).values()
    assert entry.fields["urldate"] == "2026-01-05"


# -- other readers -------------------------------------------------------------------------------


def test_a_citation_processor_prints_the_bibliography(tmp_path: Path) -> None:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    (tmp_path / "style.csl").write_text(STYLE, "utf-8")
    found = items(SHIPPED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of variables that it does not know: custom
        style = CitationStylesStyle(str(tmp_path / "style.csl"), validate=False)
        works = CitationStylesBibliography(style, CiteProcJSON(found), formatter.plain)
        for item in found:
            works.register(Citation([CitationItem(item["id"])]))
        printed = [str(line) for line in works.bibliography()]
    assert len(printed) == 45
    title = "Совместное заявление президентов Казахстана и Сербии"
    assert printed[0].startswith(f"{title}, kt.kz, 28 February 2026, https://www.kt.kz/")


@pytest.mark.parametrize("chronology", [EVERY_FIELD, SHIPPED], ids=["every field", "shipped"])
def test_no_variable_is_unknown_to_the_schema(chronology: Timeline) -> None:
    for item in items(chronology):
        assert set(item) <= CSL_VARIABLES
        assert item["type"] in ("webpage", "document")


LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp"], exclude_characters="`'\"-~,<>?!"
)


@given(st.text(LETTERS | st.sampled_from("\\{}%&#_$^ @"), min_size=1).filter(str.strip))
def test_latex_prints_the_title_as_it_is(title: str) -> None:
    (entry,) = entries(one_source(document=title)).values()
    latex = entry.fields["title"].replace(r"\textbraceleft{}", r"\{")
    # pylatexenc does not know these two.
    printed = LatexNodes2Text().latex_to_text(latex.replace(r"\textbraceright{}", r"\}"))
    assert printed.replace("\u02c6", "^").split() == title.split()


@given(st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1))
def test_no_address_ends_its_field(rest: str) -> None:
    url = f"https://example.org/{rest}"
    (entry,) = entries(one_source(url=url, publisher="P")).values()
    assert (
        entry.fields["url"].replace("%7B", "{").replace("%7D", "}").replace("%5C", "\\") == url
        or "%" in rest
    )
    assert entry.fields["organization"] == "{P}"


@pytest.mark.parametrize("form", ["csl-json", "bibtex"])
def test_an_export_takes_the_place_of_an_earlier_one_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("events: [{id: a, title: A, sources: [{document: D}]}]", "utf-8")
    for expected in (0, 0):
        assert main(["build", "--format", form]) == expected
    assert "unchanged" in capsys.readouterr().out
    (made,) = Path("exports").iterdir()
    Path("events.yaml").write_text("events: []", "utf-8")
    assert main(["build", "--format", form]) == 0
    assert main(["build", "--format", form]) == 0
    made.write_text(
        '[{"id": "mine", "type": "book"}]' if form == "csl-json" else "@book{mine}", "utf-8"
    )
    assert main(["build", "--format", form]) == 1
    assert "did not write it" in capsys.readouterr().err
