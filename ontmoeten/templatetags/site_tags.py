from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, extra=""):
    """An icon from static/icons/icons.svg; decoration only, words stand beside it."""
    return format_html(
        '<svg class="i {}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        extra,
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag
def words(thing, field):
    """A text that exists in two languages, marked where it is not the page's own."""
    language = thing.language_of(field)
    return format_html('<span lang="{}">{}</span>', language, thing.in_language(field))
