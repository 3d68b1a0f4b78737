"""What one applicant sent in, as one case: an organisation with its people, activities
and photos on one page, and one button to publish all of it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from common.history.meanwhile import check
from common.moderation.attention import Attention
from common.moderation.queue import (
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    sources,
)
from common.moderation.states import NotAllowed
from common.moderation.undoing.decisions import undoable
from common.moderation.undoing.models import Undoable
from ontmoeten.staff.queue.waiting import Queue

SHOWN = 12  # parts told in full beside the first


@dataclass(frozen=True)
class Part:
    """One of the things that wait, with all that staff see of it."""

    waiting: Waiting
    source: Source
    thing: Model
    item: Item

    @property
    def title(self) -> str:
        return self.source.title(self.thing)

    @property
    def version(self) -> str:
        return self.source.version(self.thing)

    @property
    def yes(self) -> Choice | None:
        """The decision by which it comes on the site."""
        return next((each for each in self.item.choices if each.is_first), None)


def parts_of(queue: Queue, kind: str, pk: int) -> list[Part]:
    """What waits beside this of the same applicant; the first SHOWN, a few queries
    each."""
    found = [each for each in queue.waiting if (each.kind, each.pk) == (kind, pk)]
    beside = queue.of_case(found[0])[:SHOWN] if found else []
    return [part for each in beside if (part := part_of(each, queue.user))]


def part_of(waiting: Waiting, user) -> Part | None:
    source = sources()[waiting.kind]
    thing = source.find(waiting.pk)
    if thing is None:
        return None
    return Part(waiting, source, thing, source.item(thing, user))


def in_order(parts: list[Part]) -> list[Part]:
    """As they have to come on the site: what others belong to first."""
    order = {slug: number for number, slug in enumerate(sources())}
    first = {"organisatie": 0, "initiatief": 1, "activiteit": 2}
    return sorted(
        parts,
        key=lambda each: (
            first.get(each.source.slug, 3), order[each.source.slug], each.waiting.pk
        ),
    )  # fmt: skip


def seen(source: Source, thing, item: Item, parts: list[Part]) -> list[tuple[str, str]]:
    """Key and version of all that the one button decides about; nothing when it has no
    sense."""
    this = Part(Waiting(source.slug, thing.pk, "", None), source, thing, item)
    able = [each for each in [this, *parts] if each.yes]
    if len(able) < 2 or able[0] is not this:
        return []
    return [(each.waiting.key, each.version) for each in able]


@transaction.atomic
def publish_all(
    parts: list[Part], seen: dict[str, str], by
) -> tuple[Undoable, list[str], list[str]]:
    """Say yes to each of these, as they were `seen` (a version by key); gives what can
    be taken back, the names of what is on the site now, and of what is not.
    ChangedMeanwhile when someone changed one of them."""
    parts = in_order([each for each in parts if each.yes])
    for part in parts:
        check(seen.get(part.waiting.key, ""), part.version)
    main, *others = [
        (part.source, part.thing._meta.model._base_manager.filter(pk=part.thing.pk))
        for part in parts
    ]
    done, stayed = [], []
    with undoable(main[0], parts[0].yes.do, main[1], by, also=others) as made:
        for part in parts:
            (done if _published(part, by) else stayed).append(part.title)
        made.words = ", ".join(done)
    return made, done, stayed


def _published(part: Part, by) -> bool:
    thing = part.source.lock(part.thing.pk)
    try:
        with transaction.atomic():
            if thing is None or not part.source.may_be_decided(thing, part.yes.do):
                return False
            part.source.decide(thing, Asked(part.yes.do, by))
    except (NotAllowed, DecisionRefused, ValidationError):
        return False
    about = {"kind": part.source.slug, "number": part.thing.pk}
    Attention.objects.filter(**about).delete()
    return True
