"""An internet on this machine: names that a test gives, each at a public address; all
lead to one server on loopback that says what the test wants it to say."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from harvesting.fetching.network import Network

PUBLIC = "93.184.215.14"
NAME = "agenda.example.org"
Answer = Callable[[str], Iterable[bytes]]


@cache
def certificate() -> tuple[str, bytes]:
    """Of every name below example.org, and its key; it vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("*.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.public_bytes(serialization.Encoding.PEM).decode(), private


@dataclass
class Internet:
    """`names` has the answers of a name, one for each time that it is asked; the last
    one stays. `asked` are the paths with their headers, `reached` the addresses."""

    answer: Answer
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    port: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def resolve(self, name: str) -> list[str]:
        self.resolved.append(name)
        answers = self.names.get(name, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, seconds: float) -> socket.socket:
        self.reached.append(address)
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    @property
    def network(self) -> Network:
        trust = ssl.create_default_context(cadata=certificate()[0])
        return Network(self.resolve, self.connect, trust)

    def serve(self, listening: socket.socket, context: ssl.SSLContext) -> None:
        while not self.is_over.is_set():
            with suppress(OSError):
                connection, _address = listening.accept()
                threading.Thread(
                    target=self._answer, args=[connection, context], daemon=True
                ).start()

    def _answer(self, plain: socket.socket, context: ssl.SSLContext) -> None:
        plain.settimeout(20)
        with suppress(OSError), context.wrap_socket(plain, server_side=True) as each:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := each.recv(4096)):
                    return
                head += more
            first, *lines = head.decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            pairs = (line.partition(": ") for line in lines if line)
            self.asked.append((path, {name: value for name, _colon, value in pairs}))
            for piece in self.answer(path):
                each.sendall(piece)


@contextmanager
def internet(answer: Answer, **names: list[list[str]]):
    with TemporaryDirectory() as folder, socket.socket() as listening:
        made, key = certificate()
        file = Path(folder) / "both.pem"
        file.write_bytes(made.encode() + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.05)
        found = Internet(answer, names, port=listening.getsockname()[1])
        thread = threading.Thread(target=found.serve, args=[listening, context])
        thread.start()
        try:
            yield found
        finally:
            found.is_over.set()
            thread.join()


def page(body: bytes = b"", status: str = "200 OK", **headers: str) -> list[bytes]:
    """A whole answer; of the names of headers `_` is `-`."""
    known = {"Content-Length": str(len(body))}
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in known.items() if value]
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])
    return [head.encode("latin-1"), body]
