"""A page that any site may take into its own."""

from functools import wraps

from csp.decorators import csp_replace
from django.views.decorators.clickjacking import xframe_options_exempt

from common.web.http import public_page

ANYONE = ["*"]


def framed(view):
    """A public page that may stand in a frame of any site (CSP `frame-ancestors`), and
    that the scripts of any site may read (CORS): there is nothing to press in it but
    links, so that nobody can be led to press what they do not see (clickjacking)."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return public_page(
        xframe_options_exempt(csp_replace({"frame-ancestors": ANYONE})(wrapped))
    )
