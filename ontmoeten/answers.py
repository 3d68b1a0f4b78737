"""Answers to start from, that are there from the start (initial data): filled once
after a migrate; from then on they are staff's, and what they took out stays out."""

import tomllib
from pathlib import Path

from django.db import router, transaction

from common.moderation.answers import AnswerTemplate

ANSWERS = Path(__file__).parent / "answers.toml"


def fill_answers(using="default", apps=None, **kwargs):
    """`apps` are the models as far as was migrated; going back, there may be none."""
    if not router.allow_migrate_model(using, AnswerTemplate):  # the key store
        return
    if apps is not None and "answertemplate" not in apps.all_models["ontmoeten"]:
        return
    known = AnswerTemplate.objects.using(using), AnswerTemplate.history.using(using)
    if any(each.exists() for each in known):
        return
    answers = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["answer"]
    with transaction.atomic(using):
        for facts in answers:
            text = facts.pop("text").strip()
            AnswerTemplate(text=text, **facts).save(using=using)
