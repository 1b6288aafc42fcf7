"""How a table is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True):
    """Options of `timeline.importing.import_` for reading a table."""

    form: str = "csv"
    """csv, xlsx, xls, ods, yaml or markwhen."""
    languages: tuple[str, ...] | None = None
    on: date | None = None
    encoding: str | None = None
    timezone: str | None = None
    mapping: Mapping[str, str] = {}
    """Fields by the `key` of their header."""
    status: str = "draft"
