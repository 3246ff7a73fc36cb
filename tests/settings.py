"""Settings of the tests: the program's own, with a handful of lines changed.

CHIBO_TEST_DATABASE chooses the engine: `sqlite` (a file, so that a server beside the test sees the same rows) or
`postgres`. No other setting of the machine counts, least of all where its data lie.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import postgres

KEPT = ("CHIBO_TEST_", "CHIBO_ENV", "CHIBO_FONTS", "CHIBO_REQUIRE_ALL", "CHIBO_SCREENSHOTS", "CHIBO_CHROMIUM")
for name in [name for name in os.environ if name.startswith("CHIBO_") and not name.startswith(KEPT)]:
    del os.environ[name]

if "CHIBO_TEST_DATA" not in os.environ:
    os.environ["CHIBO_TEST_DATA"] = tempfile.mkdtemp(prefix="chibo-tests-")
    atexit.register(shutil.rmtree, os.environ["CHIBO_TEST_DATA"], ignore_errors=True)
folder = Path(os.environ["CHIBO_TEST_DATA"]) / os.environ.get("PYTEST_XDIST_WORKER", "one")
folder.mkdir(exist_ok=True)
os.environ["CHIBO_DATA"] = str(folder)
os.environ["CHIBO_SECRET_KEY"] = "only-for-tests"
if postgres.is_chosen():
    os.environ["CHIBO_DATABASE"] = postgres.address()

from chibo.web.settings import *  # noqa: E402, F403
from chibo.web.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE  # noqa: E402

if not postgres.is_chosen():
    DATABASES["default"]["TEST"] = {"NAME": str(folder / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }

INSTALLED_APPS.append("tests.emptying")
MIDDLEWARE.insert(0, "tests.reading.NoWritesMiddleware")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
