"""The page behind "is het gedaan?" in a mail: nothing happens until the button is
pressed."""

from django.shortcuts import redirect, render

from common.protect.forms import form_page
from initiatives.views.private import link_gone
from learning.experiments import asking
from learning.forms.answer import DoneForm


@form_page
def done(request, token):
    decision = asking.of_token(token)
    if decision is None:
        return link_gone(request)
    known = {"done": decision.done, "words": decision.done_words}
    form = DoneForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        asking.answer(decision, form.cleaned_data["done"], form.cleaned_data["words"])
        return redirect("learning:done", token)
    context = {"decision": decision, "experiment": decision.experiment, "form": form}
    return render(request, "learning/mail/done.html", context)
