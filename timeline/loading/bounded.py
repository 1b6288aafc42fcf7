"""The problems of a file, up to the maximum that is reported."""

from __future__ import annotations

from typing import Final

from timeline import nodes
from timeline.errors import Problem


class TooManyProblems(Exception):  # noqa: N818 - named for what it reports
    """There are more problems than the maximum that is reported."""


def record(problems: list[Problem], problem: Problem) -> None:
    """Adds *problem* to *problems*.

    Raises:
        TooManyProblems: there are `nodes.MOST_PROBLEMS` already.
    """
    if len(problems) >= nodes.MOST_PROBLEMS:
        raise TooManyProblems
    problems.append(problem)


MOST_SUGGESTIONS: Final = 100
"""Maximum problems of a file that get a suggestion."""
