"""Plotly's bundle without the modules that the page does not need, in a form that starts sooner.

The bundle of the plotly package can draw some fifty kinds of traces; the page needs two. Plotly
documents that its core works with any set of registered traces ("Customizing the plotly.js
bundle"). So the list of registered traces is cut, and then each module is dropped that no other
module needs any more.

esbuild writes a CommonJS module as `var name = wrap((exports, module) => …)`, followed by the ES
modules, each as a `name = init(() => …)`; where another module imports one, it calls `name()`.
The code between the beginnings of two CommonJS modules is kept or dropped as a whole. A bundle
from another bundler, or of a release that the tests of the page have not run with, is left
unchanged: a larger page is better than a chart that does not work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_DRAWN: Final = b'moduleType:"trace",name:"bar"'
"""The code by which the trace "bar" is recognised; the page's other one, "scatter", is in the core.
"""

TRIED: Final = re.compile(rb"\* plotly\.js (?:\([\w -]+\) )?v4\.1\.\d+\n")
"""The releases of Plotly with which the tests of the page have run. Extend it after running them
with the whole bundle and with the trimmed one."""

_HEAD: Final = 20_000
"""The number of bytes at the beginning that contain esbuild's helpers."""

_WRAP: Final = re.compile(
    rb"([\w$]+)=\([\w$]+,[\w$]+\)=>\(\)=>\{try\{return [\w$]+\|\|[\w$]+\(\([\w$]+=\{exports:"
)
_INIT: Final = re.compile(
    rb"([\w$]+)=\([\w$,]+\)=>\(\)=>\{[^{}]*?try\{return ([\w$]+)&&\(([\w$]+)=\2\(\2=0\)\),\3"
)
_REGISTERED: Final = re.compile(rb"\.register\(\[((?:[\w$]+\(\),?)+)\]\)")
_NAME: Final = re.compile(rb"[\w$]+\Z")
_LONGEST: Final = 12
"""Maximum letters of a name that are read: esbuild's names of modules have three or four."""


def trimmed(code: bytes) -> bytes:
    """*code* with only the traces that the page draws, or unchanged if its structure is unknown."""
    wrap, init = _WRAP.search(code, 0, _HEAD), _INIT.search(code, 0, _HEAD)
    if not TRIED.search(code, 0, _HEAD) or wrap is None or init is None:
        return code
    parts = _Linked(code, wrap[1], init[1])
    last = parts.texts[-1] if parts.texts else b""
    registered = _REGISTERED.search(last)
    if registered is None:
        return code
    drawn = [name for name in _calls(registered[1]) if parts.draws(name)]
    if not drawn:
        return code
    start, end = registered.span(1)
    calls = b",".join(name + b"()" for name in drawn)
    parts.texts[-1] = b"".join((last[:start], calls, last[end:]))
    needed = parts.needed(len(parts.texts) - 1)
    return parts.head + b"".join(parts.texts[number] for number in sorted(needed))


def eager(code: bytes) -> bytes:
    """*code* with its CommonJS modules in parentheses, or unchanged if its structure is unknown.

    Browsers parse a function once to find its end, and again when it is called. They expect a
    function in parentheses to be called at once, and compile it immediately. Nearly all modules of
    Plotly are called when it starts, which then takes about 0.7 of the time (V8 of Chromium 156;
    SpiderMonkey follows the same convention).

    A module is left as it is if it is not certain where it ends.
    """
    wrap, init = _WRAP.search(code, 0, _HEAD), _INIT.search(code, 0, _HEAD)
    if not TRIED.search(code, 0, _HEAD) or wrap is None:
        return code
    begin = rb"[;}]var [\w$]+=%s\((?=(?:[\w$]+|\([\w$,]*\))=>\{)" % re.escape(wrap[1])
    others = [b"=" + found[1] + b"(" for found in (wrap, init) if found]
    made: list[bytes] = []
    last = 0
    for one, other in pairwise(re.finditer(begin, code)):
        module = code[one.end() : other.start() + 1]
        if _is_one_function(module) and not any(each in module for each in others):
            made += (code[last : one.end()], b"(", module[:-2], b"));")
            last = other.start() + 1
    made.append(code[last:])
    return b"".join(made)


def _is_one_function(module: bytes) -> bool:
    """Whether the text after `wrap(` is one function and `);`, as far as its brackets show."""
    is_closed = module.count(b")") - module.count(b"(") == 1
    return module.endswith(b"});") and is_closed and module.count(b"{") == module.count(b"}")


class _Linked:
    """The parts of a bundle that are kept or dropped as a whole, in their order."""

    def __init__(self, code: bytes, wrap: bytes, init: bytes) -> None:
        starts: list[int] = []
        self._of_name: dict[bytes, int] = {}  # the part that contains a module
        for found in re.finditer(rb"=(?:%s|%s)\(" % (re.escape(wrap), re.escape(init)), code):
            name = _name_before(code, found.start())
            start = found.start() - len(name) - len(b"var ")
            if found[0][1:-1] == wrap and code[start - 1 : start + 4] in (b";var ", b"}var "):
                starts.append(start)
            if starts:
                self._of_name[name] = len(starts) - 1
        ends = [*starts[1:], len(code)] if starts else []
        self.head = code[: starts[0]] if starts else code
        self.texts = [code[start:end] for start, end in zip(starts, ends, strict=True)]

    def needed(self, number: int) -> set[int]:
        """The parts that a part and the head need, directly or indirectly, including that part."""
        found: set[int] = set()
        waiting = [number, *self._called(self.head)]
        while waiting:
            part = waiting.pop()
            if part not in found:
                found.add(part)
                waiting.extend(self._called(self.texts[part]))
        return found

    def draws(self, name: bytes) -> bool:
        """Whether the module of this name, or one that it calls, is a trace that the page draws."""
        number = self._of_name.get(name)
        if number is None:
            return False
        own = self.texts[number]
        return any(_DRAWN in self.texts[part] for part in (number, *self._called(own)))

    def _called(self, code: bytes) -> Iterator[int]:
        """The parts that contain the modules that *code* calls."""
        for name in _calls(code):
            if name in self._of_name:
                yield self._of_name[name]


def _calls(code: bytes) -> Iterator[bytes]:
    """The names that *code* calls without an argument: modules, among others."""
    for before in code.split(b"()")[:-1]:
        yield _name_before(before, len(before))


def _name_before(code: bytes, end: int) -> bytes:
    found = _NAME.search(code[max(0, end - _LONGEST) : end])
    return found[0] if found else b""
