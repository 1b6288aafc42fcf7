"""Read a phrase as one date: which languages can read it, whether they agree, and why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec import Struct

from timeline import edtf, language_tags
from timeline.errors import DateError, printable
from timeline.phrases import calendars, expressions, lexicon, meaning
from timeline.phrases.expressions import DateOrder, Expression, NoDateError
from timeline.phrases.grammar import GRAMMAR
from timeline.phrases.lattice import Lattice
from timeline.phrases.lexicon import FIGURES, Lexicon
from timeline.phrases.parsing import Parser
from timeline.phrases.results import COMMON_YEARS, Reading
from timeline.phrases.tokens import Token, tokenise

LONGEST: Final = 300
"""Maximum characters of a phrase; a date with time and zone has about 80."""

QUOTES: Final = "\"«»“”„‚‹›'「」『』"
"""Quotation marks that may enclose a date."""

_EXAMPLES: Final = "for example: 17–18 September 2025, November 2024, 2027"
_ONLY_EDTF: Final = re.compile(
    r"-?\d{4}-\d{1,2}(?!\d)|.*[XYTZ?%\[\]{}]|.*\.\.|.+~|Y|-?\d{4}/\d{4}|\d{8}$|\d+u", re.ASCII
)
_CONSECUTIVE: Final = re.compile(r"(\d\d)(\d\d)([-/])(\d\d)", re.ASCII)


class _LanguageReader(Struct, frozen=True):
    lexicon: Lexicon
    order: DateOrder


def read_phrase(
    text: str, asked: Sequence[str] | None, on: date | None, edtf_error: DateError | None
) -> Reading:
    """See `timeline.phrases.read`, for text that is not EDTF; *edtf_error* says why it is not."""
    tags = None if asked is None else [(tag, lexicon.nearest_tag(tag)) for tag in asked]
    if len(text) > LONGEST:
        raise DateError(
            text,
            f"a phrase of {len(text)} characters",
            f"at most {LONGEST} are read; {_EXAMPLES}",
            code="date-too-long",
        )
    if edtf_error is not None and is_edtf(text.strip()):
        raise _moved(edtf_error, text)
    tokens = tokenise(text)
    words = _words(text, tokens)
    if tags is not None:
        chosen = [_language(tag, file) for tag, file in tags]
    elif words:
        chosen = [
            _LanguageReader(lexicon.load(tag), lexicon.load(tag).numeric)
            for tag in _candidates(words)
        ]
    else:
        chosen = [_LanguageReader(FIGURES, FIGURES.numeric)]
    outcomes = [_in_language(text, tokens, language, on) for language in chosen]
    readings = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
    refusals = [outcome for outcome in outcomes if isinstance(outcome, DateError)]
    if readings:
        agreed = _agreed(text, readings)
        if tags is None:
            _refuse_other_calendars(agreed, refusals)
        return agreed
    if refusals:
        raise refusals[0]
    if edtf_error is not None and not words:
        raise _moved(edtf_error, text)
    raise _unread(text, tokens, words, [language.lexicon for language in chosen], tags is None)


def _refuse_other_calendars(reading: Reading, refusals: Sequence[DateError]) -> None:
    """Refuse a *reading* far in the future that is in another calendar in some other language.

    "3 Nisan 5786" is in April in Turkish, and in a Hebrew month elsewhere.

    Raises:
        DateError: the first of the *refusals* that names a calendar.
    """
    with suppress(DateError):
        first = reading.value.earliest
        if first is None or first.year in COMMON_YEARS:
            return
    for refusal in refusals:
        if refusal.code in calendars.CODES:
            raise refusal


def read_value(text: str, tag: str) -> edtf.Value | None:
    """See `timeline.phrases.value_of`, for text that is not EDTF."""
    if len(text) > LONGEST:
        return None
    language = _language(tag, lexicon.nearest_tag(tag))
    tokens = tokenise(text)
    for word in _words(text, tokens):
        if not (language.lexicon.may_have(word, mixed=True) or _ROMAN_ORDINAL.fullmatch(word)):
            return None
    outcome = _in_language(text, tokens, language, None)
    return outcome.value if isinstance(outcome, Reading) else None


def is_edtf(text: str) -> bool:
    """Whether *text* was meant to be EDTF: then its EDTF error is the one to report."""
    short = _CONSECUTIVE.fullmatch(text)
    if short:
        # 2024-25 is a school year of two consecutive years. 2024-27 may be a mistyped month.
        return (int(short[2]) + 1) % 100 != int(short[4])
    return _ONLY_EDTF.match(text) is not None


def _moved(error: DateError, text: str) -> DateError:
    """*error* of the stripped text, with its position in *text*."""
    offset = len(text) - len(text.lstrip())
    return DateError(
        text,
        error.fact,
        error.hint,
        (error.span[0] + offset, error.span[1] + offset),
        code=error.code,
    )


_LETTERED: Final = re.compile(
    r"""(?<![א-ת])(?:[א-ת]['׳])?[א-ת]{1,4}(?:["״“”][א-ת]|['׳])(?![א-ת])"""
)
"""A number in Hebrew letters, or an abbreviation."""

_ROMAN: Final = re.compile(r"[ivxхіѵ]+")
_ROMAN_ORDINAL: Final = re.compile(r"[ivxхі]+\w{1,3}")


def _words(text: str, tokens: Iterable[Token]) -> list[str]:
    """The words of a phrase, except numerals in letters, which are in no word list."""
    lettered = {
        place
        for match in _LETTERED.finditer(text)
        for place in range(*match.span())
    }  # fmt: skip
    return [
        token.text
        for token in tokens
        if token.kind == "word"
        and token.start not in lettered
        and not (
            _ROMAN.fullmatch(token.text)
            and (token.glued or text[token.start : token.end].isupper())
        )
    ]


def _candidates(words: Sequence[str]) -> list[str]:
    # XXe is in no word list, although it is French: such words are ignored.
    distinctive = [
        word
        for word in words
        if not _ROMAN_ORDINAL.fullmatch(word) or any(lexicon.shares([word]).values())
    ]
    return [tag for tag, share in lexicon.shares(distinctive).items() if share == 1]


def _language(tag: str, file: str) -> _LanguageReader:
    loaded = lexicon.load(file)
    region = language_tags.region(tag)
    order = loaded.regions.get(region, loaded.numeric) if region else loaded.numeric
    return _LanguageReader(loaded, order)


def _agreed(text: str, readings: Sequence[Reading]) -> Reading:
    values = dict.fromkeys(str(reading.value) for reading in readings)
    if len(values) > 1:
        shown = "; ".join(f"{reading.language}: {reading.value}" for reading in readings)
        raise DateError(
            text,
            f"it can be read in several ways: {shown}",
            "name the language, or write EDTF",
            code="date-ambiguous",
        )
    return readings[0]


OVER_NEW_YEAR: Final = "the range crosses New Year, and only its last day has a year"


def _in_language(
    text: str, tokens: Sequence[Token], language: _LanguageReader, on: date | None
) -> Reading | DateError | None:
    """The reading in one language; a refusal if it is understood but not a date; else None."""
    refusals: list[DateError] = []
    found: dict[str, Reading] = {}
    try:
        said = _expressions(text, tokens, language.lexicon)
    except NoDateError as impossible:
        return _refusal(text, impossible)
    for node in said:
        try:
            settled = expressions.settle(node, language.order)
            value = meaning.value(settled, on)
        except NoDateError as impossible:
            refusals.append(_refusal(text, impossible))
            continue
        if isinstance(value, edtf.AllOf) and expressions.turns_back(settled):
            refusals.append(
                DateError(
                    text, OVER_NEW_YEAR, "write the year of each day", code="date-without-year"
                )
            )
            continue
        reading = Reading(
            text,
            value,
            language.lexicon.tag if language.lexicon is not FIGURES else None,
            expressions.zone(settled),
            meaning.rule(settled, value),
        )
        found.setdefault(str(value), reading)
    if len(found) > 1:
        shown = ", ".join(found)
        return DateError(
            text, f"it can be read in several ways: {shown}", "write EDTF", code="date-ambiguous"
        )
    if found:
        return next(iter(found.values()))
    # Mixed calendars are reported only if there is no more specific error.
    return min(refusals, key=lambda error: error.code == calendars.MIXED_UP, default=None)


def _expressions(text: str, tokens: Sequence[Token], words: Lexicon) -> list[Expression]:
    """The meanings of the whole *text*.

    Raises:
        NoDateError: there are too many ways to read it.
    """
    lattice = Lattice(text, tokens, words)
    parser = Parser(GRAMMAR, lattice)
    start = next((i for i, token in enumerate(tokens) if token.text not in QUOTES), 0)
    return [
        node
        # «17» сентября begins with a quotation mark that closes after 17.
        for place in dict.fromkeys((start, 0) if tokens else ())
        for node, end in parser.readings("phrase", place)
        # A node beyond the last token is inside a word.
        if end <= lattice.end and _is_tail(tokens[end:])
    ]


def _refusal(text: str, impossible: NoDateError) -> DateError:
    return DateError(text, impossible.fact, impossible.hint or _EXAMPLES, code=impossible.code)


def _is_tail(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* only close a sentence."""
    return all(token.text in ".,;" or token.text in QUOTES for token in tokens)


