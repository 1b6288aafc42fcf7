"""Methods whose results each object keeps."""

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
    """*method*, each of whose results is worked out once and kept as long as its object.

    `functools.cache` around a method would keep all objects; this keeps nothing of an object that
    is gone, and looks the arguments up without a call of Python's own.
    """

    def kept(self: Any) -> Callable[_Arguments, _Result]:
        # The wrapper takes any arguments; to a caller it has those of the method.
        return cast("Callable[_Arguments, _Result]", cache(MethodType(method, self)))

    return cached_property(kept)
