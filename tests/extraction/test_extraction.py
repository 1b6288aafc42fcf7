"""Documents written for this test, and the drafts that are expected.

Next to each ``documents/NAME.txt`` is ``NAME.expected``: a line for every draft and every refusal.
To accept a change, ``python tests/extraction/test_extraction.py`` rewrites them; read the
difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from yaml import safe_load as yaml_of

from timeline import documents, loading
from timeline.errors import InputError
from timeline.events import KINDS, Anniversary, Status, Timeline
from timeline.extraction import Extraction, from_document, vocabulary
from timeline.extraction.drafts import Draft
from timeline.extraction.merging import yaml

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "documents").glob("*.txt"))
SENTENCES = {
    path.stem: yaml_of(path.read_text(encoding="utf-8"))
    for path in sorted((HERE / "sentences").glob("*.yaml"))
}
"""By language: a text, and title, kind, status and date of the draft that it gives."""


def chronology() -> Timeline:
    return loading.load(HERE / "chronology.yaml")


def read(text: str, on: date | None = date(2026, 2, 28), language: str | None = None) -> Extraction:
    document = documents.parse(text.encode(), "note.txt", on=on, language=language)
    return from_document(document, chronology())


def lines(extraction: Extraction) -> Iterator[str]:
    for draft in extraction.drafts:
        event = draft.event
        who = ",".join(event.parties) or "-"
        yield (
            f"{draft.paragraph or '-'} | {title(draft)} | {event.date if event.is_dated else '-'} | {event.kind}"
            f" | {draft.intended.value} | {event.place or '-'} | {who} | {draft.rule}"
        )
    for item in extraction.refused:
        yield f"refused | {' '.join(item.text.split())} | {item.reason}"


def title(draft: Draft) -> str:
    return next(iter(draft.event.title.by_language.values()))


def expected_of(document: Path) -> str:
    return "\n".join(lines(from_document(documents.read_document(document), chronology()))) + "\n"


def test_there_are_documents() -> None:
    assert {path.stem for path in DOCUMENTS} >= {"ru", "en", "kk", "sr-Cyrl", "sr-Latn"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_gives_its_drafts_and_refusals(document: Path) -> None:
    assert expected_of(document) == document.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_date_of_a_document_is_a_draft_or_refused(document: Path) -> None:
    extraction = from_document(documents.read_document(document), chronology())
    accounted = {(draft.start, draft.end) for draft in extraction.drafts}
    accounted |= {(refusal.start, refusal.end) for refusal in extraction.refused}
    assert {(mention.start, mention.end) for mention in extraction.mentions} <= accounted


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_spans_and_quotes_are_the_text_as_given(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    extraction = from_document(documents.read_document(document), chronology())
    assert extraction.drafts
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for draft in extraction.drafts:
        quote = draft.event.sources[0].quote or ""
        assert " ".join(text[draft.start : draft.end].split()) in quote


def test_drafts_are_events_that_load(tmp_path: Path) -> None:
    for document in DOCUMENTS:
        extraction = from_document(documents.read_document(document))
        loaded = loading.loads(yaml(extraction.drafts))
        own = {event.id: event for event in loaded.document.events}
        for draft in extraction.drafts:
            assert own[draft.event.id].status is Status.DRAFT
            assert own[draft.event.id].date == draft.event.date
            assert own[draft.event.id].title == draft.event.title


@pytest.mark.parametrize(
    "wording",
    ["15 March 44 BC", "spring 44 BC", "44 BC", "the first Monday of May 44 BC"],
)
@pytest.mark.parametrize("on", [date(2026, 2, 28), None])
def test_a_date_that_no_chronology_holds_is_refused_alone(wording: str, on: date | None) -> None:
    text = f"The meeting was held on {wording}. The forum was held on 5 May 2025."
    extraction = read(text, on=on, language="en")
    assert [str(draft.event.date) for draft in extraction.drafts] == ["2025-05-05"]
    (refused,) = extraction.refused
    assert "the year -43 is outside" in refused.reason


@pytest.mark.parametrize(
    ("anniversary", "when"), [("500-летие", "1526"), ("1500-летие", "0526"), ("2200-летие", "XXXX")]
)
def test_an_old_anniversary_gives_a_draft_that_loads(anniversary: str, when: str) -> None:
    (draft,) = read(f"В этом году отмечается {anniversary} города.", language="ru").drafts
    (event,) = loading.loads(yaml([draft])).document.events
    assert (str(draft.event.date), str(event.date)) == (when, when)


def test_a_year_of_figures_is_not_an_event() -> None:
    text = "The route carried 4.5 million tonnes in 2025, up 12% on the year before."
    extraction = read(text, language="en")
    assert not extraction.drafts
    assert "2025" in [item.text for item in extraction.refused]


# -- languages -------------------------------------------------------------------------------------

SUMMITS = {
    "uk": "Регіональний водний саміт планується провести 22–24 квітня 2026 року в Астані.",
    "be": "Рэгіянальны водны саміт адбудзецца 22–24 красавіка 2026 года.",
    "bg": "Регионалната среща на върха за водата ще се състои на 22–24 април 2026 г.",
    "pl": "Regionalny szczyt wodny odbędzie się w Astanie w dniach 22–24 kwietnia 2026 roku.",
    "cs": "Regionální vodní summit se uskuteční ve dnech 22.–24. dubna 2026.",
    "fr": "Le Sommet régional de l'eau se tiendra du 22 au 24 avril 2026.",
    "de": "Der Regionale Wassergipfel findet vom 22. bis 24. April 2026 statt.",
    "es": "La cumbre regional del agua se celebrará del 22 al 24 de abril de 2026.",
    "it": "Il vertice regionale dell'acqua si terrà dal 22 al 24 aprile 2026.",
    "pt": "A cúpula regional da água terá lugar de 22 a 24 de abril de 2026.",
    "tr": "Bölgesel Su Zirvesi 22-24 Nisan 2026 tarihlerinde düzenlenecek.",
    "az": "Regional su sammiti 22-24 aprel 2026-cı il tarixində keçiriləcək.",
    "uz-Latn": "Mintaqaviy suv sammiti 2026-yil 22–24-aprel kunlari bo'lib o'tadi.",
    "uz-Cyrl": "Минтақавий сув саммити 2026 йил 22–24 апрель кунлари бўлиб ўтади.",
    "ky": "Регионалдык суу саммити 2026-жылдын 22–24-апрелинде өтөт.",
    "tg": "Саммити минтақавии об 22–24 апрели соли 2026 баргузор мегардад.",
    "fa": "اجلاس منطقه‌ای آب از ۲۲ تا ۲۴ آوریل ۲۰۲۶ برگزار خواهد شد.",
    "ar": "ستعقد القمة الإقليمية للمياه من 22 إلى 24 أبريل 2026.",
    "zh": "地区水资源峰会将于2026年4月22日至24日举行。",
}
TITLES = {
    "uk": "Регіональний водний саміт",
    "be": "Рэгіянальны водны саміт",
    "bg": "Регионалната среща на върха за водата",
    "pl": "Regionalny szczyt wodny",
    "cs": "Regionální vodní summit",
    "fr": "Sommet régional de l'eau",
    "de": "Regionaler Wassergipfel",
    "es": "Cumbre regional del agua",
    "it": "Vertice regionale dell'acqua",
    "pt": "Cúpula regional da água",
    "tr": "Bölgesel Su Zirvesi",
    "az": "Regional su sammiti",
    "uz-Latn": "Mintaqaviy suv sammiti",
    "uz-Cyrl": "Минтақавий сув саммити",
    "ky": "Регионалдык суу саммити",
    "tg": "Саммити минтақавии об",
    "fa": "اجلاس منطقه‌ای آب",
    "ar": "القمة الإقليمية للمياه",
    "zh": "地区水资源峰会",
}


def test_every_language_with_a_lexicon_is_tried() -> None:
    tried = {tag.split("-")[0] for tag in (*SUMMITS, *SENTENCES)} | {"en", "ru", "kk", "sr"}
    assert tried == set(vocabulary.tags())


@pytest.mark.parametrize("language", SUMMITS)
def test_a_summit_is_drafted_in_every_language(language: str) -> None:
    (draft,) = read(SUMMITS[language], language=language).drafts
    assert (title(draft), str(draft.event.date)) == (TITLES[language], "2026-04-22/2026-04-24")
    assert draft.event.kind == "summit"
    assert draft.intended in (Status.PLANNED, Status.ANNOUNCED)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [(tag, text, wanted) for tag, rows in SENTENCES.items() for text, *wanted in rows],
)
def test_a_sentence_gives_one_draft_with_all_that_it_says(
    language: str, text: str, wanted: list[object]
) -> None:
    (draft,) = read(text, language=language).drafts
    event = draft.event
    found = [title(draft), event.kind, draft.intended.value, str(event.date)]
    assert found == list(map(str, wanted))


def test_an_armenian_full_stop_ends_a_sentence() -> None:
    text = (
        "Նիստը կայացավ 2025 թվականի մայիսի 5-ին։ Այցը տեղի կունենա 2026 թվականի հունիսի 3-ին։ "
        "Վարչապետը հանդիպեց Իտալիայի դեսպանին 2025 թվականի մարտի 20-ին։"
    )
    drafts = read(text, language="hy").drafts
    assert [(title(draft), draft.intended) for draft in drafts] == [
        ("Նիստ", Status.HELD),
        ("Այց", Status.ANNOUNCED),
        ("Վարչապետը հանդիպեց Իտալիայի դեսպանին", Status.HELD),
    ]


def test_georgian_sentences_and_names_begin_without_capitals() -> None:
    text = (
        "სხდომა ჩატარდა. იტალიის პრეზიდენტის ვიზიტი გაიმართება 2026 წლის 3 ივნისს. "
        "კონფერენცია გაუქმდა."
    )
    (draft,) = read(text, language="ka").drafts
    assert title(draft) == "იტალიის პრეზიდენტის ვიზიტი"
    assert draft.event.parties == ("IT",)
    assert draft.intended is Status.ANNOUNCED


@pytest.mark.parametrize("language", vocabulary.tags())
def test_kinds_of_a_lexicon_are_known(language: str) -> None:
    entries = vocabulary.load(language).nouns.values()
    kinds = {kind for nouns in entries for _, kind, _ in nouns}
    assert kinds
    assert kinds <= set(KINDS)


# -- titles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Стороны обсудили подготовку к третьему заседанию комиссии 5 мая 2026 года.", "Третье заседание комиссии"),
        ("В ходе торжественной церемонии подписания договора 5 мая 2025 года выступил министр.", "Торжественная церемония подписания договора"),
        ("5 мая 2026 года в Бишкеке пройдёт международная книжная ярмарка «Ала-Тоо».", "Международная книжная ярмарка «Ала-Тоо»"),
        ("Принимающая сторона рассказала об ЭКСПО - 2030.", "ЭКСПО-2030"),
        ("Участники торгово-экономического форума встретились 5 мая 2025 года.", "Торгово-экономический форум"),
        ("The meeting of the heads of the railways took place on 5 May 2025.", "Meeting of the heads of the railways"),
        ("They signed the Agreement on the Promotion of Investments on 5 May 2025.", "Agreement on the Promotion of Investments"),
        ("Belgrade will host EXPO 2027.", "EXPO 2027"),
        ("The president's visit to Bishkek began on 5 May 2025.", "President's visit to Bishkek"),
        ("Почетак изложбе уметничких дела очекује се 5. маја 2026. године.", "Почетак изложбе уметничких дела"),
    ],
)  # fmt: skip
def test_a_title_is_the_noun_phrase(text: str, wanted: str) -> None:
    language = "en" if text.isascii() else "sr" if "Почетак" in text else "ru"
    assert [title(draft) for draft in read(text, language=language).drafts] == [wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        # A title contains no verb, no date and no adjacent cell of a table.
        ("ru", "5–6 мая 2025 года с официальным визитом находилась министр культуры.", "Официальный визит"),
        ("de", "Das Abkommen tritt am 5. Mai 2025 in Kraft.", "Abkommen"),
        ("fr", "Ils ont salué l'inauguration, en octobre 2025, de l'Institut de technologie.", "Inauguration de l'Institut de technologie"),
        ("en", "They welcomed the launch in May 2025 of direct flights between the capitals.", "Launch of direct flights between the capitals"),
        ("en", "The meeting on 5 May 2025 and the forum were held.", "Meeting"),
        ("en", "A canal between the two ports was opened on 5 May 2025.", "Canal between the two ports"),
        ("en", "The Protocol amending it entered into force on 5 May 2025.", "Protocol"),
        ("ru", "Очередное, десятое заседание Комиссии провести в первом полугодии 2027 года.", "Десятое заседание Комиссии"),
        ("ru", "Он возложил цветы к памятнику поэту, открытому в Белграде в мае 2018 года.", "Памятнику поэту"),
        ("ru", "Национальный павильон Казахстана планируется сдать в эксплуатацию 5 мая 2027 г.", "Национальный павильон Казахстана"),
        ("tr", "13-14 Mayıs 2026 tarihlerinde Ankara'da istişareler yapıldı.", "İstişareler"),
        ("kk", "Кездесуде 2026 жылғы 5–6 маусымда Ташкентте өтетін Аймақаралық форумға дайындық талқыланды.", "Аймақаралық форум"),
        ("kk", "Тараптар 2025 жылғы қарашада Түркістанда қол қойылған меморандумды атап өтті.", "Меморандум"),
        ("en", "Since 1 March 2026, a single tariff of $3,320 per container has applied.", "Single tariff of $3,320 per container has applied"),
        ("en", "Its headquarters opened in Astana in 2017.", "Its headquarters opened in Astana"),
        ("ru", "Рейс Алматы – Ташкент запущен 5 мая 2025 года.", "Рейс Алматы – Ташкент"),
        ("sr", "Поздравили су успостављање директне авио-линије 5. маја 2025. године.", "Успостављање директне авио-линије"),
        ("sr", "План „Наша обала“ представљен је 5. маја 2025. године.", "План „Наша обала“"),
        ("ru", "5 мая 2025 года\tЗаседание комиссии\tБишкек", "Заседание комиссии"),
        ("en", "5 May 2025 – Opening of the research centre (tbc)", "Opening of the research centre"),
        # Adjectives and numerals go into the nominative with their noun.
        ("ru", "Началась подготовка к 43-й сессии конференции 5 мая 2026 года.", "43-я сессия конференции"),
        ("ru", "Планируется проведение круглого стола 5 мая 2026 года.", "Круглый стол"),
        ("uk", "Проведено дев'яте засідання комісії 5 травня 2025 року.", "Дев'яте засідання комісії"),
        ("uk", "Учасники останньої конференції у Києві 5 травня 2025 року.", "Остання конференція у Києві"),
        ("de", "Er stattete am 5. Mai 2025 einen offiziellen Besuch ab.", "Offizieller Besuch"),
        ("de", "Die Berliner Konferenz fand am 5. Mai 2025 statt.", "Berliner Konferenz"),
        ("sr", "Прошлог састанка 5. маја 2025. године договорено је.", "Састанак"),
        # Parts of the name are kept: ordinals with a point, initials, marks, names with a year.
        ("tr", "Teşkilatın 12. Zirvesi 5 Mayıs 2025'te yapıldı.", "Teşkilatın 12. Zirvesi"),
        ("tr", "5 Mayıs 2025'te Ankara'ya resmi bir ziyaret gerçekleştirdi.", "Ankara'ya resmi ziyaret"),
        ("ru", "Визит министра И.И.Иванова в Бишкек состоялся 5 мая 2025 года.", "Визит министра И.И.Иванова в Бишкек"),
        ("en", "The G7 Leaders' Communiqué of 5 May 2025 was noted.", "G7 Leaders' Communiqué"),
        ("sr", "Специјализована изложба ЕКСПО 2027 биће отворена 15. маја 2027. године.", "Специјализована изложба ЕКСПО 2027"),
        ("az", "Prezident 6-7 iyul 2025-ci il tarixlərində Bakıya rəsmi səfər etdi.", "Bakıya rəsmi səfər"),
        ("es", "La exposición se inauguró el 3 de febrero de 2025.", "Exposición"),
        ("pl", "Strony z zadowoleniem przyjęły otwarcie ambasady w Duszanbe 5 maja 2025 r.", "Otwarcie ambasady w Duszanbe"),
        ("kk", "2026 жылғы 5 мамырда Астанада өңірлік саммит өтеді.", "Өңірлік саммит"),
        ("kk", "2026 жылғы 5 мамырда комиссияның кезекті отырысы өтеді.", "Комиссияның отырысы"),
        # A verb that implies an event without its noun.
        ("ru", "5 мая 2025 года посол встретился с председателем скупщины.", "Встреча с председателем скупщины"),
        ("en", "The ministers met in Tallinn on 11 May 2025 and issued the following statement.", "Meeting in Tallinn"),
        ("en", "A working holiday scheme, launched on 1 August 2020, has been used widely.", "Working holiday scheme"),
        ("ru", "1 марта 2026 года он посетит Алматы, где откроется совет.", "Визит в Алматы"),
        ("ru", "1 марта 2026 года он посетит выставку.", "Выставка"),
        # The noun that the date belongs to, not the nearest one.
        ("ru", "5 мая 2025 года во Дворце Независимости прошёл VIII Съезд лидеров.", "VIII Съезд лидеров"),
        ("ru", "5 мая 2025 года посольство дало торжественный приём.", "Торжественный приём"),
        ("ru", "Подготовка к ЭКСПО-2027 обсуждалась 5 мая 2025 года на встрече с дирекцией.", "Встреча с дирекцией"),
        ("en", "12 May 2019. Business forum in Nur-Sultan.", "Business forum in Nur-Sultan"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_person_would_write(language: str, text: str, wanted: str) -> None:
    found = [title(draft) for draft in read(text, language=language).drafts]
    assert wanted in found
    assert len(found) == 1 + ("ЭКСПО-2027" in text)


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("ru", "Состоялся VII Съезд лидеров 5 мая 2025 года.\n\nIX Съезд пройдёт 5 мая 2028 года.",
         ["VII Съезд лидеров", "IX Съезд лидеров"]),
        ("ru", "Подписано Соглашение о торговле 5 мая 2025 года. Соглашение вступило в силу 1 июня 2025 года.",
         ["Соглашение о торговле", "Соглашение о торговле"]),
        ("en", "They praised the Tallinn Digital Summit. The next summit will take place on 9 October 2026.",
         ["Tallinn Digital Summit"]),
        ("sr", "Четврта седница Комисије одржана је 5. маја 2025. године, а наредна ће бити организована у октобру 2026.",
         ["Четврта седница Комисије", "Наредна седница"]),
        ("de", "Die vierte Sitzung der Kommission findet im Herbst 2026 statt; die dritte tagte im November 2024 in Stuttgart.",
         ["Vierte Sitzung der Kommission", "Dritte Sitzung"]),
        ("en", "The ninth round was held on 5 May 2025; the tenth will take place in June 2027.",
         ["Ninth round", "Tenth round"]),
        ("en", "Germany recognised the independence of both states on 5 May 1992 and established diplomatic relations in June 1992.",
         ["Germany recognised the independence of both states", "Diplomatic relations"]),
        ("ru", "Соглашение о торговле, подписанное 5 мая 2025 года в Москве, вступило в силу 10 июля 2025 года.",
         ["Соглашение о торговле", "Соглашение о торговле"]),
        ("ru", "Бизнес-форум, который планировался на 5 мая 2026 года, перенесён на 9 мая 2026 года.",
         ["Бизнес-форум"]),
        ("en", "They welcomed the entry into force of the Agreement on Visas, which was signed on 24 October 2023 and took effect on 1 April 2025.",
         ["Agreement on Visas", "Entry into force of the Agreement on Visas"]),
    ],
)  # fmt: skip
def test_what_is_named_once_is_named_so_again(language: str, text: str, titles: list[str]) -> None:
    assert [title(draft) for draft in read(text, language=language).drafts] == titles


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "35-летие установления отношений будет отмечаться в 2027 году.", {"1992": "Установление отношений"}),
        ("en", "They noted that 2027 will mark the 35th anniversary of the founding of the Union.",
         {"1992": "Founding of the Union"}),
        ("sr", "Следеће године обележава се тридесет година од успостављања дипломатских односа.",
         {"1997": "Успостављање дипломатских односа"}),
        ("en", "The sides recalled the 20th anniversary of the treaty of 2006.", {"2006": "Treaty"}),
        ("ru", "Отметили 35-летие независимости Казахстана.", {"1991": "Независимость Казахстана"}),
        ("fr", "Le 80e anniversaire du massacre de Thiaroye, commémoré le 1er décembre 2024, les réunit.",
         {"1944": "Massacre de Thiaroye", "2024-12-01": "80e anniversaire du massacre de Thiaroye"}),
    ],
)  # fmt: skip
def test_an_anniversary_counts_from_the_year_beside_it(
    language: str, text: str, wanted: dict[str, str]
) -> None:
    drafts = read(text, language=language).drafts
    assert {str(draft.event.date): title(draft) for draft in drafts} == wanted


def test_an_anniversary_goes_to_the_event_whose_day_is_given() -> None:
    text = (
        "Дипломатические отношения установлены 10 декабря 1996 года. "
        "В 2026 году отмечается 30-летие дипломатических отношений."
    )
    extraction = read(text)
    (draft,) = extraction.drafts
    assert str(draft.event.date) == "1996-12-10"
    assert draft.event.anniversary == Anniversary(every=30, until=2026)
    assert [item.text for item in extraction.refused] == ["2026 году", "30-летие"]


def test_a_programme_is_dated_by_the_line_below_its_title() -> None:
    text = (
        "Programme of the official visit of the Minister of Trade\n(Podgorica, 7–9 May 2026)\n\n"
        "Guests are asked to be seated ten minutes before the start."
    )
    (draft,) = read(text, on=None, language="en").drafts
    assert title(draft) == "Official visit of the Minister of Trade"
    assert (str(draft.event.date), draft.event.kind) == ("2026-05-07/2026-05-09", "visit")


PROGRAMME = """\
{title} of the visit of the Minister of Trade
(Podgorica, 7–9 May 2026)

