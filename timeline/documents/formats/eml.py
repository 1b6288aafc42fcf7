"""EML: the text of an electronic mail, and the documents that are attached to it.

The mail is dated by its header. Its body is the plain text, or the HTML if there is no plain text;
forwarded mails are read with it. Attachments are read like any other document; one that cannot be
read, or is not a document, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from timeline.documents import confined, formats, text
from timeline.documents.content import (
    GAP,
    LARGEST_TEXT,
    Content,
    Paragraph,
    UnreadPart,
    leading,
    refuse,
)
from timeline.documents.formats import html
from timeline.errors import InputError, printable

if TYPE_CHECKING:  # imported when a mail is read: every document would wait for it
    from email.message import EmailMessage, MIMEPart

SUFFIXES: Final = (".eml",)

SMALL_MAIL: Final = 20_000
"""Maximum bytes of a mail that is parsed in this process; others get a process with limits."""

MOST_ATTACHMENTS: Final = 100
"""Maximum documents attached to a mail that are read; further ones are reported."""

DEEPEST_MAIL: Final = 20
"""Maximum levels of nested mails, and of nested parts."""

_HEADER: Final = re.compile(rb"[!-9;-~]{1,100}:[ \t]")
_OF_MAIL: Final = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)


class _Attachment(Struct):
    """A part that is a document, or another file, which has no content."""

    name: str
    content: bytes | None


class _Mail(Struct):
    """A mail before its documents are read; ``bodies`` say whether they are HTML."""

    subject: str | None
    day: date | None
    bodies: list[tuple[bool, bytes]]
    attachments: list[_Attachment]


def recognises(content: bytes, name: str) -> bool:
    """Whether it begins with the header of a mail, or with a header and has the name of a mail."""
    start = leading(content)
    if _HEADER.match(start) is None:
        return False
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return _OF_MAIL.search(head) is not None or name.lower().endswith(SUFFIXES)


def read(content: bytes, name: str) -> Content:
    """The content of a mail and of what is attached to it.

    Raises:
        InputError: it is damaged, takes too much time or memory, or its body cannot be read.
    """
    with confined.refusals(name, "the mail", "save its text as a txt file"):
        mail = confined.call(taken_apart, content, _Mail, "email", small=SMALL_MAIL)
    left_out: list[UnreadPart] = []
    found = [_body(body, name, is_page=is_page) for is_page, body in mail.bodies]
    for attachment in mail.attachments:
        try:
            found.append(_attached(attachment, name))
        except InputError as error:
            (problem,) = error.problems
            shown = printable(attachment.name, 100)
            left_out.append(
                UnreadPart(f"attachment {shown}: {problem.fact}", problem.code, problem.hint)
            )
    whole, paragraphs = _joined(found)
    if len(whole) > LARGEST_TEXT:
        hint = f"at most {LARGEST_TEXT:,} characters are read"
        refuse(name, "the text is too long", hint, "file-too-large")
    return Content(
        text=whole,
        paragraphs=paragraphs,
        title=mail.subject,
        published=mail.day,
        left_out=(*left_out, *(one for content_ in found for one in content_.left_out)),
    )


def _body(body: bytes, name: str, *, is_page: bool) -> Content:
    """The body of a mail; a page in which no article is found has no text."""
    if not is_page:
        plain = body.decode("utf-8", "replace")
        return Content(text=plain, paragraphs=tuple(text.paragraphs(plain)))
    try:
        return html.read(body, name)
    except InputError as error:
        if error.problems[0].code != "file-without-text":
            raise
        return Content(text="", paragraphs=())


def _attached(attachment: _Attachment, name: str) -> Content:
    if attachment.content is None:
        refuse(name, "not a document of a supported format", "", "file-format")
    return formats.read_content(attachment.content, attachment.name)


def _joined(found: Sequence[Content]) -> tuple[str, tuple[Paragraph, ...]]:
    """The joined texts, and their paragraphs in the whole."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    offset = 0
    for content in found:
        if pieces:
            pieces.append(GAP)
            offset += len(GAP)
        paragraphs += (_moved(paragraph, offset) for paragraph in content.paragraphs)
        pieces.append(content.text)
        offset += len(content.text)
    return "".join(pieces), tuple(paragraphs)


def _moved(paragraph: Paragraph, offset: int) -> Paragraph:
    cells = tuple((start + offset, end + offset) for start, end in paragraph.cells)
    return replace(
        paragraph, start=paragraph.start + offset, end=paragraph.end + offset, cells=cells
    )


def taken_apart(content: bytes) -> _Mail:
    """The bodies of a mail and of those forwarded in it, and the files attached to them."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    # Without a byte order mark or blank lines before its header.
    message = message_from_bytes(content[_offset(content) :], policy=policy.default)
    assert isinstance(message, EmailMessage)
    mail = _Mail(_subject(message), _day(message), [], [])
    _collect(message, mail, 0)
    return mail


def _offset(content: bytes) -> int:
    return len(content) - len(content.lstrip(b"\xef\xbb\xbf \t\r\n"))


def _subject(message: EmailMessage) -> str | None:
    return " ".join(str(message.get("subject") or "").split()) or None


def _day(message: EmailMessage) -> date | None:
    """The day on which it was sent, in the sender's time zone."""
    sent = getattr(message.get("date"), "datetime", None)
    return sent.date() if sent else None


def _collect(message: EmailMessage, mail: _Mail, depth: int) -> None:
    from email.message import EmailMessage

    if depth > DEEPEST_MAIL:
        mail.attachments.append(_Attachment("below the deepest level that is read", None))
        return
    body = message.get_body(("plain", "html"))
    if body is not None:
        is_page = body.get_content_subtype() == "html"
        written = _text_of(body, is_page=is_page)
        page = None if is_page or written.strip() else message.get_body(("html",))
        if page is not None:
            is_page, written = True, _text_of(page, is_page=True)
        mail.bodies.append((is_page, written))
    for part in _leaves(message, 0):
        if part is body or _is_alternative(part, body):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            if isinstance(inner, EmailMessage):
                _collect(inner, mail, depth + 1)
            continue
        mail.attachments.append(_attachment(part, len(mail.attachments)))


def _text_of(body: MIMEPart, *, is_page: bool) -> bytes:
    """The bytes of a body in UTF-8, or as it was sent if it is HTML in an unknown encoding."""
    content = body.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    try:
        return str(body.get_content()).encode("utf-8", "replace")
    except (LookupError, KeyError):
        return raw if is_page else raw.decode("utf-8", "replace").encode()


def _leaves(message: MIMEPart, depth: int) -> Iterator[MIMEPart]:
    """The parts that have no parts; a nested mail is one of them."""
    from email.message import MIMEPart

    if message.get_content_maintype() != "multipart" or depth > DEEPEST_MAIL:
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, MIMEPart):
            yield from _leaves(part, depth + 1)


def _is_alternative(part: MIMEPart, body: MIMEPart | None) -> bool:
    """Whether *part* is an alternative to the body: HTML besides plain text."""
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return body is not None and is_text and not part.is_attachment() and not part.get_filename()


def _attachment(part: MIMEPart, before: int) -> _Attachment:
    name = PurePath(str(part.get_filename() or part.get_content_type())).name
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or before >= MOST_ATTACHMENTS:
        return _Attachment(name, None)
    is_named = PurePath(name).suffix.casefold() in formats.suffixes()
    if not is_named and not formats.recognised(content, name):
        return _Attachment(name, None)
    return _Attachment(name, content)
