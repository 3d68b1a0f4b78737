"""What people do around a question."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from learning.asking import closing
from tests.kit.factories import make_answer, make_group, make_question


def send(client, question, **answers):
    """The form of a question, as somebody fills it in."""
    path = f"{question.get_absolute_url()}antwoord/"
    form = client.get(path).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    return client.post(path, {**hidden, **answers})


def after(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def make_ready(**facts):
    """A question that can be closed: it is over, read, grouped and replied to."""
    question = make_question(opened=10, answers=["Meer licht"], **facts)
    group = make_group(
        question,
        title="Licht",
        of=question.contributions.all(),
        quote=question.contributions.get(),
        kind="does",
        reply="We zetten lampen neer.",
    )
    return question, group


def make_chosen(counts, **facts):
    """A question with a choice, and so many who chose each answer."""
    options = "\n".join(f"Keuze {number}" for number in range(1, len(counts) + 1))
    question = make_question(options=options, **facts)
    for number, count in enumerate(counts, start=1):
        make_group(question, title=f"Keuze {number}", choice=number)
        for _each in range(count):
            make_answer(question, choice=number)
    return question


def close(question, summary="We zetten lampen neer."):
    return closing.close(question, summary)


def all_logged(caplog) -> str:
    """What was logged by a test and by its fixtures: `caplog.text` forgets theirs."""
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    return "\n".join(caplog.handler.format(each) for each in records)
