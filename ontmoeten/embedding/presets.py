"""What there is to take over, and the HTML to do so."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.mail.sending import absolute
from initiatives.models import Activity, Organisation


@dataclass(frozen=True)
class Preset:
    """One thing that another site can show. `path` is what stands in the frame, `page`
    where its link leads."""

    slug: str
    name: str
    title: str  # of the frame, for who hears the page
    path: str
    page: str
    height: int  # pixels

    @property
    def html(self) -> str:
        """A frame, and a link for who sees no frame."""
        return format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy">'
            '</iframe>\n<p><a href="{}">{}</a></p>',
            absolute(self.path),
            self.title,
            self.height,
            absolute(self.page),
            self.title,
        )


def presets(organisation: Organisation, activity: Activity | None) -> list[Preset]:
    """Those of an organisation; `activity` is one of its own, if it has any."""
    name, asked = organisation.name, urlencode({"organisatie": organisation.slug})
    found = [
        Preset(
            "agenda",
            _("Your agenda"),
            _("Agenda of %(name)s") % {"name": name},
            f"{reverse('embedded-agenda')}?{asked}",
            organisation.get_absolute_url(),
            480,
        )
    ]
    if activity is not None:
        found.append(
            Preset(
                "activiteit",
                _("One activity"),
                activity.name,
                reverse("embedded-activity", args=[activity.slug]),
                activity.get_absolute_url(),
                260,
            )
        )
    found.append(
        Preset(
            "kaart",
            _("The map of free places"),
            _("Free places to meet"),
            reverse("embedded-map"),
            reverse("places:list"),
            480,
        )
    )
    return found
