from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Showing(models.TextChoices):
    WAITS = "waits", _("waits for us")
    SHOWN = "shown", _("on the page")
    HIDDEN = "hidden", _("hidden at a request")


class ShownQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=Showing.SHOWN)


class Shown(models.Model):
    """Something beside the words of an initiative that staff look at by itself."""

    State = Showing

    state = models.CharField(
        _("state"), max_length=6, choices=Showing, default=Showing.WAITS, db_index=True
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=Showing.values),
                name="%(class)s_showing_is_known",
            )
        ]
