from django.contrib.auth import get_user_model

from common.history.forms import VersionedForm
from matching.models import Policy


class PolicyForm(VersionedForm):
    """What the municipality decides; the two people are of the staff."""

    class Meta:
        model = Policy
        fields = [
            "coordinator", "deputy", "controller", "legal_basis", "for_the_young",
            "conduct_months", "conduct_profile", "asks_training", "asks_references",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        for name in ("coordinator", "deputy"):
            field = self.fields[name]
            field.queryset = staff.order_by("name", "email")
            field.label_from_instance = lambda user: user.name or user.email
