"""What someone is called who did something, by who reads it: staff by name for staff,
who keeps the pages of an organisation as that organisation, anyone else as a resident.
Never by an address; pages on which an address is needed show it by themselves.

`str` of a person is what staff read. Whose pages someone keeps is asked once; `learn`
does so for all of a page in one query.
"""

from collections.abc import Callable, Collection, Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils.translation import gettext as _

NOBODY = "–"
Person = AbstractBaseUser | None
# Of some people, by id: the names of the organisations that they are of, by id.
KeptBy = Callable[[Collection[int]], dict[int, dict[int, str]]]

_sources: list[KeptBy] = []


def add_source(source: KeptBy) -> None:
    """Where it stands who keeps whose pages; said when the site starts."""
    if source not in _sources:
        _sources.append(source)


def learn(people: Iterable[Person]) -> None:
    """Whose pages these people keep; one query however many there are."""
    new = [each for each in people if each is not None and not _is_known(each)]
    keys = {each.pk for each in new}
    found = [source(keys) for source in _sources] if keys else []
    for each in new:
        each.organisations_kept = {
            pk: name for kept in found for pk, name in kept.get(each.pk, {}).items()
        }


def _is_known(person) -> bool:
    return person.is_staff or hasattr(person, "organisations_kept")


def words_of(rows: Iterable[Model]) -> dict[int, str]:
    """What these rows are called, by their id, people among them; one query more for
    those."""
    rows = list(rows)
    learn(row for row in rows if isinstance(row, AbstractBaseUser))
    return {row.pk: str(row) for row in rows}


def learn_beside(rows: Iterable[Model]) -> None:
    """Learns of the people that these rows were read with."""
    learn(
        each
        for row in rows
        for each in row._state.fields_cache.values()
        if isinstance(each, AbstractBaseUser)
    )


def for_staff(person: Person) -> str:
    """What staff call someone."""
    if person is None:
        return NOBODY
    if person.is_staff:
        return person.name or _("a colleague")
    return _from_outside(person)


def for_organisation(person: Person, organisation: int | None) -> str:
    """What who keeps the pages of an organisation (its id) calls someone: her own
    colleagues have a name there, those of the municipality have not. Without an
    organisation it is someone's own, and she reads it."""
    if person is None:
        return NOBODY
    if person.is_staff:
        return _("the municipality")
    if organisation is None:
        return _("you")
    learn([person])
    if organisation in person.organisations_kept:
        return person.name or _("a colleague")
    return _from_outside(person)


def _from_outside(person) -> str:
    learn([person])
    if person.organisations_kept:
        names = ", ".join(person.organisations_kept.values())
        return _("organisation %(name)s") % {"name": names}
    return _("a resident")
