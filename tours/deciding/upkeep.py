"""What follows when a tour changes: its address is made before it is saved."""

from common.kit.slugs import free_slug
from common.kit.storing import Fields, Upkeep, register
from tours.models import Tour
from tours.models.tour import RESERVED_SLUGS


def prepare_tour(tour: Tour, fields: Fields) -> set[str]:
    if not tour.slug:
        others = Tour.objects.exclude(pk=tour.pk)
        tour.slug = free_slug(others, tour.name, "tocht")
        if tour.slug in RESERVED_SLUGS:
            tour.slug += "-2"
        return {"slug", "changed_at"}
    return {"changed_at"}


def register_all() -> None:
    register(Tour, Upkeep(prepare=prepare_tour))
