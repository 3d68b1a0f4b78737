"""The form in which people give the texts of a thing in other languages: the Dutch
beside each."""

from dataclasses import dataclass

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.history.meanwhile import version_of
from common.kit.one_line import OneLineInput
from common.kit.wording import label
from common.translations.giving import give, propose
from common.translations.languages import besides_dutch, direction, name_of
from common.translations.models import LONGEST, Status, Translated
from common.translations.reading import Given, all_of


def _longest(column) -> int:
    return column.max_length if isinstance(column, models.CharField) else LONGEST


def _besides_length(column) -> list:
    """What the Dutch may not hold, its translations may not either."""
    return [v for v in column.validators if not isinstance(v, MaxLengthValidator)]


def _version(given: Given, dutch: str) -> str:
    """Of what the writer started from."""
    return version_of(dutch, given.text, given.status, given.proposed)


@dataclass
class Item:
    """One text in one language: what is there, and its fields."""

    given: Given
    text: forms.BoundField
    how: forms.BoundField
    seen: forms.BoundField

    @property
    def language(self) -> str:
        return name_of(self.given.language)


@dataclass
class Group:
    """One Dutch text with its languages."""

    label: str
    dutch: str
    items: list[Item]


class TranslationForm(forms.Form):
    """All texts of a thing in all languages that are on offer; what is empty is not
    there. `by_staff` may say that a text is automatic, but where a second look is
    asked: there it `waits` as one of an organisation does."""

    def __init__(self, *args, thing: Translated, by_staff=False, waits=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing, self.by_staff = thing, by_staff
        self.waits = waits or thing.needs_second_look
        self.asks_how_sure = by_staff and not self.waits
        self.given = all_of(thing, besides_dutch())
        for each in self.given:
            self._add_fields(each)

    def _add_fields(self, each):
        key, code = self._key(each), each.language
        names = {"what": capfirst(self._label(each.field)), "language": name_of(code)}
        column = self.thing._meta.get_field(each.field)
        words = each.proposed if self.waits and each.proposed else each.text
        is_line = isinstance(column, models.CharField)
        marks = {"lang": code, "rows": 2 if is_line else 6}
        if direction(code) == "rtl":
            marks["dir"] = "rtl"
        text = (OneLineInput if is_line else forms.CharField)(
            label=_("%(what)s: %(language)s") % names,
            required=False,
            initial=words,
            max_length=_longest(column),
            validators=_besides_length(column),
            widget=forms.Textarea(marks),
        )
        choices = [("", _("leave it as it is"))]
        choices += [("checked", _("I read it beside the Dutch: it is right"))]
        if self.by_staff:
            choices += [("automatic", _("automatic, nobody read it yet"))]
        how = forms.ChoiceField(
            label=_("%(what)s: %(language)s, how sure are you?") % names,
            required=False,
            choices=choices,
        )
        seen = OneLineInput(
            required=False,
            initial=_version(each, getattr(self.thing, each.field)),
            widget=forms.HiddenInput,
        )
        self.fields |= {f"t-{key}": text, f"h-{key}": how, f"s-{key}": seen}

    def _label(self, field):
        return label(type(self.thing), field)

    @staticmethod
    def _key(each: Given) -> str:
        return f"{each.field}-{each.language}"

    @property
    def groups(self) -> list[Group]:
        found: dict[str, Group] = {}
        for each in self.given:
            words = capfirst(self._label(each.field))
            dutch = getattr(self.thing, each.field)
            group = found.setdefault(each.field, Group(words, dutch, []))
            bound = (self[f"{part}-{self._key(each)}"] for part in "ths")
            group.items.append(Item(each, *bound))
        return list(found.values())

    def clean(self):
        cleaned = super().clean()
        for each in self.given:
            if self._is_changed(each):
                self._check(each)
        return cleaned

    def _is_changed(self, each) -> bool:
        key = self._key(each)
        if f"t-{key}" not in self.cleaned_data:
            return False
        words = self.cleaned_data[f"t-{key}"].replace("\r\n", "\n")
        initial = self.fields[f"t-{key}"].initial.replace("\r\n", "\n")
        return words != initial.strip() or bool(self.cleaned_data.get(f"h-{key}"))

    def _check(self, each):
        key = self._key(each)
        if self.cleaned_data.get(f"s-{key}") != self.fields[f"s-{key}"].initial:
            self.data = self.data.copy()
            self.data[f"s-{key}"] = self.fields[f"s-{key}"].initial
            now = each.text or _("nothing")
            words = _(
                "The Dutch or this text was changed meanwhile; yours is not saved "
                "yet. Now it says: %(now)s. Look, and save again to keep yours."
            )
            self.add_error(f"t-{key}", words % {"now": now})
            return
        words, how = self.cleaned_data[f"t-{key}"], self.cleaned_data.get(f"h-{key}")
        if how and not words:
            self.add_error(f"t-{key}", _("There is no text yet to say that about."))
        elif self.asks_how_sure and words and not how:
            self.add_error(f"h-{key}", _("Say whether a person read this text."))

    @transaction.atomic
    def save(self, by: AbstractBaseUser) -> int:
        """How many texts became different; shown at once, or once staff accept them
        when this `waits`."""
        count = 0
        for each in self.given:
            if not self._is_changed(each):
                continue
            key = self._key(each)
            words = self.cleaned_data[f"t-{key}"].replace("\r\n", "\n")
            is_taken_away = self.by_staff and not words
            if self.waits and not is_taken_away:
                propose(self.thing, each.field, each.language, words, by)
            else:
                how = self.cleaned_data[f"h-{key}"] or Status.CHECKED
                give(self.thing, each.field, each.language, words, how, by)
            count += 1
        return count
