"""Who is on duty hears at once of something urgent, and of nobody who reported it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from common.mail.models import Mail
from common.moderation.reporting.reports import tell_who_is_on_duty
from ontmoeten.environment import Environment
from places.models import PlaceReport
from tests.kit.factories import make_place, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DUTY = ["bo@example.org", "mo@example.org"]
BOTH = {"reason": "unsafe", "text": "Mijn buurman Jan", "email": "piet@example.org"}


@pytest.fixture(autouse=True)
def _on_duty(settings):
    settings.ON_DUTY = DUTY


def reported(**facts):
    report = PlaceReport.objects.create(place=make_place(name="Het plein"), **facts)
    tell_who_is_on_duty(report)
    return report


@pytest.mark.parametrize("reason", ["unsafe", "improper"])
def test_the_moderator_and_the_stand_in_get_a_mail_of_what_is_urgent(reason):
    report = reported(reason=reason)

    mails = Mail.objects.order_by("to")
    assert [mail.to for mail in mails] == DUTY
    for mail in mails:
        assert "Het plein" in mail.subject
        assert f"/beheer/wachtrij/melding/{report.pk}/" in mail.html


def test_nothing_of_who_reported_is_in_it():
    reported(**BOTH)

    for mail in Mail.objects.all():
        assert "Jan" not in mail.html
        assert "piet@" not in mail.html


def test_it_is_sent_once_for_a_report():
    report = reported(reason="unsafe")
    tell_who_is_on_duty(report)

    assert Mail.objects.count() == 2


def test_what_is_not_urgent_mails_nobody():
    reported(reason="hours")

    assert not Mail.objects.exists()


def test_the_form_of_a_visitor_sends_it(client, monkeypatch):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)
    place = make_place(name="Het plein")
    page = f"/plekken/{place.slug}/onveilig/"
    form = client.get(page).context["form"]

    response = client.post(page, {**BOTH, "opened": form["opened"].value()})

    assert response.status_code == 302
    assert Mail.objects.count() == 2


def test_the_link_of_the_mail_opens_a_page_that_does_nothing_by_itself(client):
    report = reported(reason="unsafe")
    page = f"/beheer/wachtrij/melding/{report.pk}/"
    assert "/beheer/login/" in client.get(page).headers["Location"]

    client.force_login(make_staff())
    shown = client.get(page).content.decode()

    assert "Verberg dit nu" in shown
    report.place.refresh_from_db()
    assert report.place.state == "published"


def test_who_reports_in_english_does_not_choose_the_language_of_staff(settings):
    with translation.override("en"):
        report = reported(reason="unsafe")

    mail = Mail.objects.first()
    assert mail.subject == "Dringend: een melding over Het plein"
    assert f"{settings.SITE_URL}/beheer/wachtrij/melding/{report.pk}/" in mail.html


@pytest.mark.parametrize("on_duty", [[], DUTY])
def test_staff_see_it_when_nobody_is_on_duty(client, settings, on_duty):
    settings.ON_DUTY = on_duty
    client.force_login(make_staff())

    page = client.get("/beheer/").content.decode()

    assert ("geen moderator van dienst" in page) == (not on_duty)


@pytest.mark.once
@pytest.mark.parametrize("nonsense", ["bo", "bo@", "a@b.nl,c@d.nl", "a b@c.nl"])
def test_an_address_that_is_none_is_refused_in_words(tmp_path, monkeypatch, nonsense):
    monkeypatch.setenv("DUTY_EMAIL", nonsense)

    with pytest.raises(ImproperlyConfigured, match="DUTY_EMAIL is"):
        Environment(tmp_path / "none").address("DUTY_EMAIL")
