"""What waits for staff that is of no single app: texts in other languages."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import who
from common.kit.wording import label
from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    is_seen,
)
from common.moderation.states import Move, NotAllowed
from common.translations.giving import give, turn_down
from common.translations.languages import name_of
from common.translations.models import Status, Translation


class ProposedTexts(Source):
    slug, name = "vertaling", gettext_lazy("text in another language")
    model, permission = Translation, "ontmoeten.accept_translation"
    sender = gettext_lazy("an organisation")

    def waiting(self):
        rows = Translation.objects.exclude(proposed="").order_by("proposed_at", "pk")
        rows = rows.values_list("pk", "language", "proposed", "proposed_at")
        return [
            Waiting(self.slug, pk, f"{name_of(code)}: {text[:60]}", since)
            for pk, code, text, since in rows[:MOST]
        ]

    def all(self):
        return Translation.objects.select_related("proposed_by", "kind")

    def waits(self, row):
        return bool(row.proposed)

    def title(self, row):
        return f"{row.thing or '–'}: {name_of(row.language)}"

    def item(self, row, user):
        thing = row.thing
        words = _("%(who)s gives this text. Until you decide nobody sees it.")
        asked = words % {"who": who.for_staff(row.proposed_by)}
        choices = [
            Choice("publish", _("Accept"), "g", is_first=True),
            Choice("refuse", _("Refuse"), "w"),
        ]
        if _is_for_a_colleague(row, user):
            asked, choices = _own(), choices[1:]
        return Item(
            asked=asked,
            facts=[
                (_("what it is"), label(type(thing), row.field) if thing else "–"),
                (_("in Dutch"), getattr(thing, row.field) if thing else "–"),
                (name_of(row.language), row.proposed),
                (_("as it is now"), row.now or "–"),
            ],
            pages=_pages(thing),
            choices=choices if self.waits(row) else [],
            may_answer=True,
        )

    def touched(self, rows):
        things = defaultdict(list)
        for each in rows.select_related("kind"):
            things[each.kind].append(each.key)
        texts = [
            kind.model_class()._base_manager.filter(pk__in=keys)
            for kind, keys in things.items()
        ]
        return [*texts, rows]

    def decide(self, row, asked: Asked):
        thing = row.thing
        if not self.waits(row) or thing is None:
            raise NotAllowed(asked.do)
        if asked.do == Move.PUBLISH:
            if _is_for_a_colleague(row, asked.by):
                raise DecisionRefused(_own())
            text, by = row.proposed, asked.by
            give(thing, row.field, row.language, text, Status.CHECKED, by)
            words = _("%(name)s: the text is on the site now.")
            if not _is_seen(thing):
                words = _("%(name)s: accepted. Visitors do not see this page now.")
            return words % {"name": thing}
        if asked.do != Move.REFUSE:
            raise NotAllowed(asked.do)
        turn_down(row, asked.answer)
        words = _("%(name)s: the text is refused. It is not taken over.")
        return words % {"name": thing}


def _pages(thing) -> list[tuple[str, str]]:
    """Where what it is about stands on the site, if it has a page of its own."""
    has_page = hasattr(thing, "get_absolute_url")
    return [(_("To what it is about"), thing.get_absolute_url())] if has_page else []


def _is_for_a_colleague(row, user) -> bool:
    """Who gave it may not be who saw it, where a second look is asked."""
    asks = row.thing is not None and row.thing.needs_second_look
    return asks and row.proposed_by_id == user.pk


def _own() -> str:
    return _("You gave this text yourself: a colleague has to accept it.")


def _is_seen(thing) -> bool:
    """What nobody decides about, as a theme, is always on the site."""
    return not hasattr(type(thing).objects, "published") or is_seen(thing)
