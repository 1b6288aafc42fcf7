"""The data of the page, without a browser: spans, data, list, JSON-LD, policy, bytes."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from timeline import edtf, wording
from timeline.edtf import Precision
from timeline.errors import InputError
from timeline.events import Source, Timeline, complete
from timeline.exporters import Context
from timeline.exporters.html import embedding, export
from timeline.exporters.html.bundle import bundle
from timeline.exporters.html.lists import BriefList
from timeline.exporters.html.marks import day_number, spans, tolerance
from timeline.exporters.html.page import SLICE, WHOLE_LIST
from timeline.exporters.html.page_data import Data
from timeline.exporters.html.page_languages import page_words
from timeline.exporters.html.rows import Rows
from timeline.exporters.html.structured import graph, iso_dates
from timeline.exporters.html.trimming import TRIED, eager, trimmed
from timeline.loading import loads

from ..narrowing import present
from . import chronologies
from .conftest import page_of

ROOT = Path(__file__).parents[2]


class Elements(HTMLParser):
    """Text of scripts by id or type, ids of list rows, and all other text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.rows: list[str] = []
        self.words: list[str] = []
        self.inside_noscript = False
        self._script: dict[str, str | None] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "script":
            self._script = named
            self.scripts.append((named, ""))
        if tag == "li" and named.get("id"):
            self.rows.append(named["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is None:
            self.words.append(data)
        else:
            named, text = self.scripts[-1]
            self.scripts[-1] = (named, text + data)

    def json(self, **named: str) -> list[Any]:
        """The content of the scripts with these attributes, as JSON."""
        return [json.loads(text) for has, text in self.scripts if named.items() <= has.items()]

    def structured(self) -> list[dict[str, Any]]:
        (document,) = self.json(type="application/ld+json")
        graph: list[dict[str, Any]] = document["@graph"]
        return graph


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(chronologies.varied()).decode()


@pytest.fixture(scope="module")
def elements(page: str) -> Elements:
    return Elements(page)


SPANS = [
    # EDTF                       spans as (first day, last day, window or "")
    ("2025-09-17", [("2025-09-17", "2025-09-17", "")]),
    ("2025-09-17/2025-09-18", [("2025-09-17", "2025-09-18", "")]),
    ("2024-11", [("2024-11-01", "2024-11-30", "month")]),
    ("2024-02", [("2024-02-01", "2024-02-29", "month")]),
    ("2026-24", [("2026-12-01", "2027-02-28", "season")]),
    ("2026-33", [("2026-01-01", "2026-03-31", "quarter")]),
    ("2026-41", [("2026-07-01", "2026-12-31", "half")]),
    ("2028", [("2028-01-01", "2028-12-31", "year")]),
    ("201X", [("2010-01-01", "2019-12-31", "decade")]),
    ("19XX", [("1900-01-01", "1999-12-31", "century")]),
    ("2025-08-01/..", [("2025-08-01", None, "")]),
    ("2025-08/", [("2025-08-01", "2025-08-31", "month"), ("2025-09-01", None, "")]),
    ("../2025-12-31", [(None, "2025-12-31", "")]),
    ("/2025-12", [(None, "2025-11-30", ""), ("2025-12-01", "2025-12-31", "month")]),
    ("2024/2027", [("2024-01-01", "2024-12-31", "year"), ("2025-01-01", "2026-12-31", ""),
                   ("2027-01-01", "2027-12-31", "year")]),
    ("2024-11-18/2025-02", [("2024-11-18", "2025-01-31", ""), ("2025-02-01", "2025-02-28", "month")]),
    ("2024-11/2024-11", [("2024-11-01", "2024-11-30", "month")]),
    ("[2026-06-10,2026-06-17]", [("2026-06-10", "2026-06-10", "day"), ("2026-06-17", "2026-06-17", "day")]),
    ("{2025-05-31,2025-06-02}", [("2025-05-31", "2025-05-31", ""), ("2025-06-02", "2025-06-02", "")]),
    ("[..2025-12]", [(None, "2025-12-31", "month")]),
    ("XXXX", []),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "expected"), SPANS, ids=[notation for notation, _ in SPANS])
def test_spans_are_as_sure_as_the_date(notation: str, expected: list[object]) -> None:
    found = [
        (
            None if span.start is None else str(date.fromordinal(int(span.start) + 719163)),
            None if span.end is None else str(date.fromordinal(int(span.end) + 719162)),
            span.window or "",
        )
        for span in spans(edtf.parse(notation))
    ]
    assert found == expected


DAYS = st.dates(date(1000, 1, 1), date(3000, 1, 1))


@given(DAYS, DAYS)
def test_spans_cover_an_interval_without_gap_or_overlap(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for start in (str(first), f"{first:%Y-%m}", f"{first:%Y}"):
        for end in (str(last), f"{last:%Y-%m}", f"{last:%Y}"):
            value = edtf.parse(f"{start}/{end}")
            found = spans(value)
            assert found[0].start == day_number(value.earliest or first)
            assert found[-1].end == day_number(value.latest or last) + 1
            assert all(a.end == b.start for a, b in pairwise(found))


TIMED_SPANS = [
    # EDTF spans as (hours from the start's midnight: first, end; window; continues)
    ("2026-04-22T10:00", [(10, 10, None, False)]),
    ("2026-04-22T10:00/2026-04-22T12:00", [(10, 12, None, False)]),
    ("2026-04-22T10:00/2026-04-22T09:00Z", [(10, 14, None, False)]),
    ("2026-04-22T10:00/2026-04-22T04:00Z", [(10, 10, None, False)]),  # ends before it begins
    ("2026-04-22T10:00/..", [(10, None, None, True)]),
    ("2026-04-22T10:00/", [(10, None, None, False)]),
    ("2026-04-22T10:00/2026-04-22", [(10, 24, None, False)]),
    ("2026-04-22T10:00/2026-04-23", [(10, 48, None, False)]),
    ("2026-04-22T10:00/2026-04", [(10, 9 * 24, Precision.DAY, False)]),
    ("2026-04-22T10:00/2026-05", [(10, 9 * 24, None, False), (9 * 24, 40 * 24, Precision.MONTH, False)]),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "expected"), TIMED_SPANS)
def test_a_time_of_day_moves_the_start_and_leaves_the_end(
    notation: str, expected: list[object]
) -> None:
    (event,) = (timeline := chronologies.single(notation)).events
    midnight = day_number(date(2026, 4, 22))

    def hours(day: float | None) -> int | None:
        return None if day is None else round((day - midnight) * 24)

    found = [
        (hours(span.start), hours(span.end), span.window, span.is_open)
        for span in spans(event.date, timeline.moments(event))
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("2026-04-22T10:00", ["2026-04-22T05:00:00Z"]),
        ("2026-04-22T10:00/2026-04-22T12:00", ["2026-04-22T05:00:00Z", "2026-04-22T07:00:00Z"]),
        ("2026-04-22T10:00/2026-04-22T04:00Z", ["2026-04-22T05:00:00Z"]),
        ("2026-04-22T10:00/2026-04-24", None),  # an entry cannot mix hours with a day
        ("0850-05-01T10:00Z", ["0850-05-01T10:00:00Z"]),
        ("0001-01-01T00:30", None),  # begins in the year 0 by UTC
        ("9999-12-31T23:30", ["9999-12-31T18:30:00Z"]),
    ],
)
def test_moments_for_other_calendars_are_in_utc(
    notation: str, expected: list[object] | None
) -> None:
    chronology = chronologies.single(notation)
    some = next(Data(chronology, ("en",)).slices(1))
    (record,) = some.records
    assert record.instants == expected
    words = some.rows[record.date][0]
    assert words.endswith(", end not known") == (expected is not None and len(expected) == 1)


