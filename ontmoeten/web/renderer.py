from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms look the same everywhere: `templates/common/web/` decides how."""

    field_template_name = "common/web/field.html"
