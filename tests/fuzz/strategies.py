"""Whole chronologies for hypothesis, made from the model: a new field is included automatically."""

from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st
from msgspec import inspect

from timeline.events import COUNTRIES, KINDS, Chronology, Event, Notation, Text, When

from .hostile import TEXTS

characters = st.characters(exclude_categories=["Cs"])
texts = (st.sampled_from(TEXTS) | st.text(characters, min_size=1, max_size=40)).filter(str.strip)
names = st.from_regex(r"[A-Za-z0-9]{1,8}(?:[._-][A-Za-z0-9]{1,8}){0,2}", fullmatch=True)
tags = st.sampled_from(["en", "ru", "kk", "sr-Cyrl", "sr-Latn", "ar", "zh-Hant", "und"])
zones = st.sampled_from(
    ["Asia/Almaty", "Europe/Belgrade", "UTC", "America/New_York", "Asia/Kolkata"]
)
addresses = texts.map(lambda text: "https://example.org/" + "".join(text.split())[:1500])
days = st.dates(date(1583, 1, 1), date(2199, 12, 31)).map(str)
phrases = st.sampled_from(
    ["November 2024", "17–18 сентября 2025 года", "spring 2026", "не позднее мая 2026 года", "TBD"]
)
_shapes = st.sampled_from(
    [
        "{y}", "{y}-02", "{y}-06~", "{y}-09-17?", "{y}-21", "{y}-24", "{y}-34", "{y}-41", "{y}-XX", "{d}", "{d}~",
        "{y}-12/..", "../{d}", "{d}/", "{y}-01/{y}-03", "{d}T10:00", "{d}T10:00Z", "{d}T23:59:59+05:00",
        "{d}T10:00/{d}T12:30", "[{y}-05,{y}-07]", "[{y}-05..{y}-07]", "{{{y}-05-01,{y}-06-01}}", "XXXX", "19XX", "201X",
        "{d}/{y}-12-31",
    ]
)  # fmt: skip


@st.composite
def dates(draw: st.DrawFn) -> str:
    """EDTF of every shape, and phrases."""
    if draw(st.integers(0, 9)) == 0:
        return draw(phrases)
    day = draw(days)
    return draw(_shapes).format(y=day[:4], d=day)


_points = st.builds(
    "{}{}".format,
    st.sampled_from(
        [
            "XXXX", "20XX", "201X", "2024", "2024-02", "2024-02-29", "2024-XX", "2024-XX-XX", "2024-02-XX", "2024-21",
            "2024-24", "2024-33", "2024-41", "2024-02-29T10:00", "2024-02-29T10:00Z", "2024-02-29T23:59:59-11:00",
            "0002-01-01", "0999", "9998-12-31", "9998", "9998-12-31T23:30", "0000", "-0044", "Y12345",
        ]
    ),
    st.sampled_from(["", "", "", "?", "~", "%"]),
)  # fmt: skip
_members = st.one_of(
    _points,
    st.builds("{}..{}".format, _points, _points),
    st.builds("{}..".format, _points),
    st.builds("..{}".format, _points),
)
edtf_texts = st.one_of(
    _points,
    st.builds("{}/{}".format, *[_points | st.sampled_from(["", ".."])] * 2),
    st.lists(_members, min_size=1, max_size=3).map(lambda found: f"[{','.join(found)}]"),
    st.lists(_members, min_size=1, max_size=3).map(lambda found: f"{{{','.join(found)}}}"),
)
"""Texts in the form of EDTF, dates or not."""


def _plain(type_: inspect.Type) -> inspect.Type:
    if isinstance(type_, inspect.Metadata):
        return _plain(type_.type)
    if isinstance(type_, inspect.UnionType):
        return _plain(next(arm for arm in type_.types if not isinstance(arm, inspect.NoneType)))
    return type_


multilingual = texts | st.dictionaries(tags, texts, min_size=1, max_size=3)


