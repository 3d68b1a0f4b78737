"""Whoever stands on a picture has it taken away with one request."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from common.photos import decisions
from common.photos.models import PageMedia
from common.protect.forms import PublicForm


class RemovalForm(PublicForm):
    """Nothing is asked; an e-mail address may be left for our answer."""

    limit = "removal"

    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We erase it 30 days after our answer, after 90 at the latest."),
    )

    def __init__(self, *args, shown: PageMedia, **kwargs):
        about = f"{shown._meta.model_name}:{shown.pk}"
        super().__init__(*args, about=about, **kwargs)
        self.shown = shown

    def save(self):
        decisions.ask_to_remove(self.shown, self.cleaned_data["email"])


def removal_page(request, shown: PageMedia, thanks: str):
    """The page with the one button, for a view of a form; `thanks` is the address of
    the page after it. Http404 for what nobody sees, unless it was opened before."""
    sent = request.POST if request.method == "POST" else None
    form = RemovalForm(sent, request=request, shown=shown)
    is_seen = _is_seen(shown)
    if not is_seen and not form.was_opened:
        raise Http404(f"{shown._meta.model_name} {shown.pk} is not shown")
    if sent is not None and form.is_valid() and form.send():
        return redirect(thanks)
    context = {"thing": shown.thing, "shown": shown, "form": form}
    context["picture"] = shown.shown_picture if is_seen else None
    return render(request, "common/photos/removal.html", context)


def _is_seen(shown) -> bool:
    everyone_sees = type(shown)._default_manager.shown().filter(pk=shown.pk)
    return bool(shown.shown_picture) and everyone_sees.exists()


def thanks_page(request, thing):
    return render(request, "common/photos/hidden.html", {"thing": thing})
