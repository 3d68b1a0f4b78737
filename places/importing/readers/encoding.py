"""Which encoding a text file is in, and whether its accents survived the journey."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from places.importing.run.report import Unreadable

BLOCK = 1 << 20
MOJIBAKE = ("Ã", "Â", "â€", "\ufffd")
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def first_bytes(path: Path) -> bytes:
    """The first 4096 bytes without byte order mark.

    Unreadable when there is no such file, or nothing in it.
    """
    if path.is_dir():
        raise Unreadable(_("%(path)s is a folder, not a file.") % {"path": path})
    try:
        with path.open("rb") as file:
            start = file.read(4096).removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise Unreadable(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError as error:
        facts = {"path": path, "error": error.strerror}
        raise Unreadable(_("Can't read %(path)s: %(error)s.") % facts) from error
    if not start.strip():
        raise Unreadable(_("The file is empty."))
    return start


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `cp1252`, after reading the whole file once in blocks.

    Unreadable for anything else, and for a file in which the two are mixed: taken as
    Windows-1252 every accent of its good lines would be garbled.
    """
    if first_bytes(path).startswith(UTF16):
        raise Unreadable(_("The file is in UTF-16. Save it as CSV UTF-8."))
    if _is_utf8(path):
        return "utf-8-sig"
    bad_line, bad_bytes, accents = _count_accents(path)
    if accents >= bad_bytes:
        message = _("Line %(line)d is not UTF-8, while the rest of the file is.")
        raise Unreadable(message % {"line": bad_line})
    _check_windows(path)
    return "cp1252"


def refuse_other(path: Path, encoding: str) -> None:
    """Unreadable when it can not be in the encoding that someone chose."""
    line = 1
    decoder = codecs.getincrementaldecoder(encoding)()
    for block in _blocks(path):
        try:
            line += decoder.decode(block, not block).count("\n")
        except UnicodeDecodeError:
            message = _("From line %(line)d the letters can not be read like that.")
            raise Unreadable(message % {"line": line}) from None


def _blocks(path) -> Iterator[bytes]:
    """The file in blocks, and at last an empty one."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
    yield b""


def _is_utf8(path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(path):
            decoder.decode(block, not block)
    except UnicodeDecodeError:
        return False
    return True


def _count_accents(path) -> tuple[int, int, int]:
    """The first line that is not UTF-8, how many bytes are not, and how many
    characters beyond ASCII are."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    bad_line, bad_bytes, accents, line = 0, 0, 0, 1
    for block in _blocks(path):
        text = decoder.decode(block, not block)
        odd = [one for one in text if one >= "\x80" and one != "\ufeff"]
        bad = [one for one in odd if "\udc80" <= one <= "\udcff"]
        if bad and not bad_bytes:
            bad_line = line + text.count("\n", 0, text.index(bad[0]))
        bad_bytes, accents = bad_bytes + len(bad), accents + len(odd) - len(bad)
        line += text.count("\n")
    return bad_line, bad_bytes, accents


def _check_windows(path):
    line = 1
    for block in _blocks(path):
        try:
            block.decode("cp1252")
        except UnicodeDecodeError as error:
            message = _(
                "Line %(line)d is neither UTF-8 nor Windows-1252. Save the file as "
                "CSV UTF-8."
            )
            line += block.count(b"\n", 0, error.start)
            raise Unreadable(message % {"line": line}) from None
        line += block.count(b"\n")


def looks_garbled(text: str) -> bool:
    """Whether accents were lost on the way: “CafÃ©”, or a question mark in a box."""
    if text.isascii() or not any(sign in text for sign in MOJIBAKE):
        return False
    if "\ufffd" in text:
        return True
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False
