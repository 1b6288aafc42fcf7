"""The facts of events and sources that the page's scripts list and search."""

from __future__ import annotations

from timeline import facts
from timeline.exporters.html.plain_data import PageRecord, without_empty
from timeline.facts import Fact, Where


def facts_of_page() -> PageRecord:
    """The facts for scripts: those of events and of sources, and the fields that are searched."""
    return {
        "event": [
            _for_scripts(fact, fact.label(Where.PAGE))
            for fact in facts.listed(facts.EVENT, Where.PAGE)
        ],
        "source": [
            _for_scripts(fact, fact.labels.get(Where.PAGE))
            for fact in facts.listed(facts.SOURCE, Where.PAGE)
        ],
        "search": {
            "event": [_key(fact) for fact in facts.listed(facts.EVENT, Where.SEARCH)],
            "source": [_key(fact) for fact in facts.listed(facts.SOURCE, Where.SEARCH)],
        },
    }


def _for_scripts(fact: Fact, label: str | None) -> PageRecord:
    record = {"key": _key(fact), "form": fact.form.value, "facet": fact.facet, "label": label}
    return without_empty(record)


def _key(fact: Fact) -> str:
    """The fact's key in a record."""
    first, *others = fact.field.split("_")
    return first + "".join(map(str.capitalize, others))
