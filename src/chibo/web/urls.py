"""Root addresses: each room brings its own."""

from django.urls import include, path

from chibo.web import views
from chibo.web.lines import unit_line

urlpatterns = [
    path("", include("chibo.desk.urls")),
    path("", include("chibo.ui.urls")),
    path("", include("chibo.accounts.urls")),
    path("thong-bao/", include("chibo.notices.urls")),
    path("vao/phieu/", views.slip, name="account_slip"),
    path("demo/vao/<slug:key>/", views.demo_enter, name="demo_enter"),
    path("bat-dau/", views.begin, name="first_run"),
    path("bat-dau/to-chuc/", views.first_unit, name="first_unit"),
    path("sinh-hoat/", include("chibo.meetings.urls")),
    path("nhiem-vu/", include("chibo.tasks.urls")),
    path("dang-vien/", include("chibo.members.urls")),
    path("dinh-huong/", include("chibo.directives.urls")),
    path("kien-nghi/", include("chibo.proposals.urls")),
    path("nghi-quyet/", include("chibo.resolutions.urls")),
    path("cam-ket/", include("chibo.review.urls")),
    path("cham-diem/", include("chibo.scoring.urls")),
    path("", include("chibo.reports.urls")),
    path("to-chuc/", include("chibo.organisations.urls")),
    path("nhap-xuat/", include("chibo.exchange.urls")),
    path("tai-lieu/", include("chibo.documents.urls")),
    path("quy-dinh/", include("chibo.regulations.urls"), {"line_of": unit_line}),
]
