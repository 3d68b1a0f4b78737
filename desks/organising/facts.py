"""What a desk says: in words for who decides about its activity, and the words by which
it is found."""

from django.conf import settings
from django.utils import translation

from common.kit import wording
from common.kit.tags import names_of
from desks.facts.vocabulary import IN_A_WORD, TOPICS
from desks.models import Desk

CALLED = "loket ontmoetingsloket"  # as people look for it, whatever its name is
NOT_SHOWN = {"id", "activity", "changed_at"}  # stand beside it, or say nothing


def texts_of(activity_pk: int) -> list[str]:
    """By which it is found: what you can ask in both languages, and all its lines."""
    desk = Desk.objects.filter(activity=activity_pk).first()
    if desk is None:
        return []
    found = [CALLED, *(getattr(desk, name) for name in desk.translated)]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found += map(str, names_of(TOPICS, desk.topics))
            found += [str(IN_A_WORD[slug]) for slug in desk.topics]
    return found


def of_activity(activity_pk: int) -> list[tuple[str, str]]:
    desk = Desk.objects.filter(activity=activity_pk).first()
    return wording.facts(desk, but=NOT_SHOWN) if desk else []
