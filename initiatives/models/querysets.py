"""What the site asks about organisations, initiatives and activities."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils.timezone import localdate

from common.moderation.states import State
from initiatives.facts import freshness
from initiatives.facts.rules import moment


def in_neighbourhood(pk: int, prefix: str = "") -> models.Q:
    """Of an activity (`prefix` leads to it): where it is, if it says so, else where its
    place is."""
    of_place = {
        f"{prefix}neighbourhood__isnull": True,
        f"{prefix}place__neighbourhood": pk,
    }
    return models.Q(**{f"{prefix}neighbourhood": pk}) | models.Q(**of_place)


def left_out(today: date, prefix: str = "") -> models.Q:
    """Of an activity (`prefix` leads to it): its check is out of date for so long that
    lists leave it out. What was never checked stays."""
    return models.Q(**{f"{prefix}checked_on__lt": freshness.left_out_limit(today)})


def overdue(today: date, prefix: str = "") -> models.Q:
    return models.Q(**{f"{prefix}checked_on__lt": freshness.limit(today)})


def doubts_of(model, prefix: str = "") -> models.Prefetch:
    """What visitors said against entries of a model since their last check, for their
    rows in a list (`doubting.marks_in_row`); `prefix` leads to them. One query."""
    remarks = model._meta.get_field("remarks").related_model
    return models.Prefetch(
        f"{prefix}remarks", remarks.doubts(model).order_by(), to_attr="doubts"
    )


class ModeratedQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def with_doubts(self):
        return self.prefetch_related(doubts_of(self.model))

    def waiting(self):
        return self.filter(state=State.SUGGESTED)


class OrganisationQuerySet(ModeratedQuerySet):
    def of_person(self, person):
        """Those that someone keeps up to date."""
        return self.filter(memberships__person=person)


class InitiativeQuerySet(ModeratedQuerySet):
    def in_neighbourhood(self, pk: int):
        """Those that say that they are there, or that they are for the whole city; of
        who does not say it, those with a place there that everyone sees."""
        places = self.model._meta.get_field("places").related_model.objects
        there = places.published().filter(neighbourhood=pk)
        of_place = models.Q(neighbourhood=None, pk__in=there.values("initiatives"))
        of_all = models.Q(is_city_wide=True)
        return self.filter(models.Q(neighbourhood=pk) | of_all | of_place)

    def with_where(self):
        """With what `area` and `spots` tell; three queries, however many there are."""
        places = self.model._meta.get_field("places").related_model.objects
        spots = places.published().select_related("kind", "neighbourhood")
        spots = spots.defer("neighbourhood__boundary").order_by("name", "pk")
        seen = models.Prefetch("places", spots, to_attr="seen_places")
        related = self.select_related("neighbourhood").defer("neighbourhood__boundary")
        return related.prefetch_related(seen)


class ActivityQuerySet(ModeratedQuerySet):
    def at_address(self, slug: str):
        """What has this address, and the earlier parts of it: they had it before."""
        had_it = models.Q(goes_on_as__slug=slug) | models.Q(parted_from__slug=slug)
        return self.filter(models.Q(slug=slug) | had_it)

    def on(self, day: date):
        """The one of these that has this date by its rule; None when none has."""
        return self.filter(occurrences__rule_date=day).first()

    def published(self):
        """Nothing of an organisation that nobody may see."""
        return (
            super()
            .published()
            .filter(
                models.Q(organisation__isnull=True)
                | models.Q(organisation__state=State.PUBLISHED)
            )
        )

    def in_lists(self, today: date):
        return self.exclude(left_out(today))

    def upcoming(self, now: datetime):
        """Those that are on now or will be, as far ahead as dates are kept."""
        occurrences = self.model._meta.get_field("occurrences").related_model.objects
        mine = occurrences.filter(activity=models.OuterRef("pk"))
        return self.filter(models.Exists(mine.not_over(now)))


class OccurrenceQuerySet(models.QuerySet):
    def published(self):
        activities = self.model._meta.get_field("activity").related_model.objects
        return self.filter(activity__in=activities.published())

    def in_lists(self, today: date):
        return self.exclude(left_out(today, "activity__"))

    def with_all(self):
        """With all that a row of the agenda shows."""
        related = self.select_related(
            "activity__organisation", "activity__place__kind",
            "activity__place__neighbourhood", "activity__neighbourhood",
        )  # fmt: skip
        related = related.defer(
            "activity__place__neighbourhood__boundary",
            "activity__neighbourhood__boundary",
        )
        activities = self.model._meta.get_field("activity").related_model
        return related.prefetch_related(doubts_of(activities, "activity__"))

    def on_days(self, first: date, after: date):
        """Those that begin on a day from `first` up to `after` (not on it)."""
        return self.filter(
            starts_at__gte=moment(first, time()), starts_at__lt=moment(after, time())
        )

    def on_days_still(self, first: date, after: date, now: datetime):
        """Those of days that are not over; with today what began before midnight, and
        goes on: nothing lasts longer than a day."""
        begin = first - timedelta(days=1) if first == localdate(now) else first
        return self.not_over(now).on_days(begin, after)

    def not_over(self, now: datetime):
        return self.filter(over_at__gt=now)

    def going_on(self, now: datetime):
        """Where people are now, according to the timetable; what has no known end may
        be over, and is none of these."""
        return self.filter(starts_at__lte=now, ends_at__gt=now, is_cancelled=False)