@pytest.mark.parametrize(
    ("notation", "first", "last"),
    [
        ("2026-12-01~", "2026-11-28", "2026-12-04"),
        ("2026-12~", "2026-11-01", "2027-01-31"),
        ("2026-02~", "2026-01-01", "2026-03-31"),
        ("2026~", "2025-01-01", "2027-12-31"),
        ("202X~", "2010-01-01", "2039-12-31"),
        ("19XX~", "1800-01-01", "2099-12-31"),
        ("2026-05-12%", "2026-05-09", "2026-05-15"),
        ("2024-11-15~/2025-01-02", "2024-11-12", "2025-01-02"),
        ("2024-11-15/2025-01~", "2024-11-15", "2025-02-28"),
        ("[2026-03~..2026-05~]", "2026-02-01", "2026-06-30"),
        ("{2025-05-31~,2025-06-02}", "2025-05-28", "2025-06-03"),
        ("0001-01-01~", "0001-01-01", "0001-01-04"),
        ("9999~", "9998-01-01", "9999-12-31"),
    ],
)
def test_an_approximate_date_may_be_as_much_earlier_as_later(
    notation: str, first: str, last: str
) -> None:
    start, end = tolerance(edtf.parse(notation)) or (0, 0)
    assert start == day_number(date.fromisoformat(first))
    assert end == day_number(date.fromisoformat(last)) + 1


