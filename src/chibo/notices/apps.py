from django.apps import AppConfig

from chibo.kernel import timetable


class NoticesConfig(AppConfig):
    name = "chibo.notices"

    def ready(self) -> None:
        from chibo.notices import services

        timetable.register("notices.deliver", services.deliver_due, every_seconds=10)
