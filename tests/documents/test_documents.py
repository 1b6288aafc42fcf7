"""Documents of four formats, made here byte by byte, and the expected results."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest

from timeline import documents, installing
from timeline.cli import main
from timeline.documents import Document, formats, identification
from timeline.documents.formats import html
from timeline.documents.formats import pdf as pdf_format
from timeline.errors import InputError

from .pdf_files import pdf_of

STATEMENT = """\
12 марта 2026 года, Бишкек

1. Стороны отметили итоги встречи министров в Бишкеке.

2. Стороны условились продолжать работу.
"""


def paragraphs(document: Document) -> list[tuple[str | None, str]]:
    return [(part.number, document.text[part.start : part.end]) for part in document.paragraphs]


def refusal(content: bytes, name: str = "file") -> str:
    with pytest.raises(InputError) as caught:
        documents.parse(content, name)
    (problem,) = caught.value.problems
    return str(problem)


# -- plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
)
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    document = documents.parse(STATEMENT.encode(encoding), "statement.txt")
    assert document.text == STATEMENT
    assert document.language == "ru"


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        ("Die Minister haben sich für das nächste Jahr in Köln verabredet.", "cp1252", "de"),
        (
            "Ministři se dohodli, že se příští rok setkají v Praze, a podepsali dohodu.",
            "cp1250",
            "cs",
        ),
        (
            "Bakanlar gelecek yıl İstanbul'da bir araya gelmek üzere anlaştı ve görüştü.",
            "cp1254",
            "tr",
        ),
    ],
)
def test_code_pages_are_distinguished_by_their_words(
    text: str, encoding: str, language: str
) -> None:
    document = documents.parse(text.encode(encoding), "note.txt")
    assert (document.text, document.language) == (text, language)


def test_offsets_are_those_of_the_file() -> None:
    text = "Первый абзац.\r\n\r\n  2. Второй абзац\r\n\tс табуляцией.\r\n"
    document = documents.parse(text.encode(), "note.txt")
    assert document.text == text
    assert paragraphs(document) == [
        (None, "Первый абзац."),
        ("2", "2. Второй абзац"),
        (None, "с табуляцией."),
    ]


def test_lines_that_a_margin_ended_are_one_paragraph() -> None:
    text = (
        "The two ministers welcomed the outcome of the visit and agreed to\n"
        "hold the next round of consultations in Belgrade in the spring of\n"
        "2027.\n"
        "(a) The first point concerns transport and the railways between\n"
        "the two capitals.\n"
    )
    assert [number for number, _ in paragraphs(documents.parse(text.encode(), "a.txt"))] == [
        None,
        "a",
    ]


def test_a_day_at_the_beginning_is_no_paragraph_number() -> None:
    text = "17. септембра 2025. године министри су се састали у Београду и потписали споразум.\n"
    assert paragraphs(documents.parse(text.encode(), "vest.txt"))[0][0] is None


@pytest.mark.parametrize(
    ("text", "name", "day", "where"),
    [
        ("date 2026-02-28 Photo: press\n\nThe sides met in the city.", "a.txt", date(2026, 2, 28), "first lines"),
        ("Бишкек, 12 марта 2026 года\n\nСтороны встретились в городе.", "a.txt", date(2026, 3, 12), "first lines"),
        ("The sides met and agreed.\n\n" * 9 + "Done at Astana, 3 May 2024\n", "a.txt", date(2024, 5, 3), "last lines"),
        ("The sides met and agreed on the plan.", "note_2024-05-03.txt", date(2024, 5, 3), "file name"),
        ("Rome, 15 March 44 BC\n\nThe sides met in the city.", "a.txt", None, ""),
        ("-0044-03-15\n\nDone at Astana, 3 May 2024", "a.txt", date(2024, 5, 3), "first lines"),
        ("Chronology\n\nPrepared on 3 May 2024\n\n13 May 1992 – Relations are established in Rome.", "a.txt", date(2024, 5, 3), "first lines"),
        ("Chronology\n\n13 May 1992 – Relations are established in Rome.", "a.txt", None, ""),
        ("0001-01-01\n\nThe sides met in the city.", "0001-01-01.txt", None, ""),
        ("The plan of 2024-13-45 was agreed on by the sides.", "a.txt", None, ""),
        ("The sides met on 3 May 2024 and agreed on the plan for the years to come, " * 3, "a.txt", None, ""),
    ],
)  # fmt: skip
def test_a_document_dates_itself(text: str, name: str, day: date | None, where: str) -> None:
    document = documents.parse(text.encode(), name)
    assert (document.date, document.dated_by) == (day, where)
    given = documents.parse(text.encode(), name, on=date(2025, 1, 2))
    assert (given.date, given.dated_by) == (date(2025, 1, 2), "given")


def test_what_is_given_takes_precedence_over_what_is_detected(tmp_path: Path) -> None:
    file = tmp_path / "statement.txt"
    file.write_text(STATEMENT, encoding="utf-8")
    document = documents.read_document(file, language="kk", on=date(2020, 1, 2), title="Note")
    assert (document.language, document.date, document.title) == ("kk", date(2020, 1, 2), "Note")


def test_the_script_of_a_given_language_is_found() -> None:
    latin = "Ministri će se ponovo sastati u Beogradu krajem godine."
    assert documents.parse(latin.encode(), "a.txt", language="sr").language == "sr-Latn"


# -- languages -----------------------------------------------------------------------------------

SENTENCES = {
    "en": "The ministers will meet again at the end of the year.",
    "ru": "Министры встретятся вновь в конце года.",
    "kk": "Министрлер жыл соңында қайта кездесуге келісті және құжатқа қол қойды.",
    "sr-Cyrl": "Министри ће се поново састати у Београду крајем године.",
    "sr-Latn": "Ministri će se ponovo sastati u Beogradu krajem godine.",
    "uk": "Міністри зустрінуться знову наприкінці року.",
    "uz-Latn": "Vazirlar yil oxirida yana uchrashishga kelishib oldilar va hujjat imzolandi.",
    "uz-Cyrl": "Вазирлар йил охирида яна учрашишга келишиб олдилар ва ҳужжат имзоланди.",
    "ky": "Министрлер жылдын аягында кайра жолугушууга макул болушту жана документке кол коюлду.",
    "az": "Nazirlər ilin sonunda yenidən görüşmək barədə razılığa gəliblər və sənəd imzalanıb.",
    "tr": "Bakanlar yıl sonunda yeniden görüşmek üzere anlaştı ve bir belge imzaladı.",
    "fr": "Les ministres se retrouveront à la fin de l'année dans la capitale.",
    "de": "Die Minister werden sich am Ende des Jahres wieder treffen.",
    "es": "Los ministros se reunirán de nuevo a finales de año en la capital.",
    "it": "I ministri si incontreranno di nuovo alla fine dell'anno nella capitale.",
    "pt": "Os ministros voltarão a reunir-se no final do ano e não haverá mais encontros.",
    "pl": "Ministrowie spotkają się ponownie pod koniec roku w stolicy.",
    "cs": "Ministři se znovu setkají na konci roku v hlavním městě.",
    "bg": "Министрите ще се срещнат отново в края на годината.",
    "be": "Міністры сустрэнуцца зноў у канцы года ў сталіцы.",
    "tg": "Вазирон дар охири сол бори дигар вохӯрӣ хоҳанд кард.",
    "fa": "وزیران در پایان سال دوباره با یکدیگر دیدار خواهند کرد.",
    "ar": "سيجتمع الوزراء مرة أخرى في نهاية العام.",
    "zh": "部长们将于年底再次会晤。",
    "hr": "Ministri će se ponovno sastati tijekom jeseni u Zagrebu, nakon dvaju sastanaka.",
    "bs": "Ministri će se ponovo sastati u Sarajevu prije kraja godine, gdje će razgovarati.",
    "sl": "Ministri se bodo znova srečali konec leta v glavnem mestu.",
    "mk": "Министрите ќе се сретнат повторно кон крајот на годината.",
    "ro": "Miniștrii se vor întâlni din nou la sfârșitul anului în capitală.",
    "nl": "De ministers zullen elkaar aan het eind van het jaar weer ontmoeten.",
    "hu": "A miniszterek az év végén ismét találkoznak, és aláírják az egyezményt.",
    "el": "Οι υπουργοί θα συναντηθούν ξανά στο τέλος του έτους.",
    "hy": "Նախարարները կրկին կհանդիպեն տարեվերջին և կստորագրեն համաձայնագիրը։",
    "ka": "მინისტრები წლის ბოლოს კვლავ შეხვდებიან და ხელს მოაწერენ შეთანხმებას.",
    "mn": "Сайд нар оны эцэст дахин уулзаж, хэлэлцээрт гарын үсэг зурахаар болсон нь энэ юм.",
    "ja": "閣僚は年末に再び会談し、共同声明に署名する予定である。",
    "ko": "장관들은 연말에 다시 만나 공동성명에 서명할 예정이다.",
    "he": "השרים ייפגשו שוב בסוף השנה ויחתמו על ההסכם.",
    "th": "รัฐมนตรีจะพบกันอีกครั้งในปลายปีนี้ที่กรุงเทพฯ",
    "kk-Latn": "Ministrler jyl soñynda qaita kezdesuge kelıstı jäne qūjatqa qol qoidy.",
}


def test_every_language_has_a_sentence_here() -> None:
    assert set(SENTENCES) == set(identification.languages())


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_enough_to_detect_its_language(language: str) -> None:
    assert identification.identify(SENTENCES[language]) == language


SHORT = [
    ("12 March 2026 – Eurogroup\n13 March 2026 – Ecofin", ("en",)),
    ("7. listopada 2025. – Sjednica povjerenstva\n20. studenoga 2025. – Forum", ("hr",)),
    ("7 listopada 2025 – Posiedzenie w Warszawie\n20 listopada 2025 – Forum", ("pl",)),
    ("7. listopada 2025. – Forum\n14. listopada 2025. – Forum", ("pl", "hr")),
    ("17. septembra 2025. – Forum\n20. septembra 2025. – Forum", ("sr-Latn", "sl")),
    ("17. rujna – Forum", ("hr",)),
    ("7 octombrie 2025 – Forum\nmiercuri – Forum", ("ro",)),
    ("woensdag 7 oktober 2026\nForum", ("nl",)),
    ("2026. október 7., szerda\nForum", ("hu",)),
    ("2026年10月7日（水）　会議\n10月8日　フォーラム", ("ja",)),
    ("2026年10月7日 星期三\n10月8日 会议", ("zh",)),
    ("2026년 10월 7일(수) 회의\n10월 8일 포럼", ("ko",)),
    ("יום רביעי, 7 באוקטובר 2026\nForum", ("he",)),
    ("7 ต.ค. 2569\nForum", ("th",)),
    ("7 ΟΚΤΩΒΡΙΟΥ 2025\nForum", ("el",)),
    ("7 октомври 2025 – Форум\nсреда – Форум", ("mk",)),
    ("12.03.2026 – Eurogroup", ("und",)),
    ("", ("und",)),
]


@pytest.mark.parametrize(("text", "languages"), SHORT)
def test_two_lines_give_the_languages_that_they_may_be_in(
    text: str, languages: tuple[str, ...]
) -> None:
    assert identification.candidates(text) == languages


def test_a_declared_language_decides_between_those_of_a_short_text() -> None:
    text = "7. listopada 2025. – Forum\n14. listopada 2025. – Forum"
    assert identification.candidates(text, "hr") == ("hr",)
    assert identification.candidates(text, "fr") == ("pl", "hr")


def test_a_text_of_some_length_is_in_one_language() -> None:
    text = "Forum, 17. septembra 2025. " * identification.SHORT
    assert len(identification.candidates(text)) == 1


def test_a_day_on_which_the_languages_of_a_text_disagree_is_not_its_own() -> None:
    text = "Zagreb, 7. listopada 2025.\n\nForum Adria"
    assert documents.parse(text.encode(), "a.txt", language="hr").date == date(2025, 10, 7)
    assert documents.parse(text.encode(), "a.txt").date is None


@pytest.mark.parametrize("days", ["5. – 9. října 2026", "5. - 9. října 2026"])
def test_the_last_of_some_days_is_not_the_day_of_a_document(days: str) -> None:
    text = f"Očekávané události\n{days}\n\nJednání vlád v Brně: 6. října 2026\n"
    assert documents.parse(text.encode(), "a.txt", language="cs").date is None


def test_the_text_outweighs_its_declaration() -> None:
    assert identification.identify(SENTENCES["kk"], "ru") == "kk"
    assert identification.identify("2026", "fr") == "fr"
    assert identification.identify("2026") == "und"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("events.md", "Chronology\n\n5 May 2025 – Official visit of the Minister of Trade", "events"),
        ("events.txt", "Chronology\n\n5 May 2025: Official visit of the Minister", "events"),
        ("events.txt", "Events\n\nChronology of the year 2025\n\n5 May: Visit",
         "Chronology of the year 2025"),
    ],
)  # fmt: skip
def test_an_entry_of_a_list_is_no_headline(name: str, text: str, title: str) -> None:
    assert documents.parse(text.encode(), name, language="en").title == title


# -- HTML ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ПРОТОКОЛ\n\nдевятого заседания комиссии\n\nг. Ташкент, 14 мая 2026 года\n\nЗаседание открыто.",
         "ПРОТОКОЛ девятого заседания комиссии"),
        ("JOINT STATEMENT\n\nTbilisi, 19 May 2026\n\nThe talks were held.", "JOINT STATEMENT"),
    ],
)  # fmt: skip
def test_a_headline_continues_in_small_letters(text: str, title: str, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(text, encoding="utf-8")
    assert documents.read_document(file).title == title


PAGE = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Новости | Портал</title>
<meta property="article:published_time" content="2026-03-12T09:00:00+06:00">
<script>var shown = "1 мая 2020 года";</script></head><body>
<nav><a href="/">Главная</a> <span>22 ноября 2031 года</span></nav>
<aside><h3>Читайте также</h3><ul><li><a href="/x">Визит 3 марта 2021 года</a></li></ul></aside>
<main><article><h1>Итоги встречи министров</h1>
<p>Министры провели переговоры и приняли совместное заявление, сообщает пресс-служба.</p>
<ol><li>Стороны отметили итоги визита, который состоялся в ноябре 2024 года, и поблагодарили хозяев.</li>
<li>Стороны приветствовали открытие выставки 17 сентября 2025 года<sup>1</sup> в столице страны.</li></ol>
<p>Стороны выразили<br>взаимную признательность за состоявшийся разговор.</p></article></main>
<footer>© 2031 Портал. Телефон +7 (495) 12-08-19</footer></body></html>"""


