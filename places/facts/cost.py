"""What it costs to be somewhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cost(TextChoices):
    FREE = "free", _("free")
    CONSUMPTION = "consumption", _("you are expected to order something")
    PAID = "paid", _("costs money")
    UNKNOWN = "unknown", _("unknown")
