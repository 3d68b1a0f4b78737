"""Numbers of goals as people read them."""

from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from learning.facts.progress import Measured, Reading

register = template.Library()
MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)
LONGEST = 6  # signs above a bar


@register.filter
def amount(value: Decimal | int | None) -> str:
    """In the way of the language, without zeros that say nothing."""
    if value is None:
        return "–"
    plain = f"{Decimal(value).normalize():f}"
    return number_format(Decimal(plain), force_grouping=True)


@register.filter
def short(value: Decimal) -> str:
    """The same, and of a long number only how large it is: above a bar."""
    if len(text := amount(value)) <= LONGEST:
        return text
    for unit, words in [(MILLION**2, _("%s tn")), (THOUSAND**3, _("%s bn")),
                        (MILLION, _("%s m")), (THOUSAND, _("%s k"))]:  # fmt: skip
        if abs(value) >= unit:
            decimals = 0 if abs(value) >= 10 * unit else 1
            return words % amount(round(value / unit, decimals))
    return amount(round(value))


@register.filter
def on_day(reading: Reading) -> str:
    if reading.is_whole_year:
        return str(reading.day.year)
    return date_format(reading.day, "j F Y")


@register.simple_tag
def story(measured: Measured) -> str:
    """What a chart shows, for who does not see it."""
    first, last = measured.first, measured.latest
    words = []
    if first:
        facts = {
            "first": amount(first.value), "then": on_day(first),
            "last": amount(last.value), "now": on_day(last),
            "unit": measured.unit,
        }  # fmt: skip
        said = _("From %(first)s in %(then)s to %(last)s in %(now)s (%(unit)s).")
        words.append(said % facts)
    elif last:
        facts = {"last": amount(last.value), "now": on_day(last), "unit": measured.unit}
        words.append(_("One number: %(last)s in %(now)s (%(unit)s).") % facts)
    if measured.target is not None:
        facts = {"target": amount(measured.target), "year": measured.target_on.year}
        words.append(_("The target is %(target)s in %(year)s.") % facts)
    words.append(_("The table gives all numbers."))
    return " ".join(words)


@register.filter
def percent(share: Decimal | None) -> int:
    """Of a bar that is 100 long."""
    return round(share * 100) if share is not None else 0
