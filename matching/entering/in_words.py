"""What someone told us, in words for people: of all that is known, and of what the
other may read before they both said yes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.translations.languages import DUTCH
from initiatives.facts.vocabulary import LANGUAGES
from matching.facts.person import Person
from matching.facts.vocabulary import MOMENTS, REACHES, Contact, Gender, Prefers, Way
from matching.models import Subject
from places.models import Neighbourhood

NAMES_OF_LANGUAGES, NAMES_OF_REACHES = dict(LANGUAGES), dict(REACHES)
NAMES_OF_MOMENTS = dict(MOMENTS)


@dataclass(frozen=True)
class Line:
    """One fact; `lang` is that of what someone wrote themselves."""

    icon: str
    label: str
    words: str
    lang: str = ""


def subjects(slugs, names: dict[str, str] | None = None) -> str:
    known = names if names is not None else names_of_subjects()
    return ", ".join(known.get(slug, slug) for slug in slugs)


def names_of_subjects() -> dict[str, str]:
    """In the language of the page."""
    return {each.slug: each.in_language("name") for each in Subject.objects.all()}


def languages(codes) -> str:
    return ", ".join(str(NAMES_OF_LANGUAGES.get(code, code)) for code in codes)


def moments(codes) -> str:
    """ "Monday morning and evening; Tuesday morning": a day is named once."""
    days: dict[str, list[str]] = {}
    for code, (day, part) in NAMES_OF_MOMENTS.items():
        if code in codes:
            days.setdefault(str(day), []).append(str(part))
    return "; ".join(
        f"{day} {_and(parts)}" if len(parts) > 1 else moment_name(day, *parts)
        for day, parts in days.items()
    )


def moment_name(day, part) -> str:
    """As one says it: "Monday morning" (in Dutch one word, with a small letter)."""
    return _("%(day)s %(part)s") % {"day": day, "part": part}


def _and(words: list[str]) -> str:
    *most, last = words
    return (
        _("%(some)s and %(last)s") % {"some": ", ".join(most), "last": last}
        if most
        else last
    )


def ways(codes) -> str:
    return ", ".join(str(Way(code).label) for code in codes if code in Way.values)


def area_name(code: str) -> str:
    names = Neighbourhood.objects.filter(code=code).values_list("name", flat=True)
    return names.first() or code


def shown_to_other(person: Person) -> list[Line]:
    """Without a name, an address, a neighbourhood or what they need."""
    found = [
        Line("talentontwikkeling", _("About"), subjects(person.subjects)),
        Line("talk", _("In their own words"), person.words, DUTCH),
        Line("language", _("Speaks"), languages(person.languages)),
        Line("calendar", _("Can"), moments(person.moments)),
        Line("join", _("Meets"), ways(person.ways)),
    ]
    return [line for line in found if line.words]


def told(person: Person, _language: str = "") -> list[Line]:
    """Everything, for the person and for the coordinator."""
    reach = NAMES_OF_REACHES.get(person.reach, f"{person.reach} m")
    need = _("yes") if person.step_free else _("no")
    return [
        *shown_to_other(person),
        Line("neighbourhood", _("Lives in"), area_name(person.area)),
        Line("walk", _("Travels"), str(reach)),
        Line("step-free", _("Step-free place"), need),
        Line("face", _("Is"), str(Gender(person.gender).label)),
        Line("people", _("Would rather meet"), str(Prefers(person.prefers).label)),
        Line("phone", _("May be reached"), str(Contact(person.contact).label)),
    ]
