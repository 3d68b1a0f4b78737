from django.apps import AppConfig
from django.core.signals import request_started
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self):
        from places import clock, people
        from places.kinds import fill_kinds
        from places.models import Place, PlaceKind
        from places.search.index import forget_what_is_gone
        from places.synonyms import fill_synonyms

        post_migrate.connect(fill_kinds, sender=self)
        post_migrate.connect(forget_what_is_gone, sender=self)
        request_started.connect(clock.forget_closing_days)
        request_started.connect(people.forget)
        post_migrate.connect(fill_synonyms, sender=self)
        # Django saves ties between rows apart from the rows; this is how to hear of it.
        m2m_changed.connect(_themes_changed, sender=Place.themes.through)
        m2m_changed.connect(_themes_changed, sender=PlaceKind.themes.through)


def _themes_changed(instance, action, reverse, pk_set, **kwargs):
    """A place's or a kind's themes are part of what filters ask."""
    from places.models import Place

    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    if reverse:  # theme.places.add(…), theme.kinds.add(…)
        raise NotImplementedError("Set the themes on the place or on its kind.")
    if isinstance(instance, Place):
        Place.objects.filter(pk=instance.pk).derive_again()
    else:
        instance.refresh_places()