Thursday, 7 May
14:20  Arrival at Podgorica Airport
16:00–17:00  Meeting with the Prime Minister

Friday, 8 May
09:30  Signing of the Protocol on consultations
"""


def test_the_hours_of_a_programme_belong_to_the_day_above_them() -> None:
    drafts = read(PROGRAMME.format(title="Programme"), on=None, language="en").drafts
    assert {str(draft.event.date): (title(draft), draft.event.kind) for draft in drafts} == {
        "2026-05-07/2026-05-09": ("Visit of the Minister of Trade", "visit"),
        "2026-05-07T14:20:00": ("Arrival at Podgorica Airport", "other"),
        "2026-05-07T16:00:00/2026-05-07T17:00:00": ("Meeting with the Prime Minister", "meeting"),
        "2026-05-08T09:30:00": ("Signing of the Protocol on consultations", "signature"),
    }
    assert loading.loads(yaml(drafts)).events


def test_a_date_that_was_moved_keeps_the_one_before() -> None:
    text = "The session of the joint commission has been postponed from 12 March to 18 March 2026."
    (draft,) = read(text, on=date(2026, 2, 20), language="en").drafts
    assert str(draft.event.date) == "2026-03-18"
    assert draft.event.previously is not None
    assert str(draft.event.previously.value) == "2026-03-12"
    (event,) = loading.loads(yaml([draft])).document.events
    assert event.previously is not None


def test_a_line_without_hours_is_not_an_event_of_a_programme() -> None:
    text = (
        "Programme\n\n7 May 2026\n09:00 Arrival\n10:30 Talks\nContacts\nThe press office is open."
    )
    drafts = read(text, on=date(2026, 5, 1), language="en").drafts
    assert [title(draft) for draft in drafts] == ["Arrival", "Talks"]


NEWS = """\
News of the Ministry

