"""Organisations of an import, published together.

Each is decided about as if it were alone, so that it stands in its history: a few
queries each.
"""

from django.contrib.auth import get_user_model
from django_tasks import task

from common.moderation.states import Move, NotAllowed, State
from initiatives.deciding import decisions
from initiatives.models import Organisation, OrganisationImport, OrganisationRow
from places.importing.publishing import Together, likely_doubles


def _publish(ids, by) -> tuple[list[int], list[str]]:
    person = get_user_model().objects.get(pk=by)
    found = Organisation.objects.filter(pk__in=ids, state=State.SUGGESTED)
    doubtful = likely_doubles(Organisation.word, ids)
    done, stayed = [], []
    for organisation in found.order_by("pk"):
        if organisation.pk in doubtful:
            stayed.append(str(organisation))
            continue
        try:
            decisions.decide(organisation, Move.PUBLISH, person)
        except NotAllowed:
            continue  # a colleague was first
        done.append(organisation.pk)
    return done, stayed


@task
def publish_organisations(run: int, by: int) -> int:
    """All organisations of an import, in the worker; gives how many."""
    found = OrganisationImport.objects.filter(pk=run).first()
    return ORGANISATIONS.publish_all(found, by)[0] if found else 0


ORGANISATIONS = Together(OrganisationRow, _publish, lambda: publish_organisations)
