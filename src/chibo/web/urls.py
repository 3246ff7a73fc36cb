"""Root addresses: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("chibo.ui.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("vao/", include("allauth.account.urls")),
]
