"""The tools of the browser tests: the site answers, keeps what it acknowledged, and the browser is watched."""

import time

import pytest
from django.db import DatabaseError, connection, transaction
from django.tasks import task
from playwright.sync_api import Page

from chibo.accounts.models import User
from chibo.audit.models import Look
from chibo.kernel import clock
from tests.browser import Axes, Shots, SignIn
from tests.site import Site

GOOD = "<html lang='vi'><title>Chi bộ</title><main><h1>Chi bộ</h1>{}</main></html>"


def test_the_real_server_answers_a_real_browser(page: Page, screenshot: Shots) -> None:
    answer = page.goto("/vao/")
    assert answer is not None
    assert answer.status == 200
    assert [file.stat().st_size > 0 for file in screenshot(page, "sign-in")] == [True, True]


def test_axe_passes_a_page_without_faults(page: Page, axe: Axes) -> None:
    page.set_content(GOOD.format(""))
    axe(page)


def test_axe_tells_of_a_fault(page: Page, axe: Axes) -> None:
    page.set_content(GOOD.format("<img src='data:,'>"))
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_signed_in_page_is_that_users(sign_in: SignIn, site: Site) -> None:
    user = User.objects.create(username="an", display_name="Nguyễn Văn An")
    page = sign_in(user)
    page.goto("/vao/")
    assert "/vao/" not in page.url


def test_what_was_written_is_there_after_the_server_was_killed(site: Site) -> None:
    User.objects.create(username="an", display_name="Nguyễn Văn An")
    site.kill()
    site.start()
    assert User.objects.filter(username="an").exists()


@task
def rename(username: str, display_name: str) -> None:
    User.objects.filter(username=username).update(display_name=display_name)


def test_jobs_wait_until_the_test_lets_them_be_done(site: Site) -> None:
    user = User.objects.create(username="an", display_name="An")
    rename.enqueue("an", "Nguyễn Văn An")
    site.do_jobs()
    user.refresh_from_db()
    assert user.display_name == "Nguyễn Văn An"


def test_a_job_that_fails_is_told(site: Site) -> None:
    rename.enqueue("an")
    with pytest.raises(AssertionError, match="missing 1 required positional argument"):
        site.do_jobs()


def test_the_server_does_jobs_itself_where_it_has_the_worker(site: Site) -> None:
    site.start(worker=True)
    user = User.objects.create(username="an", display_name="An")
    rename.enqueue("an", "Nguyễn Văn An")
    for _ in range(100):
        user.refresh_from_db()
        if user.display_name != "An":
            break
        time.sleep(0.1)
    assert user.display_name == "Nguyễn Văn An"


@pytest.mark.django_db(transaction=True)
def test_the_record_is_append_only_inside_a_test_and_emptied_after_it() -> None:
    for _ in range(2):
        look = Look.objects.create(actor_user_id=1, actor_name="An", part="test", looked_at=clock.now())
        with pytest.raises(DatabaseError), transaction.atomic():
            look.delete()


@pytest.mark.django_db
def test_nothing_of_the_test_before_is_left() -> None:
    assert not Look.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_other_half_really_is_postgresql() -> None:
    assert connection.vendor == "postgresql"
