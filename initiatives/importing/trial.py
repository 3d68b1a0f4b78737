"""An import of organisations in three steps: look at what would happen, do it, undo it.

A source brings up to date what it said itself, never what somebody changed since; and
nothing of an organisation that keeps its own page.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.duplicates.models import LikelyPair
from common.kit.storing import store
from common.moderation.deciding import LONGEST_WHY
from common.moderation.states import NotAllowed, State
from initiatives.importing import columns as reading
from initiatives.models import (
    Membership,
    Organisation,
    OrganisationImport,
    OrganisationKnownAs,
    OrganisationRow,
)
from initiatives.organising import duplicates
from places.importing import uploading
from places.importing.readers.rows import Rows
from places.importing.run.places import Wishes, dataset_of
from places.importing.run.report import Unreadable
from places.models import Dataset

Sort, Choice, Case = OrganisationRow.Sort, OrganisationRow.Choice, OrganisationRow.Case
RunState = OrganisationImport.State
LONGEST_ID = OrganisationKnownAs._meta.get_field("source_id").max_length
BUILDS_NOTHING = {"known_as", "history"}


@dataclass
class Found:
    """What a line of the file says."""

    where: str
    source_id: str
    values: dict[str, str]
    raw: dict[str, str]
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.values.get("name") or self.raw.get("name", "")


def made_id(name: str) -> str:
    """An id for a file without ids: of the name, without what people write loosely. So
    the order of the rows and all other columns may change."""
    return slugify(duplicates.core_of(name))[:LONGEST_ID]


def mark(value: str) -> str:
    """By which a value is known again; it can not be read from it."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def _read(run) -> list[Found]:
    """All lines. Unreadable when it is no such file or has too many."""
    path = uploading.here(run.path)
    rows = Rows(path, **uploading.of_rows(run))
    if "name" not in run.columns:
        raise Unreadable(_("Say which column has the name of the organisation."))
    for column in run.columns.values():
        rows.needs(column)
    found, seen = [], {}
    for row in rows:
        if len(found) == uploading.MOST_ROWS:
            raise Unreadable(uploading.too_many())
        values, problems = reading.read(row.cells, run.columns)
        raw = {name: row.cells.get(each, "") for name, each in run.columns.items()}
        one = Found(_("line %(line)d") % {"line": row.line}, "", values, raw, problems)
        if row.problem:
            one.problems = [row.problem]
        _give_id(one, run, seen)
        found.append(one)
    if not found:
        raise Unreadable(_("There are no organisations in this file."))
    return found


def _give_id(one, run, seen) -> None:
    given = one.raw[reading.ID].strip() if reading.ID in run.columns else ""
    one.source_id = given if reading.ID in run.columns else made_id(one.name)
    if one.problems:
        return
    if not one.source_id:
        one.problems.append(_("it has no id"))
    elif len(one.source_id) > LONGEST_ID:
        one.problems.append(_("its id is too long"))
    elif one.source_id in seen:
        facts = {"name": one.name, "where": seen[one.source_id]}
        one.problems.append(_("%(name)s is already on %(where)s") % facts)
    else:
        seen[one.source_id] = one.where


class Known:
    """Which organisation each id of a source is; four queries."""

    def __init__(self, dataset: Dataset | None):
        self.ties = {}
        if dataset is not None:
            own = Organisation.objects.filter(dataset=dataset)
            ties = OrganisationKnownAs.objects.filter(dataset=dataset)
            self.ties = {
                each.source_id: OrganisationKnownAs(
                    dataset=dataset, source_id=each.source_id, organisation=each
                )
                for each in own
            } | {each.source_id: each for each in ties.select_related("organisation")}
        ids = [each.organisation_id for each in self.ties.values()]
        people = Membership.objects.filter(organisation__in=ids)
        self.kept_by_people = set(people.values_list("organisation", flat=True))

    def changes(self, tie, values) -> dict[str, str]:
        """What of it this source may change."""
        if tie.organisation_id in self.kept_by_people:
            return {}
        held = tie.organisation
        return {
            name: value
            for name, value in values.items()
            if getattr(held, name) != value
            and mark(getattr(held, name)) == tie.said.get(name, mark(""))
        }


