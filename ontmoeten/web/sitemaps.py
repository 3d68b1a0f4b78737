"""What search engines may look at (robots.txt, RFC 9309), and all pages there are
(sitemap.xml, of sitemaps.org), in both languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.contrib.sitemaps import views
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from common.web.http import public_page
from common.web.log import secret_routes
from initiatives.models import Activity, Initiative, Organisation
from learning.models import Experiment, Goal, Lesson, NewsItem, Question
from places.models import Neighbourhood, Place
from themes.models import Theme
from tours.models import Tour

PER_FILE = 500  # places or others, each with a page in each language
PAGES = [
    "home", "places:list", "places:neighbourhoods", "places:suggest",
    "initiatives:agenda", "initiatives:initiatives", "initiatives:organisations",
    "initiatives:criteria", "initiatives:register", "initiatives:propose",
    "desks:desks", "tours:tours", "tours:maker", "themes:list",
    "learning:experiments", "learning:lessons", "learning:goals", "learning:news",
    "learning:questions", "learning:heard", "learning:taking-part",
    "learning:what-meeting-does", "about", "privacy", "accessibility",
]  # fmt: skip
# Of staff, of who is logged in, and lists made by asking.
NOT_LOOKED_AT = [
    "beheer/", "mijn/", "inloggen/", "wachtwoord-vergeten/", "zoek/", "plekken/?",
    "agenda/?",
    "fietstochten/maken/?", "fietstochten/voorstellen/", "experimenten/?", "lessen/?",
    "vragen/?", "gehoord/?", "doe-mee/?",
]  # fmt: skip


class InEachLanguage(Paginator):
    """Pages of rows as Django wants them here: each row with each language. Its own
    would read all rows there are for every file."""

    def page(self, number):
        page = super().page(number)
        page.object_list = [
            (row, code)
            for row in page.object_list
            for code, _name in settings.LANGUAGES
        ]
        return page


class Section(sitemaps.Sitemap):
    i18n = alternates = x_default = True
    limit = PER_FILE

    @property
    def paginator(self):
        return InEachLanguage(self.items(), self.limit)

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_latest_lastmod(self):
        """Not of all together: they would have to be read for it."""


class Pages(Section):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


def _activities():
    """Each page once: an earlier part has that of what goes on."""
    return Activity.objects.published().filter(goes_on_as=None)


class Rows(Section):
    """The pages of what is in a queryset."""

    def __init__(self, rows, changed: str = ""):
        self.rows, self.changed = rows, changed

    def items(self):
        names = [name for name in ("slug", self.changed) if name]
        return self.rows().only(*names).order_by("pk")

    def lastmod(self, item):
        return getattr(item, self.changed) if self.changed else None


SECTIONS = {
    "paginas": Pages(),
    "themas": Rows(Theme.objects.all),
    "buurten": Rows(Neighbourhood.objects.all),
    "plekken": Rows(Place.objects.published, "changed_at"),
    "activiteiten": Rows(_activities, "changed_at"),
    "initiatieven": Rows(Initiative.objects.published, "changed_at"),
    "organisaties": Rows(Organisation.objects.published, "changed_at"),
    "tochten": Rows(Tour.objects.published, "changed_at"),
    "experimenten": Rows(Experiment.objects.published, "changed_at"),
    "lessen": Rows(Lesson.objects.published, "changed_at"),
    "doelen": Rows(Goal.objects.published, "changed_at"),
    "vragen": Rows(Question.objects.published, "changed_at"),
    "nieuws": Rows(NewsItem.objects.published, "changed_at"),
}


@public_page
def index(request):
    return views.index(request, SECTIONS, sitemap_url_name="sitemap-section")


@public_page
def section(request, section):
    return views.sitemap(request, SECTIONS, section)


@public_page
def robots(request):
    secret = {route for _name, route in secret_routes()}
    paths = [f"/{each}" for each in [*NOT_LOOKED_AT, *sorted(secret)]]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {before}{path}" for before in ("", "/en") for path in paths]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    text = "\n".join(lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
