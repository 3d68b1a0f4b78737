from django.shortcuts import get_object_or_404, render

from common.translations.reading import reading
from common.web.http import public_page
from themes.models import Theme


@public_page
def themes(request):
    """The four reasons why meeting each other matters."""
    return render(request, "themes/theme_list.html", {"themes": Theme.objects.all()})


@public_page
def theme_detail(request, slug):
    """The theme; its template asks the other apps for what belongs to it."""
    theme = get_object_or_404(Theme, slug=slug)
    others = Theme.objects.exclude(pk=theme.pk)
    read = reading(request, theme)
    shown = {field: read.of(theme, field) for field in theme.translated}
    first, _blank, rest = shown["text"].text.strip().partition("\n\n")
    context = {
        "theme": theme,
        "shown": shown,
        "first": first,
        "rest": rest,
        "reading": read,
        "others": others,
    }
    template = "themes/theme_detail.html"
    return render(request, template, context, status=read.http_status)
