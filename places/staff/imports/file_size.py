"""A file that is too large is refused before anything reads it."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from places.importing import uploading

ROOM = 1_000_000  # bytes of a request besides the file


def measured(view):
    """Too large a file is refused by what the request says of itself, unread."""
    view = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST":
            size = request.META.get("CONTENT_LENGTH") or ""
            limit = settings.IMPORT_MEGABYTES * 1_000_000 + ROOM
            if not size.isdecimal() or int(size) > limit:
                return HttpResponse(
                    uploading.too_large(), status=413, content_type="text/plain"
                )
        return view(request, *args, **kwargs)

    return wrapped
