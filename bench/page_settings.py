"""Settings of `pages.py`: the program's own, with the floor page beside its addresses and no static files gathered."""

from chibo.web.settings import *  # noqa: F403

ROOT_URLCONF = "floor"
ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
