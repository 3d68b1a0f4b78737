"""Whether the junction numbers of a tour can be right, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tours.facts import chain
from tours.models import Junction


def doubts_in_words(refs: list[str]) -> list[str]:
    """A question for each number that lies far from the one before it, or that we do
    not know; one query. None when no junctions were imported."""
    if not refs or not Junction.objects.exists():
        return []
    found = chain.resolved(refs, Junction.nodes(refs))
    return [_in_words(each) for each in chain.doubts(refs, found)]


def _in_words(doubt: chain.Doubt) -> str:
    names = {"ref": doubt.ref, "before": doubt.before}
    if doubt.metres is None:
        return _("We know no junction %(ref)s: is that right?") % names
    names["km"] = number_format(doubt.metres / 1000, 0)
    return _("%(ref)s lies %(km)s km from %(before)s: is that right?") % names
