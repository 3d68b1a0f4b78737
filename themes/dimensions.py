"""The six dimensions of positive health, by their names alone: an optional label of
what something is for, never a score of a person.

Source: M. Huber and others, "Towards a 'patient-centred' operationalisation of the new
dynamic concept of health: a mixed methods study", BMJ Open 2016;6:e010091.
"""

from django.utils.translation import gettext_lazy as _

from common.kit.tags import TagsField

DIMENSIONS = [
    ("lichaam", _("bodily functions")),
    ("mentaal", _("mental well-being")),
    ("zingeving", _("meaningfulness")),
    ("kwaliteit", _("quality of life")),
    ("meedoen", _("participation")),
    ("dagelijks", _("daily functioning")),
]


class DimensionsField(TagsField):
    """For whatever can have such a label."""

    def __init__(self, *args, **kwargs):
        kwargs["tags"] = DIMENSIONS
        super().__init__(*args, **kwargs)
