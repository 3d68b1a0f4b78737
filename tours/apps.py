from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToursConfig(AppConfig):
    name = "tours"
    verbose_name = _("Tours")

    def ready(self):
        from places.models.version import add_listener
        from tours.deciding import upkeep
        from tours.planning import drawing

        upkeep.register_all()
        add_listener(drawing.forget)
