"""When an organisation, an initiative or an activity is listed: a public promise, and
what a refusal refers to."""

from django.utils.translation import gettext_lazy as _

CRITERIA = {
    "meeting": (
        _("People meet"),
        _("It brings people together who would not meet otherwise, in the city."),
    ),
    "open": (
        _("Open to newcomers"),
        _("Whoever it is for may simply come; it is not only for members."),
    ),
    "affordable": (
        _("Free, or nearly so"),
        _("It costs little or nothing, and the price is stated in advance."),
    ),
    "no-selling": (
        _("Nothing is sold"),
        _("It is no advertisement and nobody has to buy anything."),
    ),
    "no-canvassing": (
        _("Nobody is won over"),
        _("It is not there to win people for a party or a belief."),
    ),
    "safe": (
        _("Safe and respectful"),
        _("Everyone is treated as an equal, and someone is responsible."),
    ),
    "true": (
        _("It is right"),
        _("Place, time and name are right, and someone can be reached about them."),
    ),
}
CHOICES = [(slug, title) for slug, (title, _text) in CRITERIA.items()]
