"""A small Breda: two pages of places, in all the states that a page can show."""

from dataclasses import dataclass, field
from io import BytesIO

from dateutil.relativedelta import relativedelta
from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from PIL import Image

from common.kit.storing import store
from common.moderation.states import State
from places.models import Figure, Neighbourhood, Photo, Place
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    VALKENBERG,
    make_dataset,
    make_municipality,
    make_neighbourhood,
    make_place,
    make_staff,
    square,
)

LONG = "Ontmoetingsplantsoenwerkgroepcoördinatievergaderzaal"  # one word of 52 letters
BENCHES = 24


@dataclass
class Town:
    """What a test wants to point at."""

    park: Place
    old: Place
    long: Place
    suggested: Place
    centre: Neighbourhood
    village: Neighbourhood
    places: list[Place] = field(default_factory=list)

    @property
    def free(self) -> int:
        """How many places the list shows when nothing is asked."""
        return len(self.places)


def picture(width=640, height=480, colour="seagreen", kind="PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def east_of(point: Point, steps: int) -> Point:
    """`steps` times 25 metres further, in rows of six."""
    row, column = divmod(steps, 6)
    return Point(point.x + column * 0.00036, point.y + row * 0.00036, srid=4326)


@transaction.atomic  # the server reads the places once, not after each
def build() -> Town:
    make_municipality()
    centre = make_neighbourhood(
        code="BU07580001", name="Valkenberg", boundary=square(GROTE_MARKT, 900)
    )
    village = make_neighbourhood(
        code="BU07580002",
        name="Ulvenhout en omstreken met een lange naam",
        centre=ULVENHOUT,
        boundary=square(ULVENHOUT, 900),
    )
    make_neighbourhood(code="BU07580003", name="Zonder grens", centre=VALKENBERG)
    Figure.objects.create(
        code=centre.code, name="inhabitants", year=2024, value=4321, source="CBS"
    )
    register = make_dataset(
        slug="register",
        name="Bomenregister",
        publisher="gemeente Breda",
        licence="CC0",
        url="https://example.org/register",
    )
    benches = [
        make_place(
            name=f"Bankje {i + 1:02}",
            slug=f"bankje-{i + 1:02}",
            point=east_of(GROTE_MARKT, i),
            step_free="yes" if i % 2 else "unknown",
            backrest=(True, False, None)[i % 3],
            dataset=register,
            source_id=str(i),
        )
        for i in range(BENCHES)
    ]
    park = make_place(
        name="Park Valkenberg",
        slug="park-valkenberg",
        kind="park",
        point=VALKENBERG,
        address="Valkenberg 1, Breda",
        description="Een park met een vijver.\n\nOp het gras mag je zitten.",
        description_en="A park with a pond.",
        website="https://example.org/park",
        step_free="yes",
        toilets=True,
        lit=False,
        checked_on=localdate(),
        checked_by=make_staff(email="controle@example.org"),
    )
    photo = Photo(
        place=park, alt="Een vijver met eenden", credit="Amira", licence="CC0",
        has_people=False, state="shown",
    )  # fmt: skip
    photo.image = ContentFile(picture(), name="telefoon.png")
    store(photo)
    old = make_place(
        name="Oude picknicktafel",
        slug="oude-picknicktafel",
        kind="picknicktafel",
        point=ULVENHOUT,
        checked_on=localdate() - relativedelta(months=24, days=10),  # overdue
        step_free="limited",
    )
    long = make_place(
        name=f"{LONG} {LONG}",
        slug="lange-naam",
        kind="bibliotheek",
        point=Point(4.7900, 51.5900, srid=4326),
        opening_hours="Mo-Fr 09:00-17:00; Sa 10:00-13:00",
        cost_note="koffie kost een euro",
        address=LONG,
        description=LONG,
    )
    make_place(name="Koffiehuis", slug="koffiehuis", kind="cafe", point=VALKENBERG)
    make_place(name="Gesloten", state=State.CLOSED)
    make_place(
        name="Geweigerd", state=State.REFUSED, refusal_reason="Dit is geen plek."
    )
    suggested = make_place(
        name="Nieuw bankje", slug="nieuw-bankje", state=State.SUGGESTED
    )
    found = [*benches, park, old, long]
    return Town(park, old, long, suggested, centre, village, found)
