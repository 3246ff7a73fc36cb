"""Settings of the tests: the program's own, with a handful of lines changed.

CHIBO_TEST_DATABASE chooses the engine: `sqlite` (a file, so that a second connection sees the same) or `postgres`.
"""

import os
import tempfile
from pathlib import Path

from tests import postgres

os.environ.setdefault("CHIBO_DATA", tempfile.mkdtemp(prefix="chibo-tests-"))
os.environ["CHIBO_SECRET_KEY"] = "only-for-tests"
os.environ["CHIBO_DATABASE"] = postgres.address() if postgres.is_chosen() else ""

from chibo.web.settings import *  # noqa: F403
from chibo.web.settings import DATA, DATABASES

if not postgres.is_chosen():
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA) / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - the static middleware warns where it is missing
