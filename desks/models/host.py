from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.photos.models import Removal
from desks.models.desk import Desk
from initiatives.models.host import FixedFace, history_of_face


class DeskHost(FixedFace):
    """Who sits at a desk: the first is its fixed face, the others come when she can't,
    in this order."""

    OF = "desk"
    NAMED_BY = "activity__name"

    desk = models.ForeignKey(
        Desk, models.CASCADE, related_name="hosts", verbose_name=_("desk")
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("0 is the fixed face; 1 is asked first when she can't come."),
    )
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("To ask whether they can come. Nobody else sees it."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )

    history = history_of_face("email", "user")

    class Meta(FixedFace.Meta):
        abstract = False
        ordering = ["position", "pk"]
        verbose_name = _("host of a desk")
        verbose_name_plural = _("hosts of desks")

    @property
    def entry(self):
        return self.desk.activity

    @property
    def address(self) -> str:
        """Where we mail them; empty when we cannot."""
        return self.email or (self.user.email if self.user_id else "")


class HostRemoval(Removal):
    OF = "desk"
    NAMED_BY = "activity__name"
    ABOUT = ("host",)

    desk = models.ForeignKey(
        Desk, models.CASCADE, related_name="photo_removals", verbose_name=_("desk")
    )
    host = models.ForeignKey(
        DeskHost,
        models.SET_NULL,
        related_name="removals",
        null=True,
        blank=True,
        verbose_name=_("host"),
    )

    class Meta(Removal.Meta):
        verbose_name = _("request to remove a photo of a host")
        verbose_name_plural = _("requests to remove photos of hosts")
