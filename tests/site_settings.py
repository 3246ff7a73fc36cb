"""Settings of the server that browser tests talk to: the real ones, a cheap password hasher, a clock to set."""

from chibo.web.settings import *  # noqa: F403
from chibo.web.settings import MIDDLEWARE

MIDDLEWARE[:0] = ["tests.site.ClockMiddleware", "tests.reading.NoWritesMiddleware"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
