"""What staff decide about places: suggestions and what is on the site, what visitors
report and doubt, photos, imports."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import bin
from common.moderation.moves import DONE, EntrySource, done
from common.moderation.queue import (
    MOST,
    SHOWN,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    as_rows,
    days,
    history_of,
    oldest,
)
from common.moderation.reporting.queue import ReportSource
from common.moderation.states import Move, NotAllowed, State
from common.moderation.still_right import still_right
from common.photos import decisions as of_photos
from common.photos.models import Showing
from common.photos.queue import PageMediaSource, RemovalSource, picture_of, said_of
from places.deciding import decisions, duplicates, reports
from places.finding import in_words
from places.importing.publishing import PLACES
from places.models import (
    Doubt,
    Photo,
    Place,
    PlacePhotoRemoval,
    PlaceReport,
    Suggester,
)
from places.staff.imports.queue import IMPORTS

LONGEST_REASON = Place._meta.get_field("refusal_reason").max_length
WITHOUT_PHOTO = "without-photo"
CHANGE = "admin:places_place_change"
MAY_NOT = gettext_lazy("You may not decide about places. Ask a colleague who may.")


def perhaps_the_same(place: Place) -> list[tuple[str, str, str]]:
    """Places that are likely the same: name, page of staff, why; one query."""
    return [
        (
            each.place.name,
            reverse(CHANGE, args=[each.place.pk]),
            f"{each.why}, {each.place.get_state_display()}",
        )
        for each in duplicates.of_place(place)
    ]


def facts_of(place: Place) -> list[tuple[str, str]]:
    known = [f"{each.text}: {word}" for each, word in in_words.in_table(place)]
    return as_rows(
        [
            (_("type of place"), place.kind),
            (_("neighbourhood"), place.neighbourhood),
            (_("address"), place.address),
            (_("description"), place.description),
            (_("cost"), in_words.cost(place).text),
            (_("opening hours"), in_words.hours(place).text),
            (_("without steps"), in_words.steps(place).text),
            (_("facilities"), ", ".join(known)),
            (_("website"), place.website),
            (_("completeness"), in_words.to_go(place)),
            (_("source"), place.dataset),
        ]
    )


def _places():
    related = ["kind", "neighbourhood", "dataset"]
    rows = bin.left_in(Place.objects.all())
    return rows.select_related(*related).defer("neighbourhood__boundary")


def _why_hidden(place: Place) -> str:
    """For the history, when nobody wrote why: what was reported."""
    found = place.reports.open()
    reasons = dict.fromkeys(each.get_reason_display() for each in found)
    return reports.after_a_report(reasons) if reasons else _("hidden by staff")


def _waiting_photos(place: Place):
    return place.photos.filter(state=Showing.WAITS)


def _wants_to_hear(place: Place):
    if not Suggester.objects.filter(place=place).exists():
        return []
    return [(_("wants to hear what becomes of it"), _("yes, by mail"))]


class Places(EntrySource):
    """Suggested and hidden ones, which wait, and all others."""

    slug, name = "plek", gettext_lazy("suggested place")
    model, permission = Place, "places.decide_place"
    in_areas = ("neighbourhood__name",)
    templates = [Move.REFUSE]

    def alone(self):
        return oldest(Place, Place.objects.exclude(pk__in=PLACES.in_a_case()))

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def all(self):
        return _places()

    def moves(self, place):
        """Nobody can be asked: who suggests a place is told once, and no more."""
        return [move for move in super().moves(place) if move in decisions.DECISIONS]

    def decide_all(self, places, do, by):
        move = Move(do)
        moved, stayed = decisions.decide_all(places, move, by)
        if move is Move.PUBLISH and moved:
            of_photos.show(Photo.objects.filter(place__in=moved, state=Showing.WAITS))
        return len(moved), stayed

    def touched(self, places):
        return decisions.touched(places)

    def choices(self, place):
        found = super().choices(place)
        if place.may(Move.PUBLISH) and _waiting_photos(place).exists():
            words = _("Publish without the photo")
            found.insert(1, Choice(WITHOUT_PHOTO, words, "z"))
        return found

    def item(self, place, user):
        photo = _waiting_photos(place).first() if place.may(Move.PUBLISH) else None
        return Item(
            asked=_(
                "Someone suggests this place, or it was hidden. Does it come on the "
                "site? Colleagues read the reason of a refusal, and so does who "
                "suggested it and wants to hear."
            )
            if self.waits(place)
            else self.as_it_is(place),
            facts=[
                *_wants_to_hear(place),
                *self.same_as(place),
                *facts_of(place),
                *(said_of(photo) if photo else []),
            ],
            point=place.point,
            alike=perhaps_the_same(place),
            history=history_of(place),
            picture=picture_of(photo),
            pages=self.pages(place),
            choices=self.choices(place),
            takes_reason=True,
        )

    def decide(self, place, asked: Asked):
        if len(asked.answer) > LONGEST_REASON:
            words = _("A reason has at most %(most)d characters.")
            raise DecisionRefused(words % {"most": LONGEST_REASON})
        move = Move.PUBLISH if asked.do == WITHOUT_PHOTO else Move(asked.do)
        why = asked.answer
        if move is Move.REFUSE:
            decisions.refuse(place, why, asked.by)
        else:
            why = why or (_why_hidden(place) if move is Move.HIDE else "")
            decisions.DECISIONS[move](place, asked.by, why)
        if move is Move.PUBLISH:
            show = of_photos.hide if asked.do == WITHOUT_PHOTO else of_photos.show
            show(_waiting_photos(place))
        return done(move, place)


class Reports(ReportSource):
    slug, name = PlaceReport.queue_slug, gettext_lazy("report about a place")
    in_areas = ("place__neighbourhood__name",)
    model, permission = PlaceReport, "places.change_placereport"
    named_by = ["place__name"]

    def all(self):
        related = ["place__kind", "place__neighbourhood", "place__dataset"]
        rows = PlaceReport.objects.select_related(*related)
        return rows.defer("place__neighbourhood__boundary")

    def may_decide(self, entry, user):
        return user.has_perm("places.decide_place")

    def facts_of(self, entry):
        return facts_of(entry)

    def point_of(self, entry):
        return entry.point

    def page_of(self, entry):
        return reverse(CHANGE, args=[entry.pk])

    def entries_of(self, reports):
        return decisions.touched(Place.objects.filter(pk__in=reports.values("place")))

    def hide(self, entry, by, reason):
        decisions.hide(entry, by, reports.after_a_report([reason]))

    def publish(self, entry, by):
        decisions.publish(entry, by)


class DoubtedPlaces(Source):
    slug, name = "twijfel", gettext_lazy("doubts of passers-by")
    model, permission = Place, "places.answer_doubt"
    sender = gettext_lazy("passers-by")
    in_areas = ("neighbourhood__name",)
    is_led_to = False

    def waiting(self):
        return [
            Waiting(self.slug, row["place"], row["place__name"], _morning(row["first"]))
            for row in Doubt.enough()[:MOST]
        ]

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def touched(self, places):
        return decisions.touched(places)

    def all(self):
        return _places()

    def waits(self, place):
        return Doubt.enough().filter(place=place.pk).exists()

    def item(self, place, user):
        said = Doubt.since_check().filter(place=place).order_by("-day")[:SHOWN]
        times = [
            (date_format(each.day), _("%(count)d times") % {"count": each.count})
            for each in said
        ]
        choices = [Choice("right", _("It is right, checked today"), "g", is_first=True)]
        if user.has_perm("places.decide_place"):
            choices += [
                Choice("close", _("It is there no more"), "w"),
                Choice("hide", _("Hide this place now"), "v"),
            ]
        return Item(
            asked=_(
                "Passers-by said that something is not right here, and not what. Is "
                "it still as our page says? Change it where it is not, then say that "
                "it is right."
            ),
            facts=times + facts_of(place),
            point=place.point,
            history=history_of(place),
            pages=[(_("Change the place"), reverse(CHANGE, args=[place.pk]))],
            choices=choices if self.waits(place) else [],
        )

    def decide(self, place, asked: Asked):
        name = {"name": place}
        why = _("passers-by doubted it")
        if asked.do == "right":
            still_right(place, asked.by, why)
            return _("%(name)s is right, checked today.") % name
        if asked.do not in {Move.CLOSE, Move.HIDE}:
            raise NotAllowed(asked.do)
        if not asked.by.has_perm("places.decide_place"):
            raise DecisionRefused(MAY_NOT)
        decisions.DECISIONS[Move(asked.do)](place, asked.by, why)
        place.forget_doubts()
        return DONE[Move(asked.do)] % name


class Photos(PageMediaSource):
    """Of places that everyone sees; with a suggestion its photo is decided about."""

    slug, name = "plekfoto", gettext_lazy("photo of a place")
    in_areas = ("place__neighbourhood__name",)
    model, permission = Photo, "places.decide_place"

    def rows(self):
        return super().rows().filter(place__state=State.PUBLISHED)


class PhotoRemovals(RemovalSource):
    slug, name = "plekfoto-weg", gettext_lazy("request to remove a photo of a place")
    in_areas = ("place__neighbourhood__name",)
    model, permission = PlacePhotoRemoval, "places.change_placephotoremoval"


def _morning(day) -> datetime:
    return make_aware(datetime.combine(day, time()))


SOURCES = [
    Reports(),
    DoubtedPlaces(),
    Places(),
    Photos(),
    PhotoRemovals(),
    *IMPORTS,
]
