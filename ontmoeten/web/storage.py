import re

from django.conf import settings
from django.contrib.messages.storage import cookie, fallback, session
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ontmoeten.web.joined_modules import entries, joined

LEAFLET = "leaflet/leaflet.js"  # of django-leaflet
IN_ONE = re.compile(
    r"(.*?\(this,)(function\(t\)\{.*\})(\);\s*(?://# \S+\s*)?)", re.DOTALL
)


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Static files with their hash in the name; the modules that pages ask with all
    that they import in them."""

    support_js_module_import_aggregation = True
    joins_modules = True

    def post_process(self, paths, dry_run=False, **options):
        """`paths`: for each name the storage and the path of its source."""
        more = with_modules_joined(paths)
        yield from super().post_process(paths | more, dry_run, **options)


def with_modules_joined(paths) -> dict:
    """For the name of each module that a page asks: where its joined text is."""

    def read(name):
        source, path = paths[name]
        with source.open(path) as file:
            return file.read().decode()

    ours = [name for name in paths if name.startswith("js/") and name.endswith(".js")]
    made = InMemoryStorage()
    for name in entries({name: read(name) for name in ours}):
        made.save(name, ContentFile(joined(name, read).encode()))
    if LEAFLET in paths:
        made.save(LEAFLET, ContentFile(read_at_once(read(LEAFLET)).encode()))
    return {name: (made, name) for name in [*ours, LEAFLET] if made.exists(name)}


def read_at_once(text: str) -> str:
    """A script that is one function (UMD) with that in brackets: browsers then compile
    it while it comes, and not in one long task when it runs. Any other as it is."""
    parts = IN_ONE.fullmatch(text)
    return "{}({}){}".format(*parts.groups()) if parts else text


class MessagesInCookie(cookie.CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(fallback.FallbackStorage):
    """What a page says once: in a cookie, what is too long for it in the session."""

    storage_classes = (MessagesInCookie, session.SessionStorage)
