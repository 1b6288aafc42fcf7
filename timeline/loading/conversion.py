"""The conversion of one value to a type of the model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import msgspec

from timeline import edtf, phrases
from timeline.errors import DateError, printable
from timeline.events import Notation, Text, When
from timeline.loading.mismatches import Mismatch, MismatchError, expected
from timeline.phrases import Reading


def convert(node: Any, type_: Any) -> Any:
    """The value of *node* as *type_*; raises a `msgspec.ValidationError` if it does not fit."""
    return msgspec.convert(node, type_, strict=False, dec_hook=special)


def special(type_: type, node: Any) -> Any:
    """Converts text (and for `Text`, a mapping) to the model's own types."""
    if type_ is Text:
        return _text(node)
    if not isinstance(node, str):
        raise MismatchError(expected("a text", node))
    if type_ is When:
        return _reading(node)
    if type_ is Notation:
        return _value(node)
    raise NotImplementedError(type_)  # pragma: no cover - a type of the model without a converter


def _reading(text: str) -> Reading:
    found = _reading_or_refusal(text)
    if isinstance(found, DateError):
        raise found.with_traceback(None)
    return found


@lru_cache(maxsize=4096)
def _reading_or_refusal(text: str) -> Reading | DateError:
    """What `phrases.read` returns or raises; cached, because a refusal is requested three times."""
    try:
        return phrases.read(text)
    except DateError as error:
        return error


@lru_cache(maxsize=4096)
def _value(text: str) -> edtf.Value:
    return edtf.parse(text)


def _text(node: Any) -> Text:
    if isinstance(node, str):
        node = {"und": node}
    elif not isinstance(node, dict):
        raise MismatchError(expected("a text, or one text per language", node))
    if not node:
        raise MismatchError(Mismatch("there is no text in any language", "", "text-empty"))
    for tag, value in node.items():
        if not isinstance(value, str):
            raise MismatchError(expected(f"the text in {tag!r}", value))
        if not value.strip():
            raise MismatchError(Mismatch("the text is empty", "", "text-empty"))
        if not is_tag(tag):
            raise MismatchError(not_a_tag(tag))
    return Text(dict(node))


@lru_cache(maxsize=1024)
def is_tag(text: str) -> bool:
    """Whether *text* has the form of a BCP 47 tag with language, script, region and variants."""
    return _TAG.fullmatch(text) is not None


_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|und", re.ASCII)


def not_a_tag(text: str) -> Mismatch:
    """Why *text* is not a language tag, with a hint."""
    fact = f"{printable(text)!r} is not a language tag"
    return Mismatch(fact, "write BCP 47 tags: en, ru, kk, sr-Latn", "language-tag")
