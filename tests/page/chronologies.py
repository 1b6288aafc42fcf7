"""Chronologies made for the page's tests: every precision and status, long ones, hostile ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from timeline import edtf
from timeline.events import (
    Anniversary,
    Calendar,
    Chronology,
    Event,
    NamedPlace,
    Source,
    Status,
    Text,
    Timeline,
    complete,
)
from timeline.phrases import Reading

LANGUAGES = ("en", "ru", "kk", "sr-Cyrl", "sr-Latn")


def text(**by_language: str) -> Text:
    return Text({tag.replace("_", "-"): words for tag, words in by_language.items()})


def when(notation: str, words: str | None = None) -> Reading:
    return Reading(words or notation, edtf.parse(notation))


def source(document: str, language: str = "en", **more: object) -> Source:
    number = sum(map(ord, document))
    return Source(
        document=document,
        publisher="Press service",
        url=f"https://example.org/{number}",
        language=language,
        published=edtf.Date(2024, 11, 20),
        accessed=date(2026, 11, 22),
        **more,  # type: ignore[arg-type]
    )


PLACES = {
    "astana": NamedPlace(
        name=text(en="Astana", ru="Астана", kk="Астана", sr_Cyrl="Астана", sr_Latn="Astana"),
        country="KZ",
        timezone="Asia/Almaty",
        coordinates=(51.13, 71.43),
    ),
    "belgrade": NamedPlace(
        name=text(en="Belgrade", ru="Белград", kk="Белград", sr_Cyrl="Београд", sr_Latn="Beograd"),
        country="RS",
        timezone="Europe/Belgrade",
        coordinates=(44.81, 20.46),
    ),
}


def _event(
    id: str, notation: str | None, title: Text | str, kind: str, status: Status, **more: object
) -> Event:
    titles = title if isinstance(title, Text) else text(und=title)
    return Event(
        id=id,
        title=titles,
        when=when(notation) if notation else None,
        kind=kind,
        status=status,
        **more,  # type: ignore[arg-type]
    )


def varied() -> Timeline:
    """One event of every precision, qualifier, status and peculiarity, in five languages."""
    events = (
        _event(
            "relations-1996", "1996-12-10",
            text(en="Diplomatic relations established", ru="Установление дипломатических отношений",
                 kk="Дипломатиялық қатынастардың орнатылуы", sr_Cyrl="Успостављање дипломатских односа",
                 sr_Latn="Uspostavljanje diplomatskih odnosa"),
            "relations", Status.HELD, parties=("KZ", "RS"),
            anniversary=Anniversary(every=5, first=25), sources=(source("Protocol"),),
        ),
        _event(
            "visit-belgrade", "2024-11-18/2024-11-19",
            text(en="Official visit to Belgrade", ru="Официальный визит в Белград",
                 kk="Белградқа ресми сапар", sr_Cyrl="Званична посета Београду",
                 sr_Latn="Zvanična poseta Beogradu"),
            "visit", Status.HELD, place="belgrade", parties=("KZ", "RS"),
            sources=(
                source("Совместное заявление", "ru", paragraph="3",
                       when=when("2024-11", "в ноябре 2024 года"), quote="в Белград в ноябре 2024 года"),
                source("Report of the visit"),
            ),
        ),
        _event(
            "congress-8", "2025-09-17/2025-09-18",
            text(en="VIII Congress of Leaders of World and Traditional Religions",
                 ru="VIII Съезд лидеров мировых и традиционных религий",
                 kk="Әлемдік және дәстүрлі діндер лидерлерінің VIII съезі"),
            "congress", Status.HELD, place="astana", series="congress",
            venue=text(en="Palace of Independence"), parties=("KZ",),
            sources=(source("Programme", paragraph="16"),),
            description=text(en="Dialogue of religions, with a session of the Secretariat the day before."),
        ),
        _event("secretariat", "2025-09-16", text(en="Session of the Secretariat", ru="Заседание Секретариата"),
               "meeting", Status.HELD, place="astana", series="congress", part_of="congress-8", parties=("KZ",),
               sources=(source("Agenda"),)),
        _event("congress-9", "2028", text(en="IX Congress", ru="IX Съезд", kk="IX съезд"), "congress",
               Status.ANNOUNCED, place="astana", series="congress", parties=("KZ",), sources=(source("Announcement"),)),
        _event("summit", "2026-04-22/2026-04-24",
               text(en="Regional Ecological Summit", ru="Региональный экологический саммит",
                    kk="Өңірлік экологиялық саммит"), "summit", Status.PLANNED, place="astana",
               parties=("KZ", "un"), sources=(source("Совместное заявление, пункт 18", "ru", paragraph="18"),)),
        _event("expo", "2027-05-15/2027-08-15",
               text(en="EXPO 2027 Belgrade", ru="ЭКСПО-2027 в Белграде", kk="ЭКСПО-2027 көрмесі",
                    sr_Cyrl="ЕКСПО 2027", sr_Latn="EXPO 2027"), "exhibition", Status.CONFIRMED,
               place="belgrade", parties=("RS",), sources=(source("Bureau's page"),)),
        _event("talks-month", "2025-05", text(en="Talks on air services", ru="Переговоры об авиасообщении"),
               "meeting", Status.HELD, place="astana", parties=("KZ", "RS"), sources=(source("Note"),)),
        _event("season", "2026-21", text(en="Days of culture", ru="Дни культуры"), "culture", Status.PLANNED,
               place="belgrade", parties=("KZ", "RS"), sources=(source("Plan"),)),
        _event("quarter", "2026-36", text(en="Business council", ru="Деловой совет"), "meeting",
               Status.ANNOUNCED, parties=("KZ", "RS"), sources=(source("Plan of work"),)),
        _event("half", "2027-40", text(en="Opening of the consulate", ru="Открытие консульства"), "institution",
               Status.ANNOUNCED, place="belgrade", parties=("KZ",), sources=(source("Interview"),)),
        _event("decade", "201X", text(en="First talks on trade", ru="Первые переговоры о торговле"), "agreement",
               Status.HELD, parties=("KZ", "RS"), sources=(source("Memoir"),)),
        _event("about", "2026-03-15~", text(en="Round of consultations", ru="Раунд консультаций"), "meeting",
               Status.HELD, place="astana", parties=("KZ", "RS"), sources=(source("Report"),)),
        _event("unsure", "2026-05-12?/2026-05-14?", text(en="Delegation of historians", ru="Делегация историков"),
               "visit", Status.PLANNED, place="belgrade", parties=("KZ",), sources=(source("Letter"),)),
        _event("both", "2026-08%", text(en="Joint exhibition", ru="Совместная выставка"), "exhibition",
               Status.PLANNED, place="astana", parties=("KZ", "RS"), sources=(source("Letter of intent"),)),
        _event("open-end", "2025-11-03/..",
               text(en="Direct flights Astana–Belgrade", ru="Прямые рейсы Астана – Белград"), "transport",
               Status.HELD, parties=("KZ", "RS"), sources=(source("Timetable"),)),
        _event("unknown-end", "2024-06-01/", text(en="Restoration of the memorial", ru="Реставрация памятника"),
               "culture", Status.HELD, place="belgrade", parties=("RS",), sources=(source("Contract"),)),
        _event("before", "[..2025-12]", text(en="Ratification", ru="Ратификация"), "agreement", Status.HELD,
               parties=("KZ",), sources=(source("Gazette"),)),
        _event("one-of", "[2026-06-10,2026-06-17]", text(en="Signing of the protocol", ru="Подписание протокола"),
               "signature", Status.PLANNED, parties=("KZ", "RS"), sources=(source("Draft agenda"),)),
        _event("all-of", "{2025-05-31,2025-06-02,2025-06-04}", text(en="Concerts", ru="Концерты"), "culture",
               Status.HELD, place="belgrade", parties=("RS",), sources=(source("Poster"),)),
        _event("coarse-range", "2024/2027", text(en="Programme “Leap into the Future”", ru="Программа «Прыжок в будущее»"),
               "programme", Status.HELD, place="belgrade", parties=("RS",), sources=(source("Plan 2027"),)),
        _event("timed", "2026-10-07T10:00/2026-10-07T12:30", text(en="Session by video link", ru="Заседание по видеосвязи"),
               "meeting", Status.HELD, place="astana", parties=("KZ", "un"), sources=(source("Invitation"),)),
        _event("cancelled", "2025-12-05", text(en="Trade fair", ru="Торговая ярмарка"), "exhibition", Status.CANCELLED,
               place="astana", parties=("KZ",), sources=(source("Notice"),)),
        _event("postponed", "2027-02-10/2027-02-11", text(en="Meeting of ministers", ru="Встреча министров"), "meeting",
               Status.POSTPONED, previously=when("2026-11-20"), place="belgrade", parties=("KZ", "RS"),
               sources=(source("Bulletin"),)),
        _event("disputed", "2025-08-03", text(en="Host country agreement", ru="Соглашение о месте пребывания"),
               "signature", Status.SIGNED, disputed=True, place="astana", parties=("KZ", "un"),
               sources=(source("Press release"), source("Another press release", when=when("2025-08-05", "on 5 August")))),
        _event("undated", None, text(en="Visit of the speaker", ru="Визит спикера"), "visit", Status.ANNOUNCED,
               parties=("RS",), sources=(source("Interview of the speaker"),)),
        _event("undated-2", None, text(en="Second undated meeting", ru="Встреча без даты"), "meeting",
               Status.ANNOUNCED, sources=()),
    )  # fmt: skip
    return complete(
        Chronology(
            calendar=Calendar(
                id="relations",
                title=text(en="Kazakhstan and Serbia: a chronology", ru="Казахстан и Сербия: хронология",
                           kk="Қазақстан мен Сербия: хронология", sr_Cyrl="Казахстан и Србија: хронологија",
                           sr_Latn="Kazahstan i Srbija: hronologija"),
                description=text(en="Visits, agreements and meetings, with their sources.",
                                 ru="Визиты, соглашения и встречи, с источниками."),
                languages=LANGUAGES,
                timezone="Asia/Almaty",
                until=2027,
            ),
            places=PLACES,
            parties={"un": text(en="United Nations", ru="ООН", kk="БҰҰ", sr_Cyrl="УН", sr_Latn="UN")},
            series={"congress": text(en="Congress of Leaders", ru="Съезд лидеров")},
            events=events,
        )
    )  # fmt: skip


def single(notation: str, title: Text | str = "Meeting") -> Timeline:
    """One event, in Astana's time."""
    event = _event("single", notation, title, "meeting", Status.PLANNED)
    calendar = Calendar(languages=("en",), timezone="Asia/Almaty")
    return complete(Chronology(calendar=calendar, events=(event,)))


