"""The card after a visit: three questions, by a code that works once.

The page is the same for everyone and sets no cookie. The code of a QR stands behind the
# of the address, which a browser sends to nobody; a script puts it in its field.
"""

from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect import rate_limit
from common.protect.forms import comes_from_here, one_tap
from common.web.http import public_page
from learning.forms.slip import SlipForm
from learning.measuring import slips

WRONG = "slip-guess"


@one_tap
def slip(request):
    is_sent = request.method == "POST"
    form = SlipForm(request.POST if is_sent else None)
    status = 200
    if is_sent and not comes_from_here(request):
        return render(request, "403.html", status=403)
    if is_sent and form.is_valid():
        status = _answer(request, form)
        if status == 302:
            return _private(redirect("learning:slip-thanks"))
    page = render(request, "learning/measuring/slips/slip.html", {"form": form})
    page.status_code = status
    return _private(page)


def _answer(request, form) -> int:
    """The status of what comes of it; an error stands on the form."""
    if not rate_limit.may_send(request, WRONG):
        form.refuse("busy")
        return 429
    said = form.cleaned_data
    try:
        slips.answer(said["code"], said, timezone.localdate())
    except slips.NotKnown:
        form.refuse("gone")
        return 200
    rate_limit.give_back(request, WRONG)  # only wrong codes count
    return 302


@public_page
def thanks(request):
    return _private(render(request, "learning/measuring/slips/thanks.html"))


def _private(response):
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
