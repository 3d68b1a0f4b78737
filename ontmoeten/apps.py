from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OntmoetenConfig(AppConfig):
    name = "ontmoeten"
    verbose_name = _("People and rights")

    def ready(self):
        # pyogrio tells the GDAL it shares with GeoDjango where its projections are.
        import pyogrio  # noqa: F401

        from common.moderation.queue import add_sources
        from common.protect import personal
        from common.web import converters, database_away
        from ontmoeten import checks  # noqa: F401
        from ontmoeten.accounts.roles import keep_in_step
        from ontmoeten.answers import fill_answers
        from ontmoeten.privacy.personal_data import PERSONAL_DATA
        from ontmoeten.staff.translation_queue import ProposedTexts
        from ontmoeten.web import taking_part

        converters.register()
        database_away.watch()
        taking_part.register()
        add_sources(ProposedTexts())
        personal.add(*PERSONAL_DATA)
        post_migrate.connect(fill_answers, sender=self)
        # Once, with the app of groups: after ours, whose rights are there by then.
        post_migrate.connect(keep_in_step, sender=apps.get_app_config("auth"))
