from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = _("Initiatives and activities")

    def ready(self):
        from initiatives.dates import places_in_use
        from places import people

        people.add_source(places_in_use)
