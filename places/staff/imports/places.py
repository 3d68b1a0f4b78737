"""What is particular to bringing in places."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.importing import publishing, trial
from places.importing.addresses import looking_up
from places.importing.fields.kinds import KindFinder
from places.importing.run.report import Unreadable
from places.models import ImportRow, ImportRun
from places.staff.imports.case import PlacesCase
from places.staff.imports.forms import PlaceColumnsForm, UploadPlacesForm
from places.staff.imports.pages import ImportPages

MOST_WORDS = 40


class PlacePages(ImportPages):
    name, title = "import", gettext_lazy("Import places from a file")
    rights = ("places.import_places",)
    publish_right = "places.decide_place"
    runs, together, trial, case = ImportRun, publishing.PLACES, trial, PlacesCase
    upload_form, columns_form = UploadPlacesForm, PlaceColumnsForm
    entries, queue = "plek", "ingelezen"
    has_kinds = True

    def unknown_words(self, run):
        known = KindFinder(run.kind.slug if run.kind else None, run.kind_words)
        raws = run.rows.filter(sort=ImportRow.Sort.WRONG).values_list("raw", flat=True)
        words = dict.fromkeys(raw.get("kind", "") for raw in raws)
        return [word for word in words if word and not known.by_word(word)][:MOST_WORDS]

    def addresses_left(self, run):
        if not looking_up.is_possible():
            return 0
        return len(looking_up.left_of(run))

    def looking_up(self, run):
        """How far it is; nothing when the file has points."""
        try:
            left = self.addresses_left(run)
        except Unreadable:
            return {}
        is_busy = looking_up.is_busy(run, timezone.now())
        return {"addresses_left": left, "is_looking_up": is_busy and left > 0}

    def _addresses(self, request, run):
        """The worker looks them up; the page says how far it is."""
        if run.state != ImportRun.State.UPLOADED or not looking_up.is_possible():
            return self._too_late(request, run)
        looking_up.begin(run)
        words = _("We look them up now. That takes a while; you can go on.")
        messages.success(request, words)
        return redirect(self.one_name, run.pk)

    def undone(self, count):
        return ngettext("%d place is undone.", "%d places are undone.", count) % count


PLACES = PlacePages()
