"""Addresses of commitments, under /cam-ket/."""

from django.urls import path

from chibo.review import views

app_name = "review"
urlpatterns = [
    path("", views.commitments, name="list"),
    path("viet/<slug:kind>/", views.write, name="write"),
    path("dua-vao-chuong-trinh/", views.bring, name="bring"),
    path("thong-qua/", views.adopt, name="adopt"),
    path("so-lieu/", views.counts, name="counts"),
    path("<uuid:commitment_id>/", views.detail, name="detail"),
    path("<uuid:commitment_id>/kiem-diem/", views.look_back, name="look_back"),
    path("<uuid:commitment_id>/khac-phuc/", views.remedy, name="remedy"),
    path("<uuid:commitment_id>/ban-in.<str:kind>", views.printed, name="printed"),
]
