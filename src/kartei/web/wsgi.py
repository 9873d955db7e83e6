"""The WSGI application that the server's processes run."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")

application = get_wsgi_application()

# Django would import the addresses with the first request; nobody's first request shall wait for
# that.
import_module(settings.ROOT_URLCONF)

# What is loaded now stays for ever: the collector need not look at it again.
gc.collect()
gc.freeze()
