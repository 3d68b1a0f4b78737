from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesksConfig(AppConfig):
    name = "desks"
    verbose_name = _("Desks")

    def ready(self):
        from common.links import needed
        from common.moderation.queue import add_sources
        from common.protect import personal
        from desks.days import marks
        from desks.days import needed as of_desks
        from desks.finding import as_link
        from desks.models.desk import SHOWN_AS
        from desks.organising import facts, overview, upkeep
        from desks.organising.personal_data import PERSONAL_DATA
        from desks.staff.queue_sources import SOURCES
        from initiatives.facts import shown_as
        from initiatives.joining import weekly
        from initiatives.organising import beside

        shown = shown_as.ShownAs(
            "desks:desk",
            "desks:time",
            marks.of_activity,
            facts.of_activity,
            "desks:appointment",
            facts.texts_of,
        )
        shown_as.add(SHOWN_AS, shown)
        upkeep.register_all()
        as_link.add()
        beside.add(overview.part)
        personal.add(*PERSONAL_DATA)
        add_sources(*SOURCES)
        needed.add(of_desks.needs)
        weekly.add_needs(of_desks.of_organisation)
