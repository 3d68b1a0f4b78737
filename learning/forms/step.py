from django import forms

from learning.facts.phases import NEEDED, Step
from learning.models import Experiment


def step_form(step: Step, data, experiment: Experiment) -> forms.ModelForm:
    """What a step asks for; all of it has to be filled in."""
    fields = NEEDED.get(step, [])
    widgets = {"stop_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
    made = forms.modelform_factory(Experiment, fields=fields, widgets=widgets)
    form = made(data, instance=experiment, label_suffix="")
    for field in form.fields.values():
        field.required = True
    return form