def look(run: OrganisationImport) -> None:
    """What would happen, as rows; nothing is written. Unreadable in words."""
    found, known = _read(run), Known(run.dataset)
    rows, counts = [], Counter()
    doubles = _doubles([each for each in found if each.source_id not in known.ties])
    for one in found:
        facts = {
            "run": run, "where": one.where, "name": one.name[:200],
            "source_id": one.source_id,
        }  # fmt: skip
        tie = known.ties.get(one.source_id)
        if one.problems:
            wrong = {"texts": one.problems, "raw": one.raw, "choice": Choice.LEAVE}
            row = OrganisationRow(sort=Sort.WRONG, **wrong, **facts)
        elif tie is None:
            told = [[reading.label(n), "", v] for n, v in one.values.items() if v]
            row = OrganisationRow(sort=Sort.NEW, texts=told, **facts)
            if double := doubles.get(one.source_id):
                row.sort, row.choice, row.double_of = Sort.DOUBLE, Choice.LEAVE, double
        elif changes := known.changes(tie, one.values):
            told = [
                [reading.label(name), getattr(tie.organisation, name) or "–", value]
                for name, value in changes.items()
            ]
            row = OrganisationRow(sort=Sort.CHANGED, texts=told, **facts)
        else:
            counts["unchanged"] += 1
            continue
        counts[row.sort] += 1
        rows.append(row)
    with transaction.atomic():
        run.rows.all().delete()
        OrganisationRow.objects.bulk_create(rows, batch_size=500)
        run.counts = {str(sort): count for sort, count in counts.items()}
        run.state = RunState.CHECKED
        run.save()


def _doubles(found) -> dict[str, Organisation]:
    """By id: one that we have with the same name, or the same website; one query."""
    ours = Organisation.objects.exclude(state__in=[State.REFUSED, State.CLOSED])
    by_name, by_site = {}, {}
    for each in ours.order_by("-pk"):
        by_name[duplicates.core_of(each.name)] = each
        by_site[duplicates.domain_of(each.website)] = each
    by_site.pop("", None)
    likely = {}
    for one in found:
        double = by_name.get(duplicates.core_of(one.name)) or by_site.get(
            duplicates.domain_of(one.values.get("website", ""))
        )
        if double and not one.problems:
            likely[one.source_id] = double
    return likely


@transaction.atomic
def do(run: OrganisationImport, by) -> tuple[int, int]:
    """Take over what was chosen, all of it or nothing; gives how many are new and how
    many changed. NotAllowed when somebody was first, Unreadable when the file is not
    what it was. A few queries for each, as when someone adds it by hand."""
    run = OrganisationImport.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.CHECKED:
        raise NotAllowed("not to be confirmed")
    found = {one.source_id: one for one in _read(run) if not one.problems}
    wish = Wishes(run.source, attribution=run.attribution, licence=run.licence)
    dataset = run.dataset or dataset_of(run.path, wish)
    known = Known(dataset)
    why = f"import {run.source}: {run.file_name}"[:LONGEST_WHY]
    rows = run.rows.filter(sort__in=[Sort.NEW, Sort.CHANGED, Sort.DOUBLE])
    done = Counter()
    for row in rows.exclude(choice=Choice.LEAVE).select_related("double_of"):
        if row.source_id in found:
            values = found[row.source_id].values
            done[_take(run, row, values, dataset, known, by, why)] += 1
    run.state = RunState.DONE
    run.counts |= {"created": done["new"], "updated": done["changed"]}
    run.save()
    run.erase_file()
    return done["new"], done["changed"]


