import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")
_pages = get_asgi_application()

from chibo.web.streams import Streams  # noqa: E402 - the settings are loaded by the line above

application = Streams(_pages)
