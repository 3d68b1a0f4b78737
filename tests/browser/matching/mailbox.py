"""What lies in the mailbox of one person, and where its links lead."""

import re

from tests.kit.letters import Letter, letters

BASE = "/meet-en-match/"


def mail_to(email: str, subject: str) -> Letter:
    """The newest with such a subject."""
    found = [
        each for each in letters() if each.to == [email] and subject in each.subject
    ]
    assert found, f"no “{subject}” for {email}"
    return found[-1]


def code_in(letter: Letter) -> str:
    return re.search(r"\b\d{6}\b", letter.body)[0]


def link_in(letter: Letter, what: str) -> str:
    """The path of the link that leads to `what`: code, mijn, samen or stop."""
    return re.search(rf"{BASE}{what}/\S+?/(?=\s|$|\))", letter.body)[0]
