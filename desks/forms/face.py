"""What a host shows of herself, on the page that only she has."""

from django.utils.translation import gettext_lazy as _

from desks.models import DeskHost
from initiatives.forms.showing import HostForm


class FaceForm(HostForm):
    """Only what is personal: the rest is for who keeps the desk."""

    FIRST = []

    class Meta(HostForm.Meta):
        model = DeskHost
        fields = ["first_name", "languages"]
        labels = {"languages": _("Which languages do you speak?")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {
            "first_name": _("Your first name (optional)"),
            "name_agreed": _("I agree that my first name is on the page"),
            "languages_agreed": _("I agree that my languages are on the page"),
            "photo_agreed": _("I agree that my photo is on the page"),
        }
        for name, label in words.items():
            self.fields[name].label = label
        self.fields["photo"].help_text = _(
            "Of you alone. Where and with which phone it was taken, we erase from it."
        )
