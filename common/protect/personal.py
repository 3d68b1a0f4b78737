"""What is kept of people, why and until when: the register of personal data (a record
of processing activities, GDPR article 30).

Each app says of its own models which fields hold something of a person, and of the
others why they do not; a test goes over every model that is installed. The page of
staff, its table and `/privacy/` are made from this; the terms are the constants by
which it is erased.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = str | Promise
YEAR = timedelta(days=365)  # after which what nobody needs any more goes
EVERY_FIELD = "*"


@dataclass(frozen=True)
class Held:
    """Something that we keep of people.

    `until` has a place for each of `terms`: "{0} after the activity". What `lasts`, as
    a page does or an account, has no term while it does. `job` is the work that comes
    back which ends it; without one it goes with the row that it belongs to.
    """

    slug: str
    model: type[models.Model] | None  # None: a file, or something of the browser
    fields: tuple[str, ...]
    what: Words  # in words of a visitor
    whom: Words
    why: Words
    until: Words
    terms: tuple[timedelta, ...] = ()
    job: str = ""
    lasts: bool = False

    @property
    def until_in_words(self) -> str:
        return str(self.until).format(*self.terms_in_words)

    @property
    def terms_in_words(self) -> list[str]:
        return [in_words(each) for each in self.terms]

    @property
    def where(self) -> str:
        """The table and its columns, for who looks after the data."""
        if self.model is None:
            return ""
        meta = self.model._meta
        return f"{meta.db_table}: {', '.join(self.fields)}"


@dataclass(frozen=True)
class NotPersonal:
    """Fields of models that hold nothing of a person, and why."""

    why: Words
    fields: dict[type[models.Model], tuple[str, ...]]


_held: dict[str, Held] = {}
_not_personal: list[NotPersonal] = []


def add(*entries: Held | NotPersonal) -> None:
    """An app's own, once it is ready."""
    for entry in entries:
        if isinstance(entry, Held):
            _held[entry.slug] = entry
        else:
            _not_personal.append(entry)


def register() -> list[Held]:
    """All that we keep of people."""
    return [*_held.values()]


def held(slug: str) -> Held:
    return _held[slug]


def not_personal() -> list[NotPersonal]:
    return [*_not_personal]


def in_words(term: timedelta) -> str:
    """ "30 days", "1 year", "10 hours"."""
    if term % YEAR == timedelta(0):
        count = term // YEAR
        return ngettext("%d year", "%d years", count) % count
    if term % timedelta(days=1) == timedelta(0):
        return ngettext("%d day", "%d days", term.days) % term.days
    hours = term // timedelta(hours=1)
    return ngettext("%d hour", "%d hours", hours) % hours


# --- What the models themselves tell --------------------------------------------------

NO_TEXT = (
    models.AutoField, models.BooleanField, models.IntegerField, models.FloatField,
    models.DecimalField, models.DateField, models.TimeField, models.DurationField,
)  # fmt: skip


def texts(model: type[models.Model]) -> list[str]:
    """The fields in which something of a person could stand: all but numbers, moments,
    shapes, choices from a list, and ties to other rows."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if not isinstance(field, NO_TEXT)
        and not field.is_relation
        and not field.choices
        and not hasattr(field, "geom_type")
    ]


def live_model(model: type[models.Model]) -> type[models.Model]:
    """Of a history, the model whose rows it keeps."""
    return getattr(model, "instance_type", model)


def undeclared() -> Iterator[str]:
    """The texts of which nobody said what they are, as "app.Model.field".

    What is personal in a row must be said of its history too: old versions have an end
    of their own. What is not, is not in its history either.
    """
    personal = {
        (each.model, name) for each in register() if each.model for name in each.fields
    }
    said = personal | {
        (model, name)
        for each in not_personal()
        for model, names in each.fields.items()
        for name in (texts(model) if EVERY_FIELD in names else names)
    }
    for model in apps.get_models(include_auto_created=True):
        live = live_model(model)
        for name in texts(model):
            of_live = (live, name)
            is_said = (model, name) in said or (
                live is not model and of_live in said and of_live not in personal
            )
            if not is_said and not (live is not model and name.startswith("history_")):
                yield f"{model._meta.label}.{name}"


def who_did_it() -> list[tuple[type[models.Model], list[str]]]:
    """Of each model the fields that say which account did something."""
    user = get_user_model()
    found = []
    for model in apps.get_models(include_auto_created=True):
        names = [
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is user
        ]
        if names:
            found.append((model, names))
    return found


def name_of(model: type[models.Model]) -> str:
    """What its rows are called; of a history "earlier versions of …"."""
    live = live_model(model)
    name = str(live._meta.verbose_name_plural)
    if live is not model:
        name = _("earlier versions of %(what)s") % {"what": name}
    return str(capfirst(name))
