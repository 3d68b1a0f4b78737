"""Giving, proposing and handing over texts in other languages."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from common.kit.storing import store
from common.translations.languages import ENGLISH
from common.translations.models import (
    NO_TEXT,
    Status,
    Translated,
    Translation,
    column_of,
    md5,
)


@transaction.atomic
def give(
    thing: Translated,
    field: str,
    language: str,
    text: str,
    state: str,
    by: AbstractBaseUser | None,
) -> None:
    """This is the text from now on, made from the Dutch as `thing` has it; no text
    takes it away. What someone proposed for it is answered by that."""
    mine = {
        "kind": ContentType.objects.get_for_model(thing),
        "key": thing.pk,
        "field": field,
        "language": language,
    }
    column = column_of(type(thing), field, language)
    if not text:
        Translation.objects.filter(**mine).delete()
    else:
        is_checked = state == Status.CHECKED
        values = {
            "text": "" if column else text,
            "of_column": md5(text) if column else "",
            "state": state,
            "dutch": getattr(thing, field),
            "checked_by": by if is_checked else None,
            "checked_on": timezone.localdate() if is_checked else None,
            "proposed": "",
            "proposed_by": None,
            "proposed_at": None,
            "answer": "",
        }
        Translation.objects.update_or_create(**mine, defaults=values)
    if column and getattr(thing, column) != text:
        setattr(thing, column, text)
        thing._history_user = by
        store(thing, update_fields=[column])


def hand_over(gone: Translated, keep: Translated) -> int:
    """`gone` becomes a part of `keep`: what was made from the Dutch that `keep` has by
    now goes over, and takes the place of what was made from another. Gives how many."""
    count = 0
    for row in gone.translations.all():
        dutch = getattr(keep, row.field)
        old = keep.translations.filter(field=row.field, language=row.language)
        if getattr(gone, row.field) == dutch and not old.filter(dutch=dutch).exists():
            old.delete()
            row.key = keep.pk
            row.save(update_fields=["key"])
            count += 1
    return count


def copy(one: Translated, other: Translated) -> None:
    """Give `other`, whose Dutch is the same, every text that `one` has, with how sure
    we are of it and what is proposed."""
    rows = list(one.translations.all())
    for row in rows:
        row.pk, row.key = None, other.pk
    Translation.objects.bulk_create(rows, ignore_conflicts=True)


def propose(
    thing: Translated, field: str, language: str, text: str, by: AbstractBaseUser
) -> None:
    """Someone of an organisation gives it; it is shown once staff accept it. No text
    withdraws what was proposed."""
    mine = {
        "kind": ContentType.objects.get_for_model(thing),
        "key": thing.pk,
        "field": field,
        "language": language,
    }
    if text:
        now = timezone.now()
        values = {"proposed": text, "proposed_by": by, "proposed_at": now, "answer": ""}
        Translation.objects.update_or_create(**mine, defaults=values)
        return
    rows = Translation.objects.filter(**mine)
    rows.filter(NO_TEXT).delete()
    rows.update(proposed="", proposed_by=None, proposed_at=None, answer="")


def turn_down(row: Translation, why: str) -> None:
    """What was proposed is not taken over; who proposed it reads why."""
    row.proposed, row.proposed_by, row.proposed_at = "", None, None
    row.answer = why
    row.save()


def mark_own_texts_checked(thing: Translated, using: str = "default") -> None:
    """What we wrote ourselves in the columns of something new is checked."""
    kind = ContentType.objects.db_manager(using).get_for_model(thing)
    columns = {field: column_of(type(thing), field, "en") for field in thing.translated}
    Translation.objects.using(using).bulk_create(
        [
            Translation(
                kind=kind, key=thing.pk, field=field, language=ENGLISH,
                of_column=md5(getattr(thing, column)), dutch=getattr(thing, field),
                state=Status.CHECKED, checked_on=timezone.localdate(),
            )
            for field, column in columns.items()
            if column and getattr(thing, column)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
