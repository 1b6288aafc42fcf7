"""Places by their names: the index, names in their cases, and names of several cities."""

from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from timeline.events import COUNTRIES
from timeline.places import cases, city_named, find, index, packing

from ..narrowing import present

DATED = Path(packing.__file__).parent.parent / "phrases" / "languages"

LARGEST = 1_000_000
"""Bytes that the index may have."""


def test_the_index_is_small_and_credits_its_sources() -> None:
    assert sum(file.path.stat().st_size for file in (index.CITIES, index.NAMES)) <= LARGEST
    for file in (index.CITIES, index.NAMES):
        assert "GeoNames" in file.head
        assert "CC BY 4.0" in file.head


def test_names_are_in_the_order_in_which_they_are_searched() -> None:
    keys = [index.key(line.partition("\t")[0]) for line in index.NAMES]
    assert len(keys) > 40_000
    assert keys == sorted(keys)
    firsts = [index.NAMES.block(number)[0] for number in range(len(index.NAMES.labels))]
    assert [index.key(line.partition("\t")[0]) for line in firsts] == list(index.NAMES.labels)


def test_each_city_has_a_country_a_zone_and_coordinates_that_exist() -> None:
    zones = available_timezones()
    lines = list(index.CITIES)
    assert len(lines) > 6_000
    for number, line in enumerate(lines):
        city = index.record(number)
        assert line.split("\t")[5] == city.name
        assert city.country in {*COUNTRIES, ""}, city
        assert city.zone in zones, city
        assert -90 <= city.latitude <= 90
        assert -180 <= city.longitude <= 180


def test_each_name_is_found_and_leads_to_its_cities() -> None:
    count = len(list(index.CITIES))
    for line in list(index.NAMES)[::31]:
        name, *bearers = line.split("\t")
        found = dict(index.spellings(index.key(name)))
        assert [item[3:] for item in bearers] == [bearer.letters for bearer in found[name]]
        assert all(bearer.number < count for bearer in found[name])


@cache
def letters_of_names() -> tuple[frozenset[str], ...]:
    """The letters of the languages of each name."""
    return tuple(
        frozenset().union(*(bearer[3:] for bearer in line.split("\t")[1:])) for line in index.NAMES
    )


@pytest.mark.parametrize("language", sorted(path.stem for path in DATED.glob("*.yaml")))
def test_each_language_in_which_dates_are_read_has_names_of_cities(language: str) -> None:
    letters = {
        letter for tag, letter in index.LANGUAGES.items() if tag.partition("-")[0] == language
    }
    assert sum(not letters.isdisjoint(found) for found in letters_of_names()) > 400


def test_lines_are_packed_and_read_block_by_block(tmp_path: Path) -> None:
    file = tmp_path / "file"
    lines = [f"line {number}" for number in range(10)]
    file.write_bytes(packing.pack("# head\n# more\n", lines, lines, size=3))
    packed = packing.PackedLines(file)
    assert packed.head == "# head\n# more\n"
    assert packed.labels == ("line 0", "line 3", "line 6", "line 9")
    assert list(packed) == [packed.line(number) for number in range(10)] == lines


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ja", "ko", "zh"])
def test_each_word_that_means_no_city_has_the_form_of_its_name(language: str) -> None:
    own = cases.forms(language)
    assert own.words
    for word in own.words:
        names = [word, *(name for name, _ in own.nominatives(word))]
        assert any(list(index.spellings(name)) for name in names), word
        assert city_named(word, language) is None


def test_a_city_with_the_name_of_another_country_is_not_meant_unless_it_is_a_capital() -> None:
    assert city_named("קובה", "he") is None  # Cuba; Kobe in Japan has the same letters
    assert present(city_named("عمان", "ar")).name == "Amman"


def test_what_is_before_and_after_every_name_is_not_found() -> None:
    assert not list(index.spellings("!"))
    assert not list(index.spellings("\U0010ffff"))
    assert find("") == ()


