from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyringConfig(AppConfig):
    name = "common.protect.sealing"
    label = "keyring"
    verbose_name = _("Keys of people")

    def ready(self):
        from common.protect.sealing import checks  # noqa: F401
