"""CLDR's data as Babel provides it. Only this module imports Babel to read that data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any, Final

from babel import Locale as BabelLocale
from babel import localedata
from babel.core import get_global, parse_locale

from timeline.wording.kept_locales import Locale, city_of

SKELETONS: Final = ("y", "yMMM", "yMMMM", "yMMMd", "yMMMMd", "MMMd", "MMMMd", "yQQQQ", "Hm")
"""Skeletons (TR 35 part 4, section 8) whose patterns are used; those with an era (G) are too."""


def from_babel(spoken: BabelLocale) -> Locale:
    """The part of the locale *spoken* that this package uses."""
    data = localedata.load(str(spoken))
    likely = get_global("likely_subtags").get(spoken.language, spoken.language)
    return Locale(
        name=str(spoken),
        release=version("babel"),
        language=spoken.language,
        script=spoken.script,
        likely_script=parse_locale(likely)[2],
        direction="rtl" if spoken.text_direction == "rtl" else "ltr",
        display_name=_display_name(spoken, data),
        plurals=dict(data["plural_form"].rules),
        ordinals=dict(data["ordinal_form"].rules),
        digits=_digits(spoken.default_numbering_system),
        data=_sections(spoken, data),
    )


_ZEROS: Final = {
    "adlm": 0x1E950, "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "cakm": 0x11136,
    "deva": 0x0966, "hmnp": 0x1E140, "latn": 0x0030, "mtei": 0xABF0, "mymr": 0x1040,
    "nkoo": 0x07C0, "olck": 0x1C50, "tibt": 0x0F20,
}  # fmt: skip
"""The zero of each numbering system (TR 35 part 3, section 1) that is some locale's default."""


def _digits(system: str) -> str:
    zero = _ZEROS.get(system, _ZEROS["latn"])
    return "".join(map(chr, range(zero, zero + 10)))


def _display_name(spoken: BabelLocale, data: Mapping[Any, Any]) -> str:
    """The locale's name in its own language, as `babel.Locale.get_display_name` returns it."""
    name = str((_entry(data, "languages") or {}).get(spoken.language) or "")
    details = [
        (_entry(data, section) or {}).get(subtag)
        for section, subtag in (("scripts", spoken.script), ("territories", spoken.territory))
        if subtag
    ]
    shown = ", ".join(filter(None, details))
    return f"{name} ({shown})" if name and shown else name


def _sections(spoken: BabelLocale, data: Mapping[Any, Any]) -> dict[str, Any]:
    def section(*path: str) -> Mapping[Any, Any]:
        return _entry(data, *path) or {}

    skeletons = section("datetime_skeletons")
    intervals = section("interval_formats")
    fallback = intervals.get(None)
    return {
        "months": {
            context: {
                width: _texts(section("months", context, width))
                for width in ("abbreviated", "wide")
            }
            for context in ("format", "stand-alone")
        },
        "days": {
            context: {"wide": _texts(section("days", context, "wide"))}
            for context in ("format", "stand-alone")
        },
        "quarters": {"format": {"wide": _texts(section("quarters", "format", "wide"))}},
        "eras": {"abbreviated": _texts(section("eras", "abbreviated"))},
        "date_formats": {
            width: _pattern(section("date_formats")[width]) for width in ("long", "full")
        },
        "datetime_formats": _texts(section("datetime_formats"), {"medium"}),
        "datetime_skeletons": {
            name: _pattern(_entry(data, "datetime_skeletons", name))
            for name in sorted(skeletons)
            if name in SKELETONS or name[0] == "G"
        },
        "interval_formats": {
            "fallback": _pattern(fallback) if fallback else "{0} – {1}",
            **{name: dict(section("interval_formats", name)) for name in SKELETONS},
        },
        "list_patterns": {
            kind: _texts(section("list_patterns", kind)) for kind in ("or", "standard")
        },
        "numbers": _numbers(spoken, data),
        "territories": _texts(section("territories")),
        "cities": dict(sorted(_cities(section("time_zones")))),
    }


