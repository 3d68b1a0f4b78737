"""What staff fill in to bring in a file."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.importing import uploading, workbooks
from places.importing.fields.columns import NAMES
from places.importing.fields.kinds import KindFinder
from places.importing.fields.recognition import called, quoted, recognise
from places.importing.fields.values import READERS
from places.importing.run.report import Unreadable
from places.models import Dataset, ImportRow, ImportRun, PlaceKind

Choice = ImportRow.Choice
READING = {
    "sheet": gettext_lazy("sheet"),
    "encoding": gettext_lazy("letters and accents"),
    "separator": gettext_lazy("between two columns stands"),
    "system": gettext_lazy("positions are"),
}
ENCODINGS = [
    ("utf-8-sig", "UTF-8"),
    ("cp1252", gettext_lazy("Windows (Western Europe)")),
    ("mac_roman", gettext_lazy("older Mac")),
    ("cp850", gettext_lazy("DOS")),
]
SEPARATORS = [
    (";", gettext_lazy("a semicolon (;)")),
    (",", gettext_lazy("a comma (,)")),
    ("\t", gettext_lazy("a tab")),
    ("|", gettext_lazy("a bar (|)")),
]
SYSTEMS = [
    ("", gettext_lazy("as the numbers tell")),
    ("degrees", gettext_lazy("latitude and longitude, in degrees")),
    (
        "swapped",
        gettext_lazy("longitude and latitude, in degrees: the other way round"),
    ),
    ("rd", gettext_lazy("metres of RD")),
]
SHOWN, LONGEST = 3, 60  # values of a column, and characters of one


class UploadForm(forms.ModelForm):
    """A file, and whose it is. `sorts` are the ends of names that may come."""

    sorts = [".csv", ".txt", ".tsv", ".xlsx"]
    is_meant = staticmethod(workbooks.has_point)  # whether a sheet can be the one
    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy("CSV or XLSX (values, no formulas)."),
    )

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
                uploading.keep(asked["file"], self.instance, self.sorts, self.is_meant)
            except Unreadable as error:
                self.add_error("file", str(error))
        return asked


class UploadPlacesForm(UploadForm):
    sorts = list(uploading.SORTS)
    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "CSV, XLSX (values, no formulas), GeoJSON or an extract of OpenStreetMap."
        ),
    )

    class Meta:
        model = ImportRun
        fields = ["file", "source", "kind", "licence", "attribution", "publish"]
        help_texts = {
            "source": gettext_lazy(
                "The name under which this source is known here. The same name brings "
                "the same places up to date."
            ),
            "kind": gettext_lazy("Only when all of them are of one type."),
        }


class ReadingForm(forms.Form):
    """How a file is read: what we recognised is chosen, and can be corrected."""

    def __init__(self, *args, run, has_points, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        known = uploading.recognised(run)
        choices = {
            "sheet": [(name, name) for name in run.sheets],
            "encoding": ENCODINGS if known.get("encoding") else [],
            "separator": SEPARATORS if known.get("separator") else [],
            "system": SYSTEMS if has_points and "system" in known else [],
        }
        for name, label in READING.items():
            if choices[name]:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=choices[name],
                    initial=known.get(name),
                    required=name != "system",
                )

    @property
    def in_words(self) -> str:
        """What it is read as now."""
        words = (
            dict(field.choices).get(field.initial, "") for field in self.fields.values()
        )
        return ", ".join(str(each) for each in words if each)

    def asked(self) -> dict[str, str]:
        """What was chosen, but for what we took it for already."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


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
                choices=[("", _("nothing: leave it out")), *self.ours()],
                initial=meant.get(column, ""),
                required=False,
                help_text=_("For instance: %(what)s") % {"what": samples}
                if samples
                else _("Empty in the first rows."),
            )

    def ours(self) -> list[tuple[str, str]]:
        """What a column may be, in words."""
        raise NotImplementedError

    def recognised(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Of our names the column that means it; and those that several could be."""
        raise NotImplementedError

    def _meant(self, known):
        if known:
            return {column: name for name, column in known.items()}, []
        sure, doubtful = self.recognised()
        names = dict(self.ours())
        doubts = [
            _("Could be “%(what)s”: %(columns)s. Choose which one it is.")
            % {"what": names[name], "columns": quoted(columns)}
            for name, columns in doubtful.items()
        ]
        return {column: name for name, column in sure.items()}, doubts

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


class PlaceColumnsForm(ColumnsForm):
    def ours(self):
        others = [name for name in NAMES if name not in READERS]
        return [(name, called(name)) for name in [*others, *READERS]]

    def recognised(self):
        columns = recognise(self.found, {}, KindFinder().knows)
        sure = {
            name: columns.column(name)
            for name in columns.found
            if name not in columns.doubtful
        }
        return sure, columns.doubtful


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
