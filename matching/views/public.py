"""How Meet & Match works, what everyone may know of it, and where to tell something."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from common.web.http import public_page
from matching.entering import links
from matching.entering.in_words import names_of_subjects
from matching.facts import rule as rules
from matching.facts.vocabulary import Kind
from matching.following.duty import takes_in
from matching.forms.telling import TellForm
from matching.models import Moment, Policy
from matching.pairing import algorithm, waits

KINDS = {"wens": Kind.WISH, "aanbod": Kind.OFFER}


def policy_or_404() -> Policy:
    """There is nothing here until the municipality filled in who does it and why."""
    policy = Policy.now()
    if not (settings.MATCHING and policy.is_ready):
        raise Http404("Meet & Match is off")
    return policy


@public_page
def about(request):
    policy = policy_or_404()
    counted = waits.counted(policy)
    names = names_of_subjects()
    context = {
        "takes_in": takes_in(policy, timezone.now()),
        "counted": counted,
        "weeks": counted and counted.weeks.get(""),
        "longer": _longer(counted, names) if counted else [],
        "for_the_young": policy.for_the_young,
        "coordinator": policy.coordinator.name.split(" ")[0],
    }
    return render(request, "matching/public/about.html", context)


def _longer(counted, names) -> list[tuple[str, int]]:
    """Subjects for which one waits longer than usual."""
    usual = counted.weeks.get("", 0)
    rows = [(names.get(slug, slug), weeks) for slug, weeks in counted.weeks.items()]
    return sorted((n, w) for n, w in rows if n and usual and w > usual)


@form_page
def tell(request, what):
    """The form; without an account, confirmed by a code."""
    policy = policy_or_404()
    if what not in KINDS:
        raise Http404(f"neither a wish nor an offer: {what}")
    return telling_page(request, policy, KINDS[what])


def telling_page(request, policy: Policy, kind: str, moment: Moment | None = None):
    is_open = takes_in(policy, timezone.now())
    form = TellForm(request.POST or None, request=request, kind=kind, moment=moment)
    if is_open and request.method == "POST" and form.is_valid() and form.send():
        if moment:
            return redirect("matching:typed", request.resolver_match.kwargs["token"])
        if form.made is None:  # the very same was sent before
            return redirect("matching:sent")
        return redirect("matching:code", links.token(links.CODE, form.made))
    context = {
        "form": form,
        "is_wish": kind == Kind.WISH,
        "is_open": is_open,
        "for_the_young": policy.for_the_young,
        "moment": moment,
    }
    return render(request, "matching/public/tell.html", context)


@public_page
def sent(request):
    return render(request, "matching/public/sent.html")


@public_page
def erased(request):
    return render(request, "matching/public/erased.html")


@public_page
def rule(request):
    """By which rule two people are found: the words come from what is computed."""
    policy_or_404()
    context = {"reasons": [rules.WORDS[name] for name in rules.REASONS]}
    return render(request, "matching/public/rule.html", context)


@public_page
def rule_json(request):
    """The entry for the register of algorithms, made from the rule itself."""
    policy = policy_or_404()
    return JsonResponse(
        algorithm.entry(policy), json_dumps_params={"ensure_ascii": False}
    )
