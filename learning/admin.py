"""Staff's pages of what the city learns."""

from learning.staff import hearing, measuring  # noqa: F401  registers its pages
