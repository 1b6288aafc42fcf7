"""Patterns of dates: those of CLDR, and those of the message files, filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from unicodedata import category

from msgspec import Struct

from timeline.caching import cached_method
from timeline.edtf import Date, Grouping, Precision, SubYear
from timeline.wording import cldr
from timeline.wording.cldr import Pattern, PatternPart
from timeline.wording.date_shapes import has_era
from timeline.wording.locales import locale
from timeline.wording.messages import Messages, grammar

_SKELETONS: Final = {Precision.DAY: "yMMMMd", Precision.MONTH: "yMMMM", Precision.YEAR: "y"}


class Blocks(Struct, frozen=True):
    """The texts of the parts in which dates differ, and the text around them that they share."""

    head: str
    texts: tuple[str, ...]
    dotted: tuple[str, ...]
    tail: str


class DatePatterns:
    """The patterns of dates in one language: those of its message file, else those of CLDR."""

    def __init__(self, language: str) -> None:
        self.locale = locale(language)
        own = grammar(language)
        self.own: Messages = own.get("patterns", {})
        self.cases: Messages = own.get("cases", {})
        self.lists: Messages = own.get("lists", {})
        self.month_follows_day = own.get("month_follows_day") == "true"

    def pattern(self, date: Date, case: str = "") -> Pattern:
        """The pattern of a date, as precise as it is."""
        if isinstance(date.day, int):
            skeleton = "yMMMMd"
        elif isinstance(date.month, int):
            skeleton = "yMMMM"
        else:
            skeleton = "y"
        return cldr.tokens(self.of_skeleton(f"G{skeleton}" if has_era(date) else skeleton, case))

    @cached_method
    def of_skeleton(self, skeleton: str, case: str = "") -> str:
        """The pattern for a skeleton of CLDR: "yMMMMd" is "d MMMM y" in English."""
        own = (case and self.cases.get(case, {}).get(skeleton)) or self.own.get(skeleton)
        if own:
            return str(own)
        if (
            case
            and skeleton.startswith("G")
            and (plain := self.cases.get(case, {}).get(skeleton[1:]))
        ):
            # With the words of the case, and the era on its side of the year.
            era = cldr.tokens(self.of_skeleton("Gy"))
            first = next(token.field for token in era if token.field)
            year = "G y" if first == "G" else "y G"
            return str(plain).replace("y", year)
        skeletons = self.entry("datetime_skeletons")
        found = skeletons.get(skeleton)
        if found is None and skeleton == "yMMMMd":
            found = self.entry("date_formats", "long")
        if found is None:
            # A month of any width is written in full: see `_field`.
            found = skeletons.get(skeleton.replace("MMMM", "MMM"))
        return str(found or skeleton)

    def fill(
        self,
        tokens: Iterable[PatternPart],
        date: Date,
        case: str = "",
        *,
        alone: bool | None = None,
    ) -> str:
        """A pattern with the parts of *date*; *alone* says whether the month has no day."""
        tokens = tuple(tokens)
        if alone is None:
            alone = "d" not in [token.field for token in tokens]
        return "".join([self._field(token, date, case, alone) for token in tokens])

    def _field(self, token: PatternPart, date: Date, case: str, alone: bool) -> str:
        match token.field:
            case "":
                return token.text
            case "y" | "Y":  # CLDR has the year of a week in one Portuguese pattern
                return str(date.year if date.year > 0 else 1 - date.year)
            case "M" if isinstance(date.month, int):
                if len(token.text) < 3:
                    return f"{date.month:0{len(token.text)}}"
                return self._month(date.month, token.is_stand_alone, case, alone)
            case "d":
                return f"{date.day:0{len(token.text)}}"
            case "E" | "c":
                first = date.earliest
                assert first is not None  # a day has a weekday
                context = "stand-alone" if token.field == "c" else "format"
                return str(self.entry("days", context, "wide", first.weekday()))
            case "G":
                return str(self.entry("eras", "abbreviated", 1 if date.year > 0 else 0))
        return ""

    @cached_method
    def _month(self, month: int, is_stand_alone: bool, case: str, alone: bool) -> str:
        form = None
        if case and (alone or self.month_follows_day):
            form = _case_form(self.cases, case, "months", month)
        context = "stand-alone" if is_stand_alone else "format"
        return form or str(self.entry("months", context, "wide", month))

    def quarter(self, date: SubYear, case: str) -> str:
        """A quarter of a year."""
        number = (date.grouping.code - Grouping.QUARTER_1.code) + 1
        pattern = self.entry("datetime_skeletons", "yQQQQ") or "QQQQ y"
        name = _case_form(self.cases, case, "quarters", number) or self.entry(
            "quarters", "format", "wide", number
        )
        year = Date(date.year)
        return "".join(
            (str(number) if len(token.text) < 3 else str(name))
            if token.field == "Q"
            else self._field(token, year, case, True)
            for token in cldr.tokens(str(pattern))
        )

    def dash(self, first: str, last: str) -> str:
        """Two texts with a dash between them."""
        own = self.own.get("interval_format_fallback")
        glue = own or self.entry("interval_formats", "fallback")
        return str(glue).replace(" - ", " – ").replace("{0}", first).replace("{1}", last)

    @cached_method
    def interval(self, precision: Precision, field: str) -> tuple[Pattern, Pattern] | None:
        """CLDR's halves for this precision and first differing field; None if none fits.

        Some locales only have a pattern with abbreviated months, in another order (Czech
        "d.–d. M. y") or with month names where the date has numbers (Chinese "MMMd日"): such a
        pattern is not widened.
        """
        skeleton = _SKELETONS[precision]
        own = self.own.get(f"{skeleton}/{field}")
        if own is not None:
            return cldr.halves(own)
        for name in (skeleton, skeleton.replace("MMMM", "MMM")):
            parts = (self.entry("interval_formats", name) or {}).get(field)
            single = self.entry("datetime_skeletons", name)
            wide = self.of_skeleton(skeleton)
            if parts and (name == skeleton or (single and cldr.shape(single) == cldr.shape(wide))):
                text = "".join(parts)
                first, last = cldr.halves(text)
                if last and cldr.names_months(text) == cldr.names_months(wide):
                    return _closed_up(first, last)
                return None
        return None

    def blocks(
        self, dates: Sequence[Date], field: str, case: str = "", *, plural: bool = True
    ) -> Blocks:
        """The parts in which *dates* differ, and the text around them that they share.

        With *plural*, the year has the plural form: «2024 и 2026 гг.», not «2024 или 2026 г.».
        """
        tokens = self.pattern(dates[0], case)
        years = self.own.get("y/y") if plural and dates[0].month is None else None
        if years is not None:
            tokens = cldr.halves(years)[1]
        fields = _FIELDS[_FIELDS.index(field) :]
        places = [number for number, token in enumerate(tokens) if token.field in fields]
        start, end = places[0], places[-1] + 1
        after = tokens[end].text if end < len(tokens) and not tokens[end].field else ""
        # "1. или 8. мај": the sign that marks a number as a day is repeated after each of them.
        mark = after[:1] if after and (after[0] == "." or category(after[0]) == "Lo") else ""
        alone = all(token.field != "d" for token in tokens)
        texts = tuple(self.fill(tokens[start:end], date, case, alone=alone) for date in dates)
        return Blocks(
            self.fill(tokens[:start], dates[0], case, alone=alone),
            texts,
            tuple(text + mark for text in texts),
            self.fill(tokens[end:], dates[-1], case, alone=alone),
        )

    def list_of(self, texts: Sequence[str], kind: str) -> str:
        """*texts* joined by "or" or "and" with CLDR's list patterns (TR 35 part 2)."""
        if len(texts) == 1:
            return texts[0]
        own = self.lists.get(kind)
        if own is not None:
            return str(own).replace("{0}", ", ".join(texts[:-1])).replace("{1}", texts[-1])
        patterns = self.entry("list_patterns", kind)
        if len(texts) == 2:
            return _paired(patterns["2"], *texts)
        joined = texts[-1]
        for number in range(len(texts) - 2, -1, -1):
            key = "end" if number == len(texts) - 2 else "middle" if number else "start"
            joined = _paired(patterns[key], texts[number], joined)
        return joined

    def entry(self, *path: Any) -> Any:
        """An entry of CLDR."""
        return self.locale.entry(*path)


_FIELDS: Final = ("y", "M", "d")


def _closed_up(first: Pattern, last: Pattern) -> tuple[Pattern, Pattern]:
    """The halves of a range, without spaces around a dash between two bare numbers.

    Different releases of CLDR have "d–d" and, with thin spaces, "d – d" for the same locale;
    the exports always use one form.
    """
    *fields, dash = first
    of_one_field = fields and fields[-1].field in ("d", "y") and fields[-1].field == last[0].field
    if of_one_field and dash.text.strip() in _DASHES:
        first = (*fields, PatternPart(dash.text.strip()))
    return first, last


_DASHES: Final = ("-", "–", "—")


def _case_form(cases: Messages, case: str, table: str, number: int) -> str | None:
    forms = cases.get(case, {}).get(table) if case else None
    return str(forms[number - 1]) if forms else None


def _paired(pattern: str, first: str, last: str) -> str:
    return pattern.replace("{0}", first).replace("{1}", last)