@pytest.mark.parametrize("notation", ["2026-03-15", "2026-03-15?", "2024-11~/..", "XXXX"])
def test_no_other_date_has_a_tolerance(notation: str) -> None:
    assert tolerance(edtf.parse(notation)) is None


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("2025-09-17/2025-09-18", ("2025-09-17", "2025-09-18")),
        ("2024-11", ("2024-11", None)),
        ("2026-33", ("2026", None)),
        ("2026-24", (None, None)),  # winter is in two years
        ("2026-03-15~", ("2026-03", None)),
        ("2026-05-12?", ("2026-05", None)),
        ("201X", (None, None)),
        ("2025-11-03/..", ("2025-11-03", None)),
        ("2024/2027", ("2024", "2027")),
        ("[2026-06-10,2026-06-17]", ("2026-06", None)),
        ("{2025-06-01,2025-05-31}", ("2025", None)),
        ("{2025-06-01,..2025-05-31}", (None, None)),
        ("0850-05-12?", ("0850-05", None)),
        ("0850-21", ("0850", None)),
        ("XXXX", (None, None)),
    ],
)
def test_structured_dates_are_no_finer_than_known(
    notation: str, expected: tuple[object, ...]
) -> None:
    assert iso_dates(edtf.parse(notation)) == expected


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("2026-04-22T10:00", ("2026-04-22T10:00+05:00", None)),
        ("2026-04-22T10:00/2026-04-22T12:00", ("2026-04-22T10:00+05:00", "2026-04-22T12:00+05:00")),
        ("2026-04-22T10:00/2026-04-24", ("2026-04-22T10:00+05:00", "2026-04-24")),
        ("2026-04-22T10:00/..", ("2026-04-22T10:00+05:00", None)),
    ],
)
def test_structured_times_have_their_offset(notation: str, expected: tuple[object, ...]) -> None:
    (node,) = graph(chronologies.single(notation), "en")["@graph"]
    assert (node.get("startDate"), node.get("endDate")) == expected


def test_a_set_of_days_is_structured_as_several_events() -> None:
    (node,) = graph(chronologies.single("{2025-05-31,2025-06-05..2025-06-07,2025-07}"), "en")[
        "@graph"
    ]
    assert not {"startDate", "endDate"} & node.keys()
    assert [(part.get("startDate"), part.get("endDate")) for part in node["subEvent"]] == [
        ("2025-05-31", None), ("2025-06-05", "2025-06-07"), ("2025-07", None),
    ]  # fmt: skip


def test_drafts_are_no_structured_events() -> None:
    draft = "calendar: {id: d}\nevents: [{id: a, title: A, when: 2025-05-31, status: draft}]"
    assert graph(loads(draft), "en")["@graph"] == []


