"""The network as it is; tests have one of their own."""

import socket
import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from harvesting.fetching.addresses import PORT


def _resolve(name: str) -> Iterable[str]:
    found = socket.getaddrinfo(name, PORT, type=socket.SOCK_STREAM)
    return [address[0] for *_rest, address in found]


def _connect(address: str, seconds: float) -> socket.socket:
    return socket.create_connection((address, PORT), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """`resolve` gives the addresses of a name; `connect` a socket to an address; both
    raise OSError. `trust` is whose certificates count."""

    resolve: Callable[[str], Iterable[str]] = _resolve
    connect: Callable[[str, float], socket.socket] = _connect
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def resolve_within(self, name: str, seconds: float) -> Iterable[str]:
        """A name server that says nothing holds nobody up: TimeoutError."""
        pool = ThreadPoolExecutor(1)
        try:
            return pool.submit(self.resolve, name).result(timeout=seconds)
        finally:
            pool.shutdown(wait=False)