def test_only_the_article_of_a_page_is_read() -> None:
    document = documents.parse(PAGE.encode(), "page")
    assert document.date == date(2026, 3, 12)
    assert document.title == "Итоги встречи министров"
    for noise in ("2020", "2021", "2031", "12-08-19"):
        assert noise not in document.text
    numbers = [number for number, text in paragraphs(document) if "Стороны" in text]
    assert numbers == ["1", "2", None]
    assert "17 сентября 2025 года в столице" in document.text


def test_the_encoding_of_a_page_is_the_one_it_declares() -> None:
    content = PAGE.replace("utf-8", "windows-1251").encode("cp1251")
    assert "совместное заявление" in documents.parse(content, "page.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>Сообщение</h1><p>Форум пройдет 5 мая.</p></body></html>",
        "<p>Форум пройдет 5 мая.</p>",
        "<html><body><p>Форум &#1;&#xFFFE;пройдет\0 5 мая.</p></body></html>",
        "<!DOCTYPE html [<!ENTITY a 'b'>]><html><body><p>Форум пройдет 5 мая.</p></body></html>",
    ],
)
def test_a_short_or_broken_page_is_read_too(page: str) -> None:
    assert "Форум пройдет 5 мая." in documents.parse(page.encode(), "page.html").text


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "text" + "</div>" * 20_000,
        "<html><body><p" + " a" * 50_000,
        "<html>" + "<title" * 30_000,
        "<html>" + "<meta " * 30_000,
        "<!---->" * 2_000 + "<p",
    ],
)
def test_a_hostile_page_ends_in_time(page: str) -> None:
    assert "a.html" in refusal(page.encode(), "a.html")


