"""The watch over GET: it sees a write, and lets a look pass."""

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from chibo.accounts.models import User
from chibo.audit.models import Look
from chibo.kernel import clock
from tests.reading import GetWrote, NoWritesMiddleware


def add_user(request: HttpRequest) -> HttpResponse:
    User.objects.create(username="an", display_name="Nguyễn Văn An")
    return HttpResponse()


def change_users(request: HttpRequest) -> HttpResponse:
    User.objects.update(display_name="Nguyễn Văn An")
    return HttpResponse()


def remove_users(request: HttpRequest) -> HttpResponse:
    User.objects.filter(username="an")._raw_delete("default")
    return HttpResponse()


def leave_a_look(request: HttpRequest) -> HttpResponse:
    Look.objects.create(actor_user_id=1, actor_name="An", part="test", looked_at=clock.now())
    return HttpResponse()


@pytest.mark.django_db
@pytest.mark.parametrize("view", [add_user, change_users, remove_users])
def test_a_get_that_writes_fails(rf: RequestFactory, view: object) -> None:
    with pytest.raises(GetWrote, match="GET /page/ wrote: "), transaction.atomic():
        NoWritesMiddleware(view)(rf.get("/page/"))  # type: ignore[arg-type]
    assert NoWritesMiddleware(view)(rf.post("/page/")).status_code == 200  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_look_may_be_left(rf: RequestFactory) -> None:
    assert NoWritesMiddleware(leave_a_look)(rf.get("/page/")).status_code == 200
