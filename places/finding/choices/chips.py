"""The quick row of choices, and above it what is chosen besides."""


def of(filter_set, free, quick) -> dict:
    """`quick`: each a link that turns one choice on or off, as (label, parameter,
    value), behind `free`, which has its state too. `others`: what is chosen and stands
    not among those, each with the address without it."""
    label, name, value, is_on = free
    links = [{"label": label, "is_on": is_on, "query": filter_set.toggled(name, value)}]
    for label, name, value in quick:
        is_on = (name, value) in filter_set.asked
        query = filter_set.toggled(name, value)
        links.append({"label": label, "is_on": is_on, "query": query})
    among = {(name, value) for _label, name, value in quick}
    others = [
        each for each in filter_set.chosen if (each.name, each.value) not in among
    ]
    return {"quick": links, "others": others}
