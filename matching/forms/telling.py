"""The forms of Meet & Match for everyone: what someone looks for or can do, and the
code that says that the mail address is theirs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.protect.contact_details import found_in
from common.protect.forms import PublicForm
from common.protect.staff_contact import validate_number
from common.web.forms import TidyTexts
from initiatives.facts.vocabulary import LANGUAGES
from matching.entering import telling
from matching.entering.in_words import moment_name
from matching.facts.person import Person
from matching.facts.vocabulary import (
    DAYS,
    MOMENTS,
    PARTS,
    REACHES,
    Contact,
    Gender,
    Kind,
    Prefers,
    Way,
)
from matching.models import Moment, Participant, Subject
from places.models import Neighbourhood

MANY = forms.CheckboxSelectMultiple
LONGEST_WORDS = 300
WORDS = {
    Kind.WISH: {
        "subjects": _("What do you look for?"),
        "words": _("Tell it in your own words (may be empty)"),
        "moments": _("When can you?"),
    },
    Kind.OFFER: {
        "subjects": _("What can you do, or do you like to do?"),
        "words": _("Tell it in your own words (may be empty)"),
        "moments": _("When can you?"),
    },
}


class Week(MANY):
    """Parts of the week as a table: a row for each day, a column for each part. What
    is read aloud of each box is its whole name."""

    template_name = "matching/public/week.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        boxes = [options[0] for _group, options, _at in context["widget"]["optgroups"]]
        step = len(PARTS)
        rows = [boxes[at : at + step] for at in range(0, len(boxes), step)]
        days = [name for _code, name in DAYS]
        context["widget"]["rows"] = zip(days, rows, strict=True)
        context["widget"]["parts"] = [name for _code, name in PARTS]
        return context


class WeekField(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(choices=_moments, widget=Week, **kwargs)


def _moments():
    return [(code, moment_name(day, part)) for code, (day, part) in MOMENTS]


class Facts(forms.Form):
    """What the rule and the coordinator need to know."""

    subjects = forms.MultipleChoiceField(widget=MANY)
    words = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "The other reads this before you meet. Write nothing about illness or "
            "debts, no name and no address."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"), choices=LANGUAGES, widget=MANY
    )
    area = forms.ModelChoiceField(
        label=_("In which neighbourhood do you live?"),
        queryset=Neighbourhood.objects.defer("boundary").order_by("name"),
        to_field_name="code",
        empty_label=_("Choose your neighbourhood"),
        help_text=_("Only the coordinator sees this."),
    )
    reach = forms.TypedChoiceField(
        label=_("How far do you want to travel?"),
        choices=REACHES,
        coerce=int,
        initial=2_000,
    )
    moments = WeekField(label="")
    ways = forms.MultipleChoiceField(
        label=_("How do you want to meet?"),
        choices=Way,
        widget=MANY,
        initial=[Way.OUTSIDE],
    )
    step_free = forms.BooleanField(
        label=_("The place has to be step-free"), required=False
    )
    gender = forms.ChoiceField(
        label=_("You are"),
        choices=Gender,
        initial=Gender.UNSAID,
        help_text=_("For who would rather meet a woman or a man."),
    )
    prefers = forms.ChoiceField(
        label=_("With whom would you rather meet?"),
        choices=Prefers,
        widget=forms.RadioSelect,
        initial=Prefers.ANYONE,
    )
    first_name = OneLineInput(
        label=_("Your first name"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "given-name"}),
        help_text=_("The other hears it once you both said yes."),
    )
    phone = OneLineInput(
        label=_("Your telephone number (may be empty)"),
        required=False,
        max_length=24,
        validators=[validate_number],
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    contact = forms.ChoiceField(
        label=_("How may the other reach you, once you both said yes?"),
        choices=Contact,
        widget=forms.RadioSelect,
        initial=Contact.EMAIL,
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        subjects = Subject.objects.filter(is_asked=True)
        self.fields["subjects"].choices = [
            (row.slug, row.in_language("name")) for row in subjects
        ]
        for name, words in WORDS[Kind(kind)].items():
            self.fields[name].label = words

    def clean_words(self):
        words = self.cleaned_data["words"]
        if found := found_in(words):
            message = gettext("%(what)s Leave it out: the other reads this.")
            raise ValidationError(message % {"what": found})
        return words

    def clean(self):
        cleaned = super().clean()
        by_phone = cleaned.get("contact") == Contact.PHONE
        if by_phone and not cleaned.get("phone") and not self.has_error("phone"):
            words = _("Fill in your telephone number, or choose e-mail.")
            self.add_error("phone", words)
        return cleaned

    def person(self, email: str) -> Person:
        told = {name: self.cleaned_data[name] for name in Facts.base_fields}
        told |= {
            name: tuple(told[name])
            for name in ("subjects", "languages", "moments", "ways")
        }
        return Person(**told | {"area": told["area"].code, "email": email})


class TellForm(Facts, PublicForm):
    """A wish or an offer, of an adult."""

    limit = "match"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("We send a code to it. Only the coordinator sees it."),
    )
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"),
        error_messages={
            "required": _(
                "You can take part from 18 years on. Are you younger? Above it says "
                "whom you can call."
            )
        },
    )

    def __init__(self, *args, kind: str, moment: Moment | None = None, **kwargs):
        super().__init__(*args, kind=kind, about=f"{kind}:{moment or ''}", **kwargs)
        self.moment = moment
        if moment:  # a host types for many, from one address
            self.limit = "match-table"
        self.made: Participant | None = None
        names = [*Facts.base_fields]
        names.insert(names.index("phone"), "email")
        self.order_fields(["opened", *names, "is_adult"])

    def save(self):
        email = self.cleaned_data["email"]
        self.made = telling.tell(self.kind, self.person(email), self.moment)


class ChangeForm(TidyTexts, Facts):
    """The same of someone who is known; the address stays the one that is proven."""

    def __init__(self, *args, person: Person, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, initial=person.written(), **kwargs)
        self.email = person.email

    def shown_fields(self):
        return self.visible_fields()


class CodeForm(TidyTexts, forms.Form):
    code = OneLineInput(
        label=_("The code from the mail"),
        max_length=12,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def fail(self, is_over: bool) -> None:
        """It was not this code."""
        words = _("That is not the code, or it is too old. Look again in the mail.")
        if is_over:
            words = _("This code no longer counts. Press the button for a new one.")
        self.add_error("code", words)
        self.fields["code"].widget.attrs["autofocus"] = True
