from django import template

from common.moderation.states import State

register = template.Library()


@register.simple_tag
def learnt_choices(filter_set) -> dict:
    """What a list of what the city learns can be narrowed by, and is not yet: each in
    words, with its query. Only neighbourhoods of which something is there."""
    model = filter_set.model
    ties = model.neighbourhoods.through.objects
    used = ties.filter(**{f"{model._meta.model_name}__state": State.PUBLISHED})
    areas = filter_set.form.fields["buurt"].queryset
    areas = areas.filter(pk__in=used.values("neighbourhood"))
    asked, themes = filter_set.data, filter_set.form.fields["thema"].queryset
    return {
        "themes": [
            (each.icon, str(each), filter_set.with_answers(thema=each.slug))
            for each in themes
            if each.slug != asked.get("thema")
        ],
        "own": filter_set.others_of(filter_set.own),
        "areas": [
            (each.name, filter_set.with_answers(buurt=each.slug))
            for each in areas
            if each.slug != asked.get("buurt")
        ],
    }
