from django.urls import path

from chibo.members.views import acts, entry, groups, more, record, register, units

app_name = "members"
urlpatterns = [
    path("", register.register, name="list"),
    path("excel/", register.export, name="export"),
    path("moi/", entry.enter, name="enter"),
    path("ket-nap/", entry.admit, name="admit"),
    path("toi/", record.me, name="me"),
    path("toi/dinh-chinh/", more.ask_correction, name="ask_correction"),
    path("toi/tai/", record.my_paper, name="my_paper"),
    path("toi/ai-xem/", record.my_readers, name="my_readers"),
    path("toi/<slug:part>/", record.me, name="my_part"),
    path("de-nghi-dinh-chinh/", more.corrections, name="corrections"),
    path("de-nghi-dinh-chinh/<uuid:correction_id>/", more.answer, name="answer_correction"),
    path("chuc-vu/<uuid:post_id>/ket-thuc/", more.end_post, name="end_post"),
    path("tai-to-chuc/<uuid:unit_id>/", units.door, name="unit_door"),
    path("tai-to-chuc/<uuid:unit_id>/tai-khoan/", units.accounts, name="accounts"),
    path("tai-to-chuc/<uuid:unit_id>/sap-nhap/", units.merge, name="merge"),
    path("tai-to-chuc/<uuid:unit_id>/chia-tach/", units.split, name="split"),
    path("tai-to-chuc/<uuid:unit_id>/giai-the/", units.dissolve, name="dissolve"),
    path("tai-to-chuc/<uuid:unit_id>/to-dang/", groups.groups, name="groups"),
    path("to-dang/<uuid:group_id>/", groups.group, name="group"),
    path("to-dang/<uuid:group_id>/giai-the/", groups.end, name="end_group"),
    path("<uuid:person_id>/", record.record, name="record"),
    path("<uuid:person_id>/ai-xem/", record.readers, name="readers"),
    path("<uuid:person_id>/ghi-chuc-vu/", more.start_post, name="start_post"),
    path("<uuid:person_id>/tai-khoan/", more.account, name="account"),
    *acts.urls(),
    path("<uuid:person_id>/<slug:part>/", record.record, name="part"),
]
