"""The languages in which texts may be given, besides Dutch."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

DUTCH, ENGLISH = "nl", "en"
# What Django has no name for and people in a Dutch town speak.
ALSO = {"ti": "ትግርኛ", "so": "Soomaali", "pap": "Papiamentu", "prs": "دری", "ps": "پښتو"}
ALSO_FROM_RIGHT = {"prs", "ps"}


def name_of(code: str) -> str:
    """What people who speak it call it."""
    name = ALSO.get(code) or LANG_INFO[code]["name_local"]
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """`rtl` or `ltr`: which way it is read, for the page's dir attribute."""
    from_right = code in ALSO_FROM_RIGHT or LANG_INFO.get(code, {}).get("bidi", False)
    return "rtl" if from_right else "ltr"


def checked(codes: list[str]) -> list[str]:
    """The codes of a setting, each once; ImproperlyConfigured when one is not known."""
    for code in codes:
        is_known = code in ALSO or "name_local" in LANG_INFO.get(code, {})
        if not is_known or code in {DUTCH, ENGLISH}:
            raise ImproperlyConfigured(
                f"EXTRA_LANGUAGES has “{code}”; write codes like ar,tr,pl,uk. Dutch "
                "and English are always there."
            )
    return list(dict.fromkeys(codes))


def besides_dutch() -> list[str]:
    return [ENGLISH, *settings.EXTRA_LANGUAGES]
