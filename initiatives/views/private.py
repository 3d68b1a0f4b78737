"""Pages behind a link in a mail to who organises it: signed, for one person and one
thing, and acting only when a button is pressed."""

from datetime import date

from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.history.meanwhile import ChangedMeanwhile
from common.protect.forms import form_page
from initiatives.dates import calling_off, series
from initiatives.facts import tokens
from initiatives.joining import door, reminding
from initiatives.joining.forms import AnswerForm, ReasonForm
from initiatives.models import Activity, DoorMessage, Membership


def link_gone(request):
    return render(request, "initiatives/joining/link_gone.html", status=404)


@form_page
def call_off(request, token):
    """Two taps: the link in the mail, and the button."""
    activity, row, person = _mine_to_call_off(token)
    if row is None:
        return link_gone(request)
    form = ReasonForm(request.POST or None)
    is_back = request.POST.get("do") == "take-back"
    is_meanwhile = False
    if request.method == "POST" and (is_back or form.is_valid()):
        try:
            with series.unchanged(
                activity, row.rule_date, request.POST.get("seen", "")
            ):
                if is_back:
                    calling_off.take_back(activity, row.rule_date)
                else:
                    reason = form.cleaned_data["reason"]
                    calling_off.call_off(
                        activity, row.rule_date, reason, by=person, by_mail=True
                    )
            return redirect("initiatives:call-off", token)
        except ChangedMeanwhile:
            reason = "" if is_back else form.cleaned_data["reason"]
            is_off = series.is_called_off(activity, row.rule_date, reason)
            if is_off != is_back:  # it is so already: pressed twice
                return redirect("initiatives:call-off", token)
            is_meanwhile = True
    context = {"activity": activity, "row": row, "form": form}
    context |= {
        "is_meanwhile": is_meanwhile,
        "seen": series.version(activity, row.rule_date),
    }
    return render(request, "initiatives/joining/call_off.html", context)


def _mine_to_call_off(token):
    """The activity, its time and who got the link: until it is over, and as long as
    that person looks after it."""
    nothing = None, None, None
    numbers = tokens.read("call-off", token)
    if len(numbers) != 3:
        return nothing
    activities = Activity.objects.published().select_related("place")
    activity = activities.filter(pk=numbers[0]).first()
    if activity is None or not reminding.looks_after(activity, numbers[2]):
        return nothing
    row = activity.occurrences.filter(rule_date=date.fromisoformat(numbers[1])).first()
    if row is None or row.is_over(timezone.now()):
        return nothing
    return activity, row, get_user_model().objects.get(pk=numbers[2])


# Mail programs send this POST by themselves when someone presses "unsubscribe" (RFC
# 8058) and follow no redirect; they have no token of a page. The signed address says
# enough.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request, token):
    """No reminders any more of one organisation, or again."""
    page = "initiatives:stop-reminders"
    return _stop(request, token, "stop", "wants_reminders", page)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_weekly(request, token):
    """The same for the mail of each week."""
    return _stop(request, token, "weekly", "wants_weekly", "initiatives:stop-weekly")


def _stop(request, token, what, field, page):
    numbers = tokens.read(what, token)
    memberships = Membership.objects.select_related("organisation")
    membership = memberships.filter(pk=numbers[0]).first() if numbers else None
    if membership is None:
        return link_gone(request)
    if request.method == "POST":
        setattr(membership, field, request.POST.get("do") == "start")
        membership.save(update_fields=[field])
    if request.method == "POST" and "List-Unsubscribe" not in request.POST:
        return redirect(page, token)
    context = {
        "membership": membership,
        "is_weekly": field == "wants_weekly",
        "is_wanted": getattr(membership, field),
    }
    return render(request, "initiatives/organising/stop_reminders.html", context)


@form_page
def door_message(request, token):
    """What a visitor asks, and an answer through the site. Programs that look at links
    in mails read nothing of it: it takes a button."""
    message = _message_for_me(token)
    row = message and message.occurrence
    if row is None:
        return link_gone(request)
    form = AnswerForm(request.POST if "text" in request.POST else None)
    if form.is_valid():
        door.answer(message, form.cleaned_data["text"])
        return redirect("initiatives:door-message", token)
    context = {"message": message, "activity": message.activity, "row": row}
    context |= {"form": form, "is_opened": request.method == "POST"}
    return render(request, "initiatives/joining/door_message.html", context)


def _message_for_me(token):
    numbers = tokens.read("door", token)
    if len(numbers) != 2:
        return None
    messages = DoorMessage.objects.select_related("activity__place")
    message = messages.filter(pk=numbers[0], erase_at__gt=timezone.now()).first()
    if message is None or not reminding.looks_after(message.activity, numbers[1]):
        return None
    return message
