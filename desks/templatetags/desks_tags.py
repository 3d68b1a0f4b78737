from django import template

from places.finding import nearby

register = template.Library()


@register.simple_tag
def away_from(table, here) -> str:
    """How far a desk is from `here` (latitude, longitude), in words."""
    place = table.activity.place
    return nearby.distance_between(place, here) if place else ""
