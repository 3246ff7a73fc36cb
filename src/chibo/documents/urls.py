"""Addresses of papers and their files."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.papers, name="list"),
    path("so-van-ban/", views.series, name="series"),
    path("tep/<uuid:file_id>/", views.file, name="file"),
    path("<uuid:paper_id>/", views.paper, name="paper"),
    path("<uuid:paper_id>/van-ban.<str:kind>", views.printed, name="printed"),
    path("<uuid:paper_id>/ban-chinh-thuc/", views.attach, name="attach"),
    path("<uuid:paper_id>/thu-hoi/", views.cancel, name="cancel"),
]
