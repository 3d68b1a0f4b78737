from django.conf import settings
from django.contrib.messages.storage import cookie, fallback, session
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Static files with their hash in the name, ES modules' imports included."""

    support_js_module_import_aggregation = True


class MessagesInCookie(cookie.CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(fallback.FallbackStorage):
    """What a page says once: in a cookie, what is too long for it in the session."""

    storage_classes = (MessagesInCookie, session.SessionStorage)
