"""What a web server calls: `granian --interface wsgi ontmoeten.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ontmoeten.settings")
application = get_wsgi_application()
