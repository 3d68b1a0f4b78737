"""The one style sheet of all public pages, out of parts that a person can read."""

from django.conf import settings

NAME = "css/site.css"
# Later ones add to earlier ones. All lie in css/: what they point at stays right.
PARTS = [
    "tokens.css",
    "base.css",
    "components.css",
    "pages.css",
    "desks.css",
    "forms.css",
    "finding.css",
    "map.css",
]


def joined() -> bytes:
    folder = settings.BASE_DIR / "static" / "css"
    return b"\n".join((folder / part).read_bytes().strip() for part in PARTS) + b"\n"
