"""The answer to who told us that something is wrong with a place."""

from django.utils.translation import gettext_lazy as _

from common.moderation.answers import AnswerTemplate
from common.moderation.forms import AnswerForm


class ReportAnswerForm(AnswerForm):
    """An answer that is written here, or begun with one of staff's texts."""

    uses = [AnswerTemplate.REPORT]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["template"].help_text = ""
        self.fields["answer"].help_text = _(
            "Friendly and concrete. Who reported it gets this by mail; it is kept with "
            "the report until both are erased."
        )
        self.fields["answer"].required = True


def answer_form(request) -> ReportAnswerForm:
    """What was written; or the chosen text, to go on from, when that was asked."""
    if request.POST.get("do") != "fill":
        is_sent = request.POST.get("do") == "answer"
        return ReportAnswerForm(request.POST if is_sent else None)
    typed = ReportAnswerForm(request.POST)
    typed.is_valid()
    template, text = typed.cleaned_data.get("template"), request.POST.get("answer", "")
    if template and template.text not in text:
        text = f"{text.strip()}\n\n{template.text}".strip()
    return ReportAnswerForm(initial={"template": template, "answer": text})
