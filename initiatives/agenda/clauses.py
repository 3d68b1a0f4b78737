"""What only the agenda asks, as parts of the sentence above it."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from places.finding.choices.chosen import together


def on_days(filter_set) -> str:
    day = date_format(filter_set.first_day, "l j F")
    if filter_set.is_one_day:
        return gettext("on %(day)s") % {"day": day}
    return gettext("from %(day)s on") % {"day": day}


def felt_like(filter_set) -> str:
    feelings = together(filter_set.labels("zin"), any_of=True)
    return gettext("if you feel like this: %(feelings)s") % {"feelings": feelings}


def spoken(filter_set) -> str:
    languages = together(
        [filter_set.told("taal", each) for each in filter_set.values("taal")],
        any_of=True,
    )
    return gettext("where people speak %(languages)s") % {"languages": languages}


def in_part(filter_set) -> str:
    return together(filter_set.labels("dagdeel"), any_of=True)


def good_for(filter_set) -> str:
    dimensions = together(filter_set.labels("dimensie"), any_of=True)
    return gettext("good for %(dimensions)s") % {"dimensions": dimensions}
