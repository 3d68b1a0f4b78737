"""Staff bring in a file of places: match, look, take over, undo."""

from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from common.kit.tables import csv_response
from common.moderation.states import NotAllowed
from common.protect.turns import READING
from places.importing import publishing, trial, uploading
from places.importing.fields.kinds import KindFinder
from places.importing.run.report import Unreadable
from places.models import ImportRow, ImportRun
from places.staff.imports.forms import ColumnsForm, KindsForm, UploadForm

PER_PAGE = 100
LISTED = 50
MOST_WORDS = 40
ROOM = 1_000_000  # bytes of a request besides the file
Sort, Choice, State = ImportRow.Sort, ImportRow.Choice, ImportRun.State
RIGHT = "places.import_places"


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


def with_right(view):
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def _page(request, template, title, status=200, **context):
    context |= admin.site.each_context(request) | {"title": title}
    return render(
        request, f"places/staff/imports/{template}.html", context, status=status
    )


@with_right
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The files of before, and the form for a new one."""
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        may_publish=request.user.has_perm("places.decide_place"),
    )
    if request.method == "POST" and form.is_valid():
        run = form.save(commit=False)
        run.made_by = request.user
        if before := run.before:
            run.columns, run.kind_words = before.columns, before.kind_words
        run.save()
        return redirect("import", run.pk)
    runs = ImportRun.objects.select_related("made_by")[:LISTED]
    return _page(request, "list", _("Import places from a file"), form=form, runs=runs)


@with_right
@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    """Where a file is on its way in."""
    run = get_object_or_404(ImportRun.objects.select_related("kind", "made_by"), pk=pk)
    do = request.POST.get("do", "")
    if request.method == "POST" and do in STEPS:
        return STEPS[do](request, run)
    if run.state == State.UPLOADED:
        return _columns(request, run)
    return _rows(request, run)


def _columns(request, run, status=200, problem=""):
    """Which column is what; an extract of OpenStreetMap needs no such question."""
    try:
        found = uploading.columns_of(run.path)
    except Unreadable as error:
        found, problem, status = {}, str(error), 400
    form = ColumnsForm(
        request.POST if request.POST.get("do") == "look" else None,
        found=found,
        known=run.columns,
        label_suffix="",
    )
    return _page(
        request, "columns", str(run), status=status, run=run, form=form,
        problem=problem, has_columns=bool(found),
    )  # fmt: skip


def _look(request, run):
    if run.state not in (State.UPLOADED, State.CHECKED):
        return _too_late(request, run)
    if run.state == State.UPLOADED:
        try:
            found = uploading.columns_of(run.path)
        except Unreadable as error:
            return _columns(request, run, 400, str(error))
        form = ColumnsForm(request.POST, found=found, known=run.columns)
        if not form.is_valid():
            return _columns(request, run, 400)
        run.columns = form.columns
    try:
        trial.look(run)
    except Unreadable as error:
        return _columns(request, run, 400, str(error))
    return redirect("import", run.pk)


def _again(request, run):
    """Back to the columns."""
    ImportRun.objects.filter(pk=run.pk, state=State.CHECKED).update(
        state=State.UPLOADED
    )
    return redirect("import", run.pk)


def _kinds(request, run):
    """Words that now have a type of place; then it is looked at once more."""
    if run.state != State.CHECKED:
        return _too_late(request, run)
    form = KindsForm(request.POST, words=_unknown_words(run))
    if form.is_valid():
        run.kind_words |= form.chosen()
        return _look(request, run)
    return _rows(request, run)


def _unknown_words(run) -> list[str]:
    known = KindFinder(run.kind.slug if run.kind else None, run.kind_words)
    raws = run.rows.filter(sort=Sort.WRONG).values_list("raw", flat=True)
    words = dict.fromkeys(raw.get("kind", "") for raw in raws)
    return [word for word in words if word and not known.by_word(word)][:MOST_WORDS]


def _rows(request, run):
    """What would happen, or did, in rows of one sort."""
    sorts = [
        (sort, str(sort.label), run.counts.get(sort, 0))
        for sort in Sort
        if run.counts.get(sort)
    ]
    asked = request.GET.get("soort", "")
    sort = asked if asked in Sort.values else (sorts[0][0] if sorts else "")
    rows = run.rows.filter(sort=sort).select_related("double_of", "place")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    words = _unknown_words(run) if run.state == State.CHECKED else []
    return _page(
        request, "rows", str(run), run=run, sorts=sorts, sort=sort, page=page,
        kinds=KindsForm(words=words, label_suffix="") if words else None,
        chosen=_chosen(run) if run.state == State.CHECKED else 0,
        may_choose=run.state == State.CHECKED and sort in CHOOSABLE,
    )  # fmt: skip


CHOOSABLE = [Sort.NEW, Sort.CHANGED, Sort.DOUBLE]


def _chosen(run) -> int:
    rows = run.rows.filter(sort__in=CHOOSABLE)
    return rows.exclude(choice=Choice.LEAVE).count()


def _keep_choices(request, run) -> None:
    """Of the rows that the page showed."""
    shown = request.POST.getlist("shown")[:PER_PAGE]
    ids = [int(pk) for pk in shown if pk.isdecimal() and len(pk) < 15]
    for row in run.rows.filter(pk__in=ids, sort__in=CHOOSABLE):
        choice = request.POST.get(f"row-{row.pk}", "")
        may = choice in Choice.values and (choice != Choice.SAME or row.double_of_id)
        if may and choice != row.choice:
            row.choice = choice
            row.save(update_fields=["choice"])


def _choose(request, run):
    if run.state != State.CHECKED:
        return _too_late(request, run)
    _keep_choices(request, run)
    messages.success(request, _("Kept. Nothing is taken over yet."))
    return redirect(request.get_full_path())


def _do(request, run):
    if run.state != State.CHECKED:
        return _too_late(request, run)
    _keep_choices(request, run)
    try:
        with READING.one():
            report = trial.do(run, request.user)
    except NotAllowed:
        return _too_late(request, run)
    except Unreadable as error:
        messages.error(request, str(error))
        return redirect("import", run.pk)
    words = _("%(new)d new, %(changed)d changed.")
    facts = {"new": report.created, "changed": report.updated}
    messages.success(request, words % facts)
    waits = publishing.waiting_rows(run).exists()
    if waits and request.user.has_perm("places.decide_place"):
        return redirect("queue-item", "ingelezen", run.pk)
    return redirect("import", run.pk)


def _drop(request, run):
    if run.state not in (State.UPLOADED, State.CHECKED):
        return _too_late(request, run)
    run.drop()
    messages.success(request, _("%(name)s is not taken over.") % {"name": run})
    return redirect("imports")


def _undo(request, run):
    try:
        done, stayed = trial.undo(run, request.user)
    except NotAllowed:
        return _too_late(request, run)
    words = ngettext("%d place is undone.", "%d places are undone.", done)
    messages.success(request, words % done)
    if stayed:
        names = ", ".join(stayed[:20]) + (" …" if len(stayed) > 20 else "")
        words = _("These stay, something was built on them since: %(names)s.")
        messages.warning(request, words % {"names": names})
    return redirect("import", run.pk)


def _too_late(request, run):
    messages.warning(request, _("A colleague was first. Look at how it is now."))
    return redirect("import", run.pk)


STEPS = {
    "look": _look, "again": _again, "kinds": _kinds, "choose": _choose, "take": _do,
    "drop": _drop, "undo": _undo,
}  # fmt: skip


@with_right
@require_safe
def wrong(request, pk):
    """The rows that are wrong, with why, to put right and bring in again."""
    run = get_object_or_404(ImportRun, pk=pk)
    rows = run.rows.filter(sort=Sort.WRONG)
    names = list(dict.fromkeys(name for row in rows for name in row.raw))
    columns = [_("where"), _("id"), _("what is wrong"), *names]
    table = (
        [row.where, row.source_id, "; ".join(row.texts)]
        + [row.raw.get(name, "") for name in names]
        for row in rows
    )
    return csv_response(columns, table, "fout.csv")
