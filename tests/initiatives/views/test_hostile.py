"""Whatever is typed: nothing of it runs, no field that was not offered changes, and
nothing that was typed is lost on an error."""

from datetime import date, time

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from common.kit.one_line import OneLineInput
from common.moderation.states import State
from common.photos import decisions
from initiatives.dates import calling_off
from initiatives.joining.forms import AnswerForm, ReasonForm
from initiatives.models import (
    Activity,
    DateChange,
    DoorMessage,
    Host,
    Initiative,
    InitiativePhoto,
    Invitation,
    Membership,
    Organisation,
    Registration,
    SignUp,
)
from tests.initiatives.views.addresses import OF_ACTIVITY, OF_INITIATIVE
from tests.initiatives.views.hostile import FORGED, HOSTILE, Inspector
from tests.kit.factories import (
    make_activity,
    make_host,
    make_initiative,
    make_organisation,
    make_photo,
    make_staff,
    make_user,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.strict,
    pytest.mark.usefixtures("no_hurry"),
]

FIRST = date(2026, 12, 1)
BASE_URL = "http://127.0.0.1:8000"
CONTROL = {chr(number) for number in range(32)} - {"\n", "\r", "\t"}
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
TEXTS = (forms.CharField, forms.URLField, forms.EmailField)
LINES = (forms.CharField, OneLineInput)
SEALS = {"version", "seen", "opened"}  # of what it is about, and that it is sent once
WHO_MAY = {"is_staff": False, "is_superuser": False, "is_active": True}


@pytest.fixture(autouse=True)
def _monday(time_machine, settings):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)
    everything = dict.fromkeys(settings.PUBLIC_FORM_LIMITS, 10_000)
    settings.PUBLIC_FORM_LIMITS = everything
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def club(amira):
    return make_organisation(owner=amira, state=State.SUGGESTED)


@pytest.fixture
def paths(club, amira):
    """The address of each form, and what is right in it."""
    mine = {"organisation": club, "state": State.SUGGESTED}
    activity = make_activity(**mine, first_on=FIRST, starts_at=time(10))
    initiative = make_initiative(**mine)

    def address(name, **arguments):
        return reverse(f"initiatives:{name}", kwargs=arguments)

    cafe = make_organisation(owner=amira, is_vetted=True)
    live = make_activity(
        organisation=cafe, slug="live", first_on=FIRST, starts_at=time(10),
        has_sign_up=True, waits_at_door=True,
    )  # fmt: skip
    someone = {"first_name": "Fatima", "email": "fatima@example.org"}
    private = calling_off.url(live, FIRST, amira.pk).replace(BASE_URL, "")
    photo = make_photo(initiative, state="waits")
    host = make_host(initiative, state="waits")
    seen = make_photo(make_initiative(slug="te-zien"))
    about_photo = {"alt": "x", "credit": "x", "has_people": "False"}

    move = {"do": "move", "to": "2026-12-02", "at": "10:00", "until": "11:00"}
    one_time = address("one-time", pk=activity.pk, day=FIRST)
    new = {**OF_ACTIVITY, "org_name": "Nieuw", "email": "nieuw@example.org"}
    return {
        "register": (address("register"), new),
        "edit-organisation": (address("edit-organisation", pk=club.pk), {}),
        "new-initiative": (address("new-initiative", pk=club.pk), OF_INITIATIVE),
        "edit-initiative": (
            address("edit-initiative", pk=initiative.pk), OF_INITIATIVE,
        ),
        "new-activity": (address("new-activity", pk=club.pk), OF_ACTIVITY),
        "edit-activity": (address("edit-activity", pk=activity.pk), OF_ACTIVITY),
        "cancel": (one_time, {"reason": "x"}),
        "move": (one_time, {**move, "why": "x"}),
        "invite": (
            address("people", pk=club.pk),
            {"email": "bo@example.org", "role": "editor"},
        ),
        "login": ("/inloggen/", {"email": "amira@example.org"}),
        "sign-up": (address("sign-up", slug="live", day=FIRST), someone),
        "wait-at-door": (address("wait-at-door", slug="live", day=FIRST), someone),
        "call-off": (private, {}),
        "propose": (address("propose"), {**new, "email": "amira@example.org"}),
        "edit-photo": (
            address("edit-photo", pk=initiative.pk, photo_pk=photo.pk), about_photo,
        ),
        "edit-host": (
            address("edit-host", pk=initiative.pk, host_pk=host.pk), {"title": "x"},
        ),
        "removal": (
            address("photo-removal", slug="te-zien", what="foto", pk=seen.pk),
            {"email": "geen adres"},
        ),
    }  # fmt: skip


