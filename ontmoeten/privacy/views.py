"""The register of personal data: staff's page and table, and what everyone reads."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.kit.tables import csv_response
from common.protect import personal
from common.web.http import public_page

COLUMNS = ["van wie", "wat", "waarom", "tot wanneer", "tabel en kolommen", "taak"]


@public_page
def privacy(request):
    """In words, and the register itself below them: both from what the code does."""
    terms = {
        each.slug.replace("-", "_"): each.terms_in_words for each in personal.register()
    }
    context = {"terms": terms, "groups": by_whom()}
    return render(request, "ontmoeten/pages/privacy.html", context)


def by_whom() -> list[tuple[str, list[personal.Held]]]:
    """The register, by whom it is about."""
    found: dict[str, list[personal.Held]] = {}
    for each in personal.register():
        found.setdefault(str(each.whom), []).append(each)
    return [*found.items()]


def _check(request):
    if not request.user.has_perm("ontmoeten.see_register"):
        raise PermissionDenied


def who_did_it() -> list[tuple[str, str]]:
    """The columns that say which account did something, by what they are about."""
    return [
        (personal.name_of(model), f"{model._meta.db_table}: {', '.join(names)}")
        for model, names in personal.who_did_it()
    ]


@require_safe
def page(request):
    _check(request)
    context = admin.site.each_context(request) | {
        "title": _("Register of personal data"),
        "register": personal.register(),
        "who_did_it": who_did_it(),
        "not_personal": [
            (each.why, sorted(personal.name_of(model) for model in each.fields))
            for each in personal.not_personal()
        ],
    }
    return render(request, "ontmoeten/staff/personal_data.html", context)


@require_safe
def table(request):
    """The same as CSV that spreadsheets take."""
    _check(request)
    rows = [
        [
            str(each.whom), str(each.what), str(each.why), each.until_in_words,
            each.where, each.job,
        ]
        for each in personal.register()
    ]  # fmt: skip
    rows += [
        [
            _("staff and who keeps pages"), _("which account did it: %(what)s")
            % {"what": name}, _("to explain who changed what"),
            _("as long as the account"), where, "",
        ]
        for name, where in who_did_it()
    ]  # fmt: skip
    return csv_response(COLUMNS, rows, "persoonsgegevens.csv")