def test_every_event_is_once_in_list_data_and_structured_data(elements: Elements) -> None:
    ids = [event.id for event in chronologies.varied().events]
    assert elements.rows == ids
    slices = elements.json(**{"class": "_slice"})
    assert [event["id"] for events in slices for event in events] == ids
    page, *nodes = elements.structured()
    assert page["@type"] == "WebPage"
    assert [node["@id"] for node in nodes] == [f"#{i}" for i in ids]


def test_undated_events_have_no_structured_date(elements: Elements) -> None:
    nodes = {node["@id"]: node for node in elements.structured()}
    assert "startDate" not in nodes["#undated"]
    assert nodes["#cancelled"]["eventStatus"].endswith("EventCancelled")
    assert nodes["#postponed"]["previousStartDate"] == "2026-11-20"


@pytest.mark.parametrize(
    ("when", "expected"),
    [("", "EventPostponed"), (", when: 2027-02", "EventRescheduled"),
     (', when: "{2027-02-01,2027-02-08}"', "EventRescheduled")],
)  # fmt: skip
def test_what_is_postponed_to_a_new_date_is_rescheduled(when: str, expected: str) -> None:
    """As schema.org defines these: only what has no new date is postponed."""
    event = f"{{id: a, title: A, status: postponed, previously: 2026-11-20{when}}}"
    timeline = loads(f"events: [{event}]")
    *_, node = graph(timeline, "en")["@graph"]
    assert node["eventStatus"] == f"https://schema.org/{expected}"
    assert node["previousStartDate"] == "2026-11-20"


def test_list_has_dates_sources_and_claims_without_scripts(elements: Elements) -> None:
    text = " ".join(elements.words)
    for event in chronologies.varied().events:
        assert wording.date_words(event.date, "en", zone="Asia/Almaty") in text
        for source in event.sources:
            assert source.document in text
    assert "в Белград в ноябре 2024 года" in text
    assert "5 August 2025" in text  # what the other source of the disputed event says


MOVED = """
calendar: {id: moved, languages: [en]}
events:
- {id: moved, title: Summit, when: 2026-06-10, previously: 2026-04-22, disputed: true, sources: [
    {document: A, when: 2026-04-22}, {document: B, when: 10 June 2026}, {document: C, when: 2026-06-11}]}
- {id: other, title: Visit, when: 2026-06-10}
"""


def test_the_list_says_without_scripts_that_an_event_was_moved() -> None:
    timeline = loads(MOVED)
    list_ = page_of(timeline).decode().partition("<template")[0]
    assert re.findall('class="moving"[^<>]*>([^<]+)<', list_) == ["moved from 22 April 2026"]
    data = Data(timeline, ("en",))
    brief = BriefList(Rows(timeline, data), page_words("en")).part(next(data.slices(9)))
    assert "<p>10 June 2026 · <span>moved from 22 April 2026</span>" in brief
    assert brief.count("moved from") == 1


def test_a_source_of_the_earlier_date_is_no_conflict_in_the_data() -> None:
    timeline = loads(MOVED)
    (record,) = next(Data(timeline, ("en",)).slices(1)).records
    assert [source.earlier for source in record.sources] == [True, False, False]
    assert [claim.edtf for claim in record.conflicts] == ["2026-06-11"]


def test_words_that_english_lends_say_so_without_scripts() -> None:
    timeline = chronologies.varied()
    head, _, _ = page_of(timeline, languages=("cs",)).decode().partition("<template")
    assert '<html lang="cs"' in head
    for words in ("Meeting", "Announced", "Date not announced"):
        assert re.search(f'<[^<>]* lang="en"[^<>]*>{words}</', head), words
        assert not re.search(f'<((?!lang="en")[^<>])*>{words}</', head), words
    assert "</span> · Kazachstán" in head  # CLDR has the names of countries
    assert re.search('<p class="note"[^<>]* lang="en"[^<>]*>Sources disagree', head)
    english = page_of(timeline).decode().partition("<template")[0]
    assert 'lang="en"' not in english.partition("_list")[2]


