"""Staff bring in a file: match, look, take over, publish, undo.

One set of pages for each sort of thing that comes from files; what is particular to it
is said by a subclass.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common.kit.tables import csv_response
from common.moderation.deciding import NAMED
from common.moderation.states import NotAllowed
from common.protect.turns import READING
from places.importing import publishing, uploading
from places.importing.run.report import Unreadable
from places.models.imports import FileRow, FileRun
from places.staff.imports.case import Case
from places.staff.imports.file_size import measured
from places.staff.imports.forms import (
    ColumnsForm,
    KindsForm,
    ReadingForm,
    UploadForm,
)

PER_PAGE = 100
LISTED = 50
Sort, Choice, State = FileRow.Sort, FileRow.Choice, FileRun.State
CHOOSABLE = [Sort.NEW, Sort.CHANGED, Sort.DOUBLE]
ANY = ["GET", "HEAD", "POST"]


class ImportPages:
    """`rights` are all needed; `name` begins the names of its addresses. `trial` has
    `look`, `do` and `undo` for a run."""

    name: str
    title: str
    rights: tuple[str, ...]
    publish_right: str
    runs: type[FileRun]
    together: publishing.Together
    trial: object
    case: type[Case]
    upload_form: type[UploadForm]
    columns_form: type[ColumnsForm]
    entries: str  # the source of the queue where one of them is decided about
    queue: str  # and that of all of them together
    has_kinds = False

    # --- Addresses --------------------------------------------------------------------

    @property
    def list_name(self) -> str:
        return f"{self.name}s"

    @property
    def one_name(self) -> str:
        return self.name

    @property
    def wrong_name(self) -> str:
        return f"{self.name}-wrong"

    @property
    def publish_name(self) -> str:
        return f"{self.name}-publish"

    def urls(self) -> list:
        staff = admin.site.admin_view
        several, one = require_http_methods(ANY)(self.several), f"{self.name}"
        safe = require_safe(self.wrong)
        return [
            # A file is refused by its size before anything reads it; the token is
            # asked after.
            path("", measured(staff(several)), name=self.list_name),
            path("<number:pk>/", staff(require_http_methods(ANY)(self.one)), name=one),
            path("<number:pk>/fout.csv", staff(safe), name=self.wrong_name),
            path(
                "<number:pk>/publiceren/",
                staff(require_http_methods(ANY)(self.publish)),
                name=self.publish_name,
            ),
        ]

    def change_page(self, thing) -> str:
        about = thing._meta
        return reverse(
            f"admin:{about.app_label}_{about.model_name}_change", args=[thing.pk]
        )

    def may_be_opened_by(self, user) -> bool:
        return user.has_perms(self.rights)

    def _ask_right(self, request) -> None:
        if not self.may_be_opened_by(request.user):
            raise PermissionDenied

    def _run(self, pk) -> FileRun:
        return get_object_or_404(self.runs.objects.select_related("made_by"), pk=pk)

    def _page(self, request, template, title, status=200, **context):
        context |= admin.site.each_context(request) | {"title": title, "of": self}
        return render(
            request, f"places/staff/imports/{template}.html", context, status=status
        )

    # --- Uploading and matching -------------------------------------------------------

    def several(self, request):
        """The files of before, and the form for a new one."""
        self._ask_right(request)
        form = self.upload_form(
            request.POST or None,
            request.FILES or None,
            may_publish=request.user.has_perm(self.publish_right),
        )
        if request.method == "POST" and form.is_valid():
            run = form.save(commit=False)
            run.made_by = request.user
            run.remember()
            run.save()
            return redirect(self.one_name, run.pk)
        runs = self.runs.objects.select_related("made_by")[:LISTED]
        return self._page(request, "list", self.title, form=form, runs=runs)

    def one(self, request, pk):
        """Where a file is on its way in."""
        self._ask_right(request)
        run = self._run(pk)
        do = request.POST.get("do", "")
        if request.method == "POST" and do in STEPS:
            return getattr(self, STEPS[do])(request, run)
        if run.state == State.UPLOADED:
            return self._columns(request, run)
        return self._rows(request, run)

    def looking_up(self, run) -> dict:
        """For the page: what is known of addresses that have to be looked up."""
        return {}

    def _columns(self, request, run, status=200, problem=""):
        """How it is read, and which column is what; an extract of OpenStreetMap needs
        no such question."""
        found, reading = {}, None
        try:
            if not run.waits_for_a_sheet:
                found = uploading.columns_of(run)
        except Unreadable as error:
            problem, status = str(error), 400
        sent = request.POST if request.POST.get("do") == "read" else None
        reading = ReadingForm(sent, run=run, has_points=self.case.has_points)
        form = self.columns_form(
            request.POST if request.POST.get("do") == "look" else None,
            found=found,
            known=run.columns,
            label_suffix="",
        )
        return self._page(
            request, "columns", str(run), status=status, run=run, form=form,
            problem=problem, has_columns=bool(found), reading=reading,
            **(self.looking_up(run) if found and run.columns else {}),
        )  # fmt: skip

    def _read(self, request, run):
        """Another encoding, separator, system or sheet than we took it for."""
        if run.state != State.UPLOADED:
            return self._too_late(request, run)
        form = ReadingForm(request.POST, run=run, has_points=self.case.has_points)
        if not form.is_valid():
            return self._columns(request, run, 400)
        try:
            uploading.read_as(run, form.asked())
        except Unreadable as error:
            return self._columns(request, run, 400, str(error))
        return redirect(self.one_name, run.pk)

    def _look(self, request, run):
        if run.state not in (State.UPLOADED, State.CHECKED):
            return self._too_late(request, run)
        if run.state == State.UPLOADED:
            try:
                found = uploading.columns_of(run)
            except Unreadable as error:
                return self._columns(request, run, 400, str(error))
            form = self.columns_form(request.POST, found=found, known=run.columns)
            if not form.is_valid():
                return self._columns(request, run, 400)
            run.columns = form.columns
        try:
            if self.addresses_left(run):
                run.save(update_fields=["columns", "changed_at"])
                return redirect(self.one_name, run.pk)
            self.trial.look(run)
        except Unreadable as error:
            return self._columns(request, run, 400, str(error))
        return redirect(self.one_name, run.pk)

    def addresses_left(self, run) -> int:
        """How many addresses of the file have to be looked up first."""
        return 0

    def _addresses(self, request, run):
        return self._too_late(request, run)  # only places lie somewhere

    def _again(self, request, run):
        """Back to the columns."""
        self.runs.objects.filter(pk=run.pk, state=State.CHECKED).update(
            state=State.UPLOADED
        )
        return redirect(self.one_name, run.pk)

    def _kinds(self, request, run):
        """Words that now have a type of place; then it is looked at once more."""
        if run.state != State.CHECKED or not self.has_kinds:
            return self._too_late(request, run)
        form = KindsForm(request.POST, words=self.unknown_words(run))
        if form.is_valid():
            run.kind_words |= form.chosen()
            return self._look(request, run)
        return self._rows(request, run)

    def unknown_words(self, run) -> list[str]:
        """Of the rows that are wrong: what is no type here."""
        return []

    # --- Looking and deciding ---------------------------------------------------------

    def _rows(self, request, run):
        """What would happen, or did, in rows of one sort."""
        sorts = [
            (sort, str(sort.label), run.counts.get(sort, 0))
            for sort in Sort
            if run.counts.get(sort)
        ]
        asked = request.GET.get("soort", "")
        sort = asked if asked in Sort.values else (sorts[0][0] if sorts else "")
        thing = self.together.thing
        rows = run.rows.filter(sort=sort).select_related("double_of", thing)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        for row in page:
            row.double_page = row.double_of and self.change_page(row.double_of)
        is_checked = run.state == State.CHECKED
        words = self.unknown_words(run) if is_checked else []
        return self._page(
            request, "rows", str(run), run=run, sorts=sorts, sort=sort, page=page,
            kinds=KindsForm(words=words, label_suffix="") if words else None,
            chosen=self._chosen(run) if is_checked else 0,
            may_choose=is_checked and sort in CHOOSABLE,
        )  # fmt: skip

    def _chosen(self, run) -> int:
        rows = run.rows.filter(sort__in=CHOOSABLE)
        return rows.exclude(choice=Choice.LEAVE).count()

    def _keep_choices(self, request, run) -> None:
        """Of the rows that the page showed."""
        shown = request.POST.getlist("shown")[:PER_PAGE]
        ids = [int(pk) for pk in shown if pk.isdecimal() and len(pk) < 15]
        for row in run.rows.filter(pk__in=ids, sort__in=CHOOSABLE):
            choice = request.POST.get(f"row-{row.pk}", "")
            may = choice in Choice.values and (
                choice != Choice.SAME or row.double_of_id
            )
            if may and choice != row.choice:
                row.choice = choice
                row.save(update_fields=["choice"])

    def _choose(self, request, run):
        if run.state != State.CHECKED:
            return self._too_late(request, run)
        self._keep_choices(request, run)
        messages.success(request, _("Kept. Nothing is taken over yet."))
        return redirect(request.get_full_path())

    def _do(self, request, run):
        if run.state != State.CHECKED:
            return self._too_late(request, run)
        self._keep_choices(request, run)
        try:
            with READING.one():
                new, changed = self.trial.do(run, request.user)
        except NotAllowed:
            return self._too_late(request, run)
        except Unreadable as error:
            messages.error(request, str(error))
            return redirect(self.one_name, run.pk)
        words = _("%(new)d new, %(changed)d changed.")
        messages.success(request, words % {"new": new, "changed": changed})
        waits = self.together.waiting_rows(run).exists()
        if waits and request.user.has_perm(self.publish_right):
            return redirect("queue-item", self.queue, run.pk)
        return redirect(self.one_name, run.pk)

    def _drop(self, request, run):
        if run.state not in (State.UPLOADED, State.CHECKED):
            return self._too_late(request, run)
        run.drop()
        run.clear()
        messages.success(request, _("%(name)s is not taken over.") % {"name": run})
        return redirect(self.list_name)

    def _undo(self, request, run):
        try:
            done, stayed = self.trial.undo(run, request.user)
        except NotAllowed:
            return self._too_late(request, run)
        messages.success(request, self.undone(done))
        if stayed:
            names = ", ".join(stayed[:20]) + (" …" if len(stayed) > 20 else "")
            words = _("These stay, something was built on them since: %(names)s.")
            messages.warning(request, words % {"names": names})
        return redirect(self.one_name, run.pk)

    def undone(self, count: int) -> str:
        """A sentence with how many."""
        raise NotImplementedError

    def _too_late(self, request, run):
        messages.warning(request, _("A colleague was first. Look at how it is now."))
        return redirect(self.one_name, run.pk)

    def wrong(self, request, pk):
        """The rows that are wrong, with why, to put right and bring in again."""
        self._ask_right(request)
        rows = self._run(pk).rows.filter(sort=Sort.WRONG)
        names = list(dict.fromkeys(name for row in rows for name in row.raw))
        columns = [_("where"), _("id"), _("what is wrong"), *names]
        table = (
            [row.where, row.source_id, "; ".join(row.texts)]
            + [row.raw.get(name, "") for name in names]
            for row in rows
        )
        return csv_response(columns, table, "fout.csv")

    # --- Publishing -------------------------------------------------------------------

    def publish(self, request, pk):
        """All that it brought; it is asked once more, with how many."""
        if not request.user.has_perm(self.publish_right):
            raise PermissionDenied
        run = self._run(pk)
        case = self.case(run, self.together)
        if request.method == "POST" and not case.is_busy:
            if request.POST.get("number") == str(case.publishable):
                return self._publish(request, run)
            words = _("The number changed meanwhile. Look once more.")
            messages.warning(request, words)
        title = _("Publish what %(name)s brought") % {"name": run}
        return self._page(request, "publish", title, case=case)

    def _publish(self, request, run):
        outcome = self.together.publish(run, request.user)
        if outcome is None:
            words = _("We publish them now. That takes a few minutes; you can go on.")
            messages.success(request, words)
            return redirect("queue-item", self.queue, run.pk)
        done, stayed = outcome
        words = ngettext(
            "%d of them is on the site now.", "%d of them are on the site now.", done
        )
        messages.success(request, words % done)
        if not stayed:
            return redirect("queue")
        names = ", ".join(stayed[:NAMED]) + (" …" if len(stayed) > NAMED else "")
        words = _("These stay, they may be here already: %(names)s.")
        messages.warning(request, words % {"names": names})
        return redirect("queue-item", self.queue, run.pk)


STEPS = {
    "read": "_read", "look": "_look", "again": "_again", "kinds": "_kinds",
    "choose": "_choose", "take": "_do", "drop": "_drop", "undo": "_undo",
    "addresses": "_addresses",
}  # fmt: skip
