"""Goals of the pact in the small Breda, in all the states that a page can show."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Model
from django.utils.timezone import localdate

from learning.goals import freezing, noting
from learning.models import Goal, Indicator
from places.models import Figure
from tests.browser.town import LONG
from tests.kit.factories import make_goal, make_indicator


def build(helped_by: Iterable[Model] = ()) -> tuple[Goal, Indicator]:
    """The goal of which all is known, with what leads it."""
    year, yesterday = localdate().year, localdate() - timedelta(days=1)
    goal = make_goal(
        title="Overal een plek om te zitten", slug="zitten", ties=helped_by,
        text="Wie niet ver loopt, wil zitten.\n\nDaarom deze.", is_invented=True,
    )  # fmt: skip
    way = {
        "is_leading": True,
        "baseline": 10,
        "baseline_on": date(year - 3, 1, 1),
        "target": 100,
        "target_on": date(year + 2, 1, 1),
    }
    leading = make_indicator(goal, name=f"banken op {LONG}", **way)
    for years, number in [(3, 10), (2, 30), (1, 55)]:
        day = date(year - years, 1, 1)
        noting.note(leading, day, Decimal(number), "eigen telling")
    noting.note(leading, day, Decimal(54), "eigen telling", "Een stond er dubbel.")
    noting.note(leading, yesterday, Decimal("61.5"), "eigen telling")
    make_indicator(goal, sort="count", counter="buurten-zonder-plek")
    make_indicator(goal, sort="say", question="welcome", unit="%")
    lonely = {"sort": "count", "figure": "lonely_18_plus_pct", "is_modelled": True}
    make_indicator(goal, **lonely, name="eenzaam", unit="%", better="down")
    figure = {"name": "lonely_18_plus_pct", "year": year - 2, "source": "RIVM"}
    Figure.objects.create(code="GM0758", value=48, **figure)
    freezing.freeze(goal, year)
    make_goal(title=f"Zonder getal: {LONG}", slug="leeg")
    late = make_indicator(make_goal(title="Loopt achter"), **way)
    noting.note(late, yesterday, Decimal(11), "eigen telling")
    return goal, leading
