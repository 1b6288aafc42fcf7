"""The end of the name of an event on its line: before remarks, people and note marks.

"Festival of Songs (programme to follow)", "Council on Foreign Affairs, TBC", "State visit
(postponed because of the storm)", "Meeting with the Speaker. Taking part: …", "Opening (2)*": the
text after the name is read as status, parties and notes, or is only quoted in the source.
"""

from __future__ import annotations

from typing import Final

from timeline.extraction.sentence import Sentence
from timeline.extraction.vocabulary import OFF, TREATY_STATUSES

_OPENING: Final = {")": "(", "]": "["}
_TRAILING: Final = frozenset(".;؛·:,-*●•■▪|†")
_SENTENCE_ENDS: Final = frozenset(".;")

LONGEST_REMARK: Final = 24
"""Maximum tokens of a remark in brackets."""

LONGEST_LABEL: Final = 4
"""Maximum words of a label before participants: "Also taking part:"."""

LONGEST_TAIL: Final = 8
"""Maximum tokens of a remark after a comma or a dash."""


def name_end(sentence: Sentence) -> int:
    """The token at which the name of the event at the start of a line ends.

    It is the end of the line if there is nothing to cut, or if only remarks would remain.
    """
    whole = _without_signs(sentence, len(sentence.tokens))
    end = _before_people(sentence, _before_unclosed(sentence, _before_verb(sentence, whole)))
    last = -1
    while end != last:
        last = end
        end = _without_hours(sentence, _without_signs(sentence, end))
        end = _without_brackets(sentence, end)
        end = _without_tail(sentence, end)
    return end if any(token.kind == "word" for token in sentence.tokens[:end]) else whole


def _without_signs(sentence: Sentence, end: int) -> int:
    while end > 0 and sentence.tokens[end - 1].text in _TRAILING:
        end -= 1
    return end


def _without_hours(sentence: Sentence, end: int) -> int:
    """Where a line ends before hours in four digits after its full stop: "… announced. 0945"."""
    if end < 3 or sentence.tokens[end - 2].text != ".":
        return end
    hours = sentence.tokens[end - 1]
    is_time = hours.kind == "number" and len(hours.text) == 4 and not hours.glued
    return end - 2 if is_time and int(hours.text[:2]) < 25 and int(hours.text[2:]) < 60 else end


def _before_unclosed(sentence: Sentence, end: int) -> int:
    """Where a line ends before a bracket that is closed only after its date, or never."""
    opened: list[int] = []
    for index in range(end):
        text = sentence.tokens[index].text
        if text in _OPENING.values():
            opened.append(index)
        elif text in _OPENING and opened:
            opened.pop()
    return opened[0] if opened and opened[0] > 0 else end


def _before_verb(sentence: Sentence, end: int) -> int:
    """Where the name of a treaty ends before a sentence that says when it was signed."""
    for index, _, status in sentence.cues:
        if status in TREATY_STATUSES and 1 < index < end:
            before = sentence.tokens[index - 1]
            if before.text in _SENTENCE_ENDS and not sentence.tokens[index].glued:
                return index - 1
    return end


def _before_people(sentence: Sentence, end: int) -> int:
    """Where a line ends before a label and its list of people, in a separate sentence."""
    for index in range(1, end - 2):
        token, following = sentence.tokens[index], sentence.tokens[index + 1]
        if token.text not in _SENTENCE_ENDS or following.glued or following.kind != "word":
            continue
        if token.text == "." and sentence.abbreviates(index):
            continue
        for colon in range(index + 2, min(index + 2 + LONGEST_LABEL, end - 1)):
            if sentence.tokens[colon].text == ":" and sentence.tokens[colon].glued:
                return end if _names_event(sentence, index + 1, end) else index
            if sentence.tokens[colon].kind != "word":
                break
    return end


def _names_event(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a label is a part of a programme: "Reception. Concert: …"."""
    colon = next(i for i in range(first, last) if sentence.tokens[i].text == ":")
    return any(map(sentence.is_noun, range(first, colon)))


def _without_brackets(sentence: Sentence, end: int) -> int:
    """Where a line ends before brackets that contain a remark, or the number of a note."""
    closing = sentence.tokens[end - 1].text if end > 0 else ""
    if closing not in _OPENING:
        return end
    for index in range(end - 2, max(end - 2 - LONGEST_REMARK, 0), -1):
        if sentence.tokens[index].text == _OPENING[closing]:
            inside = sentence.tokens[index + 1 : end - 1]
            is_note = len(inside) == 1 and inside[0].kind != "word" and len(inside[0].text) < 3
            is_remark = any(_begins_remark(sentence, i) for i in range(index + 1, end - 1))
            return index if is_note or is_remark else end
        if sentence.tokens[index].text in _OPENING:
            return end
    return end


def _without_tail(sentence: Sentence, end: int) -> int:
    """Where a line ends before a remark after a comma or a dash: "Round table, TBC"."""
    for index in range(end - 2, max(end - 2 - LONGEST_TAIL, 0), -1):
        token = sentence.tokens[index]
        is_dash = token.text == "-" and not (token.glued or sentence.tokens[index + 1].glued)
        if (is_dash or token.text == ",") and _begins_remark(sentence, index + 1):
            return index
        if token.text in _OPENING or token.text in _OPENING.values():
            return end
    return end


def _begins_remark(sentence: Sentence, index: int) -> bool:
    """Whether a remark begins at the token: "postponed", "to be confirmed", "free entry"."""
    if sentence.is_noun(index):
        return False
    cues = sentence.lexicon.cues
    return (
        any(status in cues and sentence.size(cues[status], index) for status in OFF)
        or bool(sentence.size(sentence.lexicon.remarks, index))
        or sentence.is_unsure(index)
    )


def is_idle(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens mean that nothing takes place: "No events", "The library is closed".

    Institutions are closed; a congress that is closed took place.
    """
    idle = sentence.lexicon.idle
    if not any(sentence.size(idle, index) for index in range(first, last)):
        return False
    return all(head.noun.kind == "institution" for head in sentence.heads_between(first, last - 1))


def is_furniture(sentence: Sentence) -> bool:
    """Whether a line is a part of the page around its content: "Print this page", "Tags: …"."""
    size = sentence.size(sentence.lexicon.furniture, 0) if sentence.tokens else 0
    if not size:
        return False
    behind = sentence.tokens[size:]
    if all(token.kind == "sign" for token in behind) or behind[0].text == ":":
        return True
    return size > 1 and not sentence.heads
