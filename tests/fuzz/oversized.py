"""Inputs that ask for much more work or memory than their size, for every command and format."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from tests.documents.pdf_files import file_of, pdf_of

KIB = 1024

LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id"
    " is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms nb nl"
)


def repeated(piece: str, head: str = "", foot: str = "") -> Callable[[int], bytes]:
    """*piece* as often as it fits between *head* and *foot*; ``{n}`` in it counts."""

    def content(size: int) -> bytes:
        left = size - len(head.encode()) - len(foot.encode())
        each = len(piece.replace("{n}", "12345").encode())
        return (
            head + "".join(piece.replace("{n}", str(n)) for n in range(left // each)) + foot
        ).encode()

    return content


def nested(opening: str, closing: str = "", head: str = "") -> Callable[[int], bytes]:
    """*opening* again and again, then *closing* as often."""

    def content(size: int) -> bytes:
        count = (size - len(head)) // len(opening + closing)
        return (head + opening * count + closing * count).encode()

    return content


def archive(**parts: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A ZIP file with *parts*, each of which unfolds to as many times its size as deflate can.

    A part called "mimetype" is stored, as OpenDocument has it.
    """

    def content(size: int) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
            for name, part in parts.items():
                method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                file.writestr(name, part(size), method)
        return buffer.getvalue()

    return content


# -- chronologies --------------------------------------------------------------------------------

EVERY_LANGUAGE = f"calendar: {{languages: [{', '.join(LANGUAGES.split())}]}}\nevents:\n"
SET = ",".join(f"{year}-{year % 12 + 1:02}" for year in range(1000, 2240))
SOURCES = "events:\n- id: a\n  title: A\n  disputed: true\n  sources:\n"

CHRONOLOGIES = {
    "empty events": repeated("- {}\n", "events:\n"),
    "tiny events": repeated("- {id: e{n}, title: A}\n", "events:\n"),
    "days": repeated("- {id: e{n}, title: A, when: 2024-11-18}\n", "events:\n"),
    "times": repeated("- {id: e{n}, title: A, when: 2024-11-18T10:00+01:00}\n", "events:\n"),
    "days in 50 languages": repeated("- {id: e{n}, title: A, when: 2024-11-18}\n", EVERY_LANGUAGE),
    "undated in 50 languages": repeated("- {id: e{n}, title: A}\n", EVERY_LANGUAGE),
    "sets": repeated(f"- {{id: e{{n}}, title: A, when: '{{{SET}}}'}}\n", "events:\n"),
    "sets in 50 languages": repeated(f"- {{id: e{{n}}, title: A, when: '{{{SET}}}'}}\n", EVERY_LANGUAGE),
    "claims of sets": repeated(f"  - {{document: D, when: '[{SET}]'}}\n", SOURCES),
    "anniversaries": repeated("- {id: e{n}, title: A, when: 1800, anniversary: {until: 2299}}\n", "events:\n"),
    "words": repeated("- {id: e{n}, title: A, when: 17–18 сентября 2025 года}\n", "events:\n"),
    "words that are none": repeated("- {id: e{n}, title: A, when: c {n} по 2 мая или}\n", "events:\n"),
    "one title": repeated("a ", "events:\n- {id: a, title: ", "}\n"),
    "brackets": nested("[", "]", "events: "),
    "parties": repeated("a{n}, ", "events:\n- {id: a, title: A, parties: [", "b]}\n"),
    "places": repeated("  a{n}: {name: A}\n", "events: []\nplaces:\n"),
}  # fmt: skip
YAML_COMMANDS = {
    "check": ("check", "{}"),
    "build": ("build", "{}", "-o", "{}.out"),
    "list": ("list", "{}"),
    "diff": ("diff", "{}", "--published", "{}.none"),
    "report": ("check", "--output-format", "sarif", "{}"),
}

# -- calendars -----------------------------------------------------------------------------------

