from django.apps import AppConfig
from django.core.signals import request_started
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self):
        from ontmoeten.lib.doubles import add_kind
        from ontmoeten.lib.queue import add_sources
        from places import clock, people, snapshot, upkeep
        from places.alike import KIND
        from places.inqueue import SOURCES
        from places.models.first_rows import fill_kinds
        from places.models import ClosingDay
        from places.models.version import add_listener
        from places.search import vocabulary
        from places.search.upkeep import forget_what_is_gone
        from places.models.first_rows import fill_synonyms

        upkeep.register_all()
        add_listener(snapshot.after_commit)
        add_listener(vocabulary.after_commit)
        add_sources(*SOURCES)
        add_kind(KIND)
        clock.ask_closing_days(ClosingDay.dates)
        post_migrate.connect(fill_kinds, sender=self)
        post_migrate.connect(forget_what_is_gone, sender=self)
        request_started.connect(clock.forget_closing_days)
        request_started.connect(people.forget)
        post_migrate.connect(fill_synonyms, sender=self)