def _take(run, row, values, dataset, known, by, why) -> str:
    tie = known.ties.get(row.source_id)
    if tie is None and row.choice == Choice.SAME and row.double_of:
        tie = _tied(row, dataset, known)
    if tie is None:
        state = State.PUBLISHED if run.publish else State.SUGGESTED
        thing = Organisation(
            **values, state=state, dataset=dataset, source_id=row.source_id
        )
        tie = OrganisationKnownAs(dataset=dataset, source_id=row.source_id)
        row.case = Case.NONE if run.publish else Case.WAITS
    else:
        thing = tie.organisation
        changes = known.changes(tie, values)
        row.was = {name: getattr(thing, name) for name in reading.FIELDS}
        for name, value in changes.items():
            setattr(thing, name, value)
    is_new = thing.pk is None
    thing._history_user = by
    store(thing)
    update_change_reason(thing, why)
    tie.organisation = thing
    tie.said = {name: mark(value) for name, value in values.items()}
    tie.save()
    if is_new and row.double_of:
        _tell_apart(thing, row.double_of, by)
    row.organisation = thing
    row.became = {name: getattr(thing, name) for name in reading.FIELDS}
    row.save()
    return "new" if is_new else "changed"


def _tied(row, dataset, known) -> OrganisationKnownAs:
    """From now on this source knows it. Where nobody keeps it and it came from no
    source, it is of this one, so that whose it is can say so."""
    same = row.double_of
    if Membership.objects.filter(organisation=same).exists():
        known.kept_by_people.add(same.pk)
    elif same.dataset_id is None:
        same.dataset, same.source_id = dataset, row.source_id
    return OrganisationKnownAs(
        dataset=dataset, source_id=row.source_id, organisation=same
    )


def _tell_apart(thing, other, by) -> None:
    one, two = sorted((thing.pk, other.pk))
    pair, _is_new = LikelyPair.objects.get_or_create(
        kind=Organisation.word, one=one, other=two, defaults={"reasons": "name"}
    )
    pair.tell_apart(by)


@transaction.atomic
def undo(run: OrganisationImport, by) -> tuple[int, list[str]]:
    """Take back all of it on which nothing was built; gives how many, and the names of
    what stays."""
    run = OrganisationImport.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.DONE:
        raise NotAllowed("not done, or undone already")
    done, stayed = 0, []
    rows = run.rows.exclude(became=None).exclude(organisation=None)
    for row in rows.select_related("organisation"):
        thing = row.organisation
        now = {name: getattr(thing, name) for name in reading.FIELDS}
        if now != row.became or (row.was is None and _is_built_on(run, row)):
            stayed.append(str(thing))
            continue
        done += 1
        ties = OrganisationKnownAs.objects.filter(organisation=thing)
        if row.was is None:
            ties.delete()
            thing._history_user, thing._change_reason = by, str(_("import undone"))
            thing.delete()
            continue
        for name, value in row.was.items():
            setattr(thing, name, value)
        if row.choice == Choice.SAME:
            ties.filter(source_id=row.source_id).delete()
            if thing.source_id == row.source_id and thing.dataset == run.dataset:
                thing.dataset, thing.source_id = None, ""
        thing._history_user = by
        store(thing)
        update_change_reason(thing, str(_("import undone")))
    run.state = RunState.UNDONE
    run.counts |= {"undone": done, "stayed": len(stayed)}
    run.save()
    return done, stayed


def _is_built_on(run, row) -> bool:
    thing = row.organisation
    added = State.PUBLISHED if run.publish else State.SUGGESTED
    expected = State.PUBLISHED if row.case == Case.PUBLISHED else added
    if thing.state != expected:
        return True
    is_decision = row.case == Case.PUBLISHED
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: thing}
        ).exists()
        for relation in Organisation._meta.related_objects
        if relation.get_accessor_name() not in BUILDS_NOTHING
        and not (is_decision and relation.get_accessor_name() == "decisions")
    )
