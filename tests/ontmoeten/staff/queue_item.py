"""The page of one thing that waits, as staff open it and send it."""

from tests.ontmoeten.staff.test_queue import LIST


def address(kind, thing):
    return f"{LIST}{kind}/{thing.pk}/"


def opened(client, kind, thing):
    """What the form of its page knows."""
    return client.get(address(kind, thing)).context["form"].initial["seen"]


def sent(client, kind, thing, **asked):
    asked.setdefault("seen", opened(client, kind, thing))
    return client.post(address(kind, thing), asked)


def state(thing):
    thing.refresh_from_db()
    return thing.state
