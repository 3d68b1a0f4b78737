"""What passers-by answer, for staff: what waits for a yes or a no, and what was taken
over without them."""

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.admin import ListOfQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    Item,
    Source,
    Waiting,
    days,
    history_of,
    source_of,
)
from common.moderation.states import NotAllowed
from places.deciding import answers
from places.models import Place, VisitorAnswer, VisitorFact
from places.staff.queue_sources import CHANGE, facts_of

YES, NO, AGAIN = "yes", "no", "again"
BACK = "back"  # of what was taken over, in the list


class Answers(Source):
    slug, name = "antwoord", gettext_lazy("answers of passers-by")
    model, permission = VisitorFact, "places.answer_doubt"
    sender = gettext_lazy("passers-by")
    in_areas = ("place__neighbourhood__name",)
    changed = "since"

    def waiting(self):
        rows = VisitorFact.objects.that_wait()[:MOST]
        return [
            Waiting(self.slug, fact.pk, str(fact), fact.since)
            for fact in rows
            if fact.asked.is_open(fact.place)
        ]

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def all(self):
        related = ["place__kind", "place__neighbourhood", "place__dataset"]
        rows = VisitorFact.objects.select_related(*related)
        return rows.defer("place__neighbourhood__boundary")

    def lock(self, pk):
        """Its place first, as an answer of a passer-by does: so neither waits for the
        other."""
        rows = Place.objects.filter(visitor_facts=pk).select_for_update(of=["self"])
        list(rows.values_list("pk", flat=True))
        return super().lock(pk)

    def waits(self, fact):
        is_waiting = fact.state == VisitorFact.State.WAITS
        is_public = fact.place.state == fact.place.State.PUBLISHED
        return is_waiting and is_public and fact.asked.is_open(fact.place)

    def item(self, fact, user):
        place = fact.place
        said = fact.answers.values_list("day", "is_so").order_by("day", "pk")
        words = {True: _("yes"), False: _("no")}
        rows = [(date_format(day), words[is_so]) for day, is_so in said]
        choices = [
            Choice(YES, _("Yes"), "g", is_first=True),
            Choice(NO, _("No"), "w"),
            Choice(AGAIN, _("Ask on: these answers do not count"), "v"),
        ]
        return Item(
            asked=_("We asked passers-by: %(question)s What do we put on the page?")
            % {"question": fact.asked.text},
            facts=[*rows, *facts_of(place)],
            point=place.point,
            history=history_of(place),
            pages=[(_("Change the place"), reverse(CHANGE, args=[place.pk]))],
            choices=choices if self.waits(fact) else [],
        )

    def decide(self, fact, asked: Asked):
        if asked.do == AGAIN:
            answers.ask_again(fact)
            return _("Passers-by are asked once more.")
        if asked.do not in {YES, NO}:
            raise NotAllowed(asked.do)
        answers.decide(fact, asked.do == YES, asked.by)
        return _("It is on the page of %(name)s.") % {"name": fact.place}

    def decide_all(self, facts, do, by):
        if do != BACK:
            return super().decide_all(facts, do, by)
        done, stayed = answers.take_back_each(facts, by)
        return len(done), stayed

    def touched(self, facts):
        places = Place.objects.filter(pk__in=facts.values("place"))
        return [places, facts, VisitorAnswer.objects.filter(fact__in=facts)]


@admin.register(VisitorFact)
class VisitorFactAdmin(ListOfQueue):
    """What passers-by told, to look at and to take back."""

    list_display = ["place_link", "asked_in_words", "state", "answer", "since"]
    list_filter = ["state"]
    list_select_related = ["place"]
    list_per_page = 50
    search_fields = ["place__name"]
    date_hierarchy = "since"
    actions = ["take_back"]
    fields = ["place_link", "asked_in_words", "state", "answer", "since"]
    readonly_fields = fields

    def has_answer_permission(self, request):
        return request.user.has_perm("places.answer_doubt")

    @admin.display(description=gettext_lazy("place"), ordering="place__name")
    def place_link(self, fact):
        return format_html(
            '<a href="{}">{}</a>', reverse(CHANGE, args=[fact.place_id]), fact.place
        )

    @admin.display(description=gettext_lazy("question"), ordering="question")
    def asked_in_words(self, fact):
        return fact.asked.text

    @admin.display(description=gettext_lazy("answer"), ordering="is_so")
    def answer(self, fact):
        return {True: _("yes"), False: _("no"), None: "–"}[fact.is_so]

    @admin.action(
        description=gettext_lazy("Take back: we do not know it after all"),
        permissions=["answer"],
    )
    @asks_first(is_grave=True)
    def take_back(self, request, chosen):
        words = gettext_lazy("Answers taken back: %d.")
        decide_all(request, source_of(VisitorFact), chosen, BACK, words)
