from django.apps import AppConfig

from chibo.kernel import timetable


class WebConfig(AppConfig):
    name = "chibo.web"

    def ready(self) -> None:
        from chibo.ui import say
        from chibo.web import jobs, phrases

        say.register(phrases.REFUSALS)
        timetable.register("web.begin_lost_jobs_again", jobs.begin_lost_again, every_seconds=3600)
        timetable.register("web.forget_done_jobs", jobs.forget_done, every_seconds=24 * 3600)