def titled(titles: Iterable[str]) -> Timeline:
    """Events of one day with these titles, in this order."""
    events = tuple(
        _event(f"titled-{number:02}", "2026-04-22", title, "other", Status.HELD)
        for number, title in enumerate(titles)
    )
    return complete(Chronology(calendar=Calendar(languages=("en",)), events=events))


HOSTILE = (
    "<b>bold</b> & <i>italic</i>",
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<a href=\"javascript:document.title='owned'\">press</a>",
    "$50 million — $1 billion, $\\alpha$",
    "%{x} {{ 7 * 7 }} {% raw %} {n}",
    "&lt;b&gt; &amp; &#60;",
    "\u202eturned around\u202c",
    "many " * 100,
    "emoji 👩‍🚀 and e\u0301",
    "<!--",
    "`${document.title='owned'}`",
)


def hostile() -> Timeline:
    """Titles, places, sources and quotes that try to become something else."""
    events = tuple(
        Event(
            id=f"hostile-{number}",
            title=text(und=title),
            when=when(f"2025-{number + 1:02}-10"),
            kind="other",
            place="trap",
            description=text(und=title),
            aliases=(title,),
            sources=(
                Source(document=title, publisher=title, paragraph=title, quote=title,
                       url="javascript:document.title='owned'"),
            ),
        )
        for number, title in enumerate(HOSTILE)
    )  # fmt: skip
    return complete(
        Chronology(
            calendar=Calendar(title=text(und=HOSTILE[1]), description=text(und=HOSTILE[0])),
            places={"trap": NamedPlace(name=text(und=HOSTILE[2]))},
            events=events,
        )
    )


