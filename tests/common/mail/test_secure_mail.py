"""Mails over TLS, as MAIL_URL says, to a real server whose certificate counts."""

import ssl
import subprocess

import pytest

from common.mail import sending
from common.mail.delivery import deliver_due
from common.mail.models import Mail
from ontmoeten.environment import Environment
from tests.kit.mailservers import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ANSWERS = {
    "smtp+tls": {
        "EHLO": "250-hier\r\n250-STARTTLS\r\n250 AUTH PLAIN",
        "STARTTLS": "220",
    },
    "smtps": {"EHLO": "250-hier\r\n250 AUTH PLAIN"},
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody else signed, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = folder / "certificate.pem", folder / "key.pem"
    command = [
        "openssl", "req", "-x509", "-nodes", "-days", "2",
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        "-out", paths[0], "-keyout", paths[1],
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return paths


@pytest.fixture
def serve(certificate, settings, monkeypatch, tmp_path):
    """Starts a server of this scheme, and has our mail go there by its MAIL_URL."""
    running = []

    def start(scheme):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*certificate)
        answers = {"AUTH": "235 goed", **ANSWERS[scheme]}
        is_at_once = scheme == "smtps"
        context = mail_server(answers, tls=tls, is_tls_at_once=is_at_once)
        running.append(context)
        server = context.__enter__()
        url = f"{scheme}://amira:geheim@127.0.0.1:{server.port}"
        monkeypatch.setenv("MAIL_URL", url)
        found = Environment(tmp_path / "no.env").mail("MAIL_URL", "off")
        settings.EMAIL_BACKEND = found["backend"]
        settings.EMAIL_HOST, settings.EMAIL_PORT = found["host"], found["port"]
        settings.EMAIL_HOST_USER = found["user"]
        settings.EMAIL_HOST_PASSWORD = found["password"]
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = found["starttls"], found["tls"]
        settings.EMAIL_TIMEOUT = 2
        return server

    yield start
    for context in running:
        context.__exit__(None, None, None)


def send():
    sending.send("common/mail/test.html", to="bo@example.org", context={"note": ""})


@pytest.mark.parametrize("scheme", ANSWERS)
def test_a_mail_goes_over_tls_with_name_and_password(
    serve, certificate, monkeypatch, scheme
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    server = serve(scheme)
    send()

    assert deliver_due() == 1
    (letter,) = server.letters
    assert letter["To"] == "bo@example.org"
    commands = [words.split()[0].upper() for words in server.heard]
    assert commands.index("AUTH") < commands.index("MAIL")
    if scheme == "smtp+tls":
        assert commands.index("STARTTLS") < commands.index("AUTH")


@pytest.mark.parametrize("scheme", ANSWERS)
def test_a_server_whose_certificate_nobody_signed_gets_nothing(serve, scheme):
    server = serve(scheme)
    send()

    assert deliver_due() == 0
    waiting = Mail.objects.get()
    assert waiting.state == Mail.State.WAITING
    assert waiting.problem
    assert server.letters == []
    assert "AUTH" not in " ".join(server.heard)
