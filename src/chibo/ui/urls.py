from django.urls import path

from chibo.ui import views

app_name = "ui"

urlpatterns = [
    path("ui/", views.kit, name="kit"),
    path("giao-dien/", views.theme, name="theme"),
    path("don-vi/", views.unit, name="unit"),
]