def of_type(type_: inspect.Type) -> st.SearchStrategy[Any]:  # noqa: C901 - one case a type
    """Values for a field of that type, as written in YAML."""
    match _plain(type_):
        case inspect.CustomType(cls=cls) if cls is Text:
            return multilingual
        case inspect.CustomType(cls=cls) if cls is When or cls is Notation:
            return dates() if cls is When else days
        case inspect.EnumType(cls=cls):
            return st.sampled_from([member.value for member in cls])
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType(ge=ge, le=le):
            return st.integers(ge or 0, min(le or 2100, 2100))
        case inspect.DateType():
            return days
        case inspect.DateTimeType():
            return days.map(lambda day: f"{day}T08:00:00Z")
        case inspect.StrType(pattern=None):
            return texts
        case inspect.StrType(pattern=pattern) if pattern and pattern.startswith("^https"):
            return addresses
        case inspect.StrType(pattern=pattern) if pattern and pattern.startswith("^[A-Z]{2}"):
            return st.sampled_from(["KZ", "RS"])
        case inspect.StrType(pattern=pattern) if pattern and pattern.startswith("^[a-z0-9-]"):
            return st.sampled_from(["example.org", "a-b.example.org"])
        case inspect.StrType():
            return names
        case inspect.VarTupleType(item_type=item):
            return st.lists(of_type(item), max_size=3)
        case inspect.TupleType():
            return st.tuples(st.integers(-90, 90), st.integers(-180, 180)).map(list)
        case inspect.StructType(cls=cls):
            return of_struct(cls)
        case inspect.DictType(value_type=value):
            return st.dictionaries(names, of_type(value), max_size=3)
    raise NotImplementedError(type_)  # a new type of the model: say what it looks like in YAML


def of_struct(cls: type, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for each field of a struct, any of those that may be absent left out."""
    struct = inspect.type_info(cls)
    assert isinstance(struct, inspect.StructType)
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for field in struct.fields:
        values = known.get(field.name)
        if values is None:
            values = SPECIAL.get((cls.__name__, field.name))
        if values is None:
            values = of_type(field.type)
        if values is nothing:
            continue
        (required if field.required else optional)[field.name] = values
    return st.fixed_dictionaries(required, optional=optional)


nothing = st.nothing()

SPECIAL: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("Source", "language"): tags,
    ("Source", "sha256"): st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    ("NamedPlace", "timezone"): zones,
    ("Event", "timezone"): zones,
    ("Calendar", "timezone"): zones,
    ("Calendar", "logo"): nothing,  # a file beside the chronology
    ("Calendar", "accent"): st.just("#0a7f5c"),
    ("Calendar", "palette"): st.dictionaries(
        st.sampled_from(["visit", "summit"]), st.just("#0a7f5c")
    ),
    ("Calendar", "font"): st.sampled_from(["Georgia, serif", "Noto Sans"]),
    ("Calendar", "contact"): st.sampled_from(["press@example.org", "https://example.org/contact"]),
    ("Calendar", "strict"): st.lists(st.sampled_from(["event-twin", "title-missing"]), max_size=2),
    ("Calendar", "languages"): st.lists(
        tags.filter(lambda tag: tag != "und"), min_size=1, max_size=3, unique=True
    ),
    ("Calendar", "fallback"): st.lists(tags, max_size=2),
}
"""Fields whose values the loader checks beyond their types."""


@st.composite
def documents(draw: st.DrawFn, most_events: int = 6) -> dict[str, Any]:
    """A chronology as plain data, good to the last field."""
    head = draw(of_struct(Chronology, events=nothing))
    ids = draw(st.lists(names, min_size=0, max_size=most_events, unique_by=str.casefold))

    def one_of(section: str, *others: str) -> st.SearchStrategy[Any]:
        known = [*head.get(section, ()), *others]
        return st.sampled_from(known) if known else nothing

    parties = one_of("parties", *sorted(COUNTRIES)[:9])
    events = [
        draw(
            of_struct(
                Event,
                id=st.just(event_id),
                kind=one_of("kinds", *KINDS),
                place=one_of("places"),
                series=one_of("series"),
                parties=st.lists(parties, max_size=3),
                part_of=st.sampled_from(ids[:number]) if number else nothing,
            )
        )
        for number, event_id in enumerate(ids)
    ]
    for event in events:
        _make_consistent(event)
    return {**head, "events": events}


def _make_consistent(event: dict[str, Any]) -> None:
    """Rules about several fields: contradictions are marked, anniversaries have an end."""
    whens = [event.get("when"), *(source.get("when") for source in event.get("sources", ()))]
    if len([when for when in whens if when]) > 1:
        event["disputed"] = True
    if "anniversary" in event:
        start = str(event.get("when", ""))[:4]
        if start.isdigit() and len([when for when in whens if when]) == 1:
            rule = event["anniversary"]
            rule["until"] = int(start) + 60
            for number in {"every", "first"} & rule.keys():
                rule[number] = rule[number] % 10 + 1
        else:
            del event["anniversary"]


def as_yaml(document: dict[str, Any]) -> str:
    """*document* as another library writes it, everything beyond ASCII escaped."""
    text: str = yaml.safe_dump(document, allow_unicode=False, sort_keys=False)
    return text
