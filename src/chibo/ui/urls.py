from django.urls import path

from chibo.ui import install, views

app_name = "ui"

urlpatterns = [
    path("ui/", views.kit, name="kit"),
    path("giao-dien/", views.theme, name="theme"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("sw.js", install.worker, name="worker"),
    path("ngoai-mang/", install.offline, name="offline"),
    path("don-vi/", views.unit, name="unit"),
]
