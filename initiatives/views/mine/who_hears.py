"""The page that says, before a series is changed, who gets which mail of it."""

from django.http import HttpResponse
from django.shortcuts import render

from common.kit import values
from initiatives.deciding import decisions, foreseeing

SEEN = "who_hears"  # what someone saw of it, and agreed to


def asked_first(request, form, on) -> HttpResponse | None:
    """The page, while who changes it has not seen what it says by now; None when they
    have, and when there is nothing to say: no date changes and nobody hears of it."""
    changes = values.differences(form.before, form.after())
    if not changes or form.instance.state != form.instance.State.PUBLISHED:
        return None
    counts = foreseeing.mails_of(form.instance, changes, on)
    if on is None and not counts:
        return None
    said = ",".join(f"{kind}:{number}" for kind, number in sorted(counts.items()))
    seen = f"{on or ''};{said}"
    if request.POST.get(SEEN) == seen:
        return None
    kinds = [*foreseeing.ALWAYS, *(counts.keys() - set(foreseeing.ALWAYS))]
    context = {
        "entry": form.instance,
        "on": on,
        "rows": [(foreseeing.WORDS[kind], counts[kind]) for kind in kinds],
        "carried": _carried(request.POST),
        "seen": seen,
        "waits": not decisions.may_be_live_at_once(form.instance, request.user),
    }
    return render(request, "initiatives/mine/entries/who_hears.html", context)


def _carried(post) -> list[tuple[str, str]]:
    """All that was sent, to send again."""
    names = post.keys() - {SEEN, "csrfmiddlewaretoken"}
    return [
        (name, value) for name in post if name in names for value in post.getlist(name)
    ]
