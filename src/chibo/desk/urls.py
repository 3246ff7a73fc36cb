"""Addresses of the desk: the entrance itself, the search, and the acts that start from it."""

from django.urls import path

from chibo.desk.views import acting, calendar, home, search

app_name = "desk"
urlpatterns = [
    path("", home.desk, name="desk"),
    path("tim/", search.search, name="search"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/moi/", calendar.renew, name="calendar_renew"),
    path("lich/bo/", calendar.drop, name="calendar_drop"),
    path("lich/<str:secret>.ics", calendar.calendar_file, name="calendar_file"),
    path("bat-dau-thang/", acting.start_month, name="start_month"),
    path("gui-nghi-quyet/<uuid:meeting_id>/", acting.send_resolution, name="send_resolution"),
]
