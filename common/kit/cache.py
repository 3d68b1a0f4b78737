"""Results that are computed once, and kept while there is room for them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SizedLruCache(Generic[Key, Value]):
    """Keeps what was asked for last, as long as their sizes add up to `most`.

    When several threads ask for the same at once, one computes it and the others wait
    for it. What was computed last is kept whatever its size. A failure is not kept, and
    those who waited get it too.
    """

    def __init__(self, most: int, size_of: Callable[[Value], int]):
        self._most, self._size_of = most, size_of
        self._futures: OrderedDict[Key, Future[Value]] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._lock = Lock()

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, from `make` when it is not there."""
        with self._lock:
            future = self._futures.get(key)
            is_new = future is None
            if is_new:
                future = self._futures[key] = Future()
            self._futures.move_to_end(key)
        if is_new:
            self._compute(key, future, make)
        return future.result()

    def newest(self, many: int) -> list[Key]:
        """The keys that were asked for last, the very last one first."""
        with self._lock:
            return self._asked()[::-1][:many]

    @property
    def size(self) -> int:
        return sum(self._sizes.values())

    def _asked(self) -> list[Key]:
        return [key for key in self._futures if key in self._sizes]

    def _compute(self, key, future, make):
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                del self._futures[key]
            future.set_exception(error)
            raise
        with self._lock:
            self._sizes[key] = self._size_of(value)
            for oldest in self._asked():
                if self.size <= self._most:
                    break
                if oldest != key:
                    del self._futures[oldest], self._sizes[oldest]
        future.set_result(value)
