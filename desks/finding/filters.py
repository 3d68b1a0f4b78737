"""The filters of the desks: those of the agenda, and what you can ask.

Their names and values are the public query string, and that is a contract.
"""

from dataclasses import replace
from functools import cached_property

import django_filters as filters
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desks.facts.vocabulary import IN_A_WORD, TOPICS
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.agenda.filters import NOW, ActivityFilterSet
from places.finding.choices.chosen import Clause, together
from places.finding.shared_filters import NO_SUCH

NEAR = 5_000  # metres
SAID_LAST = ("dag", "periode", "dagdeel")


def _about(filter_set) -> str:
    words = [str(IN_A_WORD[slug]) for slug in filter_set.values("vraag")]
    topics = together(words, any_of=True)
    return gettext("about %(topics)s") % {"topics": topics}


def _spoken(filter_set) -> str:
    spoken = [filter_set.told("taal", each) for each in filter_set.values("taal")]
    languages = together(spoken, any_of=True)
    return gettext("with %(languages)s") % {"languages": languages}


class DeskFilterSet(ActivityFilterSet):
    """From a query string to the times that desks are there; paid or not is no
    question: a desk costs nothing."""

    vraag = filters.MultipleChoiceFilter(
        label=_("What is it about?"),
        choices=TOPICS,
        widget=CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_SUCH},
    )

    DEFAULTS = {**ActivityFilterSet.DEFAULTS, "gratis": "alles"}
    CLAUSES = {
        "vraag": Clause(_about, attaches=True),
        "taal": Clause(_spoken, attaches=True),
        **{
            name: clause
            for name, clause in ActivityFilterSet.CLAUSES.items()
            if name not in ("taal", "buurt", "bij", *SAID_LAST)
        },
        "buurt": replace(ActivityFilterSet.CLAUSES["buurt"], runs_on=True),
        "bij": replace(ActivityFilterSet.CLAUSES["bij"], runs_on=True),
        **{name: ActivityFilterSet.CLAUSES[name] for name in SAID_LAST},
    }

    def __init__(self, data, queryset=None, **kwargs):
        data = data.copy()
        data["gratis"] = "alles"
        super().__init__(data, queryset, **kwargs)

    def _conditions(self, asked):
        """Near is farther than for a bench: for a desk people take the bicycle."""
        if asked["bij"] and not asked["straal"]:
            asked = {**asked, "straal": NEAR}
        return super()._conditions(asked)

    def noun(self):
        if self.is_valid() and self.narrows:
            return capfirst(gettext("desks"))
        return gettext("Ontmoetingsloket")

    @cached_property
    def sentence(self):
        """With the days that are shown, also when nobody chose them."""
        said = super().sentence
        if not (self.is_valid() and self.narrows):
            return said
        has_day = self.form.cleaned_data["dag"] or self.is_one_day
        if has_day or NOW in self.values("dagdeel"):
            return said
        return gettext("%(sentence)s, this week") % {"sentence": said}

    @staticmethod
    def _not_over(first, after):
        rows = ActivityFilterSet._not_over(first, after)
        return rows.filter(activity__shown_as=SHOWN_AS)

    def _fits_if_shown(self, asked):
        return super()._fits_if_shown(asked) & _asked_about(asked["vraag"])


def _asked_about(topics) -> Q:
    """Any of these."""
    field = Desk._meta.get_field("topics")
    any_of = Q()
    for slug in topics:
        ((lookup, value),) = field.has(slug).items()
        for whole in ("activity", "activity__goes_on_as"):
            any_of |= Q(**{f"{whole}__desk__{lookup}": value})
    return any_of