# -- refusals ----------------------------------------------------------------------------------


def _unread(
    text: str,
    tokens: Sequence[Token],
    words: Sequence[str],
    tried: Sequence[Lexicon],
    is_open: bool,
) -> DateError:
    """Why *text* is not a date, according to the language that knows most of its words."""
    if not tokens:
        return DateError(text, "there is no date", _EXAMPLES, code="date-missing")
    nearest = list(tried)
    if is_open and words:
        shares = lexicon.shares(words)
        best = max(shares.values(), default=0)
        nearest = [lexicon.load(tag) for tag, share in shares.items() if share >= best]
    if not nearest:
        nearest = [FIGURES]
    known = max(nearest, key=lambda language: sum(map(language.knows, words)))
    lattice = Lattice(text, tokens, known)
    for node in range(len(tokens)):
        if not lattice.edges(node).keys().isdisjoint(("anniversary", "anniversary_named")):
            return DateError(
                text, "an anniversary is not a date",
                "write its day or year; 'anniversary: yearly' derives it from the first event",
                (tokens[node].start, tokens[node].end), code="date-anniversary",
            )  # fmt: skip
    inner = _inner_date(text, tokens, lattice)
    advice = f"write the date alone: {inner}" if inner else _EXAMPLES
    for node, token in enumerate(tokens):
        if token.kind != "word" or known.knows(token.text) or "roman" in lattice.edges(node):
            continue
        if token.glued and token.text in known.endings:
            continue
        span = (token.start, token.end)
        said = printable(text[token.start : token.end])
        # A stem in Serbian, "septembr", may be a mistyped English word, too.
        languages = [lexicon.load("en"), *nearest] if is_open else nearest
        if close := _misspelt(token.text, languages):
            return DateError(
                text,
                f"there is no month {said!r}",
                f"did you mean {close}?",
                span,
                code="date-misspelt",
            )
        return DateError(text, f"{said!r} is not part of a date", advice, span, code="date-format")
    return DateError(text, "it is not one date", advice, code="date-format")


def _misspelt(word: str, languages: Iterable[Lexicon]) -> str | None:
    """The month name nearest to *word*; of equally near ones, that of the first language."""
    from difflib import SequenceMatcher, get_close_matches  # only needed for mistakes

    nearest: tuple[float, str | None] = (0, None)
    for language in languages if len(word) >= 4 else ():
        for close in get_close_matches(word[:40], language.months, n=1, cutoff=0.75):
            likeness = SequenceMatcher(None, close, word[:40]).ratio()
            if likeness > nearest[0]:
                nearest = likeness, language.months[close]
    return nearest[1]


def _inner_date(text: str, tokens: Sequence[Token], lattice: Lattice) -> str | None:
    """The longest date inside *text*, as written."""
    parser = Parser(GRAMMAR, lattice)
    longest = (0, "")
    try:
        for node in (n for n, token in enumerate(tokens) if token.kind != "sign"):
            for _, end in parser.readings("expression", node):
                if longest[0] < end - node and end <= lattice.end:
                    longest = (end - node, text[tokens[node].start : tokens[end - 1].end])
    except NoDateError:
        pass
    return printable(longest[1]) if longest[1] and longest[1] != text else None
