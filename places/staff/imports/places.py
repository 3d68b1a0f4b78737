"""What is particular to bringing in places."""

from django.utils.translation import gettext_lazy, ngettext

from places.importing import publishing, trial
from places.importing.fields.kinds import KindFinder
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

    def undone(self, count):
        return ngettext("%d place is undone.", "%d places are undone.", count) % count


PLACES = PlacePages()
