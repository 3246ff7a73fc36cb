"""Addresses of directives, under /dinh-huong/."""

from django.urls import path

from chibo.directives.views import acting, reading

app_name = "directives"
urlpatterns = [
    path("", reading.directive_list, name="list"),
    path("moi/", acting.new, name="new"),
    path("<uuid:directive_id>/", reading.detail, name="detail"),
    path("<uuid:directive_id>/sua/", acting.change, name="change"),
    path("<uuid:directive_id>/tep/", acting.attach, name="attach"),
    path("<uuid:directive_id>/tep/<uuid:attachment_id>/", reading.attachment, name="attachment"),
    path("<uuid:directive_id>/tep/<uuid:attachment_id>/bo/", acting.detach, name="detach"),
    path("<uuid:directive_id>/ban-hanh/", acting.issue, name="issue"),
    path("<uuid:directive_id>/thu-hoi/", acting.withdraw, name="withdraw"),
    path("<uuid:directive_id>/da-nhan/", acting.note, name="note"),
    path("<uuid:directive_id>/tien-do/", reading.progress, name="progress"),
]
