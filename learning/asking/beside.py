"""The question that a place, an activity or an experiment carries on its page, and
those that are open within a theme."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language

from common.translations.reading import Reading
from common.web import beside
from learning.models import Question
from themes.models import Theme

CARRY = ("plek", "activiteit", "experiment")  # slugs of common.links
SHOWN = 3


def _open():
    rows = Question.objects.open_now(timezone.localdate()).defer("words")
    return rows.order_by("open_until", "pk")


def _carried(thing: Model) -> tuple[str, dict] | None:
    kind = ContentType.objects.get_for_model(thing)
    found = _open().filter(tie__kind=kind, tie__key=thing.pk).first()
    if found is None:
        return None
    title = Reading(get_language(), found).of(found, "title")
    return "learning/questions/_carried.html", {"question": found, "title": title}


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    found = list(_open().of_theme(theme)[:SHOWN])
    if not found:
        return None
    read = Reading(get_language(), *found)
    questions = [(each, read.of(each, "title")) for each in found]
    return "learning/questions/_in_theme.html", {"questions": questions}


PARTS = {
    beside.PLACE: lambda place: _carried(place),
    beside.ACTIVITY: lambda activity: _carried(activity),
    beside.EXPERIMENT: lambda experiment: _carried(experiment),
    beside.THEME: in_theme,
}
