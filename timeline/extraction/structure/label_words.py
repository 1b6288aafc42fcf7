"""Label words: where the label before a colon ends."""

from __future__ import annotations

from timeline.extraction.structure.lines import Line
from timeline.extraction.vocabulary import Vocabulary


def behind_label(
    vocabulary: Vocabulary, line: Line, role: str, start: int | None = None
) -> int | None:
    """The token after the label of that *role* and its colon.

    The label is at *start*, or where the line begins; None if there is none.
    """
    words = vocabulary.labels.get(role)
    tokens = line.passage.tokens
    start = line.start if start is None else start
    size = words.size(tokens, start) if words and start < line.end else 0
    end = start + size
    return end + 1 if size and end + 1 < line.end and tokens[end].text == ":" else None