CASES = [
    ("Белграде", "ru", "Belgrade"),
    ("Астаны", "ru", "Astana"),
    ("Нур-Султане", "ru", "Astana"),
    ("Нижнем Новгороде", "ru", "Nizhniy Novgorod"),
    ("Шарм-эш-Шейхе", "ru", "Sharm el-Sheikh"),
    ("Баку", "ru", "Baku"),
    ("Києві", "uk", "Kyiv"),
    ("Празі", "uk", "Prague"),
    ("Мінску", "be", "Minsk"),
    ("Beogradu", "sr-Latn", "Belgrade"),
    ("Београду", "sr-Cyrl", "Belgrade"),
    ("Крагујевцу", "sr", "Kragujevac"),
    ("Novom Sadu", "sr-Latn", "Novi Sad"),
    ("Sarajevu", "bs", "Sarajevo"),
    ("Warszawie", "pl", "Warsaw"),
    ("Krakowie", "pl", "Kraków"),
    ("Brukseli", "pl", "Brussels"),
    ("Praze", "cs", "Prague"),
    ("Астанада", "kk", "Astana"),
    ("Мәскеуге", "kk", "Moscow"),
    ("Бишкекте", "ky", "Bishkek"),
    ("Toshkentda", "uz", "Tashkent"),
    ("Bakıda", "az", "Baku"),
    ("Ankarada", "tr", "Ankara"),
    ("Bruxelles", "fr", "Brussels"),
    ("Genf", "de", "Geneva"),
    ("BELGRADE", "en", "Belgrade"),
    ("Davos", "en", "Davos"),
    ("北京", "zh", "Beijing"),
    ("بلغراد", "ar", "Belgrade"),
    ("تهران", "fa", "Tehran"),
    ("თბილისი", "ka", "Tbilisi"),
    ("ბათუმში", "ka", "Batumi"),
    ("ქუთაისის", "ka", "Kutaisi"),
    ("Bucureștiului", "ro", "Bucharest"),
    ("Chișinăului", "ro", "Chisinau"),
    ("Constanței", "ro", "Constanţa"),
    ("Београд", "und", "Belgrade"),
    ("Белград", "en", "Belgrade"),
    ("アスタナ", "ja", "Astana"),
    ("東京", "ja", "Tokyo"),
    ("타슈켄트", "ko", "Tashkent"),
    ("בלגרד", "he", "Belgrade"),
    ("กรุงเทพมหานคร", "th", "Bangkok"),
    ("Βελιγράδι", "el", "Belgrade"),
    ("Երևան", "hy", "Yerevan"),
    ("Улаанбаатар", "mn", "Ulan Bator"),
    ("Сараєві", "uk", "Sarajevo"),
    ("Страсбурзі", "uk", "Strasbourg"),
    ("Бухарэсце", "be", "Bucharest"),
    ("Кішынёве", "be", "Chisinau"),
    ("Тбилисију", "sr-Cyrl", "Tbilisi"),
    ("Banjoj Luci", "bs", "Banja Luka"),
    ("Atenah", "sl", "Athens"),
    ("Bruslju", "sl", "Brussels"),
    ("Wiedniu", "pl", "Vienna"),
    ("Sarajewie", "pl", "Sarajevo"),
    ("Podgorici", "cs", "Podgorica"),
    ("Минскіде", "kk", "Minsk"),
    ("Бухаресте", "kk", "Bucharest"),
    ("Дамаскіде", "kk", "Damascus"),
    ("Moynaq", "en", "Mŭynoq"),
    ("乔蓬阿塔", "zh", "Cholpon-Ata"),
    ("奥什", "zh", "Osh"),
    ("河内", "zh", "Hanoi"),
    ("河內", "zh", "Hanoi"),
    ("Encarnación", "es", "Encarnación"),
    ("Ciudad de Panamá", "es", "Panama City"),
    ("Salcburku", "cs", "Salzburg"),
    ("Пиране", "ru", "Piran"),
    ("بالدوحة", "ar", "Doha"),
    ("Минскиде", "ky", "Minsk"),
    ("ალმათიში", "ka", "Almaty"),
    ("Մոսկվայում", "hy", "Moscow"),
    ("Բաքվում", "hy", "Baku"),
    ("아스타나에서", "ko", "Astana"),
    ("בווינה", "he", "Vienna"),
    ("בניו יורק", "he", "New York City"),
]


@pytest.mark.parametrize(("name", "language", "city"), CASES)
def test_a_city_is_found_in_the_language_and_case_of_its_name(
    name: str, language: str, city: str
) -> None:
    found = city_named(name, language)
    assert found is not None
    assert found.name == city


@pytest.mark.parametrize("word", ["Date", "March", "Of", "Most", "May", "Monday", "President"])
def test_ordinary_words_are_no_cities(word: str) -> None:
    assert city_named(word, "en") is None


def test_the_country_selects_one_of_several_cities() -> None:
    assert city_named("Valencia", "en") is None
    assert present(city_named("Valencia", "en", ["ES", "FR"])).country == "ES"
    assert present(city_named("Tripoli", "en", ["LB"])).country == "LB"
    assert city_named("Tripoli", "en", ["LB", "LY"]) is None


def test_of_several_cities_one_that_is_ten_times_larger_is_meant() -> None:
    assert len(find("London", "en")) > 1
    assert present(city_named("London", "en")).country == "GB"
    assert present(city_named("London", "en", ["CA"])).country == "CA"


def test_a_city_that_is_known_to_be_meant_need_not_be_ten_times_larger() -> None:
    assert present(city_named("Athens", "en")).country == "GR"
    assert present(city_named("Athens", "en", ["US"])).country == "US"
    assert present(city_named("Одессе", "ru")).country == "UA"


def test_a_smaller_city_called_as_a_larger_one_in_another_case_is_not_preferred() -> None:
    """Czech "v Rize" is in Riga; Rize is a city in Turkey."""
    assert city_named("Rize", "cs") is None
    assert present(city_named("Rize", "cs", ["LV"])).name == "Riga"


@pytest.mark.parametrize(
    ("name", "language"), [("Mexico", "en"), ("Тунисе", "ru"), ("Алжире", "ru"), ("Panamá", "es")]
)
def test_a_name_that_is_the_countrys_too_is_the_country(name: str, language: str) -> None:
    assert city_named(name, language) is None


def test_a_country_that_is_a_city_is_the_city() -> None:
    assert present(city_named("Singapore", "en")).country == "SG"
    assert present(city_named("Luxembourg", "fr")).country == "LU"


def test_a_city_has_its_names() -> None:
    found = present(city_named("Belgrad", "de"))
    assert found.spelled == "Belgrad"
    assert found.names["ru"] == found.names["kk"] == "Белград"
    assert (found.names["sr-Cyrl"], found.names["sr-Latn"]) == ("Београд", "Beograd")
