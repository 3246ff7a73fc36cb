from django.urls import path

from chibo.exchange.views import lists, rows, runs

app_name = "exchange"
urlpatterns = [
    path("", runs.home, name="home"),
    path("nhap/", runs.start, name="start"),
    path("nhap/<uuid:run_id>/", runs.run, name="run"),
    path("nhap/<uuid:run_id>/cot/", runs.columns, name="columns"),
    path("nhap/<uuid:run_id>/cap-nhat/", runs.agree, name="agree"),
    path("nhap/<uuid:run_id>/huy/", runs.drop, name="drop"),
    path("nhap/<uuid:run_id>/hoan-tac/", runs.undo, name="undo"),
    path("nhap/<uuid:run_id>/dong/<int:number>/", rows.repair, name="repair"),
    path("nhap/<uuid:run_id>/dong/<int:number>/nghi-trung/", rows.decide, name="decide"),
    path("nhap/<uuid:run_id>/tu-choi.xlsx", lists.refused, name="refused"),
    path("mau/<str:kind>.xlsx", lists.sample, name="sample"),
    path("xuat/<uuid:unit_id>/dang-vien.xlsx", lists.members_out, name="members_out"),
    path("xuat/<uuid:unit_id>/to-chuc-dang.xlsx", lists.units_out, name="units_out"),
]
