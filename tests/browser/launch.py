"""How Chromium is started; also by the bench, which has no settings of Django here."""

FLAGS = [
    "--no-sandbox",  # the tests also run as root, in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
