"""What the site asks about experiments, lessons and news."""

from django.db import models
from django.db.models import Q

from common.moderation.states import State


class PublishedQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def waiting(self):
        return self.filter(state=State.SUGGESTED)

    def there(self):
        """What staff still keep: on the site, or on its way to it."""
        return self.exclude(state__in=[State.REFUSED, State.CLOSED])


class FoundQuerySet(PublishedQuerySet):
    """Of things with `words`, `themes` and `neighbourhoods`."""

    def with_terms(self, terms: list[str]):
        """Those that have a word that begins with each of these."""
        every = Q(*[Q(words__contains=f" {each}") for each in terms])
        return self.filter(every) if terms else self

    def of_theme(self, theme):
        return self.filter(themes=theme)

    def in_area(self, area):
        return self.filter(neighbourhoods=area)
