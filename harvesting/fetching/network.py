"""The network as it is; tests have one of their own."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache

from harvesting.fetching.addresses import PORT


def _resolve(name: str) -> Iterable[str]:
    found = socket.getaddrinfo(name, PORT, type=socket.SOCK_STREAM)
    return [address[0] for *_rest, address in found]


@cache
def _trust() -> ssl.SSLContext:
    """Whom this machine trusts, read once."""
    return ssl.create_default_context()


def _connect(address: str, seconds: float) -> socket.socket:
    return socket.create_connection((address, PORT), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """`resolve` gives the addresses of a name; `connect` a socket to an address; both
    raise OSError. `trust` is whose certificates count."""

    resolve: Callable[[str], Iterable[str]] = _resolve
    connect: Callable[[str, float], socket.socket] = _connect
    trust: ssl.SSLContext = field(default_factory=_trust)

    def resolve_within(self, name: str, seconds: float) -> Iterable[str]:
        """A name server that says nothing holds nobody up, the end of the process
        neither: TimeoutError."""
        answer: Future[Iterable[str]] = Future()

        def ask():
            try:
                answer.set_result(self.resolve(name))
            except Exception as error:  # told to who waits for it
                answer.set_exception(error)

        threading.Thread(target=ask, daemon=True).start()
        return answer.result(timeout=seconds)
