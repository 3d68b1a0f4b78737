""" "From now on": a series becomes two activities, at a day.

What was before the day becomes an activity of its own that ends there; what goes on
keeps its address, and who follows it. What the earlier part carries along is derived
from the models: every field, list and translation, and every row about one of its
dates, but for what is named here with the reason.
"""

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.kit.storing import store, store_and_tell
from common.translations import giving
from initiatives.dates.sync import sync_occurrences
from initiatives.facts.recurrence import Series, split
from initiatives.facts.rules import Rule
from initiatives.models import Activity, DateChange

OF_A_DATE = "rule_date"  # the field by which a row is about one date of an activity

# Why a field of the earlier part is not that of the activity it was split from.
OWN_FIELDS = {
    "id": "it is a row of its own",
    "slug": "the address goes on with what goes on",
    "first_on": "the same day, said by the split",
    "rule": "it ends on the day before",
    "words": "derived, from the rest",
    "goes_on_as": "only the earlier part has it, as far as both are shown as one",
    "parted_from": "only the earlier part has it, so that its old addresses lead to it",
    "ease": "derived, from the description",
    "created_at": "it was made by the split",
    "changed_at": "it was made by the split",
}
# Why rows about an activity stay with what goes on.
STAY = {
    "desk": "the desk goes on with what goes on",
    "desk_change": "a proposed change is one of what is to come",
    "earlier_parts": "they go on as what goes on",
    "parts_before": "they too were at the address that goes on",
    "occurrences": "derived, from the rule and its changes",
    "changes": "go along by their date, and follow the rule of what goes on",
    "decisions": "what staff decided about is the activity with this address",
    "proposals": "a proposed change is one of what is to come",
    "livechanges": "what staff still have to look at is what is to come",
    "visits": "counted by address",
    "tour": "people ride it at what goes on",
    "tallies": "what was counted at the door is told at the address that goes on",
    "slips": "as what was counted",
    "answersums": "as what was counted",
    "publishedsums": "what was told once stays as it is",
    "remarks": "what visitors said is about what they saw: what goes on",
    "entryreports": "what visitors reported is about what goes on",
    "Claim.activities": "who claims an organisation made what goes on",
    "Moment.activity": "what is typed at a table is asked by its day alone",
}


@transaction.atomic
def part_at(activity: Activity, day: date) -> Activity | None:
    """Split a series at a day, and save both parts; gives the earlier one, None when
    nothing lies before that day.

    Who signed up for a date before it keeps their seat there, and hears nothing.
    """
    before = activity.series
    rule = before.rule
    if rule is None or day <= before.first:
        return None
    first = rule.first_on(day) or day
    ended, later = split(before, day, Series(first, before.at, before.minutes, rule))
    earlier = _copy(
        activity,
        first_on=ended.first,
        rule=str(ended.rule),
        goes_on_as=_whole(activity) if activity.shown_as else None,
        parted_from=activity.parted_from or activity,
    )
    update_change_reason(earlier, _("until %(day)s") % {"day": day})
    for model in rows_of_dates():
        rows = model._base_manager.filter(activity=activity)
        rows.filter(**{f"{OF_A_DATE}__lt": day}).update(activity=earlier)
    DateChange.objects.filter(activity=activity, rule_date__lt=day).update(
        activity=earlier
    )
    kept = {change.rule_date for change in later.changes}
    activity.changes.exclude(rule_date__in=kept).delete()
    sync_occurrences(earlier)
    activity.first_on, activity.rule = first, str(rule)
    store_and_tell(activity)
    return earlier


def _whole(activity: Activity) -> Activity:
    """What the parts of a series are shown as: a part of a part is one of the whole."""
    return activity.goes_on_as or activity


def _copy(activity: Activity, **own) -> Activity:
    earlier = Activity(**own)
    for name in copied_fields():
        setattr(earlier, name, getattr(activity, name))
    store(earlier)
    for field in Activity._meta.many_to_many:
        getattr(earlier, field.name).set(getattr(activity, field.name).all())
    giving.copy(activity, earlier)
    return earlier


def copied_fields() -> list[str]:
    """Names of the columns that both parts have the same."""
    fields = Activity._meta.concrete_fields
    return [field.attname for field in fields if field.name not in OWN_FIELDS]


def rows_of_dates() -> list[type[models.Model]]:
    """Models of what hangs on one date of an activity, such as a seat."""
    found = []
    for relation in Activity._meta.related_objects:
        names = {field.name for field in relation.related_model._meta.concrete_fields}
        is_of_a_date = OF_A_DATE in names and not relation.many_to_many
        if is_of_a_date and relation.get_accessor_name() not in STAY:
            found.append(relation.related_model)
    return found


def begin_on(rule_text: str, day: date) -> date:
    """The first day of a series that goes on from a day."""
    return (Rule.parse(rule_text).first_on(day) if rule_text else None) or day
