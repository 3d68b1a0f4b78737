"""Rules of recurrence as people say them."""

from datetime import date

import pytest
from django.utils import translation

from initiatives.facts.recurrence import LAST, Rule
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
