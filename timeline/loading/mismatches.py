"""Why a value in the file does not fit its field: what was found, and what is expected.

The result comes from walking the annotated type, with its constraints, along with the value. The
text of msgspec's error is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

from msgspec import ValidationError, convert, inspect

from timeline.code_names import CodeName
from timeline.errors import DateError, nearest, printable

MIDNIGHT: Final = "T00:00:00Z"
"""What the loader appends to a day if the model has a moment."""


class Mismatch(NamedTuple):
    """The fact and hint for a `Problem`; the hint is "" if the field's description is better."""

    fact: str
    hint: str
    code: CodeName
    span: tuple[int, int] | None = None


class MismatchError(ValueError):
    """Raised by the converter of a type of the model."""

    def __init__(self, mismatch: Mismatch) -> None:
        super().__init__(mismatch.fact)
        self.mismatch = mismatch


def found(node: object) -> str:
    """A description of *node* for a message: "a list", "a mapping", or the text itself."""
    if isinstance(node, list):
        return "a list"
    if isinstance(node, dict):
        return "a mapping"
    return f"'{printable(str(node), 40)}'"


def expected(what: str, node: object, hint: str = "") -> Mismatch:
    """The mismatch of a *node* where *what* is expected."""
    return Mismatch(f"expected {what}, found {found(node)}", hint, "type-mismatch")


def mismatch(node: Any, type_: Any, special: Any) -> Mismatch:
    """Why *node* cannot be converted to *type_*; *special* converts the model's own types."""
    return _mismatch(node, inspect.type_info(type_), special)


def _mismatch(
    node: Any, type_: inspect.Type, special: Any, extra: Mapping[str, Any] | None = None
) -> Mismatch:
    """The mismatch of *node*; *extra* describes the format of a text, from the annotation."""
    match type_:
        case inspect.Metadata(type=inner, extra=extra):
            return _mismatch(node, inner, special, extra)
        case inspect.UnionType(types=arms):
            arm = next(arm for arm in arms if not isinstance(arm, inspect.NoneType))
            return _mismatch(node, arm, special, extra)
        case inspect.EnumType(cls=cls):
            return _unknown(node, cls)
        case inspect.CustomType(cls=cls):
            return _refused(node, cls, special)
        case inspect.StrType():
            return _text(node, type_, extra or {})
        case inspect.IntType():
            return _number(node, type_, "a whole number", int)
        case inspect.FloatType():
            return _number(node, type_, "a number", float)
        case inspect.BoolType():
            return expected("true or false", node)
        case inspect.DateType() | inspect.DateTimeType():
            return Mismatch(
                f"{found(_day(node))} is not a day", "write it as 2026-11-22", "day-format"
            )
        case inspect.TupleType(item_types=items):
            return _tuple(node, items, special)
        case inspect.VarTupleType():
            return _list(node, type_)
        case _:
            return expected("a mapping", node)


def _unknown(node: Any, cls: type[Enum]) -> Mismatch:
    noun = cls.__name__.lower()
    if not isinstance(node, str):
        return expected(f"a {noun}", node)
    known = [member.value for member in cls]
    close = nearest(node, known)
    hint = f"did you mean {close!r}?" if close else f"one of {', '.join(known)}"
    return Mismatch(f"there is no {noun} {printable(node, 40)!r}", hint, "value-unknown")


def _refused(node: Any, cls: type, special: Any) -> Mismatch:
    try:
        special(cls, node)
    except DateError as error:
        return Mismatch(error.fact, error.hint, error.code, error.span)
    except MismatchError as error:
        return error.mismatch
    return expected("a text", node)  # pragma: no cover - only called for refused values


def _text(node: Any, type_: inspect.StrType, form: Mapping[str, Any]) -> Mismatch:
    if not isinstance(node, str):
        return expected("a text", node)
    if type_.min_length and len(node) < type_.min_length:
        return Mismatch("the text is empty", "write the text, or remove the line", "text-empty")
    if type_.max_length is not None and len(node) > type_.max_length:
        fact = f"{found(node)} is longer than {type_.max_length} characters"
        return Mismatch(fact, "", "text-too-long")
    return Mismatch(f"{found(node)} is not {form['noun']}", form.get("hint", ""), form["code"])


def _number(
    node: Any, type_: inspect.IntType | inspect.FloatType, what: str, python: type
) -> Mismatch:
    try:
        number: float = convert(node, python, strict=False)
    except ValidationError:
        return expected(what, node)
    if type_.ge is not None and number < type_.ge:
        return Mismatch(f"{found(node)} is less than {type_.ge}", "", "value-out-of-range")
    return Mismatch(f"{found(node)} is greater than {type_.le}", "", "value-out-of-range")


def _day(node: Any) -> Any:
    """*node* without the midnight that the loader appends to the day of a revision."""
    return node.removesuffix(MIDNIGHT) if isinstance(node, str) else node


def _tuple(node: Any, items: tuple[inspect.Type, ...], special: Any) -> Mismatch:
    if not isinstance(node, list):
        return expected("a list", node)
    if len(node) != len(items):
        fact = f"expected a list of {len(items)}, found {len(node)}"
        return Mismatch(fact, "", "list-length")
    for item, item_type in zip(node, items, strict=True):
        if isinstance(item_type, inspect.FloatType) and not _is_number(item):
            return _mismatch(item, item_type, special)
    return expected("a list", node)  # pragma: no cover - the model's fixed lists are of numbers


def _is_number(node: Any) -> bool:
    try:
        convert(node, float, strict=False)
    except ValidationError:
        return False
    return True


def _list(node: Any, type_: inspect.VarTupleType) -> Mismatch:
    if not isinstance(node, list):
        return expected("a list", node, "begin each item with '- '")
    if type_.min_length and len(node) < type_.min_length:
        return Mismatch("the list is empty", "name at least one", "list-length")
    return Mismatch(f"the list has more than {type_.max_length} items", "", "list-length")
