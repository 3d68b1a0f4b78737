"""What people do on the page of one date of an activity."""


def seen(visitor, path) -> dict:
    """What the forms on the page of a date send about how it was."""
    return {"seen": visitor.get(path).context["seen"]}


def on_date(visitor, path, follow=False, **answers):
    """Look at the page of a date, and send what is on it."""
    return visitor.post(path, {**seen(visitor, path), **answers}, follow=follow)


def as_usual(visitor, path):
    """Take back what was changed about a date."""
    return visitor.post(f"{path}terug/", seen(visitor, path))
