"""What staff fill in to bring in a file of places."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from places.importing import uploading
from places.importing.fields.columns import NAMES
from places.importing.fields.kinds import KindFinder
from places.importing.fields.recognition import called, quoted, recognise
from places.importing.fields.values import READERS
from places.importing.run.report import Unreadable
from places.models import Dataset, ImportRow, ImportRun, PlaceKind

Choice = ImportRow.Choice
SHOWN, LONGEST = 3, 60  # values of a column, and characters of one


class UploadForm(forms.ModelForm):
    """A file, and whose it is."""

    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "CSV, XLSX (values, no formulas), GeoJSON or an extract of OpenStreetMap."
        ),
    )

    sheet = OneLineInput(
        label=gettext_lazy("sheet"),
        max_length=31,
        required=False,
        help_text=gettext_lazy("Only when a workbook has several with places."),
    )

    class Meta:
        model = ImportRun
        fields = [
            "file",
            "sheet",
            "source",
            "kind",
            "licence",
            "attribution",
            "publish",
        ]
        help_texts = {
            "source": gettext_lazy(
                "The name under which this source is known here. The same name brings "
                "the same places up to date."
            ),
            "kind": gettext_lazy("Only when all of them are of one type."),
        }

    def __init__(self, *args, may_publish: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].widget.attrs["list"] = "sources"
        if not may_publish:
            del self.fields["publish"]

    def sources(self):
        """The names of those that are known, to choose from."""
        return Dataset.objects.values_list("name", flat=True)

    def clean_source(self):
        name = self.cleaned_data["source"].strip()
        if len(name) > 50:
            raise forms.ValidationError(_("Use 50 letters at most."))
        return name

    def clean(self):
        asked = super().clean()
        if "file" in asked and not self.errors:
            try:
                self.instance.stored = uploading.keep(asked["file"], asked["sheet"])
            except Unreadable as error:
                self.add_error("file", str(error))
            else:
                self.instance.file_name = asked["file"].name[:120]
        return asked


def ours() -> list[tuple[str, str]]:
    """What a column may be, in words."""
    others = [name for name in NAMES if name not in READERS]
    return [(name, called(name)) for name in [*others, *READERS]]


class ColumnsForm(forms.Form):
    """For each column of the file what it is here: as it was said before, else by what
    it means. What two columns could be is chosen for neither, and told in `doubts`."""

    def __init__(self, *args, found: dict[str, list[str]], known: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        meant, self.doubts = self._meant(known)
        for number, (column, texts) in enumerate(found.items()):
            some = list(dict.fromkeys(text.strip() for text in texts))[:SHOWN]
            samples = "; ".join(text[:LONGEST] for text in some if text)
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column,
                choices=[("", _("nothing: leave it out")), *ours()],
                initial=meant.get(column, ""),
                required=False,
                help_text=_("For instance: %(what)s") % {"what": samples}
                if samples
                else _("Empty in the first rows."),
            )

    def _meant(self, known):
        if known:
            return {column: name for name, column in known.items()}, []
        finder = KindFinder()
        columns = recognise(self.found, {}, finder.knows)
        doubts = [
            _("Could be “%(what)s”: %(columns)s. Choose which one it is.")
            % {"what": called(name), "columns": quoted(names)}
            for name, names in columns.doubtful.items()
        ]
        sure = {
            columns.column(name): name
            for name in columns.found
            if name not in columns.doubtful
        }
        return sure, doubts

    def clean(self):
        asked, chosen = super().clean(), {}
        for number, column in enumerate(self.found):
            name = asked.get(f"column-{number}")
            if name and name in chosen:
                words = _("“%(one)s” and “%(other)s” can not both be this.")
                facts = {"one": chosen[name], "other": column}
                self.add_error(f"column-{number}", words % facts)
            elif name:
                chosen[name] = column
        self.columns = chosen
        return asked


class KindsForm(forms.Form):
    """For each word that we do not know which type of place it is."""

    def __init__(self, *args, words: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words
        for number, word in enumerate(words):
            self.fields[f"word-{number}"] = forms.ModelChoiceField(
                PlaceKind.objects.all(), to_field_name="slug", required=False,
                label=word, empty_label=_("none of these"),
            )  # fmt: skip

    def chosen(self) -> dict[str, str]:
        found = {}
        for number, word in enumerate(self.words):
            if kind := self.cleaned_data.get(f"word-{number}"):
                found[word] = kind.slug
        return found
