"""What the page of the theme Talentontwikkeling shows of Meet & Match."""

from matching.models import Policy
from themes.models import Theme

THEME = "talentontwikkeling"


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    if theme.slug != THEME or not Policy.is_open():
        return None
    return "matching/beside/_theme.html", {}