def test_policy_allows_the_page_s_own_scripts_and_nothing_else(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    scripts = [text for named, text in Elements(page).scripts if "type" not in named]
    assert scripts
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in rules["script-src"]


@pytest.mark.parametrize("carriage", ["compressed", "embedded", "directory"])
def test_every_carriage_names_plotly_in_the_policy(carriage: str) -> None:
    context = Context(languages=("en",), options={"plotly": carriage})
    exports = {each.name: each.content for each in export(chronologies.many(2), context)}
    assert set(exports) == {"timeline.html"} | (
        {"plotly.min.js"} if carriage == "directory" else set()
    )
    size = len(exports["timeline.html"])
    low, high = {"compressed": (3e5, 9e5), "embedded": (1e6, 1.5e6), "directory": (2e4, 3e5)}[
        carriage
    ]
    assert low < size < high


def test_plotly_is_kept_as_the_previous_page_has_it_if_it_is_the_same() -> None:
    chronology = chronologies.single("2024")
    page = page_of(chronology)
    before, mark, rest = page.partition(b'id="_plotly" data-seal="')
    element, end, after = rest.partition(b"</script>")
    seal, close, packed = element.partition(b'">')
    code = gzip.decompress(b64decode(packed))
    otherwise = b64encode(gzip.compress(code, 1, mtime=0))
    older = b64encode(gzip.compress(code.replace(b"Plotly", b"Ylotlp"), 1, mtime=0))

    def sealed(text: bytes, of: bytes = code) -> bytes:
        return sha256(sha256(of).digest() + text).hexdigest().encode() + close + text

    assert element == sealed(packed)
    for there, expected in (
        (element, element), (sealed(otherwise), sealed(otherwise)),
        (b"", element), (sealed(b""), element), (close, element), (seal + close, element),
        (seal + close + packed[:400], element), (seal + close + otherwise, element),
        (sealed(b"x</script ><h1>"), element), (sealed(older, code.replace(b"Plotly", b"Ylotlp")), element), (seal, element),
    ):  # fmt: skip
        previous = before + mark + there + end + after
        context = Context(languages=("en",), previous={"timeline.html": previous}.get)
        (export_,) = export(chronology, context)
        assert export_.content == before + mark + expected + end + after


def test_a_bundle_of_one_s_own_is_carried(tmp_path: Path) -> None:
    path = tmp_path / "own.js"
    path.write_bytes(b"\xef\xbb\xbfglobalThis.Plotly = null;\r\n'</script>'")
    # Packed, it is no markup. The mark at its beginning is dropped by what unpacks it.
    assert bundle(str(path)).code == b"globalThis.Plotly = null;\r\n'</script>'"
    with pytest.raises(InputError) as caught:
        bundle(str(tmp_path / "absent.js"))
    assert "compressed" in caught.value.problems[0].hint


@pytest.fixture(scope="module")
def whole_bundle() -> bytes:
    installed = find_spec("plotly")
    assert installed is not None
    (folder,) = present(installed.submodule_search_locations)
    return (Path(folder) / "package_data" / "plotly.min.js").read_bytes()


def test_no_function_for_loaders_is_left_around_plotly(whole_bundle: bytes) -> None:
    own = bundle()
    assert b"factory" in whole_bundle[:1_000]
    assert b"factory" not in own.code[:1_000]
    assert own.code.startswith(b"/**\n* plotly.js")  # its licence stays
    assert own.code.rstrip().endswith(b"window.Plotly = Plotly;")


def test_of_plotly_only_what_the_page_draws_is_carried(whole_bundle: bytes) -> None:
    if not TRIED.search(whole_bundle, 0, 1_000):
        # A newer Plotly than the tests have run with: the page carries all of it.
        assert len(bundle().code) > 0.9 * len(whole_bundle)
        return
    own = bundle().code
    kinds = set(re.findall(rb'moduleType:"trace",name:"(\w+)"', whole_bundle))
    assert {b"bar", b"scatter", b"heatmap", b"scattermap"} <= kinds
    assert set(re.findall(rb'moduleType:"trace",name:"(\w+)"', own)) == {b"bar", b"scatter"}
    assert len(own) < 0.3 * len(whole_bundle)
    for notice in re.findall(rb"^/\*!.*?\*/", whole_bundle, re.DOTALL | re.MULTILINE):
        assert notice in own


def test_a_bundle_that_is_made_otherwise_is_carried_whole(whole_bundle: bytes) -> None:
    assert trimmed(b"") == b""
    if not TRIED.search(whole_bundle, 0, 1_000):
        assert trimmed(whole_bundle) == whole_bundle
        return
    for old, new in (
        (b"plotly.js v4.1.", b"plotly.js v4.2."),
        (b"plotly.js v4.", b"plotly.js v5."),
        (b"{exports:{}}", b"{all:{}}"),
        (b".register([", b".register(...["),
        (b'moduleType:"trace",name:"bar"', b'moduleType:"trace",name:"column"'),
        (b"(e=0)", b"(e=1)"),
    ):
        code = whole_bundle.replace(old, new)
        assert code != whole_bundle
        assert trimmed(code) == code


HELPERS = (
    b"/**\n* plotly.js (basic - minified) v4.1.1\n*/\nvar Plotly=(()=>{"
    b"var I=(e,r,t)=>()=>{if(t)throw t[0];try{return e&&(r=e(e=0)),r}catch(a){throw t=[a],a}};"
    b"var W=(e,r)=>()=>{try{return r||e((r={exports:{}}).exports,r),r.exports}catch(t){throw t}};"
)


def test_the_modules_of_plotly_are_compiled_at_once(whole_bundle: bytes) -> None:
    code = (
        HELPERS + b"var a=W((e,r)=>{r.exports=1});var b=W(e=>{e.one=(1)});var c=W(e=>{});c()})();"
    )
    assert eager(code) == code.replace(
        b"W((e,r)=>{r.exports=1})", b"W(((e,r)=>{r.exports=1}))"
    ).replace(b"W(e=>{e.one=(1)})", b"W((e=>{e.one=(1)}))")
    if TRIED.search(whole_bundle, 0, 1_000):
        own = bundle().code
        assert len(re.findall(rb"=[\w$]+\(\((?:\w+|\([\w,]*\))=>\{", own)) > 300


@pytest.mark.parametrize(
    "module",
    [
        b"var a=W(e=>{e.one=')'});",
        b"var a=W(e=>{e.one='{'});",
        b"var a=W(e=>{});var d=I(()=>{e.one=1});",
        b"var a=W(e=>{});function d(){}",
    ],
)
def test_a_module_whose_end_is_not_certain_stays_as_it_is(module: bytes) -> None:
    code = HELPERS + module + b"var b=W(e=>{});a()})();"
    assert eager(code) == code
    assert eager(code.replace(b"v4.1.", b"v4.2.")) == code.replace(b"v4.1.", b"v4.2.")


def test_same_timeline_gives_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = ['.']\n"
        "from tests.page.chronologies import varied\n"
        "from timeline.exporters import Context\n"
        "from timeline.exporters.html import export\n"
        "import hashlib; t = varied()\n"
        "print(hashlib.sha256(next(iter(export(t, Context(languages=t.languages)))).content).hexdigest())\n"
        "assert not {'plotly', 'numpy', 'pandas'} & set(sys.modules)\n"
    )
    digests = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Almaty", "C.UTF-8"),
        ("77", "America/Los_Angeles", "POSIX"),
    ):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        digests.add(done.stdout)
    assert len(digests) == 1


