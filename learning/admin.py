"""Staff's pages of what the city learns."""

from learning.staff import (  # noqa: F401 — they register their pages
    experiments,
    hearing,
    learnt,
    measuring,
)
from learning.staff.asking import (  # noqa: F401
    questions,
    reading,
)
