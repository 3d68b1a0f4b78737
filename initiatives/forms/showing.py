"""What people of an organisation fill in about its photos and hosts."""

from django import forms
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.meanwhile import ChangedMeanwhile, version_of
from common.photos import pending_uploads
from common.photos.forms import WithPhoto
from common.photos.models import YES_NO
from initiatives.forms.entries import EntryForm
from initiatives.joining.forms import FirstNameField
from initiatives.models import Host, InitiativePhoto
from initiatives.models.host import PERSONAL
from initiatives.organising import photos_and_hosts


class PageMediaForm(WithPhoto, EntryForm):
    """A form about a photo or a host; `keep` says in words why it could not."""

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        if self.before and not self.is_bound:
            self.initial["version"] = version_of(self.instance.changed_at)

    def clean(self):
        """A picture has no two versions to choose from by field: the whole waits."""
        cleaned = super().clean()
        if self.before and cleaned.get("version") != self._version():
            self.data = self.data.copy()
            self.data["version"] = self._version()
            message = _(
                "Someone else changed this meanwhile. Look at it first; press again to "
                "keep yours."
            )
            self.add_error(None, message)
        return cleaned

    def _version(self):
        kind = type(self.instance)
        changed = kind.objects.filter(pk=self.instance.pk)
        found = changed.values_list("changed_at", flat=True).first()
        return version_of(found)

    def keep(self) -> bool:
        """Save it; False with an error when that is not possible."""
        try:
            with transaction.atomic():
                self.save_all()
        except photos_and_hosts.Full:
            message = _("There are six already. Remove one first.")
        except ChangedMeanwhile:
            message = _("Someone else changed this meanwhile. Open it again.")
        else:
            return True
        self.add_error(None, message)
        return False

    def save_all(self):
        raise NotImplementedError

    @property
    def is_new(self) -> bool:
        return self.instance.pk is None

    def new_photo(self):
        """The photo that came with the form, if one did; put aside until it is kept."""
        ticket = self.cleaned_data["ticket"]
        if image := pending_uploads.take(ticket):
            transaction.on_commit(lambda: pending_uploads.drop(ticket))
        return image


