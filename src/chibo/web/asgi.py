import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")
django.setup(set_prefix=False)

from chibo.web.handler import Handler  # noqa: E402 - the settings are loaded by the line above
from chibo.web.streams import Streams  # noqa: E402

application = Streams(Handler())
