"""What a web server calls: `granian --interface wsgi ontmoeten.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ontmoeten.settings")
application = get_wsgi_application()

from common.web import database_away  # noqa: E402
from ontmoeten.web.immutable_cache import KeepsImmutable  # noqa: E402
from places.finding.filters import PlaceFilterSet  # noqa: E402
from places.memory import snapshot  # noqa: E402 — they need the settings
from places.search import vocabulary  # noqa: E402

# Besides the filters: the version of the data, and what a map shows.
application = KeepsImmutable(application, {*PlaceFilterSet.base_filters, "v", "beeld"})
database_away.limit_statements()
snapshot.read_ahead()
vocabulary.read_ahead()
gc.collect()
gc.freeze()  # what is loaded now stays: no later collection needs to go through it
