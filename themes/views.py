from django.shortcuts import get_object_or_404, render

from ontmoeten.lib.http import public_page
from themes.models import Theme


@public_page
def theme_detail(request, slug):
    """The theme; its template asks the other apps for what belongs to it."""
    theme = get_object_or_404(Theme, slug=slug)
    others = Theme.objects.exclude(pk=theme.pk)
    context = {
        "theme": theme,
        "text": theme.in_language("text"),
        "text_language": theme.language_of("text"),
        "others": others,
    }
    return render(request, "themes/theme_detail.html", context)
