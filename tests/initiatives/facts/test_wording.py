"""Rules of recurrence as people say them."""

from datetime import date

import pytest
from django.utils import translation

from initiatives.facts.rules import LAST, Rule
from initiatives.facts.wording import in_words

MO, TU, WE, TH, FR, SA, SU = range(7)


@pytest.mark.parametrize(
    ("rule", "dutch", "english"),
    [
        (Rule((TU,)), "elke dinsdag", "every Tuesday"),
        (Rule((TU, TH)), "elke dinsdag en donderdag", "every Tuesday and Thursday"),
        (Rule((0, 1, 2)), "elke maandag, dinsdag en woensdag", None),
        (Rule((TU,), 2), "om de week op dinsdag", "every other week on Tuesday"),
        (Rule((TU,), 3), "elke 3 weken op dinsdag", "every 3 weeks on Tuesday"),
        (Rule((SA,), weeks=(LAST,)), "elke laatste zaterdag van de maand", None),
        (Rule((TU,), weeks=(1, 3)), "elke eerste en derde dinsdag van de maand", None),
        (Rule((TU,), 2, weeks=(1,)), "om de maand op de eerste dinsdag", None),
        (Rule((TU,), 3, weeks=(2,)), "elke 3 maanden op de tweede dinsdag", None),
        (Rule(daily=True), "elke dag", "every day"),
        (Rule(daily=True, every=10), "elke 10 dagen", "every 10 days"),
        (Rule(month_days=(15,)), "elke maand op de 15e", "every month on day 15"),
        (
            Rule(month_days=(1, LAST), every=2),
            "om de maand op de 1e en de laatste dag",
            None,
        ),
        (
            Rule(also=((1, 0), (3, 3))),
            "elke eerste maandag en derde donderdag van de maand",
            "every first Monday and third Thursday of the month",
        ),
        (Rule((SA,), weeks=(5,)), "elke vijfde zaterdag van de maand", None),
        (
            Rule((SA,), months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12)),
            "elke zaterdag, niet in juli en augustus",
            "every Saturday, not in July and August",
        ),
        (
            Rule((SA,), months=(5, 6), until=date(2026, 12, 1)),
            "elke zaterdag, alleen in mei en juni, tot en met 1 december 2026",
            None,
        ),
        (
            Rule((TU,), until=date(2026, 12, 1)),
            "elke dinsdag, tot en met 1 december 2026",
            "every Tuesday, until 1 December 2026",
        ),
    ],
)
def test_a_rule_is_said_as_people_do(rule, dutch, english):
    assert in_words(rule) == dutch
    if english:
        with translation.override("en"):
            assert in_words(rule) == english
