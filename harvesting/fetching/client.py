"""One GET of an address that a stranger gave (an HTTP client, RFC 9110).

The name is asked once, all its addresses must be public, and the connection goes to one
of those; at each redirect all over again, three at most. All of it takes ten seconds at
most, however slowly the other side drips, and gives two megabytes at most, unpacked.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from django.conf import settings

from harvesting.fetching.addresses import checked, host_of
from harvesting.fetching.network import Network
from harvesting.fetching.refused import NotFetched, Why

SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
GZIP = 16 + zlib.MAX_WBITS
LONGEST_HEADER = 300
LAST_MODIFIED = "Last-Modified"
REDIRECTS = {301, 302, 303, 307, 308}
SAYS_NO = {
    401: Why.LOCKED, 403: Why.LOCKED, 404: Why.AWAY, 410: Why.AWAY, 407: Why.LOCKED,
    429: Why.BUSY, 503: Why.BUSY,
}  # fmt: skip
LONGEST_WAIT = 24 * 60 * 60
ACCEPT = "text/calendar, application/ld+json, text/csv, text/html;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class Fetched:
    """What stands there; no `content` when it is the same as the last time. `etag` and
    `last_modified` are to be given back the next time."""

    content: bytes | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


class Connection(http.client.HTTPSConnection):
    """To one address of a name, which the certificate has to have."""

    def __init__(self, name: str, address: str, network: Network, seconds: float):
        super().__init__(name, context=network.trust)
        self.address, self.network, self.seconds = address, network, seconds
        self.line: socket.socket | None = None

    def connect(self) -> None:
        """A socket that can be cut from the first byte on, the handshake included."""
        plain = self.network.connect(self.address, self.seconds)
        plain.settimeout(self.seconds)
        self.sock = self.network.trust.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.line = self.sock  # http.client lets go of it once an answer begins
        self.sock.do_handshake()


def fetch(
    url: str,
    etag: str = "",
    last_modified: str = "",
    *,
    network: Network | None = None,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
) -> Fetched:
    """Raises NotFetched, whatever the other side does."""
    network = network or Network()
    ends_at = time.monotonic() + seconds
    headers = _headers(etag, last_modified)
    for _hop in range(MOST_REDIRECTS + 1):
        found = _ask(url, headers, network, ends_at, most_bytes)
        if isinstance(found, Fetched):
            return found
        try:
            url = urljoin(url, found)
        except ValueError:
            raise NotFetched(Why.UNREACHABLE) from None
    raise NotFetched(Why.REDIRECTS)


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    headers = {
        "User-Agent": f"Ontmoeten (+{settings.SITE_URL})",
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return headers | {name: value for name, value in known.items() if value}


def _ask(url, headers, network, ends_at, most_bytes) -> Fetched | str:
    """What stands there, or the address that it sends us to."""
    name, path = host_of(url)
    try:
        left = _left(ends_at)
        addresses = checked(name, lambda name: network.resolve_within(name, left))
        with _connected(name, addresses, network, ends_at) as connection:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as response:
                return _answer(response, headers, most_bytes)
    except TimeoutError:
        raise NotFetched(Why.SLOW) from None
    except ssl.SSLCertVerificationError:
        raise NotFetched(Why.NOT_TRUSTED) from None
    except ValueError:  # a path or a header that can't be sent
        raise NotFetched(Why.UNREACHABLE) from None
    except (http.client.HTTPException, zlib.error):
        raise NotFetched(Why.BROKEN) from None
    except OSError:
        raise NotFetched(Why.UNREACHABLE) from None


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _connected(name, addresses, network, ends_at):
    """To the first address that answers."""
    for number, address in enumerate(addresses, 1):
        connection = Connection(name, address, network, _left(ends_at))
        with _cut_at(ends_at, connection):
            try:
                connection.connect()
            except ssl.SSLError:
                raise
            except OSError:
                if number == len(addresses):
                    raise
                continue
            yield connection
        return


@contextmanager
def _cut_at(ends_at: float, connection: Connection):
    """When the time is over the connection is cut: TimeoutError. A timeout of a socket
    is not enough, for it begins anew at every byte."""
    is_cut = threading.Event()
    cutter = threading.Timer(_left(ends_at), _cut, [connection, is_cut])
    cutter.daemon = True
    cutter.start()
    try:
        yield
    except (OSError, http.client.HTTPException, NotFetched):
        if is_cut.is_set():
            raise TimeoutError from None
        raise
    finally:
        cutter.cancel()
        connection.close()
    if is_cut.is_set():
        raise TimeoutError


def _cut(connection: Connection, is_cut: threading.Event) -> None:
    is_cut.set()
    with suppress(OSError):
        if connection.line:
            connection.line.shutdown(socket.SHUT_RDWR)


def _answer(response, headers, most_bytes) -> Fetched | str:
    status = response.status
    if status in REDIRECTS and response.headers.get("Location"):
        return response.headers["Location"]
    known = Fetched(
        None,
        *(_said(response, name) for name in ("Content-Type", "ETag", LAST_MODIFIED)),
    )
    is_asked = headers.keys() & {"If-None-Match", "If-Modified-Since"}
    if status == http.client.NOT_MODIFIED and is_asked:
        return known
    if status != http.client.OK:
        why = SAYS_NO.get(status, Why.BROKEN)
        raise NotFetched(why, _seconds(response.headers.get("Retry-After", "")))
    return replace(known, content=_content(response, most_bytes))


def _said(response, name: str) -> str:
    """A header that can be kept and sent back."""
    value = response.headers.get(name, "")
    is_well = value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER
    return value if is_well else ""


def _seconds(text: str) -> int | None:
    """A date in it (RFC 9110, 10.2.3) counts as none: our own pace goes on."""
    return min(int(text), LONGEST_WAIT) if text.isascii() and text.isdigit() else None


def _content(response, most_bytes: int) -> bytes:
    """All of it, unpacked. Half of it is none: whoever compares would take the other
    half for gone."""
    how = response.headers.get("Content-Encoding", "").strip().lower()
    if how not in {"", "identity", "gzip", "x-gzip"}:
        raise NotFetched(Why.BROKEN)
    packed = bytearray()
    while chunk := response.read1(CHUNK):
        packed += chunk
        if len(packed) > most_bytes:
            raise NotFetched(Why.LARGE)
    if response.length or (response.length is None and not packed):  # half of it
        raise NotFetched(Why.BROKEN)
    return _unpacked(packed, most_bytes) if "gzip" in how else bytes(packed)


def _unpacked(packed: bytes, most_bytes: int) -> bytes:
    """Of gzip (RFC 1952), one member or more; never more than may be."""
    found, rest = bytearray(), bytes(packed)
    while rest:
        member = zlib.decompressobj(GZIP)
        found += member.decompress(rest, most_bytes + 1 - len(found))
        if len(found) > most_bytes:
            raise NotFetched(Why.LARGE)
        if not member.eof:
            raise NotFetched(Why.BROKEN)
        rest = member.unused_data
    return bytes(found)
