"""Staff's pages of what the city learns."""

from learning.staff import (  # noqa: F401 — they register their pages
    experiments,
    goals,
    hearing,
    indicators,
    learnt,
    measuring,
)
from learning.staff.asking import (  # noqa: F401
    questions,
    reading,
)
