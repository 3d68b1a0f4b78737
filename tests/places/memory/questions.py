"""Places and questions that hypothesis makes up: any filter, beside any other."""

from datetime import date, timedelta

from django.contrib.gis.geos import Point
from django.http import QueryDict
from hypothesis import strategies as st

from tests.kit.factories import GROTE_MARKT, VALKENBERG

SPOTS = [
    GROTE_MARKT,
    VALKENBERG,
    Point(4.7990, 51.5490, srid=4326),
    Point(4.70, 51.62, srid=4326),
]
CHECKED_AGO = [0, 725, 740, 900]  # days
QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "gratis": st.sampled_from(["ja", "alles"]),
        "drempelvrij": st.just("ja"),
        "voorziening": st.lists(
            st.sampled_from(["rugleuning", "speeltoestel", "verlicht"]), max_size=2
        ),
        "soort": st.lists(st.sampled_from(["bankje", "bibliotheek", "speelplek"])),
        "thema": st.sampled_from(["leefomgeving", "talentontwikkeling"]),
        "buurt": st.just("midden"),
        "open": st.sampled_from(["nu", "2026-12-05T15:40", "2026-12-25T10:00"]),
        "mensen": st.just("nu"),
        "bij": st.sampled_from(["51.589,4.776", "51.549,4.799"]),
        "straal": st.sampled_from(["300", "1000", "25000"]),
        "vak": st.just("4.77,51.58,4.79,51.60"),
        "onbekend": st.just("mee"),
        "verouderd": st.just("mee"),
    },
)
PLACES = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["bankje", "bibliotheek", "speelplek", "cafe"]),
            "point": st.sampled_from(SPOTS),
            "cost": st.sampled_from(["", "free", "paid", "unknown"]),
            "step_free": st.sampled_from(["yes", "limited", "no", "unknown"]),
            "backrest": st.sampled_from([True, False, None]),
            "lit": st.sampled_from([True, None]),
            "opening_hours": st.sampled_from(
                ["", "24/7", "Mo-Fr 09:00-17:00", "Sa 10:00-18:00", 'Mo-Su "bel"']
            ),
            "checked_on": st.sampled_from(
                # Of a bench: fresh, in its last days, overdue, and long out of date.
                [None, *(date.today() - timedelta(days=ago) for ago in CHECKED_AGO)]
            ),
        }
    ),
    max_size=6,
)


def encoded(question):
    query = QueryDict(mutable=True)
    for name, value in question.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query
