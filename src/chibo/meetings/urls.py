"""Addresses of meetings, under /sinh-hoat/."""

from django.urls import path

from chibo.meetings.views import agenda, detail, listing, opinions, registering, replies, sending

app_name = "meetings"

urlpatterns = [
    path("", listing.meeting_list, name="list"),
    path("dang-ky/", registering.new, name="new"),
    path("du-thao/", registering.draft, name="draft"),
    path("giu-nhu-thang-truoc/", registering.like_last_month, name="like_last_month"),
    path("<uuid:meeting_id>/", detail.detail, name="detail"),
    path("<uuid:meeting_id>/ngay-gio/", registering.edit, name="register"),
    path("<uuid:meeting_id>/chu-tri-thu-ky/", registering.bench, name="bench"),
    path("<uuid:meeting_id>/hoan/", registering.postpone, name="postpone"),
    path("<uuid:meeting_id>/dong-y-hoan/", registering.agree, name="agree"),
    path("<uuid:meeting_id>/huy/", registering.cancel, name="cancel"),
    path("<uuid:meeting_id>/noi-dung/", agenda.add, name="add_item"),
    path("<uuid:meeting_id>/noi-dung/<uuid:item_id>/", agenda.edit, name="edit_item"),
    path("<uuid:meeting_id>/noi-dung/<uuid:item_id>/cho/<int:to>/", agenda.move, name="move_item"),
    path("<uuid:meeting_id>/noi-dung/<uuid:item_id>/bo/", agenda.remove, name="remove_item"),
    path("<uuid:meeting_id>/noi-dung/<uuid:item_id>/xong/", agenda.prepared, name="prepared"),
    path("<uuid:meeting_id>/gui/", sending.call, name="call"),
    path("<uuid:meeting_id>/tai-lieu/", sending.materials, name="materials"),
    path("<uuid:meeting_id>/tai-lieu/<uuid:material_id>/", sending.material, name="material"),
    path("<uuid:meeting_id>/tai-lieu/<uuid:material_id>/bo/", sending.drop_material, name="drop_material"),
    path("<uuid:meeting_id>/lich.ics", sending.calendar, name="calendar"),
    path("<uuid:meeting_id>/tra-loi/", replies.give, name="reply"),
    path("<uuid:meeting_id>/thanh-phan/", replies.replies, name="replies"),
    path("<uuid:meeting_id>/thanh-phan/<uuid:person_id>/", replies.enter, name="enter_reply"),
    path("<uuid:meeting_id>/xin-vang/", replies.answer, name="answer_excuses"),
    path("<uuid:meeting_id>/nhac/", replies.remind, name="remind"),
    path("<uuid:meeting_id>/khach/", replies.invite, name="invite"),
    path("<uuid:meeting_id>/khach/<uuid:guest_id>/bo/", replies.uninvite, name="uninvite"),
    path("<uuid:meeting_id>/y-kien/", opinions.opinions, name="opinions"),
    path("<uuid:meeting_id>/y-kien/viet/", opinions.write, name="write_opinion"),
    path("<uuid:meeting_id>/y-kien/<uuid:opinion_id>/", opinions.decide, name="decide_opinion"),
]
