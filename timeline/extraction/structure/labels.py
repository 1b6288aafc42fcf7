"""Labels: lines that say what, when and where of one event, or when a mail was sent."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from timeline.extraction.structure.lines import Line
from timeline.extraction.structure.outlines import Item
from timeline.extraction.structure.walk import Walk
from timeline.extraction.vocabulary import Vocabulary
from timeline.phrases import Mention
from timeline.phrases.dated_lines import leading
from timeline.phrases.expressions import NoDateError

_MOST_LABELS: Final = 4
"""Lines between that which says when and those which say what and where."""


def read_labelled(walk: Walk, line: Line) -> bool:
    """Read a line with a label of its own: "WHEN: …" beside "WHAT: …" and "WHERE: …", "Sent: …".

    Return whether it is one.
    """
    if (first := behind_label(walk.words, line, "sent")) is not None:
        return _read_sent(walk, line, first)
    first = behind_label(walk.words, line, "when")
    if first is None:
        return False
    where = _labelled(walk, line, "where")
    what = _labelled(walk, line, "what") or (_event_above(walk, line) if where else None)
    if what is None:
        return False
    if where is None and line.passage.around.follows("stamp", first):
        return False  # the head of a mail
    mention = _mention_at(walk, line, first, "event")
    if mention is None or mention.value is None:
        return False
    walk.note(line, mention)
    walk.outline.headings.add(line.index)
    event, begin = what
    place, venue = _place_and_venue(walk, *where) if where else (None, None)
    walk.outline.items[event.index] = Item(
        event.index, mention, mention.value, event.block.start, event.block.end,
        event.offsets(begin, event.end), place, venue=venue,
    )  # fmt: skip
    return True


def _read_sent(walk: Walk, line: Line, first: int) -> bool:
    """Read when a mail was sent: "Sent: Monday, 9 March 2026 17:42"; return whether it says so."""
    mention = _mention_at(walk, line, first, "publication")
    if mention is None:
        return False
    walk.note(line, replace(mention, is_item=False))
    return True


def _mention_at(walk: Walk, line: Line, first: int, kind: str) -> Mention | None:
    """The day that a line says from the token *first* on."""
    dated = leading(line.passage, first, line.end)
    if dated is None or not dated.has_day or dated.lacks_month:
        return None
    try:
        found, source = walk.date_of(line, dated)
    except NoDateError:
        return None
    return walk.mention(line, dated, found, kind, source)


def _event_above(walk: Walk, line: Line) -> tuple[Line, int] | None:
    """The line above that which says when, if it names an event and has no label itself."""
    above = walk.lines[line.index - 1] if line.index else None
    if above is None or not above.may_head or not walk.names_event(above):
        return None
    is_plain = above.lead is None and above.trail is None and ":" not in above.text
    return (above, above.start) if is_plain else None


def _labelled(walk: Walk, line: Line, role: str) -> tuple[Line, int] | None:
    """The line with the label of that *role* near another, and the token behind it."""
    first = max(line.index - _MOST_LABELS, 0)
    for other in walk.lines[first : line.index + _MOST_LABELS + 1]:
        begin = behind_label(walk.words, other, role)
        if begin is not None:
            return other, begin
    return None


def _place_and_venue(walk: Walk, line: Line, begin: int) -> tuple[str | None, str | None]:
    """The city that is all of a line, or stands behind its last comma, and what is before."""
    if city := walk.places.city(line, (begin, line.end)):
        return city, None
    city, last = walk.places.city_at_end(line, begin, line.end)
    return city, line.text_of(begin, last).strip() or None


def behind_label(vocabulary: Vocabulary, line: Line, role: str) -> int | None:
    """The token behind the label of that *role* and its colon, with which a line begins."""
    words = vocabulary.labels.get(role)
    tokens = line.passage.tokens
    size = words.size(tokens, line.start) if words and line.start < line.end else 0
    end = line.start + size
    return end + 1 if size and end + 1 < line.end and tokens[end].text == ":" else None
