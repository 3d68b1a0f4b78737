"""Organisations of an import, published together: each has its decision and its row in
the history, in as many queries as for one."""

from django.db.models import QuerySet
from django_tasks import task

from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.models import Organisation, OrganisationImport, OrganisationRow
from places.importing.publishing import Together, likely_doubles


def _publish(ids, by) -> tuple[list[int], list[str]]:
    doubtful = likely_doubles(Organisation.word, ids)
    found = Organisation.objects.filter(pk__in=ids, state=State.SUGGESTED)
    stayed = [str(each) for each in found.filter(pk__in=doubtful).order_by("pk")]
    good = found.exclude(pk__in=doubtful)
    moved, _others = decisions.decide_all(good, Move.PUBLISH, by)
    return [each.pk for each in moved], stayed


def _touched(ids) -> list[QuerySet]:
    return decisions.touched(Organisation.objects.filter(pk__in=ids))


@task
def publish_organisations(run: int, by: int) -> int:
    """All organisations of an import, in the worker; gives how many."""
    found = OrganisationImport.objects.filter(pk=run).first()
    return ORGANISATIONS.publish_all(found, by)[0] if found else 0


ORGANISATIONS = Together(
    OrganisationRow,
    _publish,
    _touched,
    lambda: publish_organisations,
    "nieuwe-organisaties",
)
