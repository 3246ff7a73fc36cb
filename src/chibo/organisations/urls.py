from django.urls import path

from chibo.organisations.views import change, mandates, tree

app_name = "organisations"
urlpatterns = [
    path("", tree.tree, name="tree"),
    path("<uuid:unit_id>/", tree.unit, name="unit"),
    path("<uuid:unit_id>/truc-thuoc/", tree.children, name="children"),
    path("<uuid:unit_id>/ai-xem/", tree.readers, name="readers"),
    path("<uuid:unit_id>/lap/", change.found, name="found"),
    path("<uuid:unit_id>/doi-ten/", change.rename, name="rename"),
    path("<uuid:unit_id>/chuyen/", change.move, name="move"),
    path("<uuid:unit_id>/nhiem-ky/", change.term, name="term"),
    path("<uuid:unit_id>/phan-cong/", mandates.assign, name="assign"),
    path("<uuid:unit_id>/vai-tro/", mandates.give, name="give"),
    path("vai-tro/<uuid:mandate_id>/ket-thuc/", mandates.end, name="end_mandate"),
]
