"""What staff bring in with a file, as things that wait: before it is taken over, and what
of it is not on the site yet, together."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    Item,
    Source,
    Waiting,
    as_rows,
)
from common.moderation.states import NotAllowed
from places.importing import publishing
from places.models import ImportRow, ImportRun
from places.staff.imports.case import Case


class Imports(Source):
    """What was looked at and waits until somebody says that it may come in."""

    slug, name = "import", gettext_lazy("import to confirm")
    model, permission = ImportRun, "places.import_places"

    def waiting(self):
        rows = ImportRun.objects.filter(state=ImportRun.State.CHECKED)
        rows = rows.order_by("made_at", "pk")[:MOST]
        return [Waiting(self.slug, run.pk, str(run), run.made_at) for run in rows]

    def waits(self, run):
        return run.state == ImportRun.State.CHECKED

    def item(self, run, user):
        counts = run.counts
        names = dict(ImportRow.Sort.choices)
        choices = [Choice("drop", _("Do not take it over"), "w")]
        return Item(
            asked=_("Look at what would happen, row by row, and take it over or not."),
            facts=as_rows(
                [
                    (_("brought in by"), run.made_by),
                    *((names[sort], counts.get(sort, 0)) for sort in names),
                ]
            ),
            pages=[(_("Look at the rows"), reverse("import", args=[run.pk]))],
            choices=choices if self.waits(run) else [],
        )

    def decide(self, run, asked: Asked):
        if asked.do != "drop":
            raise NotAllowed(asked.do)
        run.drop()
        return _("%(name)s is not taken over.") % {"name": run}


class ImportedPlaces(Source):
    """What an import brought and nobody decided about: one thing, however many."""

    slug, name = "ingelezen", gettext_lazy("places of an import")
    model, permission = ImportRun, "places.decide_place"
    is_led_to = False

    def waiting(self):
        rows = publishing.cases().order_by("made_at", "pk")[:MOST]
        return [Waiting(self.slug, run.pk, str(run), run.made_at) for run in rows]

    def all(self):
        return ImportRun.objects.select_related("made_by")

    def waits(self, run):
        return publishing.waiting_rows(run).exists()

    def version(self, run):
        """What a colleague decides meanwhile changes nothing about the rest."""
        return ""

    def item(self, run, user):
        case = Case(run)
        return Item(
            asked=_(
                "These places came with one file. Look at some of them, then publish "
                "them together. About one of them you can decide on its own."
            ),
            facts=as_rows(
                [
                    (_("source"), run.source),
                    (_("file"), run.file_name),
                    (_("brought in by"), run.made_by),
                    *case.counts,
                ]
            ),
            pages=[(_("All rows of the file"), reverse("import", args=[run.pk]))]
            if user.has_perm("places.import_places")
            else [],
            choices=[Choice("apart", _("Decide about each on its own"), "a")]
            if self.waits(run)
            else [],
            part=("places/staff/imports/_case.html", {"case": case}),
        )

    def decide(self, run, asked: Asked):
        """Publishing is asked once more, on a page of its own."""
        if asked.do != "apart":
            raise NotAllowed(asked.do)
        count = publishing.take_apart(run)
        words = ngettext(
            "%d place waits on its own now.",
            "%d places wait each on its own now.",
            count,
        )
        return words % count


IMPORTS = [Imports(), ImportedPlaces()]
