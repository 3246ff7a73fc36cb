"""Addresses of this room. The root address hands `line_of` down, since the tree lies above."""

from django.urls import path

from chibo.regulations import views

app_name = "regulations"
urlpatterns = [
    path("", views.own_rules, name="list"),
    path("<uuid:unit_id>/", views.unit_rules, name="unit"),
    path("<uuid:unit_id>/ket-thuc/<uuid:override_id>/", views.end_override, name="end"),
    path("<uuid:unit_id>/<slug:rule_id>/", views.one_rule, name="rule"),
    path("<uuid:unit_id>/<slug:rule_id>/dat/", views.set_rule, name="set"),
]
