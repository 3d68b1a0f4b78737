from django.apps import AppConfig
from django.core.signals import request_started
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self):
        from common.duplicates.models import add_kind
        from common.moderation.queue import add_sources
        from common.protect import personal
        from places.deciding import upkeep
        from places.deciding.duplicates import KIND
        from places.deciding.personal_data import PERSONAL_DATA
        from places.facts import timetable
        from places.finding import as_link
        from places.hours import clock
        from places.memory import snapshot
        from places.models import ClosingDay, Municipality
        from places.models.first_rows import fill_kinds, fill_synonyms
        from places.models.version import add_listener
        from places.search import vocabulary
        from places.search.upkeep import forget_what_is_gone
        from places.staff.answers import Answers
        from places.staff.queue_sources import SOURCES

        upkeep.register_all()
        add_listener(snapshot.after_commit)
        add_listener(vocabulary.after_commit)
        add_sources(*SOURCES, Answers())
        add_kind(KIND)
        personal.add(*PERSONAL_DATA)
        as_link.add()
        clock.ask_closing_days(ClosingDay.dates)
        clock.ask_position(Municipality.our_centre)
        add_listener(clock.forget_position)
        post_migrate.connect(fill_kinds, sender=self)
        post_migrate.connect(forget_what_is_gone, sender=self)
        request_started.connect(clock.forget_closing_days)
        request_started.connect(timetable.forget)
        post_migrate.connect(fill_synonyms, sender=self)
