"""What a desk says, in words for who decides about its activity."""

from common.kit import wording
from desks.models import Desk

NOT_SHOWN = {"id", "activity", "changed_at"}  # stand beside it, or say nothing


def of_activity(activity_pk: int) -> list[tuple[str, str]]:
    desk = Desk.objects.filter(activity=activity_pk).first()
    return wording.facts(desk, but=NOT_SHOWN) if desk else []
