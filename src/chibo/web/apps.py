from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chibo.web"

    def ready(self) -> None:
        from chibo.ui import say
        from chibo.web import phrases

        say.register(phrases.REFUSALS)
