import threading
import time

import pytest

from common.kit.cache import SizedLruCache


def test_what_was_asked_for_last_is_kept_while_there_is_room():
    kept = SizedLruCache(10, len)
    for key in ("a", "b", "a", "c"):
        kept.of(key, lambda: "1234")

    assert kept.newest(9) == ["c", "a"]
    assert kept.size == 8


def test_what_is_too_large_is_kept_until_the_next():
    kept = SizedLruCache(10, len)
    kept.of("large", lambda: "x" * 99)

    assert kept.of("large", pytest.fail) == "x" * 99
    kept.of("small", lambda: "x")
    assert kept.newest(9) == ["small"]


def test_threads_that_ask_for_the_same_compute_it_once():
    kept, made, found = SizedLruCache(10, len), [], []

    def make():
        made.append(1)
        time.sleep(0.05)
        return "value"

    threads = [
        threading.Thread(target=lambda: found.append(kept.of("key", make)))
        for _number in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(made), found) == (1, ["value"] * 5)


def test_a_failure_is_not_kept():
    kept = SizedLruCache(10, len)
    with pytest.raises(ZeroDivisionError):
        kept.of("key", lambda: 1 / 0)

    assert kept.of("key", lambda: "value") == "value"
