"""Addresses of the board, under /chi-bo/, and of the reports, under /bao-cao/."""

from django.urls import path

from chibo.reports.views import acts, board, clashes, synthesis

app_name = "reports"

urlpatterns = [
    path("chi-bo/", board.board, name="board"),
    path("chi-bo/nhac/", acts.remind, name="remind"),
    path("chi-bo/lich-du/", clashes.schedule, name="schedule"),
    path("bao-cao/", synthesis.months, name="list"),
    path("bao-cao/<slug:month>/", synthesis.month_report, name="month"),
    path("bao-cao/<slug:month>/hinh.svg", synthesis.picture, name="picture"),
    path("bao-cao/<slug:month>/tep/<str:kind>/", synthesis.download, name="file"),
    path("bao-cao/<slug:month>/ket-thuc/", acts.close, name="close"),
    path("bao-cao/thang-chi-bo/<uuid:cell_month_id>/mo-lai/", acts.reopen, name="reopen"),
]
