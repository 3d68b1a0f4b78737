"""Staff bring in a file of organisations, with the pages that places have too."""

from django.utils.translation import gettext_lazy, ngettext

from initiatives.importing import columns, publishing, trial
from initiatives.models import OrganisationImport
from places.staff.imports.case import Case
from places.staff.imports.forms import ColumnsForm, UploadForm
from places.staff.imports.pages import ImportPages
from places.staff.imports.queue import BroughtIn, WaitsForAYes


class UploadOrganisationsForm(UploadForm):
    is_meant = staticmethod(columns.is_meant)

    class Meta:
        model = OrganisationImport
        fields = ["file", "source", "licence", "attribution", "publish"]
        help_texts = {
            "source": gettext_lazy(
                "The name under which this source is known here. The same name brings "
                "the same organisations up to date."
            ),
        }


class OrganisationColumnsForm(ColumnsForm):
    def ours(self):
        return [(name, columns.label(name)) for name in [*columns.FIELDS, columns.ID]]

    def recognised(self):
        return columns.recognise(self.found)


class OrganisationsCase(Case):
    def told(self, organisation):
        return organisation.website or organisation.description[:80]


class OrganisationPages(ImportPages):
    name = "organisation-import"
    title = gettext_lazy("Import organisations from a file")
    rights = ("places.import_places", "initiatives.add_organisation")
    publish_right = "initiatives.decide_organisation"
    runs, together = OrganisationImport, publishing.ORGANISATIONS
    trial, case = trial, OrganisationsCase
    upload_form, columns_form = UploadOrganisationsForm, OrganisationColumnsForm
    entries, queue = "organisatie", "nieuwe-organisaties"

    def undone(self, count):
        words = ngettext(
            "%d organisation is undone.", "%d organisations are undone.", count
        )
        return words % count


PAGES = OrganisationPages()
urlpatterns = PAGES.urls()


class Imports(WaitsForAYes):
    slug = "import-organisaties"
    name = gettext_lazy("import of organisations to confirm")
    model, permission, pages = OrganisationImport, "initiatives.add_organisation", PAGES


class ImportedOrganisations(BroughtIn):
    slug = "nieuwe-organisaties"
    name = gettext_lazy("organisations of an import")
    model, permission, pages = OrganisationImport, PAGES.publish_right, PAGES


IMPORTS = [Imports(), ImportedOrganisations()]
