"""Links for one person and one thing, in mails: signed, so that nobody makes them up.

They hold numbers of ours and nothing of a person. What they may do has its own end,
which the page that they open looks after.
"""

from django.core.signing import BadSignature, Signer


def make(what: str, *numbers: object) -> str:
    return _signer(what).sign("~".join(map(str, numbers)))


def read(what: str, token: str) -> list[str]:
    """The numbers in it, as text; empty for a link that we did not make for this."""
    try:
        return _signer(what).unsign(token).split("~")
    except BadSignature:
        return []


def _signer(what: str) -> Signer:
    return Signer(salt=f"initiatives.{what}", sep=".")
