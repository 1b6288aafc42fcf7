"""Documents as DOCX (ECMA-376), written by python-docx.

Each run has its language, for spelling and speech. In a document in a right-to-left language, the
paragraphs, tables and pages have that direction. The numbers of a list are Word's own.
"""

from __future__ import annotations

import io
from typing import Any, Final

from timeline import installing, opc
from timeline.errors import OutputError
from timeline.papers.blocks import (
    Heading,
    Items,
    Paper,
    PaperBlock,
    PaperParagraph,
    Run,
    Runs,
    Table,
)
from timeline.wording import direction

_MARGIN: Final = 2.0
"""Page margins in centimetres; the page is A4."""


def render(paper: Paper) -> bytes:
    """The whole document as DOCX.

    Raises:
        OutputError: python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        command = installing.command("office")
        fact, hint = "writing DOCX needs python-docx", f"run: {command}"
        raise OutputError(fact, hint, code="library-missing") from None
    document = docx.Document()
    _WordWriter(document, paper).write()
    file = io.BytesIO()
    document.save(file)
    return opc.packed(file.getvalue(), title=paper.title, language=paper.language)


_BEHIND_BIDI: Final = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
_BEHIND_BIDI_VISUAL: Final = (
    "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing",
    "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
)  # fmt: skip
"""Elements that must follow those two in their sequence (ECMA-376 part 1, 17.6.17, 17.4.59)."""


class _WordWriter:
    """Writes a paper into a new document of python-docx."""

    def __init__(self, document: Any, paper: Paper) -> None:
        self._document = document
        self._paper = paper
        self._is_turned = direction(paper.language) == "rtl"

    def write(self) -> None:
        """Writes the whole document."""
        self._drop_thumbnail()
        self._set_page()
        self._set_language()
        self._fill(self._document.add_heading(level=1), (Run(self._paper.title),))
        for block in self._paper.blocks:
            self._block(block)

    # -- the document ----------------------------------------------------------------------------

    def _drop_thumbnail(self) -> None:
        """Removes the thumbnail of an empty page that python-docx's template contains."""
        package = self._document.part.package
        for identity, relation in tuple(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[identity]

    def _set_page(self) -> None:
        from docx.shared import Cm

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Cm(_MARGIN))
        if self._is_turned:
            section._sectPr.insert_element_before(_element("w:bidi"), *_BEHIND_BIDI)

    def _set_language(self) -> None:
        """Sets the default language of the text."""
        styles = self._document.styles.element
        for language in styles.iter(_qualified("w:lang")):
            _set_language(language, self._paper.language)
        normal = self._document.styles["Normal"].element
        _language(normal.get_or_add_rPr(), self._paper.language)

    # -- blocks ----------------------------------------------------------------------------------

    def _block(self, block: PaperBlock) -> None:
        match block:
            case Heading():
                heading = self._document.add_heading(level=block.level)
                self._fill(heading, (Run(block.text),))
            case PaperParagraph():
                self._fill(self._document.add_paragraph(), block.line)
            case Items():
                for item in block.items:
                    style = "List Number" if block.is_numbered else "List Bullet"
                    self._lines(self._document.add_paragraph(style=style), item)
            case Table():
                self._table(block)

    def _lines(self, paragraph: Any, lines: tuple[Runs, ...]) -> None:
        """Writes *lines* in one paragraph."""
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            self._fill(paragraph, line)

    def _table(self, block: Table) -> None:
        from docx.shared import Emu

        table = self._document.add_table(rows=0, cols=len(block.header))
        table.style = "Table Grid"
        table.autofit = False
        if self._is_turned:
            table._tbl.tblPr.insert_element_before(_element("w:bidiVisual"), *_BEHIND_BIDI_VISUAL)
        section = self._document.sections[0]
        page = section.page_width - section.left_margin - section.right_margin
        widths = [Emu(page * part // sum(block.widths)) for part in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        header = tuple(((Run(text, is_strong=True),),) for text in block.header)
        for number, row in enumerate((header, *block.rows)):
            made = table.add_row()
            properties = made._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if not number:
                properties.append(_element("w:tblHeader"))
            for cell, width, lines in zip(made.cells, widths, row, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                for place, line in enumerate(lines):
                    self._fill(cell.add_paragraph() if place else paragraph, line)
        self._document.add_paragraph()

    # -- runs ------------------------------------------------------------------------------------

    def _fill(self, paragraph: Any, line: Runs) -> None:
        if self._is_turned:
            paragraph._p.get_or_add_pPr().append(_element("w:bidi"))
        for run in line:
            if run.url:
                self._link(paragraph, run)
            else:
                self._run(paragraph.add_run(run.text), run)

    def _run(self, made: Any, run: Run) -> None:
        made.bold = run.is_strong or None
        # The letters of scripts such as Arabic have a weight of their own.
        made.font.cs_bold = run.is_strong or None
        made.font.strike = run.edit == "gone" or None
        made.font.underline = run.edit == "new" or None
        properties = made._r.get_or_add_rPr()
        language = run.language or self._paper.language
        if direction(language) == "rtl":
            properties.append(_element("w:rtl"))
        if run.language:
            _language(properties, run.language)

    def _link(self, paragraph: Any, run: Run) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        part = paragraph.part
        address = opc.writable_address(run.url)
        identity = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = _element("w:hyperlink", {"r:id": identity})
        made = paragraph.add_run(opc.writable(run.text))
        self._run(made, run)
        link.append(made._r)
        paragraph._p.append(link)


# -- XML -----------------------------------------------------------------------------------------


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(_qualified(key), value)
    return element


def _language(properties: Any, tag: str) -> None:
    """Sets the language of a run's properties to *tag*."""
    language = _element("w:lang")
    _set_language(language, tag)
    properties.append(language)


def _set_language(element: Any, tag: str) -> None:
    name = "w:bidi" if direction(tag) == "rtl" else "w:val"
    element.set(_qualified(name), tag)
