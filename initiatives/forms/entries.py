"""What people of an organisation edit: the organisation, initiatives, activities."""

from dataclasses import replace

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.history.merge import Merge, Seen
from common.kit.one_line import OneLineInput
from common.kit.values import differences, plain
from common.plain.widgets import PlainTextarea
from common.web.forms import TidyTexts
from initiatives.dates.series import there_already
from initiatives.facts.holidays import KINDS
from initiatives.facts.recurrence import clash
from initiatives.forms.when import FullWhenFields
from initiatives.forms.where import WhereFields, where_text
from initiatives.joining import door
from initiatives.models import Activity, Initiative, Organisation
from initiatives.models.activity import AHEAD
from initiatives.models.seats import TakesPeople
from places.models import Neighbourhood, Place

MANY = forms.CheckboxSelectMultiple
TIMES = ["first_on", "starts_at", "minutes", "rule"]
COMING = [field.name for field in TakesPeople._meta.fields]
OF_TIME_AND_PLACE = [*TIMES, "place", "where"]


class EntryForm(TidyTexts, forms.ModelForm):
    """A form for an entry that may be live: it knows what it changes, and what someone
    else changed meanwhile."""

    version = OneLineInput(required=False, widget=forms.HiddenInput)
    derived: list[str] = []  # fields of the model that `clean` fills in
    chosen_together: list[tuple[str, ...]] = []

    def __init__(self, *args, proposed=None, **kwargs):
        kwargs.setdefault("label_suffix", "")
        instance = kwargs.get("instance")
        self.before, self.now = {}, {}
        self.merge: Merge | None = None
        if instance is not None and instance.pk:
            self._look_at(instance, proposed)
        if proposed is not None:
            kwargs["initial"] = _as_proposed(instance, proposed)
        super().__init__(*args, **kwargs)
        if self.before and not self.is_bound:
            self.initial["version"] = Seen(self.now).sealed(self.instance)

    def _look_at(self, entry, proposed):
        """`before` is what is live, `now` the same with what waits beside it: that is
        what the form shows."""
        self.before = plain(entry, self.kept_names())
        waiting = proposed.changes.items() if proposed is not None else []
        self.now = self.before | {name: after for name, (_before, after) in waiting}

    @classmethod
    def kept_names(cls) -> list[str]:
        return [*cls._meta.fields, *cls.derived]

    def shown_fields(self):
        return self.visible_fields()

    def bring_together(self, entry=None, proposed=None) -> Merge:
        """What was typed in a valid form, with how it is: as it was when the form was
        made, or as this entry has it by now."""
        if entry is not None:
            self._look_at(entry, proposed)
        seen = Seen.read(self.data.get("version"), self.instance)
        self.merge = Merge(
            seen, self.now, self._typed(), self.data, self.chosen_together
        )
        return self.merge

    def _typed(self) -> dict:
        lists = [
            name
            for name in self.kept_names()
            if self.instance._meta.get_field(name).many_to_many
        ]
        values = plain(
            self.instance, [each for each in self.kept_names() if each not in lists]
        )
        for name in lists:
            values[name] = sorted(each.pk for each in self.cleaned_data[name])
        return values

    def after(self) -> dict:
        """As `before`, with what was typed; what only others changed stays."""
        return (self.merge or self.bring_together()).result

    @property
    def changed_names(self) -> set[str]:
        """What differs from what is live; for a photo or a host, from what was."""
        return set(differences(self.before, self.after()))


def _as_proposed(instance, proposed) -> dict:
    """Initial values: the entry as its waiting proposal has it. Gives the plain fields
    to the instance too, unsaved."""
    initial = {}
    for name, (_before, after) in proposed.changes.items():
        field = instance._meta.get_field(name)
        if not field.many_to_many:
            setattr(instance, field.attname, field.to_python(after))
            after = getattr(instance, field.attname)
        initial[name] = after
    return initial


WEBSITE = forms.URLField(
    label=_("Website"), max_length=200, required=False, assume_scheme="https"
)
ABOUT = PlainTextarea(attrs={"rows": 5})


class OrganisationForm(EntryForm):
    website = WEBSITE

    class Meta:
        model = Organisation
        fields = ["name", "description", "website", "public_email", "phone",
                  "kvk_number", "address"]  # fmt: skip
        widgets = {"description": ABOUT}


