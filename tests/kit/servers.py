"""A web server on loopback that says what a test wants it to say."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """Counts what it is asked; `answer` decides what it says: status and body, or what
    gives them for a path."""

    def __init__(self, answer):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.answer = answer
        self.delay = 0.0
        self.may_answer = threading.Event()  # for who holds it up
        self.may_answer.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        time.sleep(self.server.delay)
        self.server.may_answer.wait()
        answer = self.server.answer
        status, body = answer(self.path) if callable(answer) else answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def running(answer):
    with Server(answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield server
        finally:
            server.may_answer.set()
            server.shutdown()
            thread.join()
