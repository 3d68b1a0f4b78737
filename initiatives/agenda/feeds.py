"""What is new, as Atom feeds. Nobody's name stands in them."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from initiatives.models import Activity, Initiative

SHOWN = 30


class NewEntries(Feed):
    """The entries that came last, the newest first."""

    feed_type = Atom1Feed

    def author_name(self):
        return settings.SITE_OWNER

    def item_title(self, entry):
        return entry.name

    def item_description(self, entry):
        return entry.description

    def item_pubdate(self, entry):
        return entry.created_at

    def item_updateddate(self, entry):
        return entry.changed_at


class NewActivities(NewEntries):
    link = reverse_lazy("initiatives:agenda")

    def title(self):
        return _("New in the agenda")

    def items(self):
        found = Activity.objects.published().in_lists(timezone.localdate())
        return found.order_by("-created_at", "-pk")[:SHOWN]


class NewInitiatives(NewEntries):
    link = reverse_lazy("initiatives:initiatives")

    def title(self):
        return _("New initiatives")

    def items(self):
        return Initiative.objects.published().order_by("-created_at", "-pk")[:SHOWN]
