"""What is asked of a filled database: addresses, a viewport, a member of staff."""

import math
import time

from benchmarks.lib.filling import Names, fill

BREDA = (4.776, 51.589)
WIDE, HIGH = 1024, 768  # pixels of the map that shows a viewport
TILE = 256
TILES = {
    "all places, z0": (0, 0, 0),
    "the country, z7": (7, 65, 42),
    "a town, z12": (12, 2102, 1360),
    "a neighbourhood, z14": (14, 8409, 5442),
    "a street, z17": (17, 67274, 43537),
}


def prepare(many: int, with_static: bool) -> dict:
    """Fill an empty database with so many places; gives what to ask of it.

    `with_static` for pages, whose styles and scripts must have been collected.
    """
    from django.core.management import call_command

    begin = time.perf_counter()
    fill(many)
    took = time.perf_counter() - begin
    if with_static:
        call_command("collectstatic", interactive=False, verbosity=0)
    return plan() | {"filled in": took, "postgres": postgres()}


def plan() -> dict:
    """Addresses to ask; the version in them is that of the data now."""
    from places.map.tiles import address_version
    from places.memory.snapshot import current
    from places.models import Place, PlaceKind

    snapshot = current()
    version = address_version(snapshot.version)
    slugs = Place.objects.filter(slug__startswith="plek-").order_by("pk")
    kinds = PlaceKind.objects.values_list("slug", flat=True)
    telling = sorted(Names().words[:100], key=len)[-2:]  # few names have them
    return {
        "version": version,
        "tiles": {
            name: address_of_tile(*at, version=version) for name, at in TILES.items()
        },
        "viewports": {str(many): viewport(many, version) for many in (500, 5_000)},
        "slug": slugs.values_list("slug", flat=True)[slugs.count() // 2],
        "kinds": list(kinds),
        "cookie": _staff_cookie(),
        "typo": misspelt(telling[0]),
        "word": telling[1],
    }


def address_of_tile(z: int, x: int, y: int, *, version: str) -> str:
    return f"/plekken/kaart/{z}/{x}/{y}.json?v={version}"


def viewport(many: int, version: str) -> dict:
    """Around Breda, as wide and high as a map: the box that holds so many places.

    With the tiles that a map shows of it, at the deepest zoom at which it fits.
    """
    from common.kit.geo import BITS, degrees, mercator
    from places.memory.found import map_sums
    from places.memory.selection import DEFAULT
    from places.memory.snapshot import current

    snapshot = current()
    rows = map_sums(snapshot, DEFAULT).rows
    x, y = snapshot.columns.x[rows], snapshot.columns.y[rows]
    middle_x, middle_y = mercator(*BREDA)
    reach = abs(x - middle_x), abs(y - middle_y) * WIDE / HIGH
    half = sorted(map(max, zip(*(each.tolist() for each in reach), strict=True)))
    half = math.ceil(half[min(many, len(half)) - 1]) + 1
    tall = half * HIGH / WIDE
    left, right = middle_x - half, middle_x + half
    top, bottom = middle_y - tall, middle_y + tall
    zoom = min(18, math.floor(math.log2((1 << BITS) * WIDE / TILE / (2 * half))))
    side = 1 << (BITS - zoom)
    columns = range(max(0, left // side), right // side + 1)
    lines = range(max(0, int(top // side)), int(bottom // side) + 1)
    (west, north), (east, south) = degrees(left, top), degrees(right, bottom)
    inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
    return {
        "box": [west, south, east, north],
        "places": int(inside.sum()),
        "zoom": zoom,
        "tiles": [
            address_of_tile(zoom, column, line, version=version)
            for column in columns
            for line in lines
        ],
    }


def misspelt(word: str) -> str:
    """With two letters in the middle changed about, or one taken out."""
    at = len(word) // 2
    other = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return other if other != word else word[:at] + word[at + 1 :]


def _staff_cookie() -> str:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    people = get_user_model().objects
    someone = people.filter(email="bench@example.org").first()
    if someone is None:
        someone = people.create_superuser(email="bench@example.org", password=None)
    client = Client(SERVER_NAME="localhost")
    client.force_login(someone)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def queries(subjects: list[dict]) -> dict[str, int]:
    """How many queries each takes, all its addresses together, when asked again.

    Of subjects of benchmarks.lib.load, as dictionaries.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    found = {}
    for subject in subjects:

        def ask(subject=subject):
            for path in subject["paths"]:
                answer = client.get(path, headers=subject["headers"])
                if answer.status_code != subject["status"]:
                    raise RuntimeError(f"{path}: {answer.status_code}")

        ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        found[subject["name"]] = len(asked)
    return found


def postgres() -> int | None:
    """The process of the database server, when it runs on this machine."""
    from django.db import connection

    from benchmarks.lib.processes import PROC, parent

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    name = PROC / str(pid) / "comm"
    is_here = name.is_file() and name.read_text().startswith("postgres")
    return parent(pid) if is_here else None
