"""A cached method keeps its results, but does not keep its object alive."""

import gc
import weakref

from timeline.caching import cached_method


class Counting:
    def __init__(self) -> None:
        self.calls: list[int] = []

    @cached_method
    def doubled(self, number: int) -> int:
        self.calls.append(number)
        return 2 * number


def test_each_result_is_worked_out_once_for_each_object() -> None:
    one, other = Counting(), Counting()
    assert [one.doubled(2), one.doubled(2), one.doubled(3), other.doubled(2)] == [4, 4, 6, 4]
    assert (one.calls, other.calls) == ([2, 3], [2])


def test_nothing_is_kept_of_an_object_that_is_gone() -> None:
    one = Counting()
    one.doubled(2)
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
