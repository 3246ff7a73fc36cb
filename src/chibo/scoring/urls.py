"""Addresses of scores, under /cham-diem/."""

from django.urls import path

from chibo.scoring.views import above, lists, own, sheet

app_name = "scoring"

urlpatterns = [
    path("", lists.score_list, name="list"),
    path("xac-nhan/", lists.queue, name="queue"),
    path("bang-thang/", lists.month_table, name="month"),
    path("cuoc-hop/<uuid:meeting_id>/", own.of_meeting, name="of_meeting"),
    path("<uuid:score_id>/", sheet.detail, name="detail"),
    path("<uuid:score_id>/phieu/<str:kind>/", sheet.paper, name="paper"),
    path("<uuid:score_id>/tu-cham/", own.self_score, name="self"),
    path("<uuid:score_id>/tham-dinh/", above.appraise, name="appraise"),
    path("<uuid:score_id>/quyet-dinh/", above.decide, name="decide"),
    path("<uuid:score_id>/mo-lai/", above.reopen, name="reopen"),
]
