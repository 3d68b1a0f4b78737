"""Which addresses of the internet may be asked: public ones, and no others.

The registries of special addresses (IANA, RFC 6890) as Python's ipaddress has them,
and what it counts as public though it leads elsewhere: IPv4 inside IPv6 is judged by
the IPv4, and tunnels are refused.
"""

import re
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from harvesting.fetching.refused import NotFetched, Why

Resolve = Callable[[str], Iterable[str]]
PORT = 443
GLOBAL = IPv6Network("2000::/3")
# Tunnels, of which the far end can't be known, and examples (RFC 3056, 4380, 9637).
NOT_ASKED = [IPv6Network(each) for each in ("2002::/16", "2001::/23", "3fff::/20")]
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address, translated on the way
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
LONGEST_URL = 2_000


def is_public(address: str) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv4Address):
        return known.is_global and not (known.is_multicast or known.is_reserved)
    if inside := _inside(known):
        return is_public(str(inside))
    if known.scope_id or known not in GLOBAL or not known.is_global:
        return False
    return not any(known in network for network in NOT_ASKED)


def _inside(known: IPv6Address) -> IPv4Address | None:
    if known in NAT64:
        return IPv4Address(int(known) & 0xFFFFFFFF)
    return known.ipv4_mapped


def host_of(url: str) -> tuple[str, str]:
    """The name in ASCII and the path of an address: https (webcal is the same), no
    password, no port of its own, and a name, not a number. Else NotFetched."""
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url or "\\" in url:
        raise NotFetched(Why.UNREACHABLE)
    try:
        parts = urlsplit(url)
        port = parts.port
        name = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        raise NotFetched(Why.UNREACHABLE) from None
    if parts.scheme not in {"https", "webcal", "webcals"}:
        raise NotFetched(Why.NOT_HTTPS)
    labels = name.split(".")
    is_name = len(labels) > 1 and all(map(LABEL.fullmatch, labels))
    if (
        not is_name
        or labels[-1].isdigit()
        or parts.username
        or port not in {None, PORT}
    ):
        raise NotFetched(Why.UNREACHABLE)
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    return name, iri_to_uri(f"{path}{query}")


def checked(name: str, resolve: Resolve) -> list[str]:
    """The addresses of a name, all of them public; else NotFetched, or TimeoutError
    when the name server took too long. Connect to these and ask the name no second
    time: it may answer something else (DNS rebinding)."""
    try:
        found = list(dict.fromkeys(resolve(name)))
    except TimeoutError:
        raise
    except OSError:
        raise NotFetched(Why.UNREACHABLE) from None
    if not found or not all(map(is_public, found)):
        raise NotFetched(Why.UNREACHABLE)
    return found
