"""What staff bring in with a file, as things that wait: before it is taken over, and
what of it is not on the site yet, together."""

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
from places.models import ImportRun
from places.models.imports import FileRow, FileRun
from places.staff.imports.pages import ImportPages
from places.staff.imports.places import PLACES


class WaitsForAYes(Source):
    """What was looked at and waits until somebody says that it may come in."""

    pages: ImportPages
    sender = gettext_lazy("a colleague")
    finishes = frozenset({"drop"})  # its file and rows go

    def waiting(self):
        rows = self.model.objects.filter(state=FileRun.State.CHECKED)
        rows = rows.order_by("made_at", "pk")[:MOST]
        return [Waiting(self.slug, run.pk, str(run), run.made_at) for run in rows]

    def waits(self, run):
        return run.state == FileRun.State.CHECKED

    def item(self, run, user):
        counts = run.counts
        names = dict(FileRow.Sort.choices)
        choices = [Choice("drop", _("Do not take it over"), "w")]
        return Item(
            asked=_("Look at what would happen, row by row, and take it over or not."),
            facts=as_rows(
                [
                    (_("brought in by"), run.made_by),
                    *((names[sort], counts.get(sort, 0)) for sort in names),
                ]
            ),
            pages=[
                (_("Look at the rows"), reverse(self.pages.one_name, args=[run.pk]))
            ],
            choices=choices if self.waits(run) else [],
        )

    def decide(self, run, asked: Asked):
        if asked.do != "drop":
            raise NotAllowed(asked.do)
        run.drop()
        return _("%(name)s is not taken over.") % {"name": run}

    def finish(self, do, numbers, by):
        for run in self.model.objects.filter(pk__in=numbers):
            run.clear()


class BroughtIn(Source):
    """What an import brought and nobody decided about: one thing, however many."""

    sender = gettext_lazy("a colleague")

    pages: ImportPages
    is_led_to = False

    def waiting(self):
        rows = self.pages.together.cases().order_by("made_at", "pk")[:MOST]
        return [Waiting(self.slug, run.pk, str(run), run.made_at) for run in rows]

    def all(self):
        return self.model.objects.select_related("made_by")

    def waits(self, run):
        return self.pages.together.waiting_rows(run).exists()

    def version(self, run):
        """What a colleague decides meanwhile changes nothing about the rest."""
        return ""

    def item(self, run, user):
        case = self.pages.case(run, self.pages.together)
        rows = reverse(self.pages.one_name, args=[run.pk])
        return Item(
            asked=_(
                "All of this came with one file. Look at some of it, then publish it "
                "together. About one of them you can decide on its own."
            ),
            facts=as_rows(
                [
                    (_("source"), run.source),
                    (_("file"), run.file_name),
                    (_("brought in by"), run.made_by),
                    *case.counts,
                ]
            ),
            pages=[(_("All rows of the file"), rows)]
            if self.pages.may_be_opened_by(user)
            else [],
            choices=self._choices(case),
            part=(
                "places/staff/imports/_case.html",
                {
                    "case": case,
                    "of": self.pages,
                    "may_open": self.pages.may_be_opened_by(user),
                },
            ),
        )

    def _choices(self, case) -> list[Choice]:
        if not case.number or case.is_busy:
            return []
        apart = Choice("apart", _("Decide about each on its own"), "a")
        if not case.publishable:
            return [apart]
        words = ngettext("Publish this %d", "Publish these %d", case.publishable)
        url = reverse(self.pages.publish_name, args=[case.run.pk])
        label = words % case.publishable
        return [Choice("publish", label, "g", is_first=True, url=url), apart]

    def touched(self, runs):
        return [self.pages.together.rows.objects.filter(run__in=runs)]

    def decide(self, run, asked: Asked):
        """Publishing is asked once more, on a page of its own."""
        if asked.do != "apart":
            raise NotAllowed(asked.do)
        count = self.pages.together.take_apart(run)
        words = ngettext(
            "%d of them waits on its own now.",
            "%d of them wait each on its own now.",
            count,
        )
        return words % count


class Imports(WaitsForAYes):
    slug, name = "import", gettext_lazy("import to confirm")
    model, permission, pages = ImportRun, "places.import_places", PLACES


class ImportedPlaces(BroughtIn):
    slug, name = "ingelezen", gettext_lazy("places of an import")
    model, permission, pages = ImportRun, "places.decide_place", PLACES


IMPORTS = [Imports(), ImportedPlaces()]
