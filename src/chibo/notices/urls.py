from django.urls import path

from chibo.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("da-doc/", views.read_all, name="read_all"),
    path("<uuid:notice_id>/", views.open_one, name="open"),
]
