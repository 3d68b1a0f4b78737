"""Every decision of staff can be taken back for fifteen minutes, and then nothing is
left of it but its history."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.queue import Asked, sources
from common.moderation.undoing import decisions
from common.moderation.undoing.models import Undoable
from initiatives.facts.criteria import CHOICES as CRITERIA
from ontmoeten.staff.queue.waiting import decide
from tests.kit import waiting
from tests.kit.factories import make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both("bin"),
]

# What stays of a decision that was taken back, and why.
STAYS = {
    "ontmoeten.undoable": "tells that it can be undone",
    "ontmoeten.mail": "is looked at by itself, below",
    "places.mapversion": "the map was another one meanwhile",
    "places.mapchange": "as the version of the map",
    "django_tasks_database.dbtaskresult": "the work to send mails",
}


def world() -> dict[tuple, dict]:
    """Every column of every row that a decision might touch."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in STAYS or "historical" in label or not model._meta.managed:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, models.FileField)
            and field.attname not in {"changed_at", "boundary"}
        ]
        for row in model._base_manager.order_by("pk").values(*names):
            found[label, str(row[model._meta.pk.attname])] = {
                name: str(value) for name, value in row.items()
            }
    return found


@pytest.fixture(scope="module")
def bo(for_all):
    return make_staff(name="Bo")


@pytest.fixture(scope="module")
def town(for_all):
    return waiting.build()


def decided(kind, thing, do, bo):
    source = sources()[kind]
    thing = source.find(thing.pk)
    item = source.item(thing, bo)
    asked = Asked(
        do, bo,
        answer="Wij nemen dit besluit." if item.may_answer or item.takes_reason else "",
        criterion=CRITERIA[0][0] if do == "refuse" and item.needs_criterion else "",
    )  # fmt: skip
    return decide(source, thing.pk, source.version(thing), asked)


@pytest.mark.parametrize("kind", waiting.KINDS)
def test_all_is_as_it_was_before_and_no_mail_goes_out(bo, town, kind):
    source = sources()[kind]
    thing = town[kind]
    offered = source.item(source.find(thing.pk), bo).choices
    assert offered
    for choice in offered:
        if choice.url:  # asked once more, on a page with tests of its own
            continue
        before, mails = world(), Mail.objects.count()
        made = decided(kind, thing, choice.do, bo)
        assert made.pk, f"{choice.do} can not be undone"
        assert world() != before, choice.do
        assert not Mail.objects.due(timezone.now()).filter(held=made.token).exists()

        decisions.take_back(made, bo)

        after = world()
        changed = {
            key: (before.get(key), after.get(key))
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
        }
        assert not changed, choice.do
        assert Mail.objects.count() == mails
        assert not Undoable.objects.exists()
