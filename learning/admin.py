"""Staff's pages of what the city learns."""

from learning.staff import experiments, learnt  # noqa: F401 — they register their pages
