"""The page of a long list that an address asks for (pagination)."""

from django.core.paginator import Page, Paginator

PARAMETER = "pagina"
LONGEST = 9  # digits; more is nonsense, and reading it takes long


class NoSuchPage(ValueError):
    """What was asked is no page of this list; its text is what was asked."""


def page_of(pages: Paginator, request) -> Page:
    """The page of `?pagina=`, the first one without; NoSuchPage for anything else."""
    asked = request.GET.get(PARAMETER) or "1"
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST
    if not (is_number and 1 <= int(asked) <= pages.num_pages):
        raise NoSuchPage(asked)
    return pages.page(int(asked))
