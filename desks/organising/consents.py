"""What a host agrees to, as she says herself on a page of her own."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.photos.decisions import lock_thing
from desks.models import DeskHost
from initiatives.agenda import in_words
from initiatives.models.host import PERSONAL


@dataclass(frozen=True)
class Consent:
    """One thing that she agreed to: `value` in words, empty for a photo; `is_shown` is
    whether it still holds."""

    name: str
    words: str
    value: str
    since: date | None
    is_shown: bool


def of(host: DeskHost) -> list[Consent]:
    """All that we keep of her and that is personal."""
    words = {
        "first_name": (_("your first name"), host.first_name),
        "languages": (_("your languages"), in_words.in_words(host.languages)),
        "photo": (_("your photo"), ""),
    }
    return [
        Consent(
            name,
            capfirst(words[name][0]),
            words[name][1],
            getattr(host, PERSONAL[name]),
            host.holds(name),
        )
        for name in PERSONAL
        if getattr(host, name)
    ]


def _locked(host: DeskHost) -> DeskHost:
    lock_thing(host)
    return DeskHost.objects.select_for_update(of=["self"]).get(pk=host.pk)


@transaction.atomic
def take_back(host: DeskHost, name: str) -> None:
    """She no longer agrees: it is erased, with its file; twice is as good as once."""
    host = _locked(host)
    host.take_away(name)
    host.save()


@transaction.atomic
def give_again(host: DeskHost, name: str) -> None:
    """She agrees once more to what we still have, from today on."""
    host = _locked(host)
    if getattr(host, name):
        setattr(host, PERSONAL[name], timezone.localdate())
        host.save()
