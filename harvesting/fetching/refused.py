"""Why nothing was fetched, in words that tell a stranger nothing of our network: an
address inside it, a name that is not there and a shut door sound the same."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    NOT_HTTPS = "https", _("The address has to begin with https://.")
    UNREACHABLE = "reach", _("We can’t reach this address.")
    NOT_TRUSTED = "trust", _("Its certificate is not right, so we don’t trust it.")
    SLOW = "slow", _("It took too long to answer.")
    LARGE = "large", _("There is too much in it for us to read.")
    AWAY = "away", _("There is nothing at this address (any more).")
    LOCKED = "locked", _("It asks for a password. Give us a public address.")
    BUSY = "busy", _("It asks us to come back later.")
    REDIRECTS = "around", _("It sends us from one address to the next.")
    BROKEN = "broken", _("Its answer is broken.")


class NotFetched(Exception):
    """`retry_after`: in how many seconds it asks us to come back, if it says so."""

    def __init__(self, why: Why, retry_after: int | None = None):
        super().__init__(why.value)
        self.why, self.retry_after = why, retry_after
