"""Staff's pages of texts in other languages: what is to do, and those of a thing."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common.translations.forms import TranslationForm
from common.translations.languages import ENGLISH, besides_dutch, name_of
from common.translations.models import Status
from ontmoeten.staff.translations import counts

PER_PAGE = 50
MOST = 2_000  # of one kind of text


@require_safe
def page(request):
    """How many texts are missing, automatic or out of date in each language, and which
    of them; the filters only narrow down, so what they do not know counts for none."""
    mine = [
        slug
        for slug, model in counts.KINDS.items()
        if counts.may_view(request.user, model)
    ]
    if not mine:
        raise PermissionDenied
    languages = besides_dutch()
    asked = {name: request.GET.get(name, "") for name in ("taal", "soort", "stand")}
    chosen = [code for code in languages if asked["taal"] in ("", code)]
    kinds = [slug for slug in mine if asked["soort"] in ("", slug)]
    to_do = [each.value for each in counts.TO_DO]
    statuses = [asked["stand"]] if asked["stand"] in Status.values else to_do
    found = []
    if chosen and kinds:
        found = counts.texts(kinds, chosen, statuses, MOST)
    number = counts.counts(mine, languages)
    context = {
        **admin.site.each_context(request),
        "title": _("Texts in other languages"),
        "table": [
            (code, name_of(code), [number[code][each] for each in Status])
            for code in languages
        ],
        "statuses": Status.choices,
        "languages": [(code, name_of(code)) for code in languages],
        "kinds": [
            (slug, capfirst(counts.KINDS[slug]._meta.verbose_name_plural))
            for slug in mine
        ],
        "asked": asked,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "ontmoeten/staff/translations/translations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_thing(request, kind, pk):
    """All texts of one thing with the Dutch beside them; who may change the thing may
    change these."""
    model = counts.KINDS.get(kind)
    if model is None:
        raise Http404(f"no kind {kind}")
    if not counts.may_view(request.user, model):
        raise PermissionDenied
    may_change = request.user.has_perm(counts.right(model, "change"))
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    thing = get_object_or_404(model, pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = TranslationForm(sent, thing=thing, by_staff=True)
    if sent is not None and form.is_valid():
        count = form.save(request.user)
        if form.waits:
            words = _("Saved. What is new or changed waits until a colleague saw it.")
        else:
            words = ngettext("%d text saved.", "%d texts saved.", count) % count
        messages.success(request, words)
        return redirect("translations-of", kind, pk)
    whole = getattr(thing, thing.part_of) if thing.part_of else thing
    about = f"{whole._meta.app_label}_{whole._meta.model_name}"
    change = reverse(f"admin:{about}_change", args=[whole.pk])
    context = {
        **admin.site.each_context(request),
        "title": _("In other languages: %s") % thing,
        "thing": thing,
        "thing_url": change,
        "look_url": _look_url(whole),
        "form": form,
        "may_change": may_change,
    }
    return render(request, "ontmoeten/staff/translations/translations_of.html", context)


def _look_url(thing) -> str:
    """Its page in English, also before it is on the site; empty when it has none."""
    if not hasattr(thing, "get_absolute_url"):
        return ""
    kind = ContentType.objects.get_for_model(thing)
    return f"{reverse('on-site', args=[kind.pk, thing.pk])}?taal={ENGLISH}"
