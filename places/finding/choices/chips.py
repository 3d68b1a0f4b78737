"""The quick row of choices, and above it everything that is chosen."""

from django.forms import MultipleChoiceField


def of(filter_set, free, quick) -> dict:
    """`chosen`: each choice with the address without it. `quick`: what one press adds,
    as (label, parameter, value); `free` stays there with its state, for nobody chose
    what is so by default."""
    label, name, value, is_on = free
    links = [{"label": label, "is_on": is_on, "query": filter_set.toggled(name, value)}]
    for label, name, value in quick:
        if (name, value) not in filter_set.asked:
            query = _with(filter_set, name, value)
            links.append({"label": label, "is_on": False, "query": query})
    return {"quick": links, "chosen": filter_set.chosen}


def _with(filter_set, name: str, value: str) -> str:
    """The query with this answer: added, or instead of the one there can be."""
    has_more = isinstance(filter_set.form.fields[name], MultipleChoiceField)
    if has_more:
        return filter_set.toggled(name, value)
    return filter_set.with_answers(**{name: value})
