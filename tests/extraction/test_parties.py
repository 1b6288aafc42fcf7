"""Parties: countries by their adjectives and other names, and organisations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import documents
from timeline.cli import main
from timeline.events import COUNTRIES
from timeline.extraction import from_document, parties, vocabulary
from timeline.extraction.names import NameKind, Names
from timeline.loading import loads
from timeline.phrases.tokens import tokenise

FOLDER = Path(parties.__file__).parent
TAGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def named(text: str, language: str, chronology: timeline.Timeline | None = None) -> list[str]:
    found = Names(language, chronology).find(tokenise(text), text)
    return [name.id for name in found if name.kind is NameKind.PARTY]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "казахстанско-сербская комиссия", ["KZ", "RS"]),
        ("ru", "заседание Совета глав государств ШОС", ["sco"]),
        ("ru", "с Евразийским экономическим союзом и КНР", ["eaeu", "CN"]),
        ("fr", "le forum économique franco-ouzbek", ["FR", "UZ"]),
        ("it", "Riunione del gruppo italo-kazako", ["IT", "KZ"]),
        ("es", "comisión mixta hispano-marroquí", ["ES", "MA"]),
        ("de", "Deutsch-polnische Konsultationen mit den Vereinten Nationen", ["DE", "PL", "un"]),
        ("uk", "засідання українсько-молдовської комісії", ["UA", "MD"]),
        ("pl", "umowa polsko-ukraińska", ["PL", "UA"]),
        ("sr-Cyrl", "српско-мађарски форум", ["RS", "HU"]),
        ("sr-Latn", "srpsko-mađarski forum i Evropska unija", ["RS", "HU", "eu"]),
        ("kk", "Түркі мемлекеттері ұйымының саммиті", ["ots"]),
        ("tr", "Türk Devletleri Teşkilatı toplantısı", ["ots"]),
        ("ar", "اتفاقية بين الأردن والعراق", ["JO", "IQ"]),
        ("zh", "上海合作组织与联合国", ["sco", "un"]),
        ("ja", "日韓首脳会談", ["JP", "KR"]),
        ("ja", "日・ペルー協定と大統領の来日", ["JP", "PE", "JP"]),
        ("ja", "23日・ペルー", ["PE"]),
        ("ja", "第4回日・中央アジア対話", ["JP"]),
        ("ko", "한-칠레 협정, 페루 대통령 방한", ["KR", "CL", "PE", "KR"]),
        ("zh", "秘鲁总统访华", ["PE", "CN"]),
        ("ja", "第9回日中韓首脳会議", ["JP", "CN", "KR"]),
        ("ja", "日・EU首脳協議、米国とカザフスタン", ["JP", "eu", "US", "KZ"]),
        ("ja", "22日中国外相と会談し、本日中に発表する", ["CN"]),
        ("ja", "国連と東南アジア諸国連合", ["un", "asean"]),
        ("ko", "한일정상회담, 한미 정상회의", ["KR", "JP", "KR", "US"]),
        ("ko", "한·중·일 외교장관회의와 한-EU 정상회담", ["KR", "CN", "JP", "KR", "eu"]),
        ("ko", "독일과 북미에서 일한 사람", ["DE"]),
        ("ko", "대한민국과 카자흐스탄은 유엔에서", ["KR", "KZ", "un"]),
        ("he", "ההסכם בין ישראל לבין גרמניה והאיחוד האירופי", ["IL", "DE", "eu"]),
        ("th", "การประชุมไทย-ญี่ปุ่นและอาเซียน", ["TH", "JP", "asean"]),
        ("en", "the EU-Serbia summit, Turkey and the UN", ["eu", "RS", "TR", "un"]),
        ("en", "an Australian-Indian dialogue", ["AU", "IN"]),
        ("az", "türk-alman forumu və ATƏT", ["TR", "DE", "osce"]),
        ("be", "беларуска-кітайскі форум, ААН", ["BY", "CN", "un"]),
        ("fa", "نشست سازمان همکاری شانگهای و هیئت ایرانی", ["sco", "IR"]),
        ("ky", "кыргыз-казак форуму, БУУ", ["KG", "KZ", "un"]),
        ("tg", "форуми тоҷик-узбек, СММ", ["TJ", "UZ", "un"]),
        ("uz", "o'zbek-tojik forumi va BMT", ["UZ", "TJ", "un"]),
        ("hr", "hrvatsko-mađarski forum, Europska unija", ["HR", "HU", "eu"]),
        ("bs", "tursko-njemački sastanak, Evropska unija", ["TR", "DE", "eu"]),
        ("mk", "македонско-бугарски форум, ООН", ["MK", "BG", "un"]),
        ("sl", "slovensko-avstrijski forum, OVSE", ["SI", "AT", "osce"]),
        ("ro", "Comisia mixtă româno-sârbă, ONU", ["RO", "RS", "un"]),
        ("hu", "magyar-szerb csúcstalálkozó, ENSZ", ["HU", "RS", "un"]),
        ("nl", "Nederlands-Duitse consultaties, Europese Unie", ["NL", "DE", "eu"]),
        ("el", "Ελληνοϊταλικό φόρουμ, γαλλική πρωτοβουλία, ΟΗΕ", ["FR", "un"]),
        ("hy", "հայկական պատվիրակություն, ԵԱՀԿ", ["AM", "osce"]),
        ("ka", "ქართული დელეგაცია, გაერო", ["GE", "un"]),
        ("mn", "монгол-япон уулзалт, НҮБ", ["MN", "JP", "un"]),
    ],
)
def test_countries_and_organisations_are_named(language: str, text: str, wanted: list[str]) -> None:
    assert named(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who would have told us? A Latin American summit."),
        ("fr", "Un accord latino-américain"),
        ("es", "El acuerdo latino-americano"),
        ("it", "Riunione dei ministri"),
        ("es", "Reunión del Consejo"),
        ("hu", "Elnök lett, és levelet ír."),
        ("de", "Ein lateinamerikanischer Gipfel"),
    ],
)
def test_words_that_look_like_parties_are_not_parties(language: str, text: str) -> None:
    assert named(text, language) == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_file_names_countries_that_there_are_and_no_adjective_twice(tag: str) -> None:
    found = parties.load(tag)
    assert {*found.names, *found.adjectives} - {parties.NOBODY} <= COUNTRIES
    whose: dict[str, str] = {}
    for form, party in found.forms():
        assert whose.setdefault(form, party) == party, form
    assert tag in vocabulary.tags()


def test_every_organisation_has_an_english_name() -> None:
    english = parties.load("en").organisations
    others = {name for tag in TAGS for name in parties.load(tag).organisations}
    assert others - english.keys() == set()


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("pl", "w Polsce", "PL"),
        ("pl", "w Stanach Zjednoczonych", "US"),
        ("uk", "у Китаї", "CN"),
        ("cs", "ve Velké Británii", "GB"),
        ("be", "у Турцыі", "TR"),
        ("mn", "Казахстаны", "KZ"),
    ],
)
def test_a_country_is_found_in_irregular_cases(language: str, text: str, country: str) -> None:
    assert [name.id for name in Names(language, None).find(tokenise(text), text)] == [country]


def test_an_organisation_has_the_id_that_the_chronology_gives_it() -> None:
    chronology = loads(
        "calendar: {languages: [en, ru]}\nparties: {SCO: {en: Shanghai Cooperation Organisation}}\nevents: []"
    )
    assert named("саммит ШОС", "ru", chronology) == ["SCO"]
    assert named("саммит ШОС и ООН", "ru", None) == ["sco", "un"]


def test_a_draft_declares_the_organisations_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Саммит ШОС состоится в Бишкеке 5 июня 2026 года.\n", "utf-8")
    Path("events.yaml").write_text("events: []\n", "utf-8")
    assert main(["extract", "--on", "2026-01-01", "--into", "events.yaml", "a.txt"]) == 0
    chronology = timeline.load("events.yaml")
    (event,) = chronology.document.events
    assert event.parties == ("sco",)
    assert chronology.document.parties["sco"].by_language == {
        "ru": "Шанхайская организация сотрудничества",
        "en": "Shanghai Cooperation Organisation",
    }


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # Who pays the visit, and whom.
        ("fr", "Le Président de l'Ouzbékistan a effectué une visite en France le 11 mars 2026.", ("UZ", "FR")),
        ("en", "The Prime Minister of Hungary visited Astana on 5 May 2025.", ("HU", "KZ")),
        # A meeting in Luxembourg is not one with Luxembourg.
        ("en", "The agreement with Serbia was signed in Luxembourg on 29 April 2008.", ("RS",)),
        ("fr", "Le vol entre Paris et Tachkent a été lancé le 2 février 2026.", ("FR", "UZ")),
    ],
)  # fmt: skip
def test_the_clause_of_an_event_names_its_parties(
    language: str, text: str, wanted: tuple[str, ...]
) -> None:
    from timeline import documents
    from timeline.extraction import from_document

    (draft,) = from_document(documents.parse(text.encode(), "a.txt", language=language)).drafts
    assert draft.event.parties == wanted


def test_a_paper_that_lists_meetings_is_not_of_the_two_countries_that_it_names() -> None:
    text = (
        "WRITTEN STATEMENT\n\nForthcoming business for January 2027 is as follows:\n\n"
        "Date |Location |Event |\n7 January 2027 |Vilnius |Informal meeting of ministers |\n"
        "28 January 2027 |Luxembourg |Moldova Association Council |\n"
    )
    document = documents.parse(text.encode(), "note.txt", language="en", on=date(2026, 12, 11))
    first, _ = from_document(document).drafts
    assert first.event.parties == ()


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Moscow and Ankara agreed on 5 May 2026 to hold a summit.", ("RU", "TR")),
        ("ru", "Москва и Анкара договорились 5 мая 2026 года о саммите.", ("RU", "TR")),
        ("en", "On 5 May 2026, Beijing and Washington held trade talks.", ("CN", "US")),
        ("en", "Kyiv and Lviv agreed on 5 May 2026 to hold a festival.", ()),
        ("en", "Brussels and Belgrade agreed on 5 May 2026 to hold a summit.", ()),
        ("zh", "中法首脑会谈于2026年5月5日举行。", ("CN", "FR")),
    ],
)
def test_capitals_that_act_and_signs_together_are_countries(
    language: str, text: str, wanted: tuple[str, ...]
) -> None:
    document = documents.parse(text.encode(), "note.txt", language=language, on=date(2026, 1, 1))
    assert [draft.event.parties for draft in from_document(document).drafts] == [wanted]


HEADED = [
    ("en", "Diary\n\n21 May 2026\nFRANCE - Visit of the King of Jordan\n", ("FR", "JO")),
    ("de", "Termine\n\n21. Mai 2026\nFRANKREICH: Besuch des Königs von Jordanien\n", ("FR", "JO")),
    ("hu", "OKTÓBER Október 1. Izland: A miniszter megbeszélést folytatott 2025 őszén.", ("IS",)),
    # A city is the place.
    ("en", "Diary\n\n21 May 2026\nPARIS - Visit of the King of Jordan\n", ("JO", "FR")),
]


@pytest.mark.parametrize(("language", "text", "wanted"), HEADED)
def test_the_country_at_the_head_of_a_line_takes_part(
    language: str, text: str, wanted: tuple[str, ...]
) -> None:
    on = date(2026, 4, 1)
    document = documents.parse(text.encode(), "note.txt", language=language, on=on)
    assert from_document(document).drafts[0].event.parties == wanted
