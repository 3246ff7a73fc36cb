"""Accounts for tests, made through the services."""

from django.test import Client

from chibo.access import Actor, Mandate, Place, Role
from chibo.accounts import services
from chibo.accounts.models import User
from chibo.kernel import clock

PASSWORD = "rừng thông 2026"
OPERATOR = Actor(None, None, "Người quản trị", (Mandate(Role.OPERATOR, None, ""),), None)


def make_user(username: str = "lan", display_name: str = "Hoàng Thị Lan", *, password: str = PASSWORD) -> User:
    """Return an account that was opened with a slip; without a password one that still has to be."""
    user = services.create_user(actor=OPERATOR, place=Place(), username=username, display_name=display_name)
    if password:
        issued = services.issue_slip(actor=OPERATOR, place=Place(), user_id=user.pk)
        user = services.use_slip(actor=OPERATOR, username=username, code=issued.code, password=password)
    return user


def actor_of(user: User, *mandates: Mandate) -> Actor:
    return Actor(user.pk, None, user.display_name, mandates, clock.today())


def signed_in(user: User, password: str = PASSWORD) -> Client:
    """Return a browser in which the user has really signed in with the password."""
    browser = Client()
    answer = browser.post("/vao/", {"login": user.username, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return browser
