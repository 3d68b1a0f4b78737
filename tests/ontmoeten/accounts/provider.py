"""A municipality's login on this machine: OpenID Connect as far as we talk to it."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Says `claims` of whoever logs in; a test turns what it wants to be wrong."""

    client_id, secret = "ontmoeten", "a-secret-of-the-tests"

    def __init__(self):
        self.claims = {
            "sub": "42",
            "email": "bo@breda.example",
            "email_verified": True,
            "name": "Bo de Vries",
            "groups": ["Ontmoeten redactie"],
        }
        self.key, self.algorithm, self.kid = KEY, "RS256", "one"
        self.is_away = self.gives_id_token = False
        self.gives_id_token = True
        self.asked: dict[str, dict] = {}  # by code
        self.tokens: list[dict] = []  # what was sent to get one
        self.lasts = 300

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorize(self, query) -> str:
        """The person logs in there; gives where their browser goes then."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"

    def token(self, sent, header) -> dict | None:
        self.tokens.append(sent)
        asked = self.asked.pop(sent.get("code"), None)
        who = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        if asked is None or header != f"Basic {who}":
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked.get("code_challenge"):
            return None
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + self.lasts,
            "nonce": asked.get("nonce"),
        } | self.claims
        signed = jwt.encode(
            {name: value for name, value in said.items() if value is not None},
            self.key,
            algorithm=self.algorithm,
            headers={"kid": self.kid},
        )
        token = {"access_token": "x", "token_type": "Bearer"}
        return token | ({"id_token": signed} if self.gives_id_token else {})


def handler_of(provider):
    class Handler(BaseHTTPRequestHandler):
        def answer(self, found, status=200):
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            parts = urlsplit(self.path)
            if provider.is_away:
                self.answer({}, 503)
            elif parts.path.endswith("/.well-known/openid-configuration"):
                self.answer(provider.discovery())
            elif parts.path == "/keys":
                self.answer(provider.keys())
            elif parts.path == "/authorize":
                self.send_response(302)
                query = dict(parse_qsl(parts.query))
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            else:
                self.answer({}, 404)

        def do_POST(self):
            size = int(self.headers["Content-Length"])
            sent = parse_qs(self.rfile.read(size).decode())
            sent = {name: values[0] for name, values in sent.items()}
            found = provider.token(sent, self.headers.get("Authorization"))
            self.answer(found or {"error": "invalid_grant"}, 200 if found else 400)

        def log_message(self, *args):
            """The tests say what went wrong."""

    return Handler


@contextmanager
def running():
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
