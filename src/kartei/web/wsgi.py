"""The WSGI application that the server's processes run."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kartei.platform.kit.collector import settle_collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")

application = get_wsgi_application()

from kartei.platform.access import later  # noqa: E402 - models need Django to be set up
from kartei.platform.records import opened  # noqa: E402

# Django would import the addresses with the first request; nobody's first request shall wait for
# that.
import_module(settings.ROOT_URLCONF)

opened.start()
later.start()

settle_collector()