NAMES = [
    "register", "edit-organisation", "new-initiative", "edit-initiative",
    "new-activity", "edit-activity", "cancel", "move", "invite", "login", "propose",
    "edit-photo", "edit-host", "removal", "sign-up", "wait-at-door", "call-off",
]  # fmt: skip
FORM_OF = {"move": "moving", "cancel": "cancelling"}
ANONYMOUS = {
    "register", "login", "propose", "removal", "sign-up", "wait-at-door", "call-off"
}  # fmt: skip
UNTOUCHED = {"homepage", "opened", "version", "asked", "spot", "another"}


def opened(visitor, name, path):
    """What a page holds that is sent along, and its fields."""
    form = visitor.get(path).context[FORM_OF.get(name, "form")]
    hidden = {
        field.name: field.value()
        for field in form.hidden_fields()
        if field.value() is not None
    }
    return form, hidden


def rows() -> dict:
    """What nobody may change by filling in a form."""
    people = list(get_user_model().objects.order_by("pk").values(*WHO_MAY))
    return {
        "people": people,
        "members": list(Membership.objects.order_by("pk").values()),
        "organisations": set(
            Organisation.objects.values_list(
                "state", "is_trusted", "is_vetted", "dataset", "refusal_reason"
            )
        ),
        "activities": set(
            Activity.objects.values_list("state", "organisation", "checked_on")
        ),
        "initiatives": set(
            Initiative.objects.values_list("state", "organisation", "contact")
        ),
        "photos": list(
            InitiativePhoto.objects.order_by("pk").values_list(
                "state", "initiative", "image", "width"
            )
        ),
        "hosts": list(
            Host.objects.order_by("pk").values_list(
                "state", "initiative", "photo", "photo_consent_on"
            )
        ),
        "slugs": Organisation.objects.filter(slug="gekaapt").count()
        + Activity.objects.filter(slug="gekaapt").count(),
    }


def stored_texts():
    models = [
        Organisation, Activity, Initiative, DateChange, Invitation, Host,
        InitiativePhoto, SignUp, DoorMessage,
    ]  # fmt: skip
    for model in models:
        for row in model.objects.values():
            yield from (value for value in row.values() if isinstance(value, str))
    for answers in Registration.objects.values_list("answers", flat=True):
        for part in (answers["organisation"] or {}, answers["entry"]):
            yield from (value for value in part.values() if isinstance(value, str))


def fill(field, text):
    return field.name not in UNTOUCHED and not field.is_hidden


def asked_in(fields, sort) -> list:
    """The lines of text, so that it may be right; or all, where there are others."""
    lines = [each for each in fields if type(each.field) in LINES]
    if sort == "lines":
        return lines
    return fields if len(lines) < len(fields) else []


def look_at(answer, form, typed, where):
    """Nothing on the page runs, and what was typed still stands in it."""
    assert not Inspector(answer.content.decode()).wrong, where
    kept = answer.context[form]
    for field, value in typed.items():
        if isinstance(kept.fields[field], TEXTS):
            assert kept[field].value() == value, where


