"""Addresses. Dutch stands at the root, English under /en/ with the same paths."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from common.plain import views as plain
from desks.staff import running_out as desks_running_out
from initiatives.views import register
from learning.staff import hearing
from learning.staff.asking import reading
from ontmoeten.accounts import passwords, urls
from ontmoeten.embedding import views as embedding
from ontmoeten.privacy import views as privacy_views
from ontmoeten.staff import bin_views, on_site
from ontmoeten.staff.hard_texts import hard_texts
from ontmoeten.staff.start.everything import everything
from ontmoeten.web import sitemaps, views
from places.pages import map as mapviews
from places.staff import freshness

urlpatterns = [
    path("gezond/", views.alive, name="alive"),
    path("gereed/", views.ready, name="ready"),
    path(".well-known/security.txt", views.security, name="security"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path(
        "kaartbeeld/<number:z>/<number:x>/<number:y>",
        mapviews.background,
        name="background",
    ),
    path("fotos/<path:path>", views.photo, name="photo"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("places.urls")),
        path("", include("initiatives.urls")),
        path("", include("desks.urls")),
        path("", include("tours.urls")),
        path("", include("learning.urls")),
        path("", include("matching.urls")),
        path("", include("themes.urls")),
        path(
            "over/",
            views.text_page,
            {"template": "ontmoeten/pages/about.html"},
            name="about",
        ),
        path(
            "privacy/",
            privacy_views.privacy,
            name="privacy",
        ),
        path(
            "beheer/persoonsgegevens/",
            admin.site.admin_view(privacy_views.page),
            name="personal-data",
        ),
        path(
            "beheer/persoonsgegevens.csv",
            admin.site.admin_view(privacy_views.table),
            name="personal-data-csv",
        ),
        path(
            "toegankelijkheid/",
            views.text_page,
            {"template": "ontmoeten/pages/accessibility.html"},
            name="accessibility",
        ),
        path("taalhulp/", plain.advice, name="plain"),
        path("inbedden/agenda/", embedding.agenda, name="embedded-agenda"),
        path("inbedden/kaart/", embedding.on_map, name="embedded-map"),
        path(
            "inbedden/activiteit/<slug:slug>/",
            embedding.activity,
            name="embedded-activity",
        ),
        path(
            "organisaties/<slug:slug>/op-je-eigen-site/",
            embedding.choose,
            name="embedding",
        ),
        path("inloggen/", include(urls)),
        path("organisaties/aanmelden/", register.register, name="account_signup"),
        path(
            "beheer/moeilijke-teksten/",
            admin.site.admin_view(hard_texts),
            name="hard-texts",
        ),
        path("beheer/wachtrij/", include("ontmoeten.staff.queue.urls")),
        path("beheer/importeren/", include("places.staff.imports.urls")),
        path("beheer/importeren/organisaties/", include("initiatives.staff.importing")),
        path("beheer/vertalingen/", include("ontmoeten.staff.translations.urls")),
        path("beheer/meet-en-match/", include("matching.staff.urls")),
        path("beheer/beleid/", include("ontmoeten.staff.policy.urls")),
        path("beheer/dubbelen/", include("ontmoeten.staff.duplicates.urls")),
        path("beheer/", include("ontmoeten.staff.rounds.urls")),
        path(
            "beheer/versheid/",
            admin.site.admin_view(freshness.page),
            name="freshness",
        ),
        path(
            "beheer/versheid.csv",
            admin.site.admin_view(freshness.table),
            name="freshness-csv",
        ),
        path(
            "beheer/loketten/",
            admin.site.admin_view(desks_running_out.page),
            name="desks-running-out",
        ),
        path("beheer/gehoord/", admin.site.admin_view(hearing.page), name="heard"),
        path(
            "beheer/antwoorden/",
            admin.site.admin_view(reading.page),
            name="read-answers",
        ),
        path("beheer/alles/", admin.site.admin_view(everything), name="everything"),
        path("beheer/prullenbak/", admin.site.admin_view(bin_views.page), name="bin"),
        path(
            "beheer/prullenbak/<number:pk>/terug/",
            admin.site.admin_view(bin_views.take_back),
            name="bin-take-back",
        ),
        path(
            "beheer/r/<number:content_type_id>/<number:object_id>/bladzijde/",
            admin.site.admin_view(on_site.framed),
            name="on-site-framed",
        ),
        path(
            "beheer/r/<number:content_type_id>/<path:object_id>/",
            admin.site.admin_view(on_site.page),
            name="on-site",
        ),
        path("wachtwoord-vergeten/", passwords.forgotten, name="admin_password_reset"),
        path(
            "nieuw-wachtwoord/<secret:token>/",
            passwords.choose,
            name="set-password",
        ),
        path("beheer/", admin.site.urls),
        prefix_default_language=False,
    ),
]
handler400 = "ontmoeten.web.views.bad_request"
handler403 = "ontmoeten.web.views.not_allowed"
handler404 = "ontmoeten.web.views.not_found"
handler500 = "ontmoeten.web.views.went_wrong"
