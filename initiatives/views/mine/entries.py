"""Where people of an organisation edit it, its initiatives and its activities."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from common.history.meanwhile import ChangedMeanwhile
from common.kit import values
from common.kit.storing import store_and_tell, store_form
from common.moderation.queue import is_seen
from common.moderation.states import State
from initiatives.dates import series
from initiatives.deciding import decisions, live_changes
from initiatives.forms.entries import (
    OF_TIME_AND_PLACE,
    ActivityForm,
    InitiativeForm,
    OrganisationForm,
)
from initiatives.models import Activity, Initiative
from initiatives.organising import access, photos_and_hosts
from initiatives.views.mine import conflicts, who_hears
from initiatives.views.mine.overview import proposal_of
from initiatives.views.register import preview

ALL, FROM, ONE = "alle", "vanaf", "een"
CHOICES = 12  # dates to choose from
NEXT = "initiatives:mine"


@access.form_page
def organisation(request, pk):
    return _edit(
        request, access.organisation_of(request.user, pk), OrganisationForm, "edit"
    )


@access.form_page
def initiative(request, pk):
    return _edit(
        request, access.initiative_of(request.user, pk), InitiativeForm, "edit"
    )


@access.form_page
def new_initiative(request, pk):
    owner = access.organisation_of(request.user, pk)
    new = Initiative(organisation=owner, created_by=request.user)
    return _add(request, new, InitiativeForm, "edit")


@access.form_page
def new_activity(request, pk):
    owner = access.organisation_of(request.user, pk)
    new = Activity(organisation=owner, created_by=request.user)
    return _add(request, new, ActivityForm, "activity")


@access.form_page
def activity(request, pk):
    """Changing a series asks: this one, from now on, or all."""
    entry = access.activity_of(request.user, pk)
    form = _form_of(request, entry, ActivityForm)
    scope = request.POST.get("scope", "")
    context = {"form": form, "entry": entry, "scope": scope}
    if form.before["rule"] and entry.state == State.PUBLISHED:
        context["coming"] = _coming(entry)
        context["chosen"] = request.POST.get("on", "")
    looks_again = bool({"preview", "back"} & request.POST.keys())
    if request.method != "POST" or not form.is_valid() or looks_again:
        return _shown(request, form, context, "activity")
    if form.bring_together().is_needed:
        return conflicts.page(request, form, entry)
    on = _chosen(context)
    times_differ = form.changed_names & set(OF_TIME_AND_PLACE)
    if times_differ and "coming" in context:
        if scope not in {ALL, FROM, ONE} or (scope != ALL and on is None):
            form.add_error(None, _("Say below for which times this holds."))
            context["must_choose"] = True
            return _shown(request, form, context, "activity")
        if scope == ONE:
            return _once(request, form, on, context)
    on = on if scope == FROM and times_differ else None
    return who_hears.asked_first(request, form, on) or _save(request, form, on)


def _coming(entry) -> list[tuple[str, str]]:
    now = timezone.now()
    rows = entry.occurrences.not_over(now)[:CHOICES]
    return [(f"{row.rule_date}", _begin_of(row)) for row in rows]


def _begin_of(row) -> str:
    starts_at = timezone.localtime(row.starts_at)
    return f"{date_format(starts_at, 'l j F Y')}, {time_format(starts_at)}"


def _chosen(context):
    """The date that was chosen, if it is one of those offered."""
    known = {key for key, _words in context.get("coming", [])}
    chosen = context.get("chosen", "")
    return date.fromisoformat(chosen) if chosen in known else None


def _once(request, form, on, context):
    """Only the times of one date may differ; another day is chosen at that date."""
    if form.changed_names - {"starts_at", "minutes"}:
        message = _(
            "For one time you can change from when until when. Choose another day at "
            "that date itself; change the rest for all times."
        )
        form.add_error(None, message)
        return _shown(request, form, context, "activity")
    entry, typed = Activity.objects.get(pk=form.instance.pk), form.series
    try:
        with series.as_usual(entry, on):
            series.move(entry, on, on, typed.at, typed.minutes)
    except series.AlreadyThere as error:
        form.add_error("starts_at", error.words)
        return _shown(request, form, context, "activity")
    except ChangedMeanwhile:
        message = _(
            "That one date is changed already. Change it at that date itself, so that "
            "you see what is known of it."
        )
        form.add_error(None, message)
        return _shown(request, form, context, "activity")
    words = _("Changed for this one time.")
    if is_seen(entry):
        words = _("Changed for this one time. Visitors see it now.")
    messages.success(request, words)
    return redirect("initiatives:dates", entry.pk)


def _form_of(request, entry, form_class):
    proposed = proposal_of(entry) if entry.pk else None
    data = request.POST if request.method == "POST" else None
    return form_class(data, instance=entry, proposed=proposed)


def _edit(request, entry, form_class, template):
    form = _form_of(request, entry, form_class)
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    return _shown(request, form, {"form": form, "entry": entry}, template)


def _add(request, entry, form_class, template):
    form = _form_of(request, entry, form_class)
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return _shown(request, form, {"form": form, "entry": entry}, template)
    is_trusted = entry.organisation.is_trusted
    is_trusted = is_trusted and entry.organisation.state == State.PUBLISHED
    form.instance.state = State.PUBLISHED if is_trusted else State.SUGGESTED
    with transaction.atomic():
        store_form(form)
        if isinstance(form, ActivityForm):
            series.add_each(form.instance, form.series.changes)
        if kinds := form.cleaned_data.get("skip"):
            series.skip(form.instance, kinds)
        if is_trusted:
            live_changes.note(form.instance, [], request.user)
    messages.success(
        request,
        _("It is on the site now.")
        if is_trusted
        else _("We have it. Below you see what happens now."),
    )
    return redirect(NEXT)


def _shown(request, form, context, template):
    has_series = isinstance(form, ActivityForm) and form.is_bound and form.series
    context["preview"] = preview(form.series) if has_series else None
    entry = context["entry"]
    context["kind"] = entry._meta.model_name
    is_live = entry.pk and not decisions.may_be_live_at_once(entry, request.user)
    context["waits"] = bool(is_live)
    if isinstance(entry, Initiative) and entry.pk:
        context |= {"hosts": entry.hosts.all(), "photos": entry.photos.all()}
        context["most"] = photos_and_hosts.MOST
    return render(request, f"initiatives/mine/entries/{template}.html", context)


@transaction.atomic
def _save(request, form, on=None):
    """At once, or as a proposal beside what is live; what someone else changed first is
    shown beside it instead."""
    kind = type(form.instance)
    live = kind.objects.select_for_update(of=["self"]).get(pk=form.instance.pk)
    if form.bring_together(live, proposal_of(live)).is_needed:
        return conflicts.page(request, form, live)
    if decisions.may_be_live_at_once(live, request.user):
        words = _save_live(request, form, live, on)
    else:
        words = _propose(request, form, live, on)
    messages.success(request, words)
    return redirect(NEXT)


def _propose(request, form, live, on):
    after = form.after()
    if on is not None:
        after["first_on"] = form.before["first_on"]
    if decisions.propose(live, form.before, after, request.user, starting_on=on):
        return _("We look at your change. Until then it stays as it is.")
    return _("Nothing is different from what is on the site.")


def _save_live(request, form, live, on):
    changes = values.differences(form.before, form.after())
    if not changes:
        return _("Nothing changed.")
    decisions.give(live, changes, on)  # what others changed meanwhile stays
    store_and_tell(live)
    if live.state == State.PUBLISHED:
        live_changes.note(live, changes, request.user)
    waiting = proposal_of(live)
    if waiting:  # of before the organisation was trusted
        waiting.state = waiting.State.WITHDRAWN
        waiting.save()
    return _("Changed. Visitors see it now.") if is_seen(live) else _("Changed.")
