from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives and activities")

    def ready(self):
        from common.duplicates.models import add_kind
        from common.history import behalf, who
        from common.moderation.queue import add_sources
        from common.protect import personal
        from initiatives.agenda import as_link, searching
        from initiatives.dates.sync import places_in_use, what_goes_on
        from initiatives.deciding import upkeep
        from initiatives.organising import members
        from initiatives.organising.duplicates import KIND
        from initiatives.organising.personal_data import PERSONAL_DATA
        from initiatives.staff.queue_sources import SOURCES
        from places.facts import timetable
        from places.search.others import add_list, add_source

        upkeep.register_all()
        add_sources(*SOURCES)
        add_kind(KIND)
        personal.add(*PERSONAL_DATA)
        who.add_source(members.organisations_of)
        behalf.name_among(members.organisations_by_name)
        as_link.add()
        timetable.add_source(timetable.Source(places_in_use, what_goes_on))
        add_source(searching.others)
        add_list("agenda", searching.AGENDA)