def test_a_page_without_an_article_is_refused() -> None:
    assert "no article" in refusal(b"<!doctype html><html><body></body></html>")


# -- DOCX ----------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="M"><w:basedOn w:val="L"/></w:style></w:styles>"""
CORE = """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2026-03-13T05:00:00Z</dcterms:created>
</cp:coreProperties>"""


def docx(body: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            folder = "docProps" if name == "core" else "word"
            archive.writestr(f"{folder}/{name}.xml", content)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_that_word_counts_are_given() -> None:
    in_list = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="2"/></w:numPr>'
    body = (
        p("О встрече министров", '<w:pStyle w:val="T"/>')
        + p("Стороны встретились.", '<w:pStyle w:val="M"/>')
        + p("Первый пункт.", in_list.format(1))
        + p("Второй пункт.", in_list.format(1))
        + p("Стороны условились.", in_list.format(0))
        + p("Вне списка.", '<w:pStyle w:val="M"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    content = docx(body, numbering=NUMBERING, styles=STYLES, core=CORE)
    document = documents.parse(content, "statement.docx")
    assert document.title == "О встрече министров"
    assert document.date == date(2026, 3, 13)
    assert document.dated_by == "file properties"
    assert paragraphs(document)[1:] == [
        ("4", "Стороны встретились."),
        ("4.a", "Первый пункт."),
        ("4.b", "Второй пункт."),
        ("5", "Стороны условились."),
        (None, "Вне списка."),
    ]


def test_deleted_text_is_left_out_and_a_row_is_one_paragraph() -> None:
    body = (
        "<w:p><w:r><w:t>5 мая </w:t></w:r><w:del><w:r><w:delText>2025</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>2026 года</w:t></w:r></w:ins></w:p>"
        f"<w:tbl><w:tr><w:tc>{p('6 мая')}</w:tc><w:tc>{p('Открытие')}{p('выставки')}</w:tc></w:tr></w:tbl>"
    )
    footnotes = (
        f"<w:footnotes {W}><w:footnote>{p('Перенесено с 4 мая.')}</w:footnote></w:footnotes>"
    )
    assert paragraphs(documents.parse(docx(body, footnotes=footnotes), "a.docx")) == [
        (None, "5 мая 2026 года"),
        (None, "6 мая\tОткрытие выставки"),
        (None, "Перенесено с 4 мая."),
    ]


# -- PDF -----------------------------------------------------------------------------------------


def pdf(*pages: list[str]) -> bytes:
    """A PDF of Latin text, one line below the other."""
    return pdf_of(
        b"BT /F1 10 Tf 14 TL 50 800 Td "
        + b"".join(b"(%s) Tj T* " % line.encode("latin-1") for line in lines)
        + b"ET"
        for lines in pages
    )


def test_lines_of_a_pdf_become_paragraphs_without_page_numbers() -> None:
    pages = [
        [
            "Ministry, communique",
            "Volume 4, October 2025",
            "1. The ministers welcomed the official visit to Belgrade of Novem-",
            "ber 2024 and agreed to meet.",
            "2. The next round will take place in",
            "- 1 -",
        ],
        ["Ministry, communique", "Volume 4, October 2025", "the spring of 2027.", "- 2 -"],
        [
            "Ministry, communique",
            "Volume 4, October 2025",
            "3. The ministers thanked the hosts.",
            "- 3 -",
        ],
    ]
    assert paragraphs(documents.parse(pdf(*pages), "a.pdf")) == [
        ("1", "1. The ministers welcomed the official visit to Belgrade of November 2024 and agreed to meet."),
        ("2", "2. The next round will take place in the spring of 2027."),
        ("3", "3. The ministers thanked the hosts."),
    ]  # fmt: skip


def ruled(*rows: tuple[str, ...]) -> bytes:
    """A PDF with a table whose rows have boxes around their cells, below a line of text."""
    drawn = [b"BT /F1 10 Tf 50 800 Td (Calendar of events) Tj ET"]
    for place, cells in enumerate(rows):
        height = 760 - 20 * place
        for left, cell in zip((50, 150, 250), cells, strict=True):
            drawn.append(b"%d %d 100 20 re S" % (left, height))
            drawn.append(
                b"BT /F1 10 Tf %d %d Td (%s) Tj ET" % (left + 5, height + 5, cell.encode("latin-1"))
            )
    return pdf_of([b"\n".join(drawn)])


def test_rows_of_a_ruled_table_are_rows() -> None:
    table = (
        ("Date", "Place", "Event"),
        ("12 May 2026", "Vienna", "Consultations"),
        ("14 May 2026", "", "Opening"),
    )
    document = documents.parse(ruled(*table), "a.pdf")
    texts = [document.text[block.start : block.end] for block in document.paragraphs]
    assert texts == [
        "Calendar of events",
        "Date\tPlace\tEvent",
        "12 May 2026\tVienna\tConsultations",
        "14 May 2026\tOpening",
    ]
    assert [len(block.cells) for block in document.paragraphs] == [0, 3, 3, 3]


def test_columns_of_a_pdf_are_as_wide_as_most_of_its_lines() -> None:
    lines = [
        "Chronicle of relations in the year",
        "Belgrade, 31 October 2025",
        "1. The fair of farming in",
        "Nis was visited by many from",
        "Kostanay and from the Chambers of",
        "Trade.",
        "2. The library met with the",
        "Archive.",
    ]
    assert paragraphs(documents.parse(pdf(lines), "a.pdf")) == [
        (None, "Chronicle of relations in the year"),
        (None, "Belgrade, 31 October 2025"),
        ("1", "1. The fair of farming in Nis was visited by many from Kostanay and from the Chambers of Trade."),
        ("2", "2. The library met with the Archive."),
    ]  # fmt: skip


def test_the_dateline_of_a_pdf_is_a_line_of_its_own() -> None:
    lines = [
        "PROTOCOL of the ninth session of the Intergovernmental Commission for",
        "trade and economic cooperation",
        "town of Zemun, 14 May 2026",
        "The session was held from 13 to 14 May 2026 in the town of Zemun, under",
        "the chairmanship of the two ministers, who welcomed the delegations.",
        "1. On trade. The sides noted that turnover had grown, and agreed to go on",
        "with the work on the road map.",
    ]
    document = documents.parse(pdf(lines), "a.pdf")
    assert (document.date, document.dated_by) == (date(2026, 5, 14), "first lines")
    assert [text[:16] for _, text in paragraphs(document)] == [
        "PROTOCOL of the ", "town of Zemun, 1", "The session was ", "1. On trade. The",
    ]  # fmt: skip


def test_an_abbreviated_town_is_no_number_of_a_paragraph() -> None:
    document = documents.parse(
        "г. Ташкент, 14 мая 2026 года\n\nа) первое\n\nБ. Второе".encode(), "a.txt"
    )
    assert [number for number, _ in paragraphs(document)] == [None, "а", "Б"]


@pytest.mark.parametrize(
    ("library", "content"), [("trafilatura", b"<html><body><p>Text</p></body></html>"), ("pypdf", pdf(["Text"]))]
)  # fmt: skip
def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    library: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError) as caught:
        documents.parse(content, "a")
    (problem,) = caught.value.problems
    assert problem.hint == installing.command("documents")


# -- hostile and damaged --------------------------------------------------------------------------


def bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(f"<w:document {W}>".encode())
        for _ in range(100):
            part.write(b"<w:p/>" * 200_000)
    return buffer.getvalue()


BILLION_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def packed(content: bytes, method: int) -> bytes:
    """The same archive, with its files packed in another way."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(buffer, "w", method) as other,
    ):
        for name in archive.namelist():
            other.writestr(name, archive.read(name))
    return buffer.getvalue()


def numbered(pattern: str) -> bytes:
    """A document with one numbered paragraph, the 1,111th of its list."""
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        f'<w:start w:val="1111"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    return docx(p("Text", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=numbering)


def raw_docx(document: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "no text"),
        (b"\x00\x01\x02\x03" * 100, "the file is not text"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "this archive is not"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (docx(p("Text"))[:-30], "damaged"),
        (raw_docx("<w:document"), "damaged"),
        (raw_docx(BILLION_LAUGHS), "declares a document type"),
        (raw_docx("<a>" * 300 + "</a>" * 300), "nested deeper"),
        (bomb(), "unpacks to more than"),
        (packed(docx(p("Text")), zipfile.ZIP_BZIP2), "neither stored nor deflated"),
        (packed(docx(p("Text")), zipfile.ZIP_LZMA), "neither stored nor deflated"),
        (docx(p("Text" * 4_000_000)), "unpacks to more than"),
        (numbered("x" * 1_000), "a pattern of 1,000 characters"),
        (numbered("%1" * 90), "a number of more than 200 characters"),
        (b"%PDF-1.7\nnothing", "PDF is damaged"),
        (pdf(["Text"])[:200], "PDF is damaged"),
        (pdf([]), "only pictures"),
        (pdf(*[["Text"]] * (pdf_format.MOST_PAGES + 1)), "more than 2,000 pages"),
        (b"\xff\xfea", "is incomplete"),
    ],
)
def test_a_hopeless_file_is_refused_with_one_problem(content: bytes, fact: str) -> None:
    assert fact in refusal(content)


def busy(operations: int) -> bytes:
    """A PDF of a few kilobytes whose page has that many operations."""
    stream = zlib.compress(
        b"BT /F1 10 Tf " + b"(On 3 May 2026 the sides met.) Tj " * operations + b" ET"
    )
    return pdf_of([stream], b"/Filter/FlateDecode")


@pytest.mark.parametrize(
    ("limits", "fact"),
    [
        ({"SECONDS": 1}, "more than 1 s"),
        ({"MEMORY": 20_000_000}, "too much memory"),
    ],
)
def test_a_pdf_that_takes_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], fact: str
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(documents.confined, name, value)
    content = busy(250_000)
    assert len(content) < 64 * 1024
    assert fact in refusal(content)


def test_a_text_of_a_pdf_that_is_too_long_is_refused_not_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = pdf(["The sides met."], ["They agreed."])
    # In this process, so that the limit can be changed.
    monkeypatch.setattr(documents.confined, "call", lambda reader, given, *_: reader(given))
    monkeypatch.setattr(pdf_format, "LARGEST_TEXT", 20)
    assert "the text is too long" in refusal(content)
    monkeypatch.setattr(pdf_format, "LARGEST_TEXT", 26)
    assert documents.parse(content, "a.pdf").text.endswith("They agreed.")


def test_a_missing_file_is_a_problem_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        documents.read_document(tmp_path / "none.txt")


def test_a_text_cut_inside_its_last_letter_is_read() -> None:
    assert (
        documents.parse("Стороны встретились".encode()[:-1], "a.txt").text == "Стороны встретилис"
    )


CALENDAR = """<html lang="en"><body><main><article><h1>Calendar</h1>
<p>The meetings below are open to accredited journalists only.</p>
<h2>January 2027</h2>
<table><tr><th>Date</th><th>Place</th><th>Meeting</th></tr>
<tr><td>12</td><td></td><td>Informal meeting of ministers</td></tr></table>
<ul><li>3 February: Council<ul><li>opening at ten</li></ul></li></ul>
<dl><dt>09:00</dt><dd>Signing of the protocol</dd></dl>
<p>10:00 Arrival<br>11:30 Talks</p></article></main></body></html>"""


def test_a_large_page_that_a_parser_cannot_manage_is_refused_in_time() -> None:
    page = b"<html><body>" + b"<p>x " * 400_000
    assert len(page) > html.SMALL_PAGE
    with pytest.raises(InputError) as caught:
        documents.parse(page, "page.html")
    assert caught.value.problems[0].hint == "save it as plain text"


def test_a_large_page_is_read_as_a_small_one_is() -> None:
    lines = [
        f"<p>Visit number {number} was reported by the press service.</p>" for number in range(3000)
    ]
    page = f"<html><body><h1>Visits</h1>{''.join(lines)}"
    assert len(page) > html.SMALL_PAGE
    small = documents.parse(page[: page.index(lines[20])].encode(), "page.html").text
    assert len(small) > 500
    assert documents.parse(page.encode(), "page.html").text.startswith(small)


def test_a_page_is_headings_items_rows_and_lines() -> None:
    document = documents.parse(CALENDAR.encode(), "page.html")
    shapes = [
        (str(part.kind), part.level, [document.text[slice(*cell)] for cell in part.cells])
        for part in document.paragraphs
    ]
    assert shapes == [
        ("heading", 1, []),
        ("text", 0, []),
        ("heading", 2, []),
        ("row", 0, ["Date", "Place", "Meeting"]),
        ("row", 0, ["12", "", "Informal meeting of ministers"]),
        ("item", 1, []),
        ("item", 2, []),
        ("row", 0, ["09:00", "Signing of the protocol"]),
        ("text", 0, []),
        ("text", 0, []),
    ]
    assert [document.text[p.start : p.end] for p in document.paragraphs][-2:] == [
        "10:00 Arrival",
        "11:30 Talks",
    ]


def test_a_text_is_items_rows_and_lines() -> None:
    text = "Calendar\n\n- first item\n  - below it\n12 May | Rome | Talks\n1992: recognition\n1998: embassy"
    document = documents.parse(text.encode(), "calendar.txt")
    shapes = [(str(p.kind), p.level, len(p.cells)) for p in document.paragraphs]
    assert shapes == [
        ("text", 0, 0), ("item", 1, 0), ("item", 2, 0), ("row", 0, 3), ("text", 0, 0), ("text", 0, 0),
    ]  # fmt: skip


def test_the_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", "--help"])
    assert f"Draft events from documents: {formats.listed()}." in capsys.readouterr().out


def test_a_day_in_both_styles_is_not_the_day_of_the_document() -> None:
    text = "The treaty was signed in Constantinople on 12/24 April 1877.\nIt has 29 articles.\n"
    assert documents.parse(text.encode(), "paper.txt", language="en").date is None
