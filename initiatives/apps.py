from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives and activities")

    def ready(self):
        from initiatives import upkeep
        from initiatives.alike import KIND
        from initiatives.dates import places_in_use
        from initiatives.inqueue import SOURCES
        from ontmoeten.lib.doubles import add_kind
        from ontmoeten.lib.queue import add_sources
        from places import people

        upkeep.register_all()
        add_sources(*SOURCES)
        add_kind(KIND)
        people.add_source(places_in_use)