_GROUPED_LATER: Final = frozenset(
    "be bg ee es es_EA es_ES es_GQ es_IC es_PH et hu hy ia ie it ka lv pl pt_CH pt_CV pt_GQ pt_GW "
    "pt_LU pt_MO pt_MZ pt_PT pt_ST pt_TL ru_UA sl sq".split()
)
"""The locales, and the languages, in which only numbers of five digits or more are grouped: CLDR's
``minimumGroupingDigits``, which Babel does not have. Spanish and Portuguese depend on the country,
so `es` is the language without a country alone."""


def _numbers(spoken: BabelLocale, data: Mapping[Any, Any]) -> dict[str, str]:
    """The sign between the groups of a number's digits, and the least number that has it."""
    systems = (spoken.default_numbering_system, "latn")
    signs = (_entry(data, "number_symbols", system, "group") for system in systems)
    is_later = str(spoken) in _GROUPED_LATER or spoken.language in _GROUPED_LATER - {"es"}
    return {
        "group": next(filter(None, signs), ","),
        "grouped_from": "10000" if is_later else "1000",
    }


def _cities(zones: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each time zone, old names included, whose city is spelled differently from the zone."""
    named = {zone: entry["city"] for zone, entry in zones.items() if "city" in entry}
    aliases = {
        alias: named.get(zone, city_of(zone))
        for alias, zone in get_global("zone_aliases").items()
        if city_of(zone)
    }
    for zone, city in {**named, **aliases}.items():
        if city != city_of(zone):
            yield zone, city


def _texts(section: Mapping[Any, Any], keys: Iterable[str] = ()) -> dict[str, str]:
    wanted = set(keys)
    return {
        str(key): str(getattr(text, "pattern", text))
        for key, text in section.items()
        if not wanted or key in wanted
    }


def _pattern(pattern: Any) -> str:
    """The text of a CLDR pattern, which Babel stores as text or as an object."""
    return pattern if isinstance(pattern, str) else str(pattern.pattern)


def _entry(root: Mapping[Any, Any], *path: str) -> Any:
    """The entry of Babel's data at *path*, with aliases resolved; None if it does not exist.

    Babel's own attributes write a resolved alias back into data that locales share: after one
    access to the stand-alone months of Azerbaijani, those of French are Azerbaijani
    (python-babel/babel#1234, still so in 2.19). This function only reads.
    """
    node: Any = root
    for step in path:
        if node is None:
            return None
        node = _followed(node, root).get(step)
    return _followed(node, root)


def _followed(node: Any, root: Mapping[Any, Any]) -> Any:
    if isinstance(node, localedata.Alias):
        target: Any = root
        for step in node.keys:
            target = _followed(target, root)[step]
        return _followed(target, root)
    if isinstance(node, tuple) and node and isinstance(node[0], localedata.Alias):
        merged = dict(_followed(node[0], root))
        localedata.merge(merged, node[1])
        return merged
    return node


def iana_zone(windows: str) -> str | None:
    """The IANA zone that CLDR maps a Windows name ("Central Europe Standard Time") to."""
    zone: str | None = get_global("windows_zone_mapping").get(windows)
    return zone


def alpha_3(countries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the ISO 3166-1 alpha-3 code and the alpha-2 code of each of *countries*."""
    known = set(countries)
    for alias, codes in sorted(get_global("territory_aliases").items()):
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and codes[0] in known:
            yield alias, codes[0]


def names(language: str) -> list[str]:
    """All names that CLDR has in *language*: countries, languages, currencies, cities, days.

    *language* is one of CLDR's own locales ("sr_Latn").
    """
    data = localedata.load(language)
    tables = (
        ("territories",), ("languages",), ("months", "format", "wide"), ("days", "format", "wide"),
        ("currency_names",),
    )  # fmt: skip
    named = [str(name) for path in tables for name in (_entry(data, *path) or {}).values()]
    zones: Mapping[str, Any] = data["time_zones"]
    return named + [zone["city"] for zone in zones.values() if "city" in zone]
