"""Staff's pages of who changed what when, and of putting an earlier version back."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from common.history import restore, versions, who
from common.history.meanwhile import ChangedMeanwhile
from common.kit import wording
from common.web.staff_admin import StaffAdmin

PER_PAGE = 25
ROWS_BACK = 100  # changes of the rows below a thing that are looked at


class WithHistory(StaffAdmin, SimpleHistoryAdmin):
    """The history of a thing, field by field and in words; who may change it may put a
    version back, unless `may_restore` is off."""

    may_restore = True

    def history_view(self, request, object_id, extra_context=None):
        entry = self._found(request, object_id)
        rows = self.model.history.filter(id=entry.pk).select_related("history_user")
        rows = rows.order_by("-history_date", "-history_id")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        start = (page.number - 1) * PER_PAGE
        records = list(rows[start : start + PER_PAGE + 1])  # and the one before
        said = versions.values_of(records, self.model)
        older = [*said[1:], {}]
        shown = records[:PER_PAGE]
        who.learn(record.history_user for record in shown)
        pairs = [
            (before, after) if before else (after, after)
            for before, after in list(zip(older, said, strict=True))[: len(shown)]
        ]
        changes = versions.differences(self.model, pairs)
        is_restorable = self._may_restore(request, entry)
        context = {
            **self._context(request, entry, _("History")),
            "rows": [
                {
                    "record": record,
                    "changes": changed,
                    "may_restore": is_restorable and record.history_type != "-"
                    and not (page.number == 1 and number == 0),
                }
                for number, (record, changed) in enumerate(
                    zip(shown, changes, strict=True)
                )
            ],
            "page": page,
            "below": self._below(entry) if page.number == 1 else [],
        }  # fmt: skip
        return render(request, "common/history/admin/list.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """What would change, and a button that does it."""
        entry = self._found(request, object_id)
        try:
            record = self.model.history.filter(id=entry.pk).get(pk=version_id)
        except (self.model.history.model.DoesNotExist, ValueError):
            raise Http404(f"no version {version_id} of {entry}") from None
        problems: list[str] = []
        if request.method == "POST":
            if not self._may_restore(request, entry):
                raise PermissionDenied
            answer = self._restore(request, entry, record, problems)
            if answer is not None:
                return answer
            entry = self._found(request, object_id)
        changes = restore.changes(entry, record)
        moment = date_format(localtime(record.history_date), "DATETIME_FORMAT")
        context = {
            **self._context(request, entry, _("Version of %s") % moment),
            "record": record,
            "changes": changes,
            "problems": problems,
            "may_restore": self._may_restore(request, entry),
            "seen": restore.version(entry),
        }
        return render(request, "common/history/admin/version.html", context)

    def _below(self, entry):
        """What changed lately in the rows that staff edit on the same page."""
        found = []
        for inline in self.inlines:
            if hasattr(inline.model, "history"):
                found += _of_rows(inline.model, entry)
        newest = sorted(found, key=lambda row: row["record"].history_date)[::-1]
        return newest[:PER_PAGE]

    def _found(self, request, object_id):
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404(f"no {self.model._meta.model_name} {object_id}")
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry

    def _may_restore(self, request, entry) -> bool:
        return self.may_restore and self.has_change_permission(request, entry)

    def _restore(self, request, entry, record, problems):
        """Where to go once it is done; None with `problems` when it could not be."""
        try:
            with transaction.atomic():
                left_out = restore.restore(
                    entry, record, request.user, request.POST.get("seen", "")
                )
        except ChangedMeanwhile:
            problems.append(
                _("Someone else changed it meanwhile. Look again at what differs.")
            )
        except ValidationError as error:
            problems.extend(_in_sentences(entry, error))
        except IntegrityError:
            problems.append(_("This version does not fit any more with the rest."))
        else:
            self.log_change(request, entry, _("earlier version put back"))
            self.message_user(request, _("That version is back. It is now the newest."))
            if left_out:
                words = _("No longer there, so left out: %(names)s.")
                names = {"names": ", ".join(left_out)}
                self.message_user(request, words % names, messages.WARNING)
            return redirect(self._url("change", entry))
        return None

    def _url(self, page, entry):
        meta = self.model._meta
        name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
        return reverse(name, args=[entry.pk])

    def _context(self, request, entry, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.model._meta,
            "object": entry,
        }


def _of_rows(model, entry) -> list[dict]:
    """The last changes of the rows of one kind, with what differs in each."""
    to = next(
        field.attname
        for field in model._meta.concrete_fields
        if field.related_model is type(entry)
    )
    records = model.history.filter(**{to: entry.pk}).select_related("history_user")
    records = list(records.order_by("-history_date", "-history_id")[:ROWS_BACK])
    who.learn(record.history_user for record in records)
    said = versions.values_of(records, model)
    older: dict[int, dict] = {}
    pairs = []
    for record, values in reversed(list(zip(records, said, strict=True))):
        values.pop(to.removesuffix("_id"))
        pairs.append((older.get(record.id, {}), values))
        older[record.id] = values
    changes = versions.differences(model, pairs[::-1])
    kind = model._meta.verbose_name
    return [
        {"record": record, "kind": kind, "changes": _with_words(changed)}
        for record, changed in zip(records, changes, strict=True)
    ]


def _with_words(changes):
    """Not what was empty and still is, in a row that is new."""
    return [change for change in changes if change.before != change.after]


def _in_sentences(entry, error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    sentences = []
    for name, words in error.message_dict.items():
        label = ""
        if name != NON_FIELD_ERRORS:
            label = f"{wording.label(type(entry), name)}: "
        sentences += [f"{label}{each}" for each in words]
    return sentences
