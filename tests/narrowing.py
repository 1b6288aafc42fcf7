"""Narrow values of wide types to the types that a test expects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")

Entry = Mapping[str, Any]
"""An entry of a calendar that icalendar has read: its properties by name, each of its own type."""


def present(value: T | None) -> T:
    """*value*, which is not None."""
    assert value is not None
    return value


def data(value: object) -> Any:
    """*value*, nested lists and mappings whose shape is known from the text that they are of."""
    return value
