"""The table of messages: what gettext itself does not warn of."""

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
PLURAL = re.compile(r'^(?<!msgctxt )msgid "(.+)"\nmsgid_plural ', re.MULTILINE)
WITH_CONTEXT = re.compile(r'^msgctxt ".*"\nmsgid ".+"\nmsgid_plural .*\n', re.MULTILINE)

ASKED_IN_CODE = re.compile(r'(?:\b_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)*)"\s*\)')
ASKED_IN_PAGE = re.compile(r'\{% translate "([^"]+)" %\}')


def test_what_is_counted_somewhere_is_not_said_alone_elsewhere():
    """A message with a plural is not found by who asks it without a number: it would
    stand there in English. Give one of the two a context."""
    po = (ROOT / "locale/nl/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    counted = set(PLURAL.findall(WITH_CONTEXT.sub("", po)))
    listed = ["git", "ls-files", "*.py", "*.html"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in names.stdout.split() if "tests/" not in name]
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths)

    alone = {*ASKED_IN_CODE.findall(code), *ASKED_IN_PAGE.findall(code)}

    assert len(counted) > 50
    assert len(alone) > 1_000
    assert not alone & counted
