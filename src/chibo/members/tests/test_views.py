"""Pages of a record: who gets them, what they say, what they cost."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from chibo.audit.models import Look
from chibo.members import services
from chibo.members.models import Correction, Person, Standing, Stay
from chibo.members.states import CorrectionAbout

LIST = "/dang-vien/"


def at(cast: Cast, player: str, client: Client) -> Client:
    client.force_login(getattr(cast, player).user)
    return client


def record(person: Person, tail: str = "") -> str:
    return f"{LIST}{person.pk}/{tail}"


# -- the record
@pytest.mark.parametrize(
    ("player", "status"),
    [
        ("office", 200),
        ("party_building", 200),
        ("secretary", 200),
        ("deputy", 200),
        ("member", 200),
        ("other_member", 404),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
        ("cell_committee", 404),
        ("inspection", 404),
        ("assigned", 404),
        ("operator", 403),
    ],
)
def test_a_record_opens_for_those_whose_post_requires_it(cast: Cast, client: Client, player: str, status: int) -> None:
    at(cast, player, client)
    person = cast.people["Bùi Thị Huyền"]
    for tail in ("", "qua-trinh/", "chuc-vu/", "the/", "ai-da-xem/", "ai-xem/"):
        assert client.get(record(person, tail)).status_code == status, tail


def test_there_is_no_other_part_and_no_other_person(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    assert client.get(record(cast.people["Bùi Thị Huyền"], "gia-dinh/")).status_code == 404
    assert client.get(f"{LIST}019a0000-0000-7000-8000-000000000000/").status_code == 404
    assert client.get(f"{LIST}toi/gia-dinh/").status_code == 404


def test_each_look_is_written_and_shown_to_the_member(cast: Cast, client: Client) -> None:
    person = cast.people["Bùi Thị Huyền"]
    at(cast, "secretary", client).get(record(person, "the/"))
    look = Look.objects.get(person_id=person.pk)
    assert (look.part, look.actor_name, look.unit_id) == ("members.record.the", "Hoàng Văn Lâm", cast.cell.pk)
    body = at(cast, "member", client).get(f"{LIST}toi/ai-da-xem/").content.decode()
    assert "Hoàng Văn Lâm" in body and "đã xem số thẻ đảng viên" in body
    assert Look.objects.filter(person_id=person.pk).count() == 1


def test_a_page_whose_look_cannot_be_written_is_refused(cast: Cast, client: Client, monkeypatch: Any) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Look.objects, "bulk_create", broken)
    at(cast, "secretary", client)
    with pytest.raises(RuntimeError):
        client.get(record(cast.people["Bùi Thị Huyền"]))


def test_one_s_own_record_needs_no_mandate(cast: Cast, client: Client) -> None:
    at(cast, "suspended", client)
    for tail in ("", "qua-trinh/", "chuc-vu/", "the/", "ai-da-xem/", "ai-xem/"):
        answer = client.get(f"{LIST}toi/{tail}")
        assert answer.status_code == 200
        assert "Mai Xuân Phúc" in answer.content.decode()
    assert at(cast, "operator", client).get(f"{LIST}toi/").status_code == 404


def test_who_may_see_a_record_is_told_with_the_reason(cast: Cast, client: Client) -> None:
    answer = at(cast, "member", client).get(f"{LIST}toi/ai-xem/")
    lines = {name: line for line in answer.context["lines"] for name, _ in line.people}
    assert set(lines) >= {"Hoàng Văn Lâm", "Nguyễn Thị Mai Chi", "Đinh Công Thành", "Nguyễn Thị Liên"}
    secretary = lines["Hoàng Văn Lâm"]
    assert secretary.role == "Bí thư tại Chi bộ thôn Trung Hòa"
    assert secretary.reason == "Vai trò này có quyền tại chính tổ chức đó."
    assert "Hoàng Văn Lâm, từ 02/01/2026" in answer.content.decode()


def test_a_record_costs_a_fixed_number_of_queries(cast: Cast, client: Client, django_assert_num_queries: Any) -> None:
    at(cast, "secretary", client)
    # session, user, person, mandates; the person and where they stand (2); the place and the look;
    # five tables of periods; corrections; the bell
    with django_assert_num_queries(15):
        client.get(record(cast.people["Bùi Thị Huyền"]))


# -- forms
FACTS = {"full_name": "Nguyễn Thị Hương", "sex": "female", "born_on": "28/02/1990"}


def test_a_member_is_entered_from_the_page(cast: Cast, client: Client) -> None:
    typed = FACTS | {
        "unit": cast.cell.pk,
        "stays_from": "1/1/2020",
        "standing": "official",
        "joined_on": "19052015",
        "official_on": "19/5/2016",
        "card_number": "001090001234",
    }
    answer = at(cast, "office", client).post(f"{LIST}moi/", typed)
    person = Person.objects.get(full_name="Nguyễn Thị Hương")
    assert (answer.status_code, answer["Location"]) == (302, record(person))
    assert Stay.objects.get(person=person).starts_on == date(2020, 1, 1)


def test_a_refused_form_comes_back_with_what_was_typed(cast: Cast, client: Client) -> None:
    typed = FACTS | {"unit": cast.cell.pk, "stays_from": "1/1/2020", "standing": "official", "card_number": "12"}
    answer = at(cast, "office", client).post(f"{LIST}moi/", typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Số thẻ 12 chưa đúng" in body and 'value="Nguyễn Thị Hương"' in body
    assert not Person.objects.filter(full_name="Nguyễn Thị Hương").exists()


def test_a_cell_out_of_reach_is_not_offered(cast: Cast, client: Client) -> None:
    typed = FACTS | {"unit": cast.foreign_cell.pk, "stays_from": "1/1/2020", "standing": "official"}
    assert at(cast, "office", client).post(f"{LIST}moi/", typed).status_code == 422


ACTS = ("sua", "dinh-chinh-ngay", "so-the", "chuyen-sinh-hoat", "sinh-hoat-tam-thoi", "chuyen-di", "mien", "dinh-chi")
ACTS += ("thoi-la-dang-vien", "ghi-chuc-vu", "tai-khoan")


@pytest.mark.parametrize(
    ("player", "status"), [("office", 200), ("secretary", 403), ("member", 403), ("foreign_office", 404)]
)
def test_who_may_open_the_forms(cast: Cast, client: Client, player: str, status: int) -> None:
    at(cast, player, client)
    for slug in ACTS:
        assert client.get(record(cast.people["Bùi Thị Huyền"], f"{slug}/")).status_code == status, slug


def test_the_member_and_the_secretary_keep_the_contact(cast: Cast, client: Client) -> None:
    person = cast.people["Bùi Thị Huyền"]
    for player, phone in (("member", "0911"), ("secretary", "0912")):
        person.refresh_from_db()
        typed = {"phone": phone, "residence": "", "occupation": "", "version": person.version}
        assert at(cast, player, client).post(record(person, "lien-lac/"), typed).status_code == 302
        person.refresh_from_db()
        assert person.phone == phone
    assert at(cast, "other_member", client).get(record(person, "lien-lac/")).status_code == 404


def test_a_second_editor_sees_both_and_loses_nothing(cast: Cast, client: Client) -> None:
    person = cast.people["Bùi Thị Huyền"]
    first = {"phone": "0911", "residence": "Thôn Trung Hòa", "occupation": "Nông dân", "version": person.version}
    at(cast, "secretary", client).post(record(person, "lien-lac/"), first)
    second = first | {"phone": "0922"}
    answer = at(cast, "office", client).post(record(person, "lien-lac/"), second)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Đang lưu: 0911. Đồng chí ghi: 0922." in body and 'value="0922"' in body
    person.refresh_from_db()
    again = second | {"version": answer.context["form"]["version"].value()}
    assert client.post(record(person, "lien-lac/"), again).status_code == 302
    person.refresh_from_db()
    assert person.phone == "0922"


def test_a_transfer_from_the_page(cast: Cast, client: Client) -> None:
    person = cast.people["Bùi Thị Huyền"]
    typed = {"unit": cast.sibling_cell.pk, "moved_on": "1/3/2026", "decision": "12-GGT/ĐU", "version": person.version}
    assert at(cast, "office", client).post(record(person, "chuyen-sinh-hoat/"), typed).status_code == 302
    assert Stay.objects.get(person=person, ends_on=None).unit_id == cast.sibling_cell.pk


def test_a_post_is_given_and_ended_from_the_page(cast: Cast, client: Client) -> None:
    person = cast.people["Bùi Thị Huyền"]
    typed = {"place": f"{cast.cell.pk}:committee_member", "starts_on": "1/3/2026", "decision": "5-QĐ/ĐU"}
    assert at(cast, "office", client).post(record(person, "ghi-chuc-vu/"), typed).status_code == 302
    lines = client.get(record(person, "chuc-vu/")).context["posts"]
    assert [(line.name, line.until) for line in lines] == [("Chi ủy viên", None)]
    assert client.post(lines[0].end_url, {"ends_on": "1/4/2026"}).status_code == 302
    assert client.get(record(person, "chuc-vu/")).context["posts"][0].until == date(2026, 4, 1)


def test_a_slip_is_shown_once_and_never_stored_by_the_browser(cast: Cast, client: Client) -> None:
    person = cast.people["Lương Văn Ổn"]
    form = at(cast, "office", client).get(record(person, "tai-khoan/")).context["form"]
    assert form.initial["username"] == "onlv"
    answer = client.post(record(person, "tai-khoan/"), {"username": "onlv", "email": ""})
    assert answer.context["issued"].shown_code in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(record(person, "tai-khoan/")).status_code == 200


# -- corrections
def test_a_correction_goes_from_the_member_to_the_office_and_back(cast: Cast, client: Client) -> None:
    typed = {"about": "dates", "text": "Ngày vào Đảng là 19/05/2014."}
    assert at(cast, "member", client).post(f"{LIST}toi/dinh-chinh/", typed).status_code == 302
    row = Correction.objects.get()
    address = f"{LIST}de-nghi-dinh-chinh/{row.pk}/"
    at(cast, "party_building", client)
    assert client.get(f"{LIST}de-nghi-dinh-chinh/").context["lines"][0][0] == row
    assert client.get(address).status_code == 200
    answered = {"move": "refuse", "answer": "Hồ sơ gốc ghi 19/05/2015.", "version": row.version}
    assert client.post(address, answered).status_code == 302
    assert "Hồ sơ gốc ghi 19/05/2015." in at(cast, "member", client).get(f"{LIST}toi/").content.decode()


@pytest.mark.parametrize(("player", "status"), [("foreign_office", 404), ("secretary", 403), ("member", 403)])
def test_whose_corrections_one_sees(cast: Cast, client: Client, player: str, status: int) -> None:
    row = services.ask_correction(actor=cast.member.actor, about=CorrectionAbout.NAME, text="Tên đệm")
    assert at(cast, player, client).get(f"{LIST}de-nghi-dinh-chinh/{row.pk}/").status_code == status


# -- units
@pytest.mark.parametrize(
    ("player", "status"),
    [("office", 200), ("secretary", 200), ("member", 200), ("foreign_office", 404), ("operator", 403)],
)
def test_the_door_of_a_unit(cast: Cast, client: Client, player: str, status: int) -> None:
    assert at(cast, player, client).get(f"{LIST}tai-to-chuc/{cast.cell.pk}/").status_code == status


def test_cells_merge_from_the_page(cast: Cast, client: Client) -> None:
    typed = {
        "units": [str(cast.cell.pk), str(cast.sibling_cell.pk)],
        "name": "Chi bộ thôn Liên Hòa",
        "merged_on": "1/3/2026",
        "decision": "20-QĐ/ĐU",
    }
    address = f"{LIST}tai-to-chuc/{cast.committee.pk}/sap-nhap/"
    assert at(cast, "secretary", client).get(address).status_code == 403
    assert at(cast, "foreign_office", client).get(address).status_code == 404
    assert at(cast, "office", client).get(address).status_code == 200
    answer = client.post(address, typed)
    assert answer.status_code == 302
    assert "Chi bộ thôn Liên Hòa" in client.get(answer["Location"]).content.decode()


def test_a_cell_is_split_from_the_page(cast: Cast, client: Client) -> None:
    address = f"{LIST}tai-to-chuc/{cast.cell.pk}/chia-tach/"
    assert at(cast, "secretary", client).get(address).status_code == 403
    assert at(cast, "foreign_office", client).get(address).status_code == 404
    assert at(cast, "office", client).get(address).status_code == 200
    assert client.get(f"{LIST}tai-to-chuc/{cast.committee.pk}/chia-tach/").status_code == 404
    typed = {
        "split_on": "1/3/2026",
        "decision": "22-QĐ/ĐU",
        "name_1": "Chi bộ thôn Thượng",
        "version": cast.cell.version,
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Mỗi chi bộ mới phải có đảng viên" in refused.content.decode()
    assert 'value="Chi bộ thôn Thượng"' in refused.content.decode()
    answer = client.post(address, {**typed, f"to_{cast.member.id}": "1"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Tách thêm Chi bộ thôn Thượng" in page


@pytest.mark.parametrize("count", [1, 300])
def test_the_page_of_a_split_costs_the_same_for_few_members_and_many(cast: Cast, client: Client, count: int) -> None:
    """Session, user, person, mandates, bell; the unit; stays, standings, exemptions, suspensions, visits, posts."""
    for number in range(1, count):
        person = Person.objects.create(full_name=f"Số {number}", given_name="Số", search="so", sort_name=f"{number}")
        Stay.objects.create(person=person, unit=cast.cell, kind="formal", starts_on="2026-01-02")
        Standing.objects.create(person=person, kind="official", starts_on="2020-01-02")
    at(cast, "office", client)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"{LIST}tai-to-chuc/{cast.cell.pk}/chia-tach/")
    assert answer.content.decode().count("<tr>") >= count
    assert len(captured) == 12, "\n".join(query["sql"][:120] for query in captured)


def test_a_cell_with_members_is_not_dissolved_from_the_page(cast: Cast, client: Client) -> None:
    typed = {"dissolved_on": "1/3/2026", "decision": "21-QĐ/ĐU", "version": cast.cell.version}
    answer = at(cast, "office", client).post(f"{LIST}tai-to-chuc/{cast.cell.pk}/giai-the/", typed)
    assert answer.status_code == 422
    assert "còn 20 đảng viên" in answer.content.decode()


def test_one_s_own_copy_is_a_pdf_that_lies_nowhere_on_the_disk(cast: Cast, client: Client) -> None:
    from chibo.documents.selectors import kept_prints

    at(cast, "secretary", client).get(record(cast.people["Bùi Thị Huyền"]))
    before = kept_prints()
    answer = at(cast, "member", client).get(f"{LIST}toi/tai/")
    assert answer.content.startswith(b"%PDF") and answer["Content-Disposition"].startswith("attachment")
    assert kept_prints() == before
    assert at(cast, "operator", client).get(f"{LIST}toi/tai/").status_code == 404


# -- accounts of a whole cell
@pytest.mark.parametrize(("player", "status"), [("office", 200), ("secretary", 403), ("foreign_office", 404)])
def test_accounts_of_a_cell_are_the_offices_work(cast: Cast, client: Client, player: str, status: int) -> None:
    at(cast, player, client)
    address = f"{LIST}tai-to-chuc/{cast.cell.pk}/tai-khoan/"
    assert client.get(address).status_code == status
    assert client.post(address).status_code == status
    opened = not Person.objects.filter(stays__unit=cast.cell, user=None).exists()
    assert opened == (status == 200)


def test_the_slips_of_a_cell_are_shown_once(cast: Cast, client: Client) -> None:
    at(cast, "office", client)
    address = f"{LIST}tai-to-chuc/{cast.cell.pk}/tai-khoan/"
    without = Person.objects.filter(stays__unit=cast.cell, user=None).count()
    body = client.post(address).content.decode()
    assert body.count('class="paper slip"') == without
    assert "đều đã có tài khoản" in client.get(address).content.decode()
