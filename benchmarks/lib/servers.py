"""Real servers on loopback, stopped by their process when the block ends."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lib.databases import ROOT, Database

PATIENCE = 120  # seconds until a server answers
CONFIGURATION = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    types {{ application/json json; image/png png; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000;
    proxy_cache_path {folder}/cache keys_zone=tiles:10m;
    upstream site {{ server {upstream}; keepalive 8; }}
    server {{
        listen 127.0.0.1:{port};
        location /static-tile/ {{ alias {folder}/files/; }}
        location / {{
            proxy_pass http://site;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_cache tiles;
            proxy_cache_lock on;
            add_header X-Cache $upstream_cache_status;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    """Where it listens, and the process that it is."""

    host: str
    pid: int

    @property
    def url(self) -> str:
        return f"http://{self.host}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx_path() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")


@contextmanager
def site(database: Database, **settings: str):
    """Our granian as docs/deploying.md starts it, with one worker."""
    port = free_port()
    log = database.folder / f"granian-{port}.log"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "8", "--host", "127.0.0.1", "--port", str(port),
        "ontmoeten.wsgi:application",
    ]  # fmt: skip
    environment = database.environment | settings
    with _running(command, port, "/gereed/", log, environment) as server:
        yield server


@contextmanager
def nginx(folder: Path, upstream: Server, files: dict[str, bytes]):
    """One worker, with `proxy_cache` before the site, and these files of its own."""
    folder = folder / f"nginx-{upstream.host.rpartition(':')[2]}"
    (folder / "files").mkdir(parents=True)
    for name, content in files.items():
        (folder / "files" / name).write_bytes(content)
    port = free_port()
    text = CONFIGURATION.format(folder=folder, upstream=upstream.host, port=port)
    if os.getuid() == 0:  # else its worker may not read what lies in our folder
        text = f"user root;\n{text}"
    (folder / "nginx.conf").write_text(text)
    command = [nginx_path(), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    first = f"/static-tile/{next(iter(files))}"
    with _running(command, port, first, folder / "out.log", dict(os.environ)) as server:
        yield server


@contextmanager
def _running(command, port, path, log, environment):
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    server = Server(f"127.0.0.1:{port}", process.pid)
    try:
        _wait(f"{server.url}{path}", process, log)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url, process, log):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer:\n{log.read_text()[-2000:]}")
