"""What tours keep of people: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, NotPersonal
from tours.models import Junction, Stop, Tour

PERSONAL_DATA = [
    NotPersonal(
        _("where a tour goes and what is nice about it; nobody is asked who they are"),
        {Tour: (EVERY_FIELD,), Stop: (EVERY_FIELD,), Junction: (EVERY_FIELD,)},
    ),
]
