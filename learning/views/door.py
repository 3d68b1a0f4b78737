"""The page at the door, behind a link for one date: it needs no cookie and shows sums
only, so that a phone may keep it and open it without a connection."""

import uuid

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.web.http import public_page, service_worker
from initiatives.views.private import link_gone
from learning.forms.counting import batch
from learning.measuring import door as counting

# What the buttons of the page without JavaScript add: (first times, more often).
PRESSES = {
    "eerst": (1, 0),
    "vaker": (0, 1),
    "eerst-weg": (-1, 0),
    "vaker-weg": (0, -1),
}


# Who has the signed address may count, from whatever page: no token beside it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, token):
    row = counting.time_of(token)
    if row is None:
        return link_gone(request)
    is_json = request.content_type == "application/json"
    if request.method == "POST":
        return _add(request, row) if is_json else _press(request, token, row)
    last = request.GET.get("laatst")
    context = {
        "activity": row.activity,
        "row": row,
        "tally": counting.tally_of(row),
        "is_on": counting.is_on(row, timezone.now()),
        "at": timezone.now().timestamp(),
        "key": uuid.uuid4(),
        "last": last if last in {"eerst", "vaker"} else "",
    }
    return render(request, "learning/measuring/door/door.html", context)


def _add(request, row):
    """What a phone kept; 409 tells it that this is never counted, however often."""
    try:
        tally = counting.add(row, *batch(request.body), timezone.now())
    except counting.Refused:
        return JsonResponse({}, status=409)
    except ValueError:
        return JsonResponse({}, status=400)
    sums = {"first": tally.first_times, "more": tally.more_often}
    return JsonResponse({**sums, "at": timezone.now().timestamp()})


def _press(request, token, row):
    press = request.POST.get("wie", "")
    response = redirect("learning:door", token)
    if press in PRESSES and counting.is_on(row, timezone.now()):
        try:
            key = uuid.UUID(request.POST.get("key", ""))
            counting.add(row, key, *PRESSES[press], timezone.now())
        except ValueError:  # a key that is none, or too many
            return response
        if not press.endswith("-weg"):
            response["Location"] += f"?laatst={press}"
    return response


@public_page
def worker(request):
    """Keeps the page at the door for when there is no connection (service worker); its
    address is what it may look after, and that is these pages alone."""
    return service_worker()