EVENT = "BEGIN:VEVENT\r\nUID:a{n}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260503\r\n"
CALENDARS = {
    "empty properties": repeated("A:\r\n", "BEGIN:VCALENDAR\r\n"),
    "empty properties outside": repeated("A:\r\n"),
    "events": repeated(f"{EVENT}SUMMARY:A\r\nEND:VEVENT\r\n", "BEGIN:VCALENDAR\r\n"),
    "empty events": repeated("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "BEGIN:VCALENDAR\r\n"),
    "nested components": repeated("BEGIN:A\r\n", "BEGIN:VCALENDAR\r\n"),
    "parameters": repeated(";A=", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX", ":\r\n"),
    "values of a parameter": repeated(",a", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX;A=b", ":\r\n"),
    "folds": repeated("\r\n a", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:"),
    "rules": repeated(f"{EVENT}SUMMARY:A\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\n", "BEGIN:VCALENDAR\r\n"),
    "no end of lines": repeated("a"),
}  # fmt: skip

# -- tables --------------------------------------------------------------------------------------

TABLES = {
    "columns": repeated(",a{n}", "title,date", "\nA,2024\n"),
    "empty columns": repeated(",", "title,date", "\nA,2024\n"),
    "titles": repeated("title,", "", "date\nA,2024\n"),
    "cells of a row": repeated("a,", "title,date\n"),
    "rows": repeated("A,2024-11\n", "title,date\n"),
    "tiny rows": repeated("A\n", "title,date\n"),
    "words": repeated("A,17–18 сентября 2025 года\n", "title,date\n"),
    "quotation marks": repeated('""', 'title,date\n"', '"\n'),
    "parties": repeated("a{n};", 'title,date,parties\nA,2024,"', '"\n'),
}
EVENT_JSON = '{"id": "e{n}", "title": {"en": "A"}, "when": {"text": "2024", "edtf": "2024"}},'
JSONS = {
    "brackets": nested("["),
    "closed brackets": nested("[", "]", '{"version": 1, "events": '),
    "mappings": nested('{"a":'),
    "numbers": repeated("1,", '{"version": 1, "events": [', "1]}"),
    "one number": repeated("1", '{"version": 1, "events": [', "]}"),
    "empty events": repeated("{},", '{"version": 1, "events": [', "{}]}"),
    "events": repeated(EVENT_JSON, '{"version": 1, "events": [', EVENT_JSON[:-1] + "]}"),
}

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEADERS = '<row r="1"><c t="str"><v>title</v></c><c t="str"><v>date</v></c></row>'


def fixed(text: str) -> Callable[[int], bytes]:
    return lambda _: text.encode()


def workbook(
    rows: Callable[[int], bytes], strings: Callable[[int], bytes] | None = None
) -> Callable[[int], bytes]:
    """An XLSX file of one sheet, the XML of which is 400 times as long as asked for."""
    parts = {
        "[Content_Types].xml": fixed(
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>'
        ),
        "_rels/.rels": fixed(
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": fixed(
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": fixed(
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="b" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": lambda size: rows(UNFOLDED * size),
        "xl/sharedStrings.xml": (
            (lambda size: strings(UNFOLDED * size)) if strings else fixed(f'<sst xmlns="{MAIN}"/>')
        ),
    }  # fmt: skip
    return archive(**parts)


UNFOLDED = 400
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{HEADERS}'
END = "</sheetData></worksheet>"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
WORKBOOKS = {
    "empty cells": workbook(repeated("<c/>", f"{SHEET}<row>", f"</row>{END}")),
    "cells": workbook(repeated("<row><c><v>1</v></c></row>", SHEET, END)),
    "empty rows": workbook(repeated("<row/>", SHEET, END)),
    "a cell far away": workbook(fixed(f"{SHEET}{FAR}{END}")),
    "cells at the right": workbook(repeated('<row><c r="XFD9"><v>1</v></c></row>', SHEET, END)),
    "a merged sheet": workbook(
        fixed(f'{SHEET}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')
    ),
    "merged columns": workbook(
        repeated('<mergeCell ref="A1:A99999"/>', f"{SHEET}</sheetData><mergeCells>", "</mergeCells></worksheet>")
    ),
    "shared strings": workbook(
        fixed(SHEET + END), repeated("<si><t>a</t></si>", f'<sst xmlns="{MAIN}">', "</sst>")
    ),
}  # fmt: skip

ODS = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet><t:table>'
    "<t:table-row><t:table-cell><x:p>title</x:p></t:table-cell></t:table-row>"
)
ODS_END = "</t:table></o:spreadsheet></o:body></o:document-content>"
REPEATED_ROW = (
    '<t:table-row t:number-rows-repeated="1000"><t:table-cell t:number-columns-repeated="1000">'
    "<x:p>a</x:p></t:table-cell></t:table-row>"
)


def ods(rows: Callable[[int], bytes]) -> Callable[[int], bytes]:
    return archive(
        mimetype=fixed("application/vnd.oasis.opendocument.spreadsheet"),
        **{"content.xml": lambda size: rows(UNFOLDED * size)},
    )


ODS_WORKBOOKS = {
    "a repeated cell": ods(fixed(f"{ODS}{REPEATED_ROW}{ODS_END}")),
    "empty cells": ods(repeated("<t:table-cell/>", ODS, ODS_END)),
    "cells": ods(
        repeated("<t:table-row><t:table-cell><x:p>a</x:p></t:table-cell></t:table-row>", ODS, ODS_END)
    ),
}  # fmt: skip

# -- documents -----------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{WORD}"><w:body>'
DATED = "The President visited Belgrade on 18 November 2024. "
RUN = f"<w:r><w:t xml:space='preserve'>{DATED}</w:t></w:r>"


def word(body: Callable[[int], bytes], times: int = 70) -> Callable[[int], bytes]:
    return archive(**{"word/document.xml": lambda size: body(times * size)})


WORD_DOCUMENTS = {
    "empty paragraphs": word(repeated("<w:p/>", BODY, "</w:body></w:document>")),
    "dates in paragraphs": word(repeated(f"<w:p>{RUN}</w:p>", BODY, "</w:body></w:document>")),
    "dates in a paragraph": word(repeated(RUN, f"{BODY}<w:p>", "</w:p></w:body></w:document>")),
    "cells": word(
        repeated("<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", f"{BODY}<w:tbl><w:tr>",
                 "</w:tr></w:tbl></w:body></w:document>")
    ),
}  # fmt: skip
TEXTS = {
    "dates": repeated(DATED),
    "dates in lines": repeated("18.11.2024\n"),
    "lines": repeated("a\n\n"),
    "years": repeated("2024 "),
    "dates in a programme": repeated("10:00 Opening of the summit on 18 November 2024\n", "18 November 2024\n"),
    "rows": repeated("18 November 2024\tVisit to Belgrade\n"),
    "names": repeated("Kazakhstan and Serbia, "),
    "events to come": repeated("The Presidents noted the forthcoming summit. "),
    "anniversaries": repeated("They will celebrate the 30th anniversary of the summit. "),
    "one word": repeated("a"),
    "cells of a row": repeated("a\t", "18 November 2024\t"),
    "dates in Russian": repeated("17–18 сентября 2025 года в Астане состоится съезд. "),
    "dates in Chinese": repeated("2025年9月17日在阿斯塔纳举行大会。"),
}  # fmt: skip
PAGE = "<html><body><article>"
PAGES = {
    "paragraphs": repeated("<p>", PAGE),
    "dates in paragraphs": repeated(f"<p>{DATED}</p>", PAGE),
    "divisions": nested("<div>", "</div>", PAGE),
    "divisions with text": nested("<div>a ", "</div>", PAGE),
    "open tables": repeated("<table><tr><td>", PAGE),
    "lists": nested("<ul><li>a", "</li></ul>", PAGE),
    "emphasis": nested("<b>a", "</b>", PAGE),
    "emphasis across paragraphs": repeated("<b><p>a", PAGE),
    "cells": repeated("<td>a", f"{PAGE}<table><tr>"),
    "attributes": repeated(" a{n}=b", f"{PAGE}<p", ">"),
    "breaks": repeated("<br>a", PAGE),
    "links": repeated("<a href=a>a</a>", PAGE),
    "comments": repeated("<!--", PAGE),
}

COMPRESSED = b"/Filter/FlateDecode"
BEGIN, SHOW, FINISH = "BT /F1 10 Tf 14 TL 50 800 Td ", f"({DATED}) Tj T* ", "ET"


def printed(piece: str, head: str = BEGIN, foot: str = FINISH) -> Callable[[int], bytes]:
    """A PDF of one page, whose content stream is *piece* again and again."""
    stream = repeated(piece, head, foot)
    return lambda size: pdf_of([stream(size)])


def unfolding(piece: str, head: str = BEGIN, foot: str = FINISH) -> Callable[[int], bytes]:
    """The same, compressed: the stream is `UNFOLDED` times as long as asked for."""
    stream = repeated(piece, head, foot)
    return lambda size: pdf_of([zlib.compress(stream(UNFOLDED * size), 9)], COMPRESSED)


def with_objects(*objects: str) -> Callable[[int], bytes]:
    """A PDF of the catalogue and *objects*, numbered from 2; the last as often as it fits."""
    *once, last = (piece.encode() for piece in (CATALOGUE, *objects))

    def content(size: int) -> bytes:
        left = size - len(file_of(once))
        # Each object has 20 bytes in the table, and as many around it.
        return file_of([*once, *[last] * (left // (len(last) + 40))])

    return content


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
FONTS = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
PDFS = {
    "dates": printed(SHOW),
    "dates that unfold": unfolding(SHOW),
    "letters that unfold": unfolding("(a) Tj "),
    "a string that unfolds": unfolding("a", f"{BEGIN}(", f") Tj {FINISH}"),
    "a hexadecimal string": printed("4", f"{BEGIN}<", f"> Tj {FINISH}"),
    "an array of letters": printed("(a)-9", f"{BEGIN}[", f"] TJ {FINISH}"),
    "open arrays": printed("["),
    "open dictionaries": printed("<</A"),
    "saved states": printed("q "),
    "numbers": printed("1 "),
    "moves": printed("1 1 Td "),
    "inline pictures": printed("BI /W 1 ID a EI "),
    "pages": lambda size: pdf_of([b"BT (a) Tj ET"] * (size // 300)),
    "pages again and again": with_objects(
        f"<</Type/Pages/Count 9/Kids[{'3 0 R ' * 30}]>>",
        *(f"<</Type/Pages/Kids[{f'{n} 0 R ' * 30}]>>" for n in range(4, 9)),
        "<</Type/Page/MediaBox[0 0 1 1]>>",
    ),
    "a page tree without an end": with_objects("<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>", "null"),
    "objects": with_objects("null"),
    "a chain of references": with_objects("3 0 R"),
    "an object that holds itself": with_objects("<</A 3 0 R/Type/Pages/Kids[3 0 R]>>"),
    "filters": lambda size: pdf_of(
        [zlib.compress(b"BT (a) Tj ET")], b"/Filter[%s]" % (b"/FlateDecode" * (size // 12))
    ),
    "forms in forms": with_objects(
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R"
        "/Resources<</XObject<</A 4 0 R>>>>>>",
        *(
            f"<</Type/XObject/Subtype/Form/Length 60/Resources<</XObject<</A {n} 0 R>>>>>>"
            f"stream\n{'/A Do ' * 10}\nendstream"
            for n in range(5, 14)
        ),
        f"<</Type/XObject/Subtype/Form/Length 12{FONTS}>>stream\nBT (a) Tj ET\nendstream",
    ),
}  # fmt: skip

ODT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>'
)
ODT_END = "</o:text></o:body></o:document-content>"


def odt(body: Callable[[int], bytes], times: int = 70) -> Callable[[int], bytes]:
    return archive(
        mimetype=fixed("application/vnd.oasis.opendocument.text"),
        **{"content.xml": lambda size: body(times * size)},
    )


OPEN_DOCUMENTS = {
    "empty paragraphs": odt(repeated("<x:p/>", ODT, ODT_END)),
    "dates in paragraphs": odt(repeated(f"<x:p>{DATED}</x:p>", ODT, ODT_END)),
    "dates in a paragraph": odt(repeated(DATED, f"{ODT}<x:p>", f"</x:p>{ODT_END}")),
    "spaces": odt(repeated('<x:s x:c="99999999"/>', f"{ODT}<x:p>", f"</x:p>{ODT_END}")),
    "repeated cells": odt(repeated(
        '<t:table-row t:number-rows-repeated="9999"><t:table-cell t:number-columns-repeated="9999">'
        "<x:p>a</x:p></t:table-cell></t:table-row>", f"{ODT}<t:table>", f"</t:table>{ODT_END}",
    )),
    "lists": odt(nested("<x:list><x:list-item>", "</x:list-item></x:list>", ODT)),
}  # fmt: skip
RTFS = {
    "dates": repeated(f"{DATED}\\par ", "{\\rtf1 ", "}"),
    "groups": nested("{", "}", "{\\rtf1 "),
    "letters": repeated("\\u1060?", "{\\rtf1 ", "}"),
    "control words": repeated("\\b\\b0", "{\\rtf1 ", "}"),
    "cells": repeated("a\\cell ", "{\\rtf1 \\trowd ", "\\row}"),
    "bytes": repeated("\\bin99999 ", "{\\rtf1 ", "}"),
}
MARKDOWNS = {
    "dates": repeated(f"{DATED}\n\n", "# A\n\n"),
    "items": nested("- ", "", "# A\n\n"),
    "quotations": nested(">", "", "# A\n\n"),
    "brackets": nested("[", "](a)", "# A\n\n"),
    "emphasis": repeated("*a **b ", "# A\n\n"),
    "cells": repeated("a|", "# A\n\n|a|\n|-|\n|"),
    "backticks": repeated("`a``b", "# A\n\n"),
    "entities": repeated("&amp;<a ", "# A\n\n"),
}
MAIL = "From: a@example.org\nSubject: Visit\nDate: Thu, 02 Apr 2026 10:00:00 +0000\n"
MIXED = f'{MAIL}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
MAILS = {
    "dates": repeated(f"{DATED}\n", f"{MAIL}\n"),
    "headers": repeated("A{n}: b\n", MAIL, "\nText\n"),
    "addresses": repeated("a@example.org, ", f"{MAIL}To: ", "a@example.org\n\nText\n"),
    "a folded header": repeated("\n b", f"{MAIL}X: a", "\n\nText\n"),
    "encoded words": repeated("=?utf-8?q?a?= ", f"{MAIL}X: ", "\n\nText\n"),
    "parts": repeated("--b\nContent-Type: text/plain\n\na\n", MIXED, "--b--\n"),
    "attachments": repeated(
        '--b\nContent-Disposition: attachment; filename="a.html"\n\n<p>a\n', MIXED, "--b--\n"
    ),
    "parameters": repeated("; a{n}=b", f"{MAIL}Content-Type: text/plain", "\n\nText\n"),
}


# -- phrases -------------------------------------------------------------------------------------

PHRASES = {
    "dates": repeated("17–18 сентября 2025 года\n"),
    "empty lines": repeated("\n"),
    "words that are none": repeated("от 1 до и после 2 или\n"),
    "one line": repeated("from 1 to 2 or "),
    "sets": repeated(f"[{SET}]\n"),
}


class Case(NamedTuple):
    """A command on an input; ``{}`` in its arguments is the file."""

    arguments: tuple[str, ...]
    suffix: str
    content: Callable[[int], bytes]
    on_standard_input: bool = False


BUILT = ("tiny events", "days", "times", "days in 50 languages", "undated in 50 languages")
READ = ("tiny events", "undated in 50 languages")
"""Chronologies for the commands that do little beyond what `check` does."""


def _cases() -> dict[str, Case]:
    tried = {
        "check": tuple(CHRONOLOGIES),
        "build": BUILT,
        "list": READ,
        "diff": READ,
        "report": READ,
    }
    cases = {
        f"{command} {name}": Case(YAML_COMMANDS[command], "yaml", CHRONOLOGIES[name])
        for command, names in tried.items()
        for name in names
    }
    for command, suffix, contents in (
        ("lint", "ics", CALENDARS), ("import", "ics", CALENDARS), ("import", "csv", TABLES),
        ("import", "json", JSONS), ("import", "xlsx", WORKBOOKS), ("import", "ods", ODS_WORKBOOKS),
        ("extract", "txt", TEXTS), ("extract", "html", PAGES), ("extract", "docx", WORD_DOCUMENTS),
        ("extract", "pdf", PDFS), ("extract", "odt", OPEN_DOCUMENTS), ("extract", "rtf", RTFS),
        ("extract", "md", MARKDOWNS), ("extract", "eml", MAILS),
    ):  # fmt: skip
        for name, content in contents.items():
            cases[f"{command} {suffix} {name}"] = Case((command, "{}"), suffix, content)
    for name, content in PHRASES.items():
        cases[f"date {name}"] = Case(("date", "-"), "txt", content, on_standard_input=True)
    return cases


CASES = _cases()
