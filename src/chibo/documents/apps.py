from django.apps import AppConfig

from chibo import access


class DocumentsConfig(AppConfig):
    name = "chibo.documents"

    def ready(self) -> None:
        from chibo.documents import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
