"""Another process of the site: asks for a tile again and again, and says what it got.

A line for each answer: the moment, the milliseconds it took, how many places it has.
Stops when its input is closed.
"""

import json
import os
import sys
import threading
import time

PATH = "/plekken/kaart/18/134549/87074.json"
BETWEEN = 0.005  # seconds


def answers():
    from django.test import Client

    import ontmoeten.wsgi  # noqa: F401 — all that a real one does when it starts

    client = Client(SERVER_NAME="localhost")
    while True:
        begin = time.perf_counter()
        features = client.get(PATH).json()["features"]
        took = (time.perf_counter() - begin) * 1000
        counts = [each["properties"].get("point_count", 1) for each in features]
        yield time.time(), took, sum(counts)
        time.sleep(BETWEEN)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, os.getcwd())
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    for answer in answers():
        print(json.dumps(answer), flush=True)  # noqa: T201 — this is how it answers
        if stop.is_set():
            return


if __name__ == "__main__":
    main()
