"""What staff come to do, in six groups, with how much there is of it: each of a right,
so that everyone finds only her own."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Count, Model, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.mail.models import Mail
from desks.models import Desk
from initiatives.deciding import live_changes
from initiatives.models import (
    Activity,
    Initiative,
    Organisation,
    OrganisationImport,
)
from learning.models import Contribution
from matching.models import Pair, Policy
from ontmoeten.staff import bin_views
from ontmoeten.staff.duplicates import compare
from ontmoeten.staff.rounds import ringing
from places.models import ImportRun, Place
from tours.models import Tour

User = AbstractBaseUser
DECIDES = ("places.decide_place", "initiatives.decide_organisation")
VIEWS = ("places.view_place", "initiatives.view_activity", "themes.view_theme")


@dataclass(frozen=True)
class Task:
    """Something to do: `address` is the name of its page, `may` says who does it,
    `rows` is what there is of it, to be counted."""

    words: str | Promise
    address: str
    icon: str
    may: Callable[[User], bool]
    rows: Callable[[User], list[QuerySet]] | None = None


@dataclass(frozen=True)
class Shown:
    """A task as the page shows it to someone."""

    words: str | Promise
    url: str
    icon: str
    count: int | None


@dataclass(frozen=True)
class Group:
    slug: str
    title: str | Promise
    tasks: tuple[Task, ...]


def _any(*rights: str) -> Callable[[User], bool]:
    return lambda user: any(map(user.has_perm, rights))


def _all(*rights: str) -> Callable[[User], bool]:
    return lambda user: user.has_perms(rights)


def _list(words, model: type[Model], icon: str, rows=None) -> Task:
    app, name = model._meta.app_label, model._meta.model_name
    may = _any(f"{app}.view_{name}")
    return Task(words, f"admin:{app}_{name}_changelist", icon, may, rows)


def _look_up(words, model: type[Model], icon: str) -> Task:
    return _list(words, model, icon, lambda _user: [model._default_manager.all()])


def _add(words, label: str, icon: str) -> Task:
    meta = apps.get_model(label)._meta
    app, name = meta.app_label, meta.model_name
    may = _any(f"{app}.add_{name}")
    return Task(words, f"admin:{app}_{name}_add", icon, may)


def _setting(words, label: str, icon: str) -> Task:
    return _list(words, apps.get_model(label), icon)


def _runs(model) -> Callable[[User], list[QuerySet]]:
    """Files that were looked at and wait for who brought them in."""
    return lambda _user: [model.objects.filter(state=model.State.CHECKED)]


def _brings_together(user: User) -> bool:
    """Of the two who are named, whatever rights others have."""
    return settings.MATCHING and Policy.now().is_seen_by(user)


def _groups() -> list[Group]:
    return [
        Group("beslissen", _("Decide"), (
            Task(_("Read what people answered"), "read-answers", "inbox",
                 _any("learning.decide_contribution"),
                 lambda _user: [Contribution.objects.to_read()]),
            Task(_("What trusted organisations changed"),
                 "admin:initiatives_livechange_changelist", "edit",
                 _any("initiatives.view_livechange"),
                 lambda _user: [live_changes.unseen()]),
            Task(_("What may be in here twice"), "doubles", "people", _any(*DECIDES),
                 lambda user: [compare.open_pairs(user)]),
            Task(_("Texts in other languages"), "translations", "language",
                 _any(*VIEWS)),
            Task(_("Meet & Match: bring people together"), "match-list", "join",
                 _brings_together, lambda _user: [Pair.objects.that_wait()]),
        )),
        Group("bellen", _("Ring and visit"), (
            Task(_("Whom to ring: entries that nobody checked for long"),
                 "phone-list", "phone", _any("ontmoeten.ring"),
                 lambda _user: ringing.everything()),
            Task(_("Walk past places in a neighbourhood"), "walks", "walk",
                 _any("places.change_place")),
            Task(_("What runs out at desks"), "desks-running-out", "letter",
                 _any("desks.view_desk")),
            Task(_("How fresh is what we show?"), "freshness", "clock",
                 _any("places.see_freshness")),
            Task(_("Note what you heard on the street"), "heard", "talk",
                 _any("learning.add_heard")),
        )),
        Group("toevoegen", _("Add"), (
            _add(_("A place"), "places.Place", "pin"),
            _add(_("An activity"), "initiatives.Activity", "calendar"),
            _add(_("An initiative"), "initiatives.Initiative", "join"),
            _add(_("An organisation"), "initiatives.Organisation", "people"),
            _add(_("A desk"), "desks.Desk", "talk"),
            _add(_("A bike tour"), "tours.Tour", "bike"),
            _add(_("An experiment"), "learning.Experiment", "edit"),
            _add(_("A question"), "learning.Question", "question"),
            _add(_("News"), "learning.NewsItem", "letter"),
        )),
        Group("importeren", _("Import"), (
            Task(_("Places from a file"), "imports", "download",
                 _any("places.import_places"), _runs(ImportRun)),
            Task(_("Organisations from a file"), "organisation-imports", "download",
                 _all("places.import_places", "initiatives.add_organisation"),
                 _runs(OrganisationImport)),
        )),
        Group("opzoeken", _("Look up"), (
            _look_up(_("Places"), Place, "pin"),
            _look_up(_("Activities"), Activity, "calendar"),
            _look_up(_("Initiatives"), Initiative, "join"),
            _look_up(_("Organisations"), Organisation, "people"),
            _look_up(_("Desks"), Desk, "talk"),
            _look_up(_("Bike tours"), Tour, "bike"),
            Task(_("Policy: places and meetings by neighbourhood"), "policy", "list",
                 _any("places.see_policy")),
            Task(_("Policy: how much it is used"), "policy-usage", "list",
                 _any("places.see_policy")),
            Task(_("Texts that are hard to read"), "hard-texts", "letter",
                 _any("places.view_place")),
            Task(_("Bin"), "bin", "repeat",
                 lambda user: bool(bin_views.models_of(user)),
                 lambda user: [bin_views.rows_of(user)]),
            _list(_("Mails that went out or did not"), Mail, "letter"),
            Task(_("Register of personal data"), "personal-data", "info",
                 _any("ontmoeten.see_register")),
        )),
        Group("instellen", _("Set up"), (
            _setting(_("People and their rights"), "ontmoeten.User", "people"),
            _setting(_("Answers to start from"), "ontmoeten.AnswerTemplate", "edit"),
            _setting(_("When we are away"), "ontmoeten.Absence", "clock"),
            _setting(_("Holidays and school holidays"), "places.ClosingDay",
                     "calendar"),
            _setting(_("Kinds of places"), "places.PlaceKind", "pin"),
            _setting(_("Words that mean the same"), "places.Synonym", "search"),
            _setting(_("Hard words"), "ontmoeten.HardWord", "language"),
            _setting(_("Themes"), "themes.Theme", "neighbourhood"),
            _setting(_("Neighbourhoods and boundaries"), "places.Neighbourhood",
                     "map"),
            _setting(_("Sources"), "places.Dataset", "download"),
            Task(_("Rules of Meet & Match"), "match-policy", "join",
                 _any("matching.set_policy")),
            Task(_("Your second step"), "mfa_index", "key", _all()),
        )),
    ]  # fmt: skip


def work_of(user: User) -> list[tuple[Group, list[Shown]]]:
    """What this person may do, by group; as many queries however much there is."""
    found = [
        (group, [(task, url) for task in group.tasks if (url := _url(task, user))])
        for group in _groups()
    ]
    tasks = [task for _group, several in found for task, _url in several]
    counts = _counted({each.address: each.rows(user) for each in tasks if each.rows})
    return [
        (
            group,
            [
                Shown(task.words, url, task.icon, counts.get(task.address))
                for task, url in several
            ],
        )
        for group, several in found
        if several
    ]


def _url(task: Task, user: User) -> str:
    """Empty for who may not, and of a page that this site has not."""
    try:
        return reverse(task.address) if task.may(user) else ""
    except NoReverseMatch:
        return ""


def _counted(rows: dict[str, list[QuerySet]]) -> dict[str, int]:
    """How many rows there are of each, in one query."""
    counts = [
        each.order_by()
        .annotate(of=Value(name, CharField()))
        .values("of")
        .annotate(number=Count("pk"))
        .values_list("of", "number")
        for name, several in rows.items()
        for each in several
    ]
    found: Counter[str] = Counter(dict.fromkeys(rows, 0))
    for name, number in counts[0].union(*counts[1:], all=True) if counts else ():
        found[name] += number
    return found
