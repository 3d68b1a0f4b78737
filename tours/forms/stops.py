"""The stops of a tour in a form: the address of the maker holds them."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.one_line import OneLineInput
from tours.facts import chain
from tours.facts.wish import Wish
from tours.planning.plan import entries_of

LONGEST = 4000  # characters


class MakerAddress(OneLineInput):
    """Cleans to a Wish, or None when it is empty."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("address of the maker"),
            max_length=LONGEST,
            required=False,
            help_text=gettext_lazy(
                "Make the stops at /fietstochten/maken/ and paste the address of that "
                "page here. Empty: the stops stay as they are."
            ),
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            wish = Wish.read(parse_qs(urlsplit(text).query))
        except ValueError:  # no address at all
            wish = Wish()
        if not any(each.is_somewhere for each in entries_of(wish.picks)):
            raise ValidationError(_("There is no stop in this address."))
        return wish


def take_chain(form) -> None:
    """The junctions of the maker's address, unless they were typed in the form too."""
    wish = form.cleaned_data.get("maker")
    if wish and wish.junctions and "junctions" not in form.changed_data:
        form.cleaned_data["junctions"] = chain.written(wish.junctions)
