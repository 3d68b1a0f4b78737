"""The quick row of choices, and above it everything that is chosen."""


def of(filter_set, free, quick) -> dict:
    """`chosen`: each choice with the address without it. `quick`: what one press adds,
    as (label, parameter, value); `free` stays there with its state, for nobody chose
    what is so by default."""
    label, name, value, is_on = free
    links = [{"label": label, "is_on": is_on, "query": filter_set.toggled(name, value)}]
    for label, name, value in quick:
        if (name, value) not in filter_set.asked:
            query = filter_set.toggled(name, value)
            links.append({"label": label, "is_on": False, "query": query})
    return {"quick": links, "chosen": filter_set.chosen}
