"""What staff decided about something that was proposed, to who proposed it."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.mail import sending


def tell(
    person: AbstractBaseUser | None, subject: str, answer: str, page: str, key: str
) -> None:
    """Mail them once (by `key`); nobody when they left. `subject` is lazy, `answer` is
    what staff wrote, `page` the path where it can be changed."""
    if person is None or not person.is_active:
        return
    with override(settings.LANGUAGE_CODE):
        words = _("Here you see everything and can change it: %(page)s")
        parts = [f"{subject}", answer, words % {"page": sending.absolute(page)}]
    sending.send(
        "common/mail/plain.html",
        to=person.email,
        context={"subject": parts[0], "message": "\n\n".join(filter(None, parts))},
        key=key,
    )