7 May 2026
17:00  The Minister of Trade receives the Ambassador
14:20  A statement on the visit to Podgorica is published
"""


def test_the_minutes_of_a_page_of_news_are_no_programme() -> None:
    drafts = read(NEWS, on=date(2026, 5, 8), language="en").drafts
    assert not any(draft.event.date.is_timed for draft in drafts)


def test_the_month_of_an_issue_is_not_an_event() -> None:
    extraction = read(
        "Hronologija poseta\nLjubljana, jun 2024.\n\nBez događaja.", language="sr-Latn"
    )
    assert extraction.drafts == ()
    assert [item.text for item in extraction.refused] == ["jun 2024"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Планируется обсудить договоренности, достигнутые на встрече президентов 9 мая 2025 года.",
            Status.HELD,
        ),
        ("Форум состоялся 5 мая 2025 года.", Status.HELD),
        ("Форум планируется провести 5 мая 2026 года.", Status.PLANNED),
        ("Форум состоится 5 мая 2026 года.", Status.ANNOUNCED),
        ("Соглашение подписано 5 мая 2025 года.", Status.SIGNED),
        ("Соглашение вступило в силу 5 мая 2025 года.", Status.IN_FORCE),
        ("Форум, намеченный на 5 мая 2026 года, отменен.", Status.CANCELLED),
        ("Форум 5 мая 2026 года отменен.", Status.CANCELLED),
        ("Форум 5 мая 2026 года.", Status.PLANNED),
        ("Форум 5 мая 2025 года.", Status.HELD),
    ],
)
def test_the_words_around_a_date_determine_its_status(text: str, status: Status) -> None:
    (draft,) = read(text, language="ru").drafts
    assert draft.intended is status
    assert draft.event.status is Status.DRAFT


# -- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "План «Сербия 2027» выполняется.",
        "Работы завершат до конца 2026 года.",
        "Принята резолюция 1325 (2000), доля составила 92,4 %, каб. 1991, т. +7 (495) 12-08-19.",
        "Экспорт за 9 месяцев составил $3 млрд. 917 млн.",
        "Товарооборот в первом квартале 2025 года вырос, в 2024 году он составлял 702 млн евро.",
    ],
)
def test_what_is_not_an_event_gives_no_draft(text: str) -> None:
    assert read(text, language="ru").drafts == ()


def test_the_same_event_is_drafted_once() -> None:
    text = "1. Форум состоялся 5 мая 2025 года.\n\n2. Форум прошёл успешно 5 мая 2025 года."
    extraction = read(text)
    assert len(extraction.drafts) == 1
    assert [item.reason for item in extraction.refused] == ["already drafted in paragraph 1"]


def test_a_name_with_its_year_gives_way_to_the_days_beside_it() -> None:
    extraction = read("EXPO 2027 will run from 15 May to 15 August 2027.", language="en")
    assert [str(draft.event.date) for draft in extraction.drafts] == ["2027-05-15/2027-08-15"]
    assert [item.reason for item in extraction.refused] == [
        "less precise than another date of the same event"
    ]


def test_a_year_of_an_anniversary_is_drafted_once() -> None:
    text = "In the year of the 30th anniversary of diplomatic relations a stamp was issued."
    extraction = read(text, language="en")
    assert [(draft.rule, str(draft.event.date)) for draft in extraction.drafts] == [
        ("anniversary", "1996")
    ]


def test_a_language_that_is_not_read_is_refused_once() -> None:
    extraction = read("Qui venit die 5 Maii 2025.", language="la")
    assert extraction.drafts == ()
    assert [(item.text, item.code) for item in extraction.refused] == [
        ("", "language-not-read"),
        ("Maii 2025", "name"),
    ]


def test_dates_are_kept_on_which_the_languages_of_a_short_text_agree() -> None:
    text = "Kalendar\n\n7. listopada 2025. – Forum Adria\n14.10.2025 – Forum Balt\n"
    extraction = read(text)
    assert [str(draft.event.date) for draft in extraction.drafts] == ["2025-10-14"]
    assert [(item.code, item.reason) for item in extraction.refused] == [
        ("date-ambiguous", "it can be read in several ways: pl: 2025-11-07; hr: 2025-10-07")
    ]


def test_a_month_above_a_list_must_be_the_same_in_all_its_languages() -> None:
    extraction = read("LISTOPAD 2025\n\n7. – Forum Adria\n14. – Forum Balt\n")
    assert extraction.drafts == ()
    assert [item.code for item in extraction.refused] == ["date-ambiguous"] * 3


def test_figures_are_read_in_a_language_that_is_not_detected() -> None:
    extraction = read("12.04.2026 – Eurogroup\n13/04/2026 – Ecofin\n03/04/2026 – Forum\n")
    assert [str(draft.event.date) for draft in extraction.drafts] == [
        "2026-04-12", "2026-04-13", "2026-04-03",
    ]  # fmt: skip
    assert [item.code for item in extraction.refused] == ["language-not-read"]


def test_a_name_of_a_country_needs_its_capital() -> None:
    text = "Того же дня, 5 мая 2025 года, состоялся форум мали и чада."
    assert read(text, language="ru").drafts[0].event.parties == ()


def test_dates_without_a_year_need_the_day_of_the_document() -> None:
    text = "Форум пройдет 5 мая."
    assert [str(draft.event.date) for draft in read(text, language="ru").drafts] == ["2026-05-05"]
    without = read(text, on=None, language="ru")
    assert [draft.event.is_dated for draft in without.drafts] == [False]
    assert [item.text for item in without.refused] == ["5 мая"]


@pytest.mark.slow
def test_hostile_texts_end_in_time() -> None:
    for text in ("VIII " * 2_000, "5 мая " * 1_000, "«" * 5_000, "форум, " * 2_000):
        read(text + " 5 мая 2025 года", language="ru")


@pytest.mark.slow
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_twice_the_text_is_twice_the_work(
    gap: str, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    text = "VII форум состоялся 5 мая 2025 года, IX форум, который готовится, пройдёт в Астане."
    read(text, language="ru")
    small, large = (
        count_calls(lambda: read(gap.join([text] * times), language="ru"))  # noqa: B023
        for times in (100, 400)
    )
    assert large < small * 4.4


def test_bytes_cause_only_input_errors() -> None:
    for content in (b"\0" * 50, b"\xff" * 50, bytes(range(256))):
        with pytest.raises(InputError):
            documents.parse(content, "a.txt")


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.with_suffix(".expected").write_text(expected_of(path), encoding="utf-8")


FIGURES = [
    ("de", "Am 21.10. findet in Wien eine Konferenz statt.", "2026-10-21"),
    ("cs", "Konference proběhne dne 21.10. v Praze.", "2026-10-21"),
    ("sr-Latn", "Sastanak je održan dana 21.1. u Beogradu.", "2026-01-21"),
    # The same figures are a number if no word means "on".
    ("de", "Die Konferenz in Abschnitt 21.10. ist lang.", None),
    ("de", "Die Konferenz wuchs um 2.1. Punkte.", None),
]


@pytest.mark.parametrize(("language", "text", "day"), FIGURES)
def test_figures_behind_on_are_a_day(language: str, text: str, day: str | None) -> None:
    document = documents.parse(text.encode(), "paper.txt", language=language, on=date(2026, 4, 1))
    found = from_document(document).drafts
    assert [str(draft.event.date) for draft in found] == ([day] if day else [])


def test_a_day_in_apposition_is_the_same() -> None:
    text = (
        "Am 20. Oktober 2025 traf die Delegation den Rektor. Tags darauf, am 21.10., wurde ein "
        "Abkommen unterzeichnet."
    )
    document = documents.parse(text.encode(), "paper.txt", language="de", on=date(2025, 11, 1))
    days = [str(draft.event.date) for draft in from_document(document).drafts]
    assert days == ["2025-10-20", "2025-10-21"]


def test_an_article_begins_a_german_title() -> None:
    text = "Am 21. Oktober 2026 findet in Wien eine Konferenz statt."
    document = documents.parse(text.encode(), "paper.txt", language="de")
    assert [draft.title for draft in from_document(document).drafts] == ["Konferenz"]
