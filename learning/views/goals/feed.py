"""What changed about the goals of the pact, as an Atom feed."""

from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import get_tag_uri
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.kit.one_line import without_breaks, writable
from common.mail.sending import absolute
from initiatives.agenda.feeds import SHOWN, NewEntries
from learning.goals import changes, readings
from learning.goals.changes import Change
from learning.models import Measurement
from learning.templatetags.goals_tags import amount


class GoalChanges(NewEntries):
    """Each says from where its number comes, and what is an estimate or invented."""

    link = reverse_lazy("learning:goals")

    def title(self):
        return _("Goals of the pact: what changed")

    def items(self):
        return changes.last(SHOWN)

    def item_title(self, change: Change):
        if change.snapshot:
            told = _("%(year)s is frozen") % {"year": change.snapshot.year}
        else:
            told = _number(change.measurement)
        return without_breaks(f"{change.goal}: {told}")

    def item_description(self, change: Change):
        if change.snapshot:
            words = [
                _("What is frozen never changes."),
                f"SHA-256: {change.snapshot.sha256}",
            ]
        else:
            words = _about(change.measurement, change.others)
        if change.goal.is_invented:
            words.append(_("This goal is invented, and so are its numbers."))
        return writable(" ".join(words))

    def item_link(self, change: Change):
        return (change.snapshot or change.goal).get_absolute_url()

    def item_guid(self, change: Change):
        """Of the change: the page of a goal has many, and may get another address."""
        page = absolute(reverse("learning:goals"))
        return get_tag_uri(f"{page}{change.key}", None)

    def item_pubdate(self, change: Change):
        return change.at

    item_updateddate = item_pubdate


def _number(measurement: Measurement) -> str:
    value = amount(measurement.value)
    if measurement.indicator.unit == "%":
        value = f"{value}%"
    if measurement.of:
        whole = _("of %(of)s") % {"of": amount(measurement.of)}
        value = f"{value} {whole}"
    return f"{value} {measurement.indicator.name}"


def _about(measurement: Measurement, others: int) -> list[str]:
    day, source = date_format(measurement.day, "j F Y"), measurement.source
    words = [_("Source: %(source)s, %(day)s.") % {"source": source, "day": day}]
    if note := readings.note_of(measurement):
        words.append(note)
    if measurement.indicator.is_modelled:
        words.append(capfirst(_("an estimate by a model")) + ".")
    if others:
        more = ngettext(
            "%(count)d other number was noted that day.",
            "%(count)d other numbers were noted that day.",
            others,
        )
        words.append(more % {"count": others})
    return words