@pytest.mark.parametrize("name", NAMES)
def test_no_form_is_hurt_by_any_of_it(visitors, amira, paths, name):
    visitor = visitors()
    if name not in ANONYMOUS:
        visitor.force_login(amira)
    path, right = paths[name]
    before, is_another = rows(), True
    for about, text in HOSTILE.items():
        for sort in ("lines", "all"):
            if name == "login":
                visitor.session.flush()
            if is_another:
                form, hidden = opened(visitor, name, path)
                fields = [field for field in form if fill(field, text)]
            typed = {field.name: text for field in asked_in(fields, sort)}
            if not typed and sort == "all":
                continue
            sent = {**FORGED, **hidden, **right, **typed}
            answer = visitor.post(path, sent)

            # What is stored by now is another page, if the page knows it.
            is_another = answer.status_code == 302 and hidden.keys() & SEALS
            where = f"{name}: {about}"
            assert answer.status_code in {200, 302}, where
            if answer.status_code == 200:
                look_at(answer, FORM_OF.get(name, "form"), typed, where)
        assert rows() == before, f"{name}: {about}"
    for text in stored_texts():
        assert not (CONTROL | TURNING) & set(text)


@pytest.mark.parametrize(
    ("form", "name"), [(ReasonForm, "reason"), (AnswerForm, "text")]
)
def test_signs_that_nobody_sees_are_gone_from_what_a_private_link_sends(form, name):
    filled = form({name: "jpg.\u202eexe\x07"})

    assert filled.is_valid()
    assert filled.cleaned_data[name] == "jpg.exe"


def test_what_was_stored_of_it_runs_nowhere(visitors, amira, paths, club):
    visitor = visitors()
    visitor.force_login(amira)
    for name in ("edit-organisation", "new-initiative", "new-activity", "cancel"):
        path, right = paths[name]
        for text in HOSTILE.values():
            form, hidden = opened(visitor, name, path)
            typed = {
                field.name: text[:100]
                for field in form
                if fill(field, text) and type(field.field) is forms.CharField
            }
            if name != "cancel" and len(typed) > 1:
                for refusing in ("kvk_number", "month_days", "extra"):
                    typed.pop(refusing, None)
            visitor.post(path, {**hidden, **right, **typed})
            if name == "cancel":
                break
    assert Activity.objects.count() > 30
    for model in (Organisation, Activity, Initiative):
        model.objects.update(state=State.PUBLISHED)
    entries = [club, *Activity.objects.all(), *Initiative.objects.all()]
    pages = [entry.get_absolute_url() for entry in entries]
    pages += ["/mijn/", "/agenda/", "/organisaties/", "/initiatieven/"]
    for path in pages:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert not Inspector(answer.content.decode()).wrong, path


def test_photos_and_hosts_run_nothing_wherever_they_came_from(visitors, amira, club):
    today, staff = timezone.localdate(), visitors()
    staff.force_login(make_staff())
    visitor = visitors()
    visitor.force_login(amira)
    for about, text in HOSTILE.items():
        text = text.replace("\x00", "")
        entry = make_initiative(organisation=club, name=about)
        host = make_host(
            entry, title=text[:80], first_name=text[:40], name_consent_on=today
        )
        photo = make_photo(entry, alt=text[:200], credit=text[:120])
        mine = f"/mijn/initiatief/{entry.pk}/"
        for path in [
            entry.get_absolute_url(), mine, f"{mine}foto/{photo.pk}/",
            f"{mine}gezicht/{host.pk}/",
        ]:  # fmt: skip
            answer = visitor.get(path)
            assert answer.status_code == 200, f"{path}: {about}"
            assert not Inspector(answer.content.decode()).wrong, f"{path}: {about}"
        decisions.ask_to_remove(photo, "")
    for name in ["initiativephoto", "host", "photoremoval"]:
        page = staff.get(f"/beheer/initiatives/{name}/").content.decode()
        scripts = [line for line in Inspector(page).wrong if "alert" in line]
        assert not scripts, name
