from django.urls import path

from chibo.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("da-doc/", views.read_all, name="read_all"),
    path("cach-nhan/", views.wishes, name="wishes"),
    path("cach-nhan/thiet-bi/", views.add_device, name="add_device"),
    path("cach-nhan/thiet-bi/<int:device_id>/", views.drop_device, name="drop_device"),
    path("<uuid:notice_id>/", views.open_one, name="open"),
]