class PhotoForm(PageMediaForm):
    """A photo, what it shows, who made it, and whether people agree."""

    has_people = forms.TypedChoiceField(
        label=gettext_lazy("Can people be recognised on it?"),
        choices=[(str(value), words) for value, words in YES_NO],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether people are on it.")},
    )

    class Meta:
        model = InitiativePhoto
        fields = ["alt", "credit", "has_people", "people_agreed_on"]
        labels = {
            "alt": gettext_lazy("What does it show?"),
            "credit": gettext_lazy("Who made it?"),
            "people_agreed_on": gettext_lazy("Since when do they agree?"),
        }
        help_texts = {
            "people_agreed_on": gettext_lazy(
                "Only if people can be recognised: the day on which all of them said "
                "that it may be here. Otherwise we can not show it."
            )
        }
        widgets = {
            "people_agreed_on": forms.DateInput(
                attrs={"type": "date"}, format="%Y-%m-%d"
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        photo = self.fields["photo"]
        is_there = bool(self.instance.image)
        photo.label = _("Another photo (optional)") if is_there else _("Photo")
        photo.help_text = _(
            "A JPEG, PNG or WebP of at most 15 MB. Where and with which phone it was "
            "taken, we erase from it."
        )
        self.order_fields(["photo", *self.fields])

    def clean(self):
        cleaned = super().clean()
        if not (cleaned["ticket"] or self.instance.image or "photo" in self.errors):
            self.add_error("photo", _("Choose a photo."))
        self._clean_consent(cleaned)
        return cleaned

    def _clean_consent(self, cleaned):
        day = cleaned.get("people_agreed_on")
        if cleaned.get("has_people") is False:
            cleaned["people_agreed_on"] = None
        elif cleaned.get("has_people") and "people_agreed_on" not in self.errors:
            if day is None:
                message = _("Say since when they agree. Do they not? Choose another.")
                self.add_error("people_agreed_on", message)
            elif day > localdate():
                message = _("That day is still to come.")
                self.add_error("people_agreed_on", message)

    def save_all(self):
        image = self.new_photo()
        if image:
            self.instance.image = image
        if image or self.is_new or self.changed_names:
            photos_and_hosts.keep(self.instance, self.request.user)


class HostForm(PageMediaForm):
    """A host: what they are; what is personal only where they agree to each."""

    first_name = FirstNameField(
        label=gettext_lazy("First name (optional)"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "no_name": gettext_lazy("Only the first name please, in letters.")
        },
    )
    name_agreed = forms.BooleanField(
        label=gettext_lazy("They agree that their first name is on the page"),
        required=False,
    )
    languages_agreed = forms.BooleanField(
        label=gettext_lazy("They agree that their languages are on the page"),
        required=False,
    )
    photo_agreed = forms.BooleanField(
        label=gettext_lazy("They agree that their photo is on the page"),
        required=False,
    )
    FIRST = ["title"]  # before what is personal
    AGREED = {
        "first_name": "name_agreed",
        "languages": "languages_agreed",
        "photo": "photo_agreed",
    }

    class Meta:
        model = Host
        fields = ["title", "first_name", "languages"]
        labels = {
            "title": gettext_lazy("What are they here?"),
            "languages": gettext_lazy("Which languages do they speak?"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        photo = self.fields["photo"]
        is_there = bool(self.instance.photo)
        photo.label = _("Another photo (optional)") if is_there else _("Photo")
        photo.help_text = _(
            "Of them alone. Where and with which phone it was taken, we erase from it."
        )
        for field, box in self.AGREED.items():
            self.initial[box] = self.instance.holds(field)
        pairs = [name for pair in self.AGREED.items() for name in pair]
        self.order_fields(self.FIRST + pairs + [*self.fields])
        self.stored = {
            "first_name": self.instance.first_name,
            "languages": list(self.instance.languages),
        }

    def clean(self):
        """What is new needs their word; without it, what we had goes."""
        cleaned = super().clean()
        for field, box in self.AGREED.items():
            if cleaned.get(box):
                continue
            if field in self.errors:
                if self.data.get(field) != self.stored.get(field, field):
                    continue
                del self.errors[field]  # however it is written: it goes
            new = cleaned["ticket"] if field == "photo" else self._new(field, cleaned)
            if new:
                message = _("Only if they agree: tick the box below it, or leave it.")
                self.add_error(field, message)
            elif field != "photo":
                cleaned[field] = self.instance._meta.get_field(field).get_default()
        return cleaned

    def _new(self, field, cleaned):
        """What was typed, if it is something else than what we had."""
        return cleaned.get(field) if cleaned.get(field) != self.stored[field] else None

    def save_all(self):
        host, typed, today = self.instance, self.cleaned_data, localdate()
        image = self.new_photo()
        is_news = bool(image) or self.is_new or "title" in self.changed_names
        for field in ("first_name", "languages"):
            is_news = is_news or bool(self._new(field, typed))
            self._date(field, typed[field], bool(self._new(field, typed)), today)
        if image:
            host.photo = image
        elif not typed["photo_agreed"]:
            host.photo = ""
        self._date("photo", host.photo, bool(image), today)
        if is_news:
            photos_and_hosts.keep(host, self.request.user)
        else:
            photos_and_hosts.take_back(host)

    def _date(self, field, value, is_new, today):
        """Since when: today for what is new or was asked again, as it was for what
        stays."""
        is_new = is_new or not self.instance.holds(field)
        since = getattr(self.instance, PERSONAL[field])
        setattr(
            self.instance, PERSONAL[field],
            None if not value else today if is_new or since is None else since,
        )  # fmt: skip
