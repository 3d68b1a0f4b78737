from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms look the same everywhere: `templates/forms/` decides how."""

    field_template_name = "forms/field.html"
