from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Meet & Match")

    def ready(self):
        from common.protect import personal
        from common.web import beside
        from matching.entering.personal_data import PERSONAL_DATA
        from matching.finding import beside as on_other_pages
        from matching.finding import searching
        from matching.models.first_rows import fill_subjects
        from places.search.others import add_source

        beside.add(beside.THEME, on_other_pages.in_theme)
        add_source(searching.others)
        personal.add(*PERSONAL_DATA)
        post_migrate.connect(fill_subjects, sender=self)
