"""What people of an organisation fill in about who sits at their desk."""

from django.utils.translation import gettext_lazy as _

from desks.models import DeskHost
from initiatives.forms.showing import HostForm


class DeskHostForm(HostForm):
    """As a host of an initiative, with when they are asked and by which address."""

    class Meta(HostForm.Meta):
        model = DeskHost
        fields = [*HostForm.Meta.fields, "position", "email"]
        labels = {
            **HostForm.Meta.labels,
            "position": _("Who is asked first? 0 is the fixed face"),
        }
