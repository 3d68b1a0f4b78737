"""What is new, as Atom feeds. Nobody's name stands in them."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from common.kit.one_line import without_breaks, writable
from initiatives.models import Activity, Initiative

SHOWN = 30


class PlainAtom(Atom1Feed):
    """Texts are what people typed, no HTML: said so (RFC 4287, 3.1.1)."""

    def add_item_elements(self, handler, item):
        text, item["description"] = item["description"], None
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", text, {"type": "text"})


class NewEntries(Feed):
    """The entries that came last, the newest first."""

    feed_type = PlainAtom

    def author_name(self):
        return settings.SITE_OWNER

    def item_title(self, entry):
        return without_breaks(entry.name)

    def item_description(self, entry):
        return writable(entry.description)

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
        found = Initiative.objects.published().with_where()
        return found.order_by("-created_at", "-pk")[:SHOWN]

    def item_categories(self, entry):
        """The neighbourhood, as far as it is known, or the whole city."""
        if entry.is_city_wide:
            return [_("For the whole city")]
        return [entry.area.name] if entry.area else []
