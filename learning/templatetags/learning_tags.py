from django import template

register = template.Library()


@register.inclusion_tag("learning/_filters.html")
def learnt_filters(filter_set, address, chips, search_label, example):
    """What a list of what the city learns can be narrowed by."""
    about = {
        "filter": filter_set,
        "address": address,
        "chips": chips,
        "search_label": search_label,
        "example": example,
    }
    if filter_set.errors:
        return about
    used = filter_set.model.neighbourhoods.through.objects.filter(
        **{f"{filter_set.model._meta.model_name}__state": "published"}
    )
    known = {*used.values_list("neighbourhood__slug", flat=True)}
    asked = filter_set.data.get("buurt")
    areas = filter_set.form.fields["buurt"].queryset.filter(slug__in=known)
    return about | {
        "themes": filter_set.choices("thema"),
        "own": filter_set.choices(filter_set.own),
        "areas": [
            (area.name, filter_set.with_answers(buurt=area.slug), False)
            for area in areas
            if area.slug != asked
        ],
    }
