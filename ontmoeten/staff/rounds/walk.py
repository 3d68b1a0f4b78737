"""Going past the places of a neighbourhood: on a phone, without a connection too.

The places that weigh most (see `weight`) are walked, the nearest first. A page that is
kept on a phone has no token; what was tapped waits there, and is sent under a key.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.moderation.states import NotAllowed
from common.photos.files import clean_photo
from common.protect.batches import BATCH_LASTS
from common.web.forms import HereField
from common.web.http import service_worker
from ontmoeten.staff.rounds import picture, route, weight
from ontmoeten.staff.rounds.ring_views import told
from places.deciding.seen import not_sure, seen
from places.map.outlines import CREDIT
from places.models import Neighbourhood, Photo, Place, SeenBatch

STOPS = 12  # of one walk: about an hour
KEPT = timedelta(days=1)  # that the page stays on a phone
TOO_LATE = gettext_lazy("Seen more than %(days)d days ago: please look once more.")
SAID = {"ja": True, "nee": False}
ON_PHONE = "telefoon"  # ?op=: the page as a phone keeps it


def walker(user) -> str:
    """A mark of who walks, for what waits on a phone; says nothing of who it is."""
    return salted_hmac("ontmoeten.walker", str(user.pk)).hexdigest()[:16]


def _check(request) -> None:
    if not request.user.has_perm("places.change_place"):
        raise PermissionDenied


@require_safe
def choose(request):
    """The neighbourhoods, with how many places are due in each; the most first."""
    _check(request)
    today = timezone.localdate()
    due = weight.due_places(today, weight.doubts_about_places()).order_by()
    counts = dict(due.values_list("neighbourhood").annotate(Count("pk")))
    areas = Neighbourhood.objects.defer("boundary").filter(pk__in=[*counts])
    rows = sorted(
        ((area, counts[area.pk]) for area in areas),
        key=lambda row: (-row[1], row[0].name),
    )
    title = _("Go past")
    context = admin.site.each_context(request) | {"title": title, "rows": rows}
    context["elsewhere"] = counts.get(None, 0)
    return render(request, "ontmoeten/staff/rounds/choose.html", context)


@require_safe
def walk(request, slug):
    """The walk itself: a form for each place."""
    _check(request)
    area = get_object_or_404(Neighbourhood, slug=slug)
    try:
        here = HereField(required=False).clean(request.GET.get("bij", ""))
    except ValidationError as error:
        return HttpResponseBadRequest(
            f"bij: {' '.join(error.messages)}", content_type="text/plain"
        )
    today, doubts = timezone.localdate(), weight.doubts_about_places()
    due = weight.due_places(today, doubts).filter(neighbourhood=area)
    places = weight.heaviest(due, doubts, today, STOPS)
    middle = area.centre.y, area.centre.x
    start = here or middle
    legs = route.nearest_first(places, start)
    drawn = picture.drawings(legs, start, middle)
    questions = not_sure(places)
    context = admin.site.each_context(request) | {
        "title": _("Go past in %(area)s") % {"area": area},
        "area": area,
        "stops": [
            (leg, questions[leg.place.pk], uuid4(), drawing)
            for leg, drawing in zip(legs, drawn, strict=True)
        ],
        "grounds": picture.grounds(area),
        "credit": CREDIT,
        "winds": route.WINDS,
        "until": int((timezone.now() + KEPT).timestamp() * 1000),
        "walker": walker(request.user),
        "on_phone": request.GET.get("op") == ON_PHONE,
        "may_close": request.user.has_perm("places.decide_place"),
    }
    return render(request, "ontmoeten/staff/rounds/walk.html", context)


@require_POST
def look(request, slug, pk):
    """What a colleague saw at one place. To a phone that sends it later: 200 when it
    is done, by this or an earlier time; 409 when it never can be."""
    _check(request)
    area = get_object_or_404(Neighbourhood.objects.defer("boundary"), slug=slug)
    if request.POST.get("walker", walker(request.user)) != walker(request.user):
        raise PermissionDenied("a colleague walked this")
    is_later = request.headers.get("Accept") == "application/json"
    place = Place.objects.published().filter(pk=pk).first()
    problem = ""
    try:
        with transaction.atomic():
            if SeenBatch.is_new(UUID(request.POST.get("key", ""))):
                if place is None:
                    raise NotAllowed("not on the site")
                _look(request, place, _day_seen(request))
    except NotAllowed:
        problem = _("This place is not on the site any more.")
    except (ValidationError, ValueError, OverflowError, OSError) as error:
        words = getattr(error, "messages", [_("Not understood: try it again.")])
        problem = " ".join(words)
    if is_later:
        return JsonResponse({"problem": problem}, status=409 if problem else 200)
    if problem:
        messages.error(request, problem)
    elif request.POST.get("do") == "right":
        messages.success(request, _("%(name)s: checked today.") % {"name": place})
    return redirect("walk", area.slug)


def _day_seen(request) -> date:
    """The day on which it was tapped, by the clock of the phone; never one to come.
    ValidationError when it is longer ago than a phone may send it."""
    today = timezone.localdate()
    if not (told := request.POST.get("seen_at")):
        return today
    day = timezone.localdate(datetime.fromtimestamp(int(told) / 1000, UTC))
    if day < today - BATCH_LASTS:
        raise ValidationError(TOO_LATE, params={"days": BATCH_LASTS.days})
    return min(day, today)


def _look(request, place: Place, day: date) -> None:
    do = request.POST.get("do")
    if do not in {"right", "stopped"}:
        raise ValueError(f"no such answer: {do}")
    if photo := request.FILES.get("foto"):
        _keep(photo, place, request.user, day)
    if do == "stopped":
        if not told(request, place, do):
            raise NotAllowed("a colleague was first")
        return
    facts = {
        question.slug: SAID[said]
        for question in not_sure([place])[place.pk]
        if (said := request.POST.get(f"vraag-{question.slug}")) in SAID
    }
    seen(place, facts, request.user, day)


def _keep(file: UploadedFile, place: Place, by, day: date) -> None:
    """It waits for who decides about photos, and says what it shows."""
    if not by.has_perm("places.add_photo"):
        raise PermissionDenied
    words = _("%(place)s, as a colleague saw it on %(day)s")
    words = words % {"place": place.name, "day": f"{day:%d-%m-%Y}"}
    photo = Photo(
        place=place, image=clean_photo(file), alt=words, credit=_("the municipality"),
        has_people=False,
    )  # fmt: skip
    photo._history_user = by
    photo.save()


@require_safe
def worker(request):
    """Keeps the walks, and no other page of staff (service worker)."""
    _check(request)
    return service_worker()