def test_titles_cannot_become_markup() -> None:
    page = page_of(chronologies.hostile()).decode()
    head, _, _ = page.partition('<script type="application/octet-stream"')
    assert "<img src=x" not in head
    assert "<b>bold" not in head
    assert 'href="javascript:' not in head
    assert len(Elements(page).rows) == len(chronologies.HOSTILE)


MOST_BYTES = 600
"""Of an event in a long list, beyond what is the same for any number of events."""


def test_a_long_list_waits_in_noscript_and_an_event_costs_little() -> None:
    count = WHOLE_LIST + 1_000
    page = page_of(chronologies.many(count)).decode()
    waiting = re.findall("<noscript>(.*?)</noscript>", page, re.DOTALL)
    listed = [part.count('<li id="') for part in waiting if '<div class="list">' in part]
    assert sum(listed) == count
    assert max(listed) < 2 * SLICE
    elements = Elements(page)
    slices = elements.json(**{"class": "_slice"})
    assert elements.rows == [event["id"] for events in slices for event in events]
    empty = len(page_of(chronologies.many(1)))
    assert (len(page.encode()) - empty) / (count - 1) < MOST_BYTES


def test_every_word_of_the_page_is_used_by_it() -> None:
    assets = ROOT / "timeline" / "exporters" / "html" / "assets"
    code = "".join(path.read_text("utf-8") for path in sorted(assets.iterdir()))
    code += "".join(path.read_text("utf-8") for path in sorted(assets.parent.glob("*.py")))
    built = {"previous", "next"} | {
        f"facet_{facet}" for facet in ("kind", "party", "place", "series", "status")
    }
    unused = [
        key
        for key in wording.messages("en")["page"]
        if key not in built and f'"{key}"' not in code and f".{key}" not in code
    ]
    assert unused == []


