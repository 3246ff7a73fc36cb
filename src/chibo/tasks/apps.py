from django.apps import AppConfig

from chibo import access


class TasksConfig(AppConfig):
    name = "chibo.tasks"

    def ready(self) -> None:
        from chibo.tasks import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
