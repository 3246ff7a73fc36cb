"""The floor page: signed in, actor built, base template and menu, one indexed query, one row. No page can be less."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from chibo.organisations.models import Unit
from chibo.ui.guard import actor_of, signed_in
from chibo.web.urls import urlpatterns as pages

_template = engines["django"].from_string(
    '{% extends "ui/base.html" %}{% block title %}Sàn{% endblock %}{% block main %}<p>{{ unit.name }}</p>{% endblock %}'
)


@signed_in("The floor of the measurement shows one name.")
def floor(request: HttpRequest) -> HttpResponse:
    units = [mandate.unit_id for mandate in actor_of(request).mandates if mandate.unit_id]
    unit = Unit.objects.filter(pk=units[0] if units else None).first()
    return HttpResponse(_template.render({"unit": unit}, request))


urlpatterns = [path("san/", floor, name="floor"), *pages]
