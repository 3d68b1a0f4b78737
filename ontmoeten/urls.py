"""Addresses. Dutch stands at the root, English under /en/ with the same paths."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from ontmoeten import views
from places import mapviews

urlpatterns = [
    path("gezond/", views.alive, name="alive"),
    path("gereed/", views.ready, name="ready"),
    path("kaartbeeld/<int:z>/<int:x>/<int:y>", mapviews.background, name="background"),
    path("fotos/<path:path>", views.photo, name="photo"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("places.urls")),
        path("", include("themes.urls")),
        path("over/", views.text_page, {"template": "about.html"}, name="about"),
        path("privacy/", views.text_page, {"template": "privacy.html"}, name="privacy"),
        path(
            "toegankelijkheid/",
            views.text_page,
            {"template": "accessibility.html"},
            name="accessibility",
        ),
        path("beheer/", admin.site.urls),
        prefix_default_language=False,
    ),
]
handler400 = "ontmoeten.views.bad_request"
handler403 = "ontmoeten.views.not_allowed"
handler404 = "ontmoeten.views.not_found"