class InitiativeForm(WhereFields, EntryForm):
    """At a place, in a neighbourhood or for the whole city; more places are asked one
    by one."""

    website = WEBSITE
    derived = ["places"]

    where = OneLineInput(
        label=_("At which place?"),
        max_length=200,
        required=False,
        help_text=_("The name of a place on the map. No fixed place? Leave it empty."),
    )

    class Meta:
        model = Initiative
        fields = ["name", "description", "for_whom", "phase", "neighbourhood",
                  "is_city_wide", "cost", "cost_note", "themes", "website"]  # fmt: skip
        widgets = {"description": ABOUT, "themes": MANY}
        labels = {
            "neighbourhood": _("Or in which neighbourhood?"),
            "is_city_wide": _("Or it is for the whole city"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Neighbourhood.objects.defer("boundary").order_by("name")
        self.fields["neighbourhood"].queryset = areas
        known = Place.objects.filter(pk__in=self.now.get("places", []))
        first, *self.others = [*known.order_by("pk")] or [None]
        self.known_place = first
        self.initial["where"] = where_text(first, "")
        if self.others:
            names = ", ".join(place.name for place in self.others)
            words = format_lazy(_("It is also at: {names}."), names=names)
            self.fields["where"].help_text = words
        order = ["name", "description", "where", "neighbourhood", "is_city_wide"]
        self.order_fields([*order, *self.fields])

    def clean(self):
        cleaned = super().clean()
        if "where" in self.errors:
            return cleaned
        if cleaned.get("where") and self.place is None:
            words = _(
                "We know no place of that name. Leave it empty and choose a "
                "neighbourhood."
            )
            self.add_error("where", words)
        found = [place for place in [self.place, *self.others] if place]
        cleaned["places"] = list(dict.fromkeys(found))
        if cleaned.get("is_city_wide") and cleaned.get("neighbourhood"):
            words = _("Choose one of these: a neighbourhood, or the whole city.")
            self.add_error("is_city_wide", words)
        if not (found or cleaned.get("where")) and self._lacks_area(cleaned):
            words = _(
                "Say at which place it is, in which neighbourhood, or that it is for "
                "the whole city."
            )
            self.add_error("where", words)
        return cleaned

    def _lacks_area(self, cleaned) -> bool:
        """Whether they chose no neighbourhood, where there are any to choose."""
        is_chosen = (
            cleaned.get("neighbourhood")
            or cleaned.get("is_city_wide")
            or "neighbourhood" in self.errors
        )
        return not is_chosen and self.fields["neighbourhood"].queryset.exists()

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.places.set(self.cleaned_data["places"])


class ActivityForm(FullWhenFields, WhereFields, EntryForm):
    website = WEBSITE
    derived = OF_TIME_AND_PLACE
    chosen_together = [tuple(TIMES), ("place", "where")]

    skip = forms.MultipleChoiceField(
        label=_("What do you skip?"),
        choices=list(KINDS.items()),
        required=False,
        widget=MANY,
        help_text=_("You can change it for each date later, and skip other weeks."),
    )
    FIRST = ["name", "description", "where", "first_on", "starts_at", "ends_at",
             "repeat", "every", "days", "weeks", "also_weeks", "also_days",
             "month_days", "not_months", "until", "extra", "skip"]  # fmt: skip
    FOLDED = ["dimensions"]

    class Meta:
        model = Activity
        fields = ["name", "description", "initiative", "feelings", "languages", "cost",
                  "cost_note", "themes", "website", "received_by", "first_minutes",
                  "may_come_alone", "may_just_sit", "must_sign_up",
                  *COMING, "dimensions"]  # fmt: skip
        widgets = {"description": ABOUT, "themes": MANY, "dimensions": MANY}
        labels = {"dimensions": _("What is it good for? (positive health)")}

    def __init__(self, *args, instance, proposed=None, **kwargs):
        super().__init__(*args, instance=instance, proposed=proposed, **kwargs)
        self.known_place, self.known_words = instance.place, instance.where
        if instance.pk:
            self.show(instance.series)
            self.initial["where"] = where_text(instance.place, instance.where)
            del self.fields["skip"]  # there it is asked by date
        if instance.shown_as:  # there people come by appointment, or just come
            for name in COMING:
                del self.fields[name]
        elif not door.is_vetted(instance):
            del self.fields["waits_at_door"]
        ours = Initiative.objects.filter(organisation=instance.organisation_id or 0)
        self.fields["initiative"].queryset = ours
        if not ours:
            del self.fields["initiative"]
        self.order_fields([*self.FIRST, *self.fields])

    @property
    def first_fields(self):
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def other_fields(self):
        return [
            field
            for field in self.visible_fields()
            if field.name not in [*self.FIRST, *COMING, *self.FOLDED]
        ]

    @property
    def coming_fields(self):
        """How people say that they come."""
        return [self[name] for name in COMING if name in self.fields]

    @property
    def folded_fields(self):
        """Asked of who likes to answer them."""
        return [self[name] for name in self.FOLDED]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("capacity") and not cleaned.get("has_sign_up"):
            words = _("Seats count for who signs up. Choose that people sign up here.")
            self.add_error("capacity", words)
        if self.series:
            entry, series = self.instance, self.series
            entry.first_on, entry.starts_at = series.first, series.at
            entry.minutes, entry.rule = series.minutes, str(series.rule or "")
            self._check_dates()
        if cleaned.get("where"):
            self.instance.place = self.place
            self.instance.where = self.words_of_where
        return cleaned

    def _check_dates(self) -> None:
        """With the dates that differ, it is nowhere on twice at a moment, unless it was
        already."""
        if not self.instance.pk:
            return
        today = timezone.localdate()
        now = Activity.objects.get(pk=self.instance.pk).series
        will_be = replace(self.series, changes=now.changes)
        found = clash(will_be.times(today, today + AHEAD))
        if found and clash(now.times(today, today + AHEAD)) is None:
            words = _("Change or take away that one date first.")
            self.add_error("first_on", f"{there_already(found)} {words}")
