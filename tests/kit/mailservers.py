"""A mail server on loopback (RFC 5321) that answers what a test wants it to answer."""

import socketserver
import threading
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy

USUAL = {"GREETING": "220 hier", "DATA": "354 ga je gang", "QUIT": "221 dag"}


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it accepts in `letters`. `answers` maps a command, or a command with
    its address ("RCPT a@example.org"), or END (of the data), to an answer, to `HANG` or
    to `DROP`; `reached` is set when it hangs, and it goes on after `go_on`."""

    HANG, DROP = "hang", "drop"
    allow_reuse_address = daemon_threads = True

    def __init__(self, answers, tls=None, is_tls_at_once=False):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers = answers
        self.tls, self.is_tls_at_once = tls, is_tls_at_once  # an SSLContext
        self.letters, self.heard = [], []
        self.reached, self.go_on = threading.Event(), threading.Event()

    def get_request(self):
        connection, address = super().get_request()
        if self.is_tls_at_once:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def receivers(self) -> list[str]:
        return sorted(str(letter["To"]) for letter in self.letters)


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        with suppress(OSError):  # the other side is gone
            self.converse()
        if self.server.tls:  # after STARTTLS it is another one than the server closes
            self.request.close()

    def converse(self):
        self.address = ""
        if not self.answer("GREETING"):
            return
        while line := self.rfile.readline():
            words = line.decode().strip()
            command = words.split(":")[0].split()[0].upper()
            self.server.heard.append(words)
            if command in {"MAIL", "RCPT"}:
                self.address = words.partition("<")[2].partition(">")[0]
            if not self.answer(command) or command == "QUIT":
                return
            if command == "STARTTLS":
                self.rfile.close()
                self.request = self.server.tls.wrap_socket(
                    self.request, server_side=True
                )
                self.setup()
            if command == "DATA" and self.said.startswith("354"):
                letter = self.read_letter()
                if not self.answer("END", letter):
                    return

    def read_letter(self):
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def answer(self, command, letter=None) -> bool:
        """Whether the conversation goes on."""
        known = self.server.answers
        self.said = known.get(f"{command} {self.address}", known.get(command))
        if self.said is None:
            self.said = USUAL.get(command, "250 goed")
        is_refused = self.said[0] in "45"
        if letter is not None and not is_refused:  # who hangs or drops has it
            kept = message_from_bytes(letter, policy=policy.default)
            self.server.letters.append(kept)
        if self.said == MailServer.DROP:
            return False
        if self.said == MailServer.HANG:
            self.server.reached.set()
            self.server.go_on.wait(20)
            return False
        self.wfile.write(f"{self.said}\r\n".encode())
        return True


@contextmanager
def mail_server(answers=None, **secure):
    with MailServer(answers or {}, **secure) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield server
        server.go_on.set()
        server.shutdown()
        thread.join()
