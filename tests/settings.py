"""Settings of the test runs: the shipped ones on a throw-away data folder and a test database.

KARTEI_TEST_DB=postgresql with KARTEI_TEST_DATABASE=postgresql://… runs on PostgreSQL, anything else
on SQLite. KARTEI_TEST_DATABASES names one server for each test process, with spaces between them.
The tests' SQLite database is a file, not memory: threads, WAL and locks then behave as in
production.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="kartei-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("KARTEI_") and "_TEST_" not in name]:
    del os.environ[_name]  # the developer's own installation must not leak into the tests
os.environ["KARTEI_DATA"] = _folder
os.environ["KARTEI_KEY_FILE"] = os.path.join(_folder, "keys")
if os.environ.get("KARTEI_TEST_DB") == "postgresql":
    if _servers := os.environ.get("KARTEI_TEST_DATABASES", "").split():
        _process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        os.environ["KARTEI_TEST_DATABASE"] = _servers[_process % len(_servers)]
    os.environ["KARTEI_DATABASE"] = os.environ["KARTEI_TEST_DATABASE"]

from kartei.web.settings import *  # noqa: E402, F403 (settings; after the environment)
from kartei.web.settings import DATABASES  # noqa: E402 (after the environment)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if os.environ.get("KARTEI_TEST_DB") == "postgresql":
    DATABASES["default"]["OPTIONS"].pop(
        "pool"
    )  # test databases are dropped while a pool would still hold them
else:
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}
    # Nothing here has to survive the machine. What must is tried on whole installations, which have
    # the shipped settings (tests/live.py).
    _pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = f"{_pragmas};PRAGMA synchronous=OFF"
