"""What the search field finds besides places: activities and who organises them."""

from urllib.parse import urlencode

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.agenda.filters import NOW, ActivityFilterSet
from initiatives.dates.sync import next_of
from initiatives.facts.words import asked_for
from initiatives.models import Activity, Initiative, Organisation
from places.search.others import OtherList, Others, Pairs, Thing

SHOWN = 3
LOOKED_AT = 100  # of a sort: of these the soonest, or the best, are shown


def others(words: str) -> list[Others]:
    return [each for each in (_activities(words), *_names(words)) if each]


def _activities(words) -> Others | None:
    now = timezone.now()
    found = Activity.objects.published().in_lists(timezone.localdate(now))
    found = list(
        found.filter(asked_for(words)).upcoming(now).defer("words")[:LOOKED_AT]
    )
    if not found:
        return None
    dates = next_of(found, now)
    rows = [(dates[each.pk][0], each) for each in found if each.pk in dates]
    rows.sort(key=lambda row: (row[0].starts_at, row[1].pk))
    text = ngettext(
        "%(count)s activity with “%(words)s”",
        "%(count)s activities with “%(words)s”",
        len(found),
    ) % {"count": len(found), "words": words}
    things = [_thing(row, activity) for row, activity in rows[:SHOWN]]
    url = f"{reverse('initiatives:agenda')}?{urlencode({'q': words})}"
    return Others(text, url, things, _("See them in the agenda"))


def _thing(row, activity) -> Thing:
    starts_at = timezone.localtime(row.starts_at)
    when = f"{date_format(starts_at, 'l j F')}, {time_format(starts_at)}"
    row.activity = activity
    return Thing(activity.name, when, "calendar", row.get_absolute_url())


def _names(words) -> list[Others]:
    """Organisations and initiatives."""
    return [
        _organisations(_with_words(Organisation, words)),
        _initiatives(_with_words(Initiative, words)),
    ]


def _with_words(model, words) -> list:
    """Those with all of these words in their name, and then those that have some of
    them only in their texts; one query."""
    named, told = Q(), Q()
    for word in words.split():
        in_name = Q(name__icontains=word)
        named &= in_name
        told &= Q(
            in_name,
            *(Q(**{f"{each}__icontains": word}) for each in model.translated),
            _connector=Q.OR,
        )
    found = model.objects.published().filter(told)
    ranked = found.annotate(rank=Case(When(named, then=0), default=1))
    return list(ranked.order_by("rank", "name", "pk").only("name", "slug")[:LOOKED_AT])


def _organisations(found) -> Others | None:
    words = ngettext("%(count)s organisation", "%(count)s organisations", len(found))
    return _named(found, "people", words)


def _initiatives(found) -> Others | None:
    words = ngettext("%(count)s initiative", "%(count)s initiatives", len(found))
    return _named(found, "join", words)


def _named(found, icon, words) -> Others | None:
    if not found:
        return None
    text = words % {"count": len(found)}
    return Others(
        text,
        "",
        [Thing(each.name, "", icon, each.get_absolute_url()) for each in found[:SHOWN]],
    )


def adapted(pairs: Pairs) -> Pairs:
    """The moment that places are asked for, as a day of the agenda and a part of it."""
    said = []
    for name, value in pairs:
        if name == "open" and value == "nu":
            said.append(("dagdeel", NOW))
        elif name == "open":
            day, _sign, time = value.partition("T")
            said += [("dag", day), ("periode", "dag"), ("tijd", time)]
        else:
            said.append((name, value))
    return said


AGENDA = OtherList(
    "initiatives:agenda", frozenset(ActivityFilterSet.base_filters) | {"tijd"}, adapted
)