def many(count: int, per_year: int = 500) -> Timeline:
    """*count* events of one day or a few, spread evenly, in one language."""
    kinds = ("visit", "meeting", "summit", "signature", "exhibition", "statement")
    start = date(2026, 1, 1).toordinal() - count * 365 // per_year // 2
    events = []
    for number in range(count):
        first = date.fromordinal(start + number * 365 // per_year)
        last = date.fromordinal(first.toordinal() + number % 4)
        notation = str(first) if first == last else f"{first}/{last}"
        events.append(
            Event(
                id=f"e{number}",
                title=text(en=f"Meeting number {number} of the working group"),
                when=when(notation),
                kind=kinds[number % len(kinds)],
                status=Status.HELD,
                parties=("KZ", "RS"),
                sources=(
                    Source(document=f"Minutes {number}", url=f"https://example.org/{number}"),
                ),
            )
        )
    return complete(Chronology(calendar=Calendar(languages=("en",)), events=tuple(events)))


def arabic() -> Timeline:
    """Four events with titles in Arabic and English, on a page that opens in Arabic."""
    titles = {
        "first": ("2024-11-18/2024-11-19", "زيارة رسمية إلى بلغراد", "Official visit to Belgrade"),
        "second": ("2025-03", "اجتماع اللجنة الحكومية المشتركة", "Meeting of the joint commission"),
        "third": ("2025-09-17/2025-09-18", "مؤتمر زعماء الأديان", "Congress of religious leaders"),
        "last": ("2026-12-10~", "الذكرى الثلاثون للعلاقات", "Thirty years of relations"),
    }
    events = tuple(
        _event(
            event_id, notation, text(ar=arabic, en=english), "visit", Status.HELD, place="belgrade"
        )
        for event_id, (notation, arabic, english) in titles.items()
    )
    calendar = Calendar(
        title=text(ar="العلاقات بين كازاخستان وصربيا", en="Kazakhstan and Serbia"),
        languages=("ar", "en"),
    )
    return complete(Chronology(calendar=calendar, places=PLACES, events=events))
