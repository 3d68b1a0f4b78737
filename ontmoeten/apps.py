from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OntmoetenConfig(AppConfig):
    name = "ontmoeten"
    verbose_name = _("People and rights")

    def ready(self):
        # pyogrio tells the GDAL it shares with GeoDjango where its projections are.
        import pyogrio  # noqa: F401

        from ontmoeten import checks  # noqa: F401
