from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.photos.models import Removal
from desks.models.desk import Desk
from initiatives.models.host import (
    PERSONAL,
    FaceQuerySet,
    FixedFace,
    history_of_face,
)


class DeskHostQuerySet(FaceQuerySet):
    def never_asked(self):
        """Of whom nobody knows what may stand on the page, for nobody asked."""
        nothing = dict.fromkeys((f"{day}__isnull" for day in PERSONAL.values()), True)
        return self.filter(asked_on__isnull=True, **nothing)


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

    asked_on = models.DateField(
        _("asked what may be shown on"), null=True, blank=True, editable=False
    )

    history = history_of_face("email", "user", "asked_on")
    objects = DeskHostQuerySet.as_manager()

    class Meta(FixedFace.Meta):
        abstract = False
        ordering = ["position", "pk"]
        verbose_name = _("host of a desk")
        verbose_name_plural = _("hosts of desks")

    def take_away(self, name: str) -> None:
        """Who says no is not asked as if nobody ever did."""
        super().take_away(name)
        self.asked_on = self.asked_on or localdate()

    @property
    def was_never_asked(self) -> bool:
        days = (getattr(self, consent) for consent in PERSONAL.values())
        return self.asked_on is None and not any(days)

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
