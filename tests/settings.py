"""Settings of the tests: the program's own, with a handful of lines changed."""

import os
import tempfile

os.environ.setdefault("CHIBO_DATA", tempfile.mkdtemp(prefix="chibo-tests-"))
os.environ.setdefault("CHIBO_SECRET_KEY", "only-for-tests")

from chibo.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - the static middleware warns where it is missing
