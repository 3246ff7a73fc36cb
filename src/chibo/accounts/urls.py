"""Addresses of signing in and of accounts. Of allauth's pages only those that are used here."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from chibo.accounts import views
from chibo.ui.guard import signed_in

mine = signed_in(views.OWN)
own = "cua-toi/tai-khoan"
system = "he-thong/tai-khoan"
pages = [
    path(f"{own}/", views.me, name="me"),
    path(f"{own}/thu-dien-tu/", views.email, name="email"),
    path(f"{own}/mat-khau/", views.password, name="password"),
    path(f"{own}/phien/khac/", views.end_other_sessions, name="end_other_sessions"),
    path(f"{own}/phien/<int:session_id>/", views.end_session, name="end_session"),
    path(f"{system}/", views.users, name="list"),
    path(f"{system}/moi/", views.create, name="create"),
    path(f"{system}/<int:user_id>/", views.user, name="user"),
    path(f"{system}/<int:user_id>/hoat-dong/", views.activity, name="activity"),
    path(f"{system}/<int:user_id>/phieu/", views.slip, name="slip"),
]
second_steps = [
    path("", second_step.authenticate, name="mfa_authenticate"),
    path("xac-nhan/", mine(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("ung-dung/", mine(totp.activate_totp), name="mfa_activate_totp"),
    path("ung-dung/tat/", mine(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("ma-du-phong/", mine(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("ma-du-phong/moi/", mine(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", mine(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("khoa/", mine(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("khoa/moi/", mine(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("khoa/vao/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("khoa/xac-nhan/", mine(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("khoa/<int:pk>/sua/", mine(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/bo/", mine(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("vao/", sign_in.login, name="account_login"),
    path("vao/ra/", sign_in.logout, name="account_logout"),
    path("vao/ngung/", sign_in.account_inactive, name="account_inactive"),
    path("vao/xac-nhan/", mine(sign_in.reauthenticate), name="account_reauthenticate"),
    path("vao/buoc-hai/", include(second_steps)),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("", include((pages, "accounts"))),
    path(f"{own}/", views.me, name="mfa_index"),  # where allauth returns to
]
