"""The product's settings as in production, and what it is measured beside.

The environment comes from `benchmarks.lib.databases`: a database of the bench's own.
"""

from ontmoeten.settings import *  # noqa: F403
from ontmoeten.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "rest_framework", "rest_framework_gis"]
ROOT_URLCONF = "benchmarks.urls"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}
# The bench logs staff in without a phone: what is measured are their lists.
STAFF_SECOND_FACTOR = "off"
