"""A mail is written once, from one source, in the language of who gets it."""

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail import sending
from common.mail.models import Mail
from common.mail.plain_text import subject_and_text

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
TEMPLATE = "common/mail/test.html"


def send(**facts):
    facts = {"to": "amira@example.org", "context": {}, **facts}
    return sending.send(TEMPLATE, **facts)


def test_a_mail_waits_with_a_task_that_sends_it():
    assert send()

    assert Mail.objects.get().state == Mail.State.WAITING
    assert DBTaskResult.objects.get().task_path == "common.mail.delivery.deliver"


def test_a_task_holds_nothing_of_a_person():
    send(context={"note": "geheim"})

    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_a_mail_with_a_key_is_written_once():
    assert send(key="herinnering:1")
    assert not send(key="herinnering:1")
    assert send(key="herinnering:2")

    assert Mail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_mail_about_what_was_undone_is_undone_too():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_it_is_in_the_language_of_who_gets_it():
    send(language="nl")
    send(language="en", to="bram@example.org")

    subjects = dict(Mail.objects.values_list("to", "subject"))
    assert subjects["amira@example.org"] == "Test van de mail van gemeente Breda"
    assert subjects["bram@example.org"] == "A test of the mail of gemeente Breda"


def test_the_text_says_what_the_html_says():
    send(context={"note": "Tot dinsdag!\nAmira"})

    subject, text = subject_and_text(Mail.objects.get().html)

    assert subject == "Test van de mail van gemeente Breda"
    assert "Deze mail is aangekomen\n\n" in text
    assert "\nTot dinsdag!\nAmira\n" in text
    assert "Naar de site:\nhttp://127.0.0.1:8000\n" in text
    assert "<" not in text
    assert "font" not in text


def test_what_someone_typed_is_never_markup():
    evil = '<a href="https://evil.example">Klik</a><img src=x><title>x</title>'
    send(context={"note": evil})

    html = Mail.objects.get().html
    subject, text = subject_and_text(html)

    assert "<img" not in html
    assert evil in " ".join(text.split())
    assert subject == "Test van de mail van gemeente Breda"


def test_html_asks_nothing_from_outside():
    send()

    html = Mail.objects.get().html
    for outside in ["<img", "<script", "<link", "url(", "@import", "src="]:
        assert outside not in html


def test_lists_and_long_lines_are_readable_as_text():
    html = (
        f"<title>a\n b</title><p>{'lang ' * 40}</p><ul><li>een</li><li>twee</li></ul>"
    )

    subject, text = subject_and_text(html)

    assert subject == "a b"
    assert max(map(len, text.split("\n"))) <= 76
    assert text.endswith("\n\n- een\n- twee\n")


def test_past_its_date_nothing_is_left(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    send()
    time_machine.move_to("2026-12-23 11:00+01:00", tick=False)
    assert Mail.objects.all().forget(timezone.now()) == 0
    time_machine.move_to("2026-12-23 13:00+01:00", tick=False)

    assert Mail.objects.all().forget(timezone.now()) == 1


def test_words_from_elsewhere_become_a_mail_too():
    words = "Je code is 123456.\n\nOf open https://ontmoeten.example/x/\n<b>Dag</b>"
    context = {"subject": "Je code\nBcc: x@y.nl", "message": words}
    sending.send("common/mail/plain.html", to="amira@example.org", context=context)

    written = Mail.objects.get()
    subject, text = subject_and_text(written.html)
    assert subject == written.subject == "Je code Bcc: x@y.nl"
    assert (
        "Je code is 123456.\n\nOf open https://ontmoeten.example/x/\n<b>Dag</b>" in text
    )
    assert '<a href="https://ontmoeten.example/x/"' in written.html
