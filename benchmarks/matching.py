"""Bringing wishes and offers together, beside trying all pairs: `python
benchmarks/matching.py [number]`.

Two things are measured, in one run and with the same people: opening the boxes of all
(AES-GCM, a key for each), and finding a pair for each wish. The rival tries every wish
with every offer and takes the best of what fits, as one writes it first. What is asked:
5,000 wishes and 5,000 offers within 2 seconds.
"""

import json
import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ASKED = 2.0  # seconds
SEED = 18
LANGUAGES = ["nl", "en", "ar", "tr", "pl", "uk", "ti"]
SUBJECTS = [f"onderwerp-{number}" for number in range(12)]


def people(count: int, kind: int):
    """Invented ones, spread as people are: most speak Dutch, few can always."""
    from matching.facts.rule import Entry
    from matching.facts.vocabulary import MOMENT_CODES

    chance = random.Random(SEED + kind)
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    spots = [
        (4.70 + 0.15 * chance.random(), 51.53 + 0.1 * chance.random())
        for _area in range(56)
    ]
    for number in range(count):
        since = begin + timedelta(minutes=chance.randrange(400_000))
        languages = {chance.choice(LANGUAGES)}
        if chance.random() < 0.8:
            languages.add("nl")
        yield Entry(
            id=UUID(int=number + kind * 10**6),
            person=f"{kind}-{number}",
            since=since,
            arrived=since,
            subjects=frozenset(chance.sample(SUBJECTS, chance.choice([1, 1, 2, 3]))),
            languages=frozenset(languages),
            moments=frozenset(chance.sample(MOMENT_CODES, chance.randint(1, 6))),
            ways=frozenset(
                chance.choice([["outside"], ["online"], ["outside", "online"]])
            ),
            spot=chance.choice(spots),
            reach=chance.choice([500, 2_000, 5_000, 15_000]),
            gender=chance.choice(["woman", "man", "unsaid"]),
            prefers=chance.choice(["anyone", "anyone", "woman", "man"]),
        )


def all_pairs(wishes, offers, known):
    """Every wish with every offer, then in order of turn."""
    from matching.facts.rule import why_not

    fit = {
        wish.id: [offer for offer in offers if not why_not(wish, offer, known)]
        for wish in wishes
    }
    taken, found = set(), []
    for wish in sorted(wishes, key=lambda each: each.turn):
        free = [offer for offer in fit[wish.id] if offer.id not in taken]
        if free:
            first = min(free, key=lambda each: each.turn)
            taken.add(first.id)
            found.append((wish, first))
    return found


def timed(work, *arguments):
    begin = perf_counter()
    found = work(*arguments)
    return perf_counter() - begin, found


def opening(count: int) -> float:
    """Seconds to open the boxes of so many people, from a key store on disk."""
    from django.core.management import call_command
    from django.utils import timezone

    from common.protect.sealing import box, keys

    call_command("migrate", "keyring", verbosity=0)
    day = timezone.localdate() + timedelta(days=300)
    facts = {"first_name": "Vogel", "email": "v@example.org", "words": "x" * 120}
    boxes = []
    for number in range(count):
        key_id = keys.make(day)
        boxes.append(
            (key_id, f"row:{number}", box.seal(key_id, f"row:{number}", facts))
        )
    took, found = timed(box.open_each, boxes)
    assert len(found) == count
    return took


def main(count: int) -> dict:
    from matching.facts.rule import Known, count_fitting, pair_all

    wishes, offers = list(people(count, 1)), list(people(count, 2))
    ours, pairs = timed(pair_all, wishes, offers, Known())
    fits, _counts = timed(count_fitting, wishes[:50], offers, Known())
    theirs, expected = timed(all_pairs, wishes, offers, Known())
    assert pairs == expected, "both have to give the same pairs"
    opened = opening(2 * count)
    return {
        "wishes": count,
        "offers": count,
        "pairs": len(pairs),
        "seconds, ours": round(ours, 3),
        "seconds, all pairs": round(theirs, 3),
        "seconds to count who fits with 50 wishes": round(fits, 3),
        "seconds to open all boxes": round(opened, 3),
        "asked": ASKED,
        "held": ours + opened <= ASKED,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ontmoeten-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "ontmoeten.settings",
            "ENV_FILE": f"{folder}/no.env",
            "DEBUG": "yes",
            "DATA_DIR": folder,
            "KEYS_DATABASE_URL": f"sqlite:///{folder}/keys.sqlite3",
            "DATABASE_URL": f"spatialite:///{folder}/none.sqlite3",
        }
        import django

        django.setup()
        found = main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
    print(json.dumps(found, indent=1))
    sys.exit(0 if found["held"] else 1)
