"""Find readings of a text with rules: the parser for `timeline.phrases.grammar`.

A rule is a line ``symbol: items`` and a function that builds a node from the values of the items.
An item is a category of edges of the `Lattice`, another symbol, a sign in quotes, ``_`` for
fillers and a comma, or ``__`` for fillers alone. ``name:item`` names it, ``?`` makes it optional,
``*`` lets it repeat. A function gets the values of the named items, None for missing ones, and
returns None if they make no sense together.

All readings are found, each once, in the order of the rules; the work is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import Struct

from timeline.phrases.expressions import NoDateError
from timeline.phrases.lattice import Lattice

EFFORT: Final = 60_000
"""Maximum steps for a text; real phrases take a few hundred."""

LONGEST_RUN: Final = 12
"""Maximum members of a list of dates; real ones have three or four."""

REMEMBERED: Final = 1024
"""Number of shapes of text whose usable rules are cached; a news archive has some hundreds."""

GAP: Final = "_"
GAPS: Final = frozenset({GAP, "__"})
_GAP_FIRST: Final = frozenset({"filler", ",", "glue"})

Action = TypeVar("Action", bound=Callable[..., Any])


class Slot(NamedTuple):
    """A place in a rule; without a name, its value is dropped. ``mode`` is ?, *, a gap or ""."""

    name: str
    symbol: str
    mode: str


class Rule(Struct):
    """One way to build a symbol; a text must contain ``needs``, and ``first`` can begin it."""

    symbol: str
    items: tuple[Slot, ...]
    action: Callable[..., Any]
    names: tuple[str, ...]
    needs: frozenset[str]
    first: frozenset[str] = frozenset()


class Rules(Struct):
    """The rules of one section of a grammar, in order."""

    listed: list[Rule] = []

    def rule(self, *lines: str) -> Callable[[Action], Action]:
        """Makes the decorated function build the node for each of *lines*."""

        def register(action: Action) -> Action:
            for line in lines:
                symbol, _, body = line.partition(": ")
                items = tuple(map(_item, body.split()))
                names = tuple(item.name for item in items if item.name)
                needs = frozenset(item.symbol for item in items if not item.mode)
                self.listed.append(Rule(symbol, items, action, names, needs))
            return action

        return register


class Grammar:
    """The rules of all *sections*, by the symbol that they build."""

    def __init__(self, *sections: Rules) -> None:
        self.rules: dict[str, list[Rule]] = {}
        for rule in (rule for section in sections for rule in section.listed):
            self.rules.setdefault(rule.symbol, []).append(rule)
        self.first: dict[str, frozenset[str]] = {}
        for symbol in self.rules:
            self._find_first(symbol)
        self._ordered = [rule for rules in self.rules.values() for rule in rules]
        asked = {item.symbol for rule in self._ordered for item in rule.items}
        self.terminals = frozenset((asked | _GAP_FIRST) - self.rules.keys() - GAPS)
        """Categories that occur in rules; a token with none of them ends every date."""
        self._needing: dict[str, list[int]] = {}
        for number, rule in enumerate(self._ordered):
            for symbol in rule.needs:
                self._needing.setdefault(symbol, []).append(number)
        self._usable: dict[frozenset[str], dict[str, tuple[Rule, ...]]] = {}

    def _find_first(self, symbol: str) -> frozenset[str]:
        """The categories that can begin *symbol*; no symbol begins with itself."""
        known = self.first.get(symbol)
        if known is None:
            rules = self.rules.get(symbol)
            if rules is None:
                return frozenset((symbol,))
            for rule in rules:
                rule.first = self._first_of(rule.items)
            known = frozenset[str]().union(*(rule.first for rule in rules))
            self.first[symbol] = known
        return known

    def _first_of(self, items: Sequence[Slot]) -> frozenset[str]:
        if not items[0].mode:
            return self._find_first(items[0].symbol)
        found: set[str] = set()
        for item in items:
            if item.symbol in GAPS:
                found |= _GAP_FIRST
                continue
            found |= self._find_first(item.symbol)
            if not item.mode:
                break
        return frozenset(found)

    def beginnings(self, symbol: str) -> frozenset[str]:
        """Categories that can begin *symbol*, except fillers."""
        return self.first[symbol] - _GAP_FIRST

    def usable(self, categories: frozenset[str]) -> dict[str, tuple[Rule, ...]]:
        """The rules that can match a text with only these *categories*, by symbol.

        A phrase has few of the grammar's categories: this excludes all other rules before the
        first step, and phrases of the same shape share the result.
        """
        known = self._usable.get(categories)
        if known is not None:
            return known
        missing = [len(rule.needs) for rule in self._ordered]
        possible = list(categories)
        possible += {rule.symbol for rule in self._ordered if not rule.needs}
        met = set(possible)
        for symbol in possible:
            for number in self._needing.get(symbol, ()):
                missing[number] -= 1
                made = self._ordered[number].symbol
                if not missing[number] and made not in met:
                    met.add(made)
                    possible.append(made)
        found: dict[str, list[Rule]] = {}
        for rule, lacking in zip(self._ordered, missing, strict=True):
            if not lacking:
                found.setdefault(rule.symbol, []).append(rule)
        usable = {symbol: tuple(rules) for symbol, rules in found.items()}
        if len(self._usable) >= REMEMBERED:
            self._usable.clear()
        self._usable[categories] = usable
        return usable


@cache
def _item(text: str) -> Slot:
    mode = ""
    if text[-1] in "?*" and text[-1] != text[0]:
        text, mode = text[:-1], text[-1]
    name, colon, symbol = text.partition(":")
    if not colon or text[0] == "'":
        name = symbol = text
    if symbol[0] == "'":
        name, symbol = "", symbol[1:-1]
    return Slot("", symbol, symbol) if symbol in GAPS else Slot(name, symbol, mode)


class Parser:
    """All readings of the tokens of a lattice, or of those from *start* to *end*."""

    def __init__(
        self, grammar: Grammar, lattice: Lattice, start: int = 0, end: int | None = None
    ) -> None:
        self.lattice = lattice
        said = lattice.categories(start, lattice.end if end is None else end)
        self._rules = grammar.usable(said & grammar.terminals)
        self._first = grammar.first
        self._known: dict[tuple[str, int], tuple[tuple[Any, int], ...]] = {}
        self._gaps: dict[tuple[int, bool], tuple[int, ...]] = {}
        self._effort = 0

    def readings(self, symbol: str, node: int) -> Sequence[tuple[Any, int]]:
        """Every node of *symbol* that begins at *node*, with its end.

        Raises:
            NoDateError: the text has too many readings.
        """
        rules = self._rules.get(symbol)
        if rules is None:
            return self.lattice.edges(node).get(symbol, ())
        known = self._known.get((symbol, node))
        if known is not None:
            return known
        edges = self.lattice.edges(node)
        found: dict[tuple[Any, int], None] = {}
        if not self._first[symbol].isdisjoint(edges):
            for rule in rules:
                if rule.first.isdisjoint(edges):
                    continue
                names, action = rule.names, rule.action
                for values, end in self._sequence(rule.items, node):
                    made = action(**dict(zip(names, values, strict=True)))
                    if made is not None:
                        found[made, end] = None
        self._known[symbol, node] = result = tuple(found)
        return result

    def refresh(self) -> None:
        """Resets the limit of steps, for the next position in a long text."""
        self._effort = 0

    def _spend(self, steps: int) -> None:
        self._effort += steps
        if self._effort > EFFORT:
            raise NoDateError("too many ways to read it", "write one date", code="date-not-one")

    def _sequence(self, items: Sequence[Slot], node: int) -> Sequence[tuple[tuple[Any, ...], int]]:
        """The values of consecutive *items* from *node*, and where they end."""
        if len(items) == 1 and items[0].name and not items[0].mode:
            # Most rules only pass on the node of another one.
            return [((value,), end) for value, end in self.readings(items[0].symbol, node)]
        reached: list[tuple[tuple[Any, ...], int]] = [((), node)]
        for name, symbol, mode in items:
            further: list[tuple[tuple[Any, ...], int]] = []
            for values, place in reached:
                if mode in GAPS:
                    further += [(values, end) for end in self._gap(place, mode == GAP)]
                    continue
                found = self._run(symbol, place) if mode == "*" else self.readings(symbol, place)
                if mode == "?":
                    found = (*found, (None, place))
                if name:
                    further += [((*values, value), end) for value, end in found]
                else:
                    further += [(values, end) for _, end in found]
            if not further:
                return ()
            self._spend(len(further))
            reached = further
        return reached

    def _run(self, symbol: str, node: int) -> Sequence[tuple[tuple[Any, ...], int]]:
        """Every run of *symbol* from *node*, the empty one first."""
        runs: list[tuple[tuple[Any, ...], int]] = [((), node)]
        for run, place in runs:
            if len(run) < LONGEST_RUN:
                found = self.readings(symbol, place)
                runs += [((*run, value), end) for value, end in found]
            self._spend(1)
        return runs

    def _gap(self, node: int, with_comma: bool) -> Sequence[int]:
        """Nodes reached by fillers, and at most one comma, alone; *node* itself comes first."""
        known = self._gaps.get((node, with_comma))
        if known is None:
            found = [(node, not with_comma)]
            for place, comma in found:
                edges = self.lattice.edges(place)
                steps = [(end, comma) for _, end in edges.get("filler", ())]
                steps += [(end, comma) for _, end in edges.get("glue", ())]
                if not comma:
                    steps += [(end, True) for _, end in edges.get(",", ())]
                found += [step for step in dict.fromkeys(steps) if step not in found]
                self._spend(1)
            known = self._gaps[node, with_comma] = tuple(dict.fromkeys(end for end, _ in found))
        return known
