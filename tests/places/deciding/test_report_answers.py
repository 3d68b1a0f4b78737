"""Who left an address with a report hears what we did about it, once."""

import threading

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from common.moderation.answers import AnswerTemplate
from common.moderation.reporting import reports
from places.deciding import decisions
from places.models import PlaceReport
from tests.kit.factories import make_place, make_staff
from tests.ontmoeten.staff.queue_item import address

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
LIST = "/beheer/places/placereport/"
MAIL = "amira@example.org"


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


@pytest.fixture
def report():
    place = make_place(name="Bank <b>", slug="bank")
    return PlaceReport.objects.create(
        place=place, reason="gone", text="Weg is hij.", email=MAIL
    )


@pytest.fixture
def template():
    AnswerTemplate.objects.create(name="Nee", move="refuse", text="Dit past niet.")
    return AnswerTemplate.objects.create(
        name="Gerepareerd", move="report", text="We hebben het gerepareerd."
    )


def handle(client, *chosen, **typed):
    data = {
        "action": "mark_handled",
        "sure": 1,
        "_selected_action": [each.pk for each in chosen],
    }
    response = client.post(LIST, data | typed)
    for each in chosen:
        each.refresh_from_db()
    return response


def said(response):
    last = [str(message) for message in get_messages(response.wsgi_request)][-1]
    return last.partition(" <a ")[0]


def test_handling_first_asks_for_an_answer(client, staff, report, template):
    response = handle(client, report)

    page = response.content.decode()
    assert response.status_code == 200
    assert report.state == "open"
    assert "Bank &lt;b&gt;" in page
    assert "Weg is hij." in page
    assert "Gerepareerd" in page
    assert ">Nee<" not in page  # that is for decisions
    assert not Mail.objects.exists()


def test_one_of_our_texts_begins_the_answer_and_stays_editable(
    client, staff, report, template
):
    typed = {"do": "fill", "template": template.pk, "answer": "Beste melder,"}

    form = handle(client, report, **typed).context["form"]
    assert form["answer"].value() == "Beste melder,\n\nWe hebben het gerepareerd."

    again = typed | {"answer": form["answer"].value()}
    form = handle(client, report, **again).context["form"]
    assert form["answer"].value().count("gerepareerd") == 1
    assert report.state == "open"


def test_the_answer_is_mailed_once_and_kept_with_the_report(client, staff, report):
    answer = "De bank is <i>weg</i>.\nWe zetten een nieuwe."

    response = handle(client, report, do="answer", answer=answer)

    assert said(response) == (
        "1 melding afgehandeld. Wie een adres achterliet krijgt je antwoord per mail."
    )
    assert (report.state, report.handled_by) == ("handled", staff)
    assert report.answer == answer
    mail = Mail.objects.get()
    subject, text = subject_and_text(mail.html)
    assert (mail.to, subject) == (MAIL, "Wat je ons vertelde over Bank <b>")
    assert "De bank is <i>weg</i>." in text
    assert "/plekken/bank/" in text
    assert mail.forget_at.date() <= report.forget_on
    page = client.get(f"{LIST}{report.pk}/change/").content.decode()
    assert "De bank is &lt;i&gt;weg&lt;/i&gt;." in page


def test_a_hidden_place_has_no_link_in_the_answer(client, staff, report):
    decisions.hide(report.place, staff)

    handle(client, report, do="answer", answer="Dank je.")

    assert "/plekken/" not in Mail.objects.get().html


@pytest.mark.parametrize("answer", ["", "   ", "x" * 2001])
def test_an_answer_that_does_not_fit_is_refused_and_kept(client, staff, report, answer):
    response = handle(client, report, do="answer", answer=answer)

    assert response.status_code == 200
    assert response.context["form"].errors["answer"]
    assert answer.strip() in response.content.decode()
    assert (report.state, Mail.objects.count()) == ("open", 0)


def test_it_can_be_handled_without_an_answer(client, staff, report):
    response = handle(client, report, do="silent", answer="Toch niet.")

    assert said(response) == "1 melding afgehandeld."
    assert (report.state, report.answer) == ("handled", "")
    assert not Mail.objects.exists()


def test_of_many_only_those_with_an_address_are_answered(client, staff, report):
    other = PlaceReport.objects.create(place=report.place, reason="hours")
    page = handle(client, report, other).content.decode()
    assert "1 persoon liet een adres achter" in page
    assert "1 andere melding heeft geen adres" in page

    handle(client, report, other, do="answer", answer="Dank je.")

    assert (other.state, other.answer) == ("handled", "")
    assert report.answer == "Dank je."
    assert Mail.objects.count() == 1


def test_who_answers_after_a_colleague_reads_so_and_mails_nobody(client, staff, report):
    reports.handle(PlaceReport.objects.all(), make_staff(), "De eerste.")

    response = handle(client, report, do="answer", answer="De tweede.")

    assert said(response) == "Een collega was je voor. Kijk hoe het nu staat."
    assert report.answer == "De eerste."
    assert Mail.objects.count() == 1


def test_a_reports_own_page_leads_to_answering(client, staff, report):
    page = client.get(f"{LIST}{report.pk}/change/").content.decode()
    assert f'href="{address("melding", report)}#decision"' in page
    assert 'value="handle"' in client.get(address("melding", report)).content.decode()

    handle(client, report, do="answer", answer="Dank je.")

    page = client.get(address("melding", report)).content.decode()
    assert 'value="handle"' not in page


def test_the_answer_is_erased_with_the_address(report, time_machine):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)
    PlaceReport.objects.filter(pk=report.pk).update(text="", created_at=timezone.now())
    reports.handle(PlaceReport.objects.all(), make_staff(), "Dank je, Amira.")
    time_machine.move_to("2026-12-20 12:00+01:00", tick=False)

    call_command("forget_reporters", verbosity=0)

    report.refresh_from_db()
    assert (report.email, report.answer) == ("", "")
    assert Mail.objects.forget(timezone.now()) == 1


def test_an_open_report_has_no_answer(report):
    report.answer = "Te vroeg."

    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


def test_an_answer_page_for_many_costs_a_fixed_number_of_queries(
    client, staff, report, template, django_assert_num_queries,
    django_assert_max_num_queries,
):  # fmt: skip
    with django_assert_max_num_queries(10) as one:
        handle(client, report)
    many = [
        PlaceReport.objects.create(place=make_place(), reason="gone", email=MAIL)
        for _number in range(5)
    ]
    data = {
        "action": "mark_handled",
        "sure": 1,
        "_selected_action": [each.pk for each in many],
    }

    with django_assert_num_queries(len(one) - 1):  # `handle` reads one back
        client.post(LIST, data)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_mails():
    place = make_place()
    PlaceReport.objects.create(place=place, reason="gone", email=MAIL)
    people, counts = [make_staff(), make_staff()], []

    def answer(person):
        try:
            found = PlaceReport.objects.all()
            counts.append(reports.handle(found, person, f"Van {person.pk}."))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 1]
    report, mail = PlaceReport.objects.get(), Mail.objects.get()
    assert report.answer == f"Van {report.handled_by_id}."
    assert report.answer in mail.html
