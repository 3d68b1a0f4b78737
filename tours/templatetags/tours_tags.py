from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def km(metres: int) -> str:
    """Kilometres with one decimal where it says something: 10,5; 3; 0,4."""
    rounded = round(metres / 1000, 1)
    return number_format(rounded, 0 if rounded == int(rounded) else 1)


@register.filter
def hours(minutes: int) -> str:
    """Hours, to the half: 2,5."""
    rounded = round(minutes / 30) / 2
    return number_format(rounded, 0 if rounded == int(rounded) else 1)


@register.filter
def lasts(minutes: int) -> str:
    """ "47 minuten", "3 uur", "3 uur en 32 minuten"."""
    whole, rest = divmod(minutes, 60)
    in_hours = ngettext("%d hour", "%d hours", whole) % whole
    in_minutes = ngettext("%d minute", "%d minutes", rest) % rest
    if not whole:
        return in_minutes
    if not rest:
        return in_hours
    values = {"hours": in_hours, "minutes": in_minutes}
    return _("%(hours)s and %(minutes)s") % values


@register.filter
def numbers(found: list[int]) -> str:
    """ "1", "1 en 5", "1, 3 en 5"."""
    texts = [str(each) for each in found]
    if len(texts) < 2:
        return "".join(texts)
    values = {"all": ", ".join(texts[:-1]), "last": texts[-1]}
    return _("%(all)s and %(last)s") % values
