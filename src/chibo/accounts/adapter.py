"""How allauth signs users in here: by name, never by signing up, held back after repeated failures."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from chibo.accounts.attempts import held_back
from chibo.accounts.models import User, written_username
from chibo.ui.say import say


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; accounts come from the unit or the first run."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng. Ghi lại cả hai."),
        "incorrect_password": _("Mật khẩu không đúng. Ghi lại mật khẩu đang dùng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Ghi mã đang hiện trên ứng dụng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep a row of the session, so that its owner can see and end it."""
        super().login(request, user)
        end_in_time(request)
        UserSession.objects.create_from_request(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Speak the user's language where this browser has not chosen one."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language != settings.LANGUAGE_CODE:
            answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=settings.SECURE)
        return answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before the password is looked at, once a name or an address has failed too often."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            name = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(say(held_back(request, "login_failed", name)), code="held_back") from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by the stored form of the name, whatever its spelling and whichever host name was asked."""
        return written_username(credentials.get("username", ""))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: what users are told goes through the room `notices`."""


def end_in_time(request: HttpRequest) -> None:
    """Set the moment at which the session ends; a number of seconds would begin anew with every change of it."""
    request.session.set_expiry(timedelta(seconds=settings.SESSION_COOKIE_AGE))


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted with the key of the installation."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Ghi mã đang hiện trên ứng dụng."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second-step:{settings.SECRET_KEY}".encode()).digest()))