def test_scripts_find_each_word_at_the_position_of_its_name() -> None:
    template = embedding.asset("page.html")
    named = re.findall(r"\{says\.(\w+)\}>(?:\{words\.(\w+)\})?", template)
    assert len(named) > 40
    assert [pair for pair in named if pair[0] != pair[1]] == []
    labels = re.findall(r'data-(?:label|hint)="(\w+)" \w[\w-]*="\{words\.(\w+)\}"', template)
    assert len(labels) > 10
    assert [pair for pair in labels if pair[0] != pair[1]] == []


def test_the_data_is_the_same_whenever_and_however_often_it_is_asked_for() -> None:
    data = Data(chronologies.varied(), chronologies.LANGUAGES)
    before = embedding.json(data.header())
    first, second = ([embedding.json(some.records) for some in data.slices(3)] for _ in range(2))
    assert len(first) > 3
    assert first == second
    assert embedding.json(data.header()) == before


def read_once() -> Timeline:
    """The varied chronology with a source that somebody read on a day of its own."""
    timeline = chronologies.varied()
    event, *others = timeline.document.events
    source = Source(document="Report", accessed=date(2031, 7, 5))
    events = (replace(event, sources=(*event.sources, source)), *others)
    return complete(replace(timeline.document, events=events))


@pytest.mark.parametrize("header_first", [True, False])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_phrases_of_a_slice_continue_those_of_the_header(size: int, header_first: bool) -> None:
    data = Data(read_once(), chronologies.LANGUAGES)
    if header_first:
        data.header()
    slices = list(data.slices(size))
    rows = list(data.header()["phrases"])
    for some in slices:
        rows += some.phrases
        for event, record in zip(some.events, some.records, strict=True):
            zone = record.zone
            said = [
                wording.date_words(event.date, tag, zone=zone) for tag in chronologies.LANGUAGES
            ]
            assert list(rows[record.date]) == said


def test_the_fields_of_the_page_may_be_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def large_parts(page: str) -> list[str]:
        list_ = page[page.index('<div id="_list"') : page.index('<div id="_table"')]
        return [list_, *(text for named, text in Elements(page).scripts if "type" in named)]

    usual = page_of(chronologies.varied()).decode()
    template = embedding.asset("page.html")
    data, events = (re.search(rf".*\{{{name}\}}.*\n", template)[0] for name in ("data", "events"))  # type: ignore[index]
    other = (
        template.replace(data, "").replace(events, "").replace("<main>", f"{events}{data}<main>")
    )
    assets = {"page.html": other}
    given = embedding.asset
    monkeypatch.setattr(embedding, "asset", lambda name: assets.get(name) or given(name))
    embedding.template.cache_clear()
    moved = page_of(chronologies.varied()).decode()
    embedding.template.cache_clear()
    assert sorted(large_parts(moved)) == sorted(large_parts(usual))
