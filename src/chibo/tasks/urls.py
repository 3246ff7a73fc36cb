from django.urls import path

from chibo.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("cua-toi/", views.mine, name="mine"),
    path("theo-dang-vien/", views.by_member, name="by_member"),
    path("moi/", views.new, name="new"),
    path("cua/<uuid:person_id>/", views.of_person, name="of_person"),
    path("<uuid:task_id>/", views.detail, name="detail"),
    path("<uuid:task_id>/bao-cao/", views.report, name="report"),
    path("<uuid:task_id>/ket-luan/", views.settle, name="settle"),
    path("<uuid:task_id>/sua/", views.change, name="change"),
]
