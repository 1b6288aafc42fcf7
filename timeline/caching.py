"""Methods whose results are cached per object."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from types import MethodType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def cached_method(
    method: Callable[Concatenate[Any, _Arguments], _Result],
) -> cached_property[Callable[_Arguments, _Result]]:
    """*method*, with results that are computed once and cached as long as their object lives.

    `functools.cache` around a method would keep all objects alive; this cache is part of the
    object, and looks up the arguments without an extra Python call.
    """

    def kept(self: Any) -> Callable[_Arguments, _Result]:
        # The wrapper takes any arguments; its annotation shows callers those of the method.
        return cast("Callable[_Arguments, _Result]", cache(MethodType(method, self)))

    return cached_property(kept)
