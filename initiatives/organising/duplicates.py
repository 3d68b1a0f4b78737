"""Is this organisation here already? What looks like the same, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from common.duplicates.models import Kind, Pair
from common.moderation.states import State
from initiatives.models import Membership, Organisation
from places.facts.locations import plain

# Words that an organisation has or has not, as people happen to write it.
LOOSE = {"stichting", "st", "vereniging", "de", "het", "een", "the", "foundation", "bv"}
# Where people who have nothing to do with each other have their mail.
_NAMES = """
    gmail.com googlemail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl
    live.com msn.com icloud.com me.com mac.com yahoo.com yahoo.nl proton.me
    protonmail.com protonmail.ch pm.me gmx.com gmx.net gmx.de aol.com mail.com
    ziggo.nl home.nl casema.nl upcmail.nl chello.nl quicknet.nl hetnet.nl kpnmail.nl
    kpnplanet.nl planet.nl wxs.nl telfort.nl tele2.nl xs4all.nl online.nl zonnet.nl
    solcon.nl caiway.nl caiway.net delta.nl zeelandnet.nl onsbrabantnet.nl freeler.nl
    versatel.nl alice.nl tiscali.nl freedom.nl mailbox.org zoho.com yandex.com
"""
CROWD = 30  # organisations that share something: more of them are no doubles
PROVIDERS = frozenset(_NAMES.split())
WHY = {
    "name": _("the same name"),
    "kvk": _("the same KvK number"),
    "domain": _("the same e-mail domain"),
    "address": _("the same address"),
}


@dataclass(frozen=True)
class Alike:
    organisation: Organisation
    reasons: tuple[str, ...]

    @property
    def in_words(self) -> list[str]:
        return [str(WHY[reason]) for reason in self.reasons]

    @property
    def may_be_claimed(self) -> bool:
        """Staff imported it, everyone sees it, and nobody keeps it up to date yet."""
        found = self.organisation
        is_ours = found.dataset_id and not found.has_people
        return bool(is_ours and found.state == State.PUBLISHED)


def core_of(name: str) -> str:
    """What is left of a name without accents, signs and loose words."""
    words = plain(name).split()
    return " ".join([word for word in words if word not in LOOSE] or words)


def domain_of(address: str) -> str:
    """Of an e-mail address or a website; empty for that of a provider."""
    host = address.rpartition("@")[2]
    if "//" in host:
        host = urlsplit(host).hostname or ""
    host = host.lower().removeprefix("www.").strip(".")
    return "" if host in PROVIDERS else host


def look_alikes(
    name: str, kvk: str, addresses: Iterable[str], address: str, *, but=None
) -> list[Alike]:
    """Organisations that may be the same; `addresses` are those of e-mail and website.
    Two queries, however many there are."""
    domains = {domain_of(each) for each in addresses if each} - {""}
    ours = {
        "name": {core_of(name)} - {""},
        "kvk": {kvk} - {""},
        "domain": domains,
        "address": {plain(address)} - {""},
    }
    others = Organisation.objects.exclude(state__in=[State.REFUSED, State.CLOSED])
    others = others.exclude(pk=but.pk) if but is not None and but.pk else others
    people = _domains_of_people()
    found = []
    for other in others.order_by("pk"):
        other.has_people = other.pk in people
        theirs = _marks(other, people)
        if reasons := tuple(why for why in WHY if ours[why] & theirs[why]):
            found.append(Alike(other, reasons))
    return found


def of_new(organisation: Organisation) -> list[Alike]:
    """The same for one that staff are about to add."""
    return look_alikes(
        organisation.name,
        organisation.kvk_number,
        [organisation.public_email, organisation.website],
        organisation.address,
    )


def of_organisation(organisation: Organisation) -> list[Alike]:
    """The same for one that exists, for staff."""
    emails = organisation.people.values_list("email", flat=True)
    return look_alikes(
        organisation.name,
        organisation.kvk_number,
        [organisation.public_email, organisation.website, *emails],
        organisation.address,
        but=organisation,
    )


def likely_pairs() -> Iterator[Pair]:
    """All pairs of organisations that may be the same; two queries."""
    people = _domains_of_people()
    others = Organisation.objects.exclude(state__in=[State.REFUSED, State.CLOSED])
    alike = defaultdict(list)
    for each in others.order_by("pk"):
        for why, marks in _marks(each, people).items():
            for mark in marks - {""}:
                alike[why, mark].append(each.pk)
    reasons = defaultdict(set)
    for (why, _mark), ids in alike.items():
        for pair in combinations(ids[:CROWD], 2):
            reasons[pair].add(why)
    for (one, other), found in reasons.items():
        yield Pair(one, other, tuple(why for why in WHY if why in found))


def _domains_of_people() -> dict[int, set[str]]:
    """Of the mail of who belongs to each organisation; one query."""
    people: dict[int, set[str]] = defaultdict(set)
    for pk, email in Membership.objects.values_list("organisation", "person__email"):
        people[pk].add(domain_of(email))
    return people


def _marks(organisation, people) -> dict[str, set[str]]:
    """What two that are the same share, by the reason."""
    own = {domain_of(organisation.public_email), domain_of(organisation.website)}
    return {
        "name": {core_of(organisation.name)},
        "kvk": {organisation.kvk_number},
        "domain": people.get(organisation.pk, set()) | own,
        "address": {plain(organisation.address)},
    }


KIND = Kind(
    Organisation,
    likely_pairs,
    left_out={
        "slug": "the addresses of both lead to the one that stays",
        "state": "is decided, not merged",
        "refusal_reason": "is decided, not merged",
        "is_vetted": "staff decide that of an organisation, on its own page",
        "is_trusted": "staff decide that of an organisation, on its own page",
        "dataset": "by which a next import finds the one that stays",
        "source_id": "by which a next import finds the one that stays",
    },
)
