"""Addresses. Dutch stands at the root, English under /en/ with the same paths."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from initiatives.views import register
from ontmoeten import accounturls, binviews, phoneviews, views
from ontmoeten.hardtexts import hard_texts
from ontmoeten.lib.plain import views as plain
from places import freshadmin, mapviews

urlpatterns = [
    path("gezond/", views.alive, name="alive"),
    path("gereed/", views.ready, name="ready"),
    path("kaartbeeld/<int:z>/<int:x>/<int:y>", mapviews.background, name="background"),
    path("fotos/<path:path>", views.photo, name="photo"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("places.urls")),
        path("", include("initiatives.urls")),
        path("", include("themes.urls")),
        path("over/", views.text_page, {"template": "about.html"}, name="about"),
        path("privacy/", views.text_page, {"template": "privacy.html"}, name="privacy"),
        path(
            "toegankelijkheid/",
            views.text_page,
            {"template": "accessibility.html"},
            name="accessibility",
        ),
        path("taalhulp/", plain.advice, name="plain"),
        path("inloggen/", include(accounturls)),
        path("organisaties/aanmelden/", register.register, name="account_signup"),
        path(
            "beheer/moeilijke-teksten/",
            admin.site.admin_view(hard_texts),
            name="hard-texts",
        ),
        path("beheer/wachtrij/", include("ontmoeten.queueurls")),
        path("beheer/importeren/", include("places.importurls")),
        path("beheer/vertalingen/", include("ontmoeten.translationurls")),
        path("beheer/dubbelen/", include("ontmoeten.doubleurls")),
        path(
            "beheer/bellen/",
            admin.site.admin_view(phoneviews.phone_list),
            name="phone-list",
        ),
        path(
            "beheer/versheid/",
            admin.site.admin_view(freshadmin.page),
            name="freshness",
        ),
        path(
            "beheer/versheid.csv",
            admin.site.admin_view(freshadmin.table),
            name="freshness-csv",
        ),
        path("beheer/prullenbak/", admin.site.admin_view(binviews.page), name="bin"),
        path(
            "beheer/prullenbak/<int:pk>/terug/",
            admin.site.admin_view(binviews.take_back),
            name="bin-take-back",
        ),
        path("beheer/", admin.site.urls),
        prefix_default_language=False,
    ),
]
handler400 = "ontmoeten.views.bad_request"
handler403 = "ontmoeten.views.not_allowed"
handler404 = "ontmoeten.views.not_found"
