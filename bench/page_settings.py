"""Settings of `pages.py`: the program's own, with the floor page beside its addresses and no server of files."""

from chibo.web.settings import *  # noqa: F403
from chibo.web.settings import MIDDLEWARE

ROOT_URLCONF = "floor"
ALLOWED_HOSTS = ["testserver"]
# The pages ask for no files; and this one, being asynchronous, cannot run inside a test client.
MIDDLEWARE.remove("servestatic.middleware.ServeStaticMiddleware")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
