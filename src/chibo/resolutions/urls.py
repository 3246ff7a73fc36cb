"""Addresses of resolutions, under /nghi-quyet/."""

from django.urls import path

from chibo.resolutions.views import book, draft, listing, reserving

app_name = "resolutions"

urlpatterns = [
    path("", listing.resolution_list, name="list"),
    path("so-nghi-quyet/", book.book, name="book"),
    path("du-thao/<uuid:meeting_id>/<uuid:item_id>/", draft.begin, name="begin"),
    path("muc/<uuid:item_id>/", draft.item_door, name="item"),
    path("<uuid:resolution_id>/", listing.detail, name="detail"),
    path("<uuid:resolution_id>/du-thao/", draft.edit, name="edit"),
    path("<uuid:resolution_id>/ban-hanh/", draft.adopt, name="adopt"),
    path("<uuid:resolution_id>/bieu-quyet/", draft.count, name="count"),
    path("<uuid:resolution_id>/van-ban.<str:kind>", listing.printed, name="printed"),
    path("<uuid:resolution_id>/bao-luu/", reserving.reserve, name="reserve"),
]
