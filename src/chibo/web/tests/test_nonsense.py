"""Nonsense in the query of a list is answered as nothing found, on either database."""

import pytest
from django.test import Client
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
LISTS = (
    *("/tim/?q=", "/dang-vien/?tim=", "/dang-vien/?chuc_vu=", "/to-chuc/?tim=", "/chi-bo/?tim=", "/nghi-quyet/?tim="),
    *("/nghi-quyet/?loai=", "/tai-lieu/?tim=", "/sinh-hoat/?trang=", "/sinh-hoat/?loai=", "/bao-cao/?nam=", "/?thang="),
    *("/dang-vien/?sau=", "/nhiem-vu/?sau=", "/sinh-hoat/?sau=", "/dang-vien/?don_vi=", "/dang-vien/?trang_thai="),
    *("/nghi-quyet/?to_chuc=", "/chi-bo/?phu-trach=", "/chi-bo/?loai=", "/kien-nghi/so-lieu/?nam=", "/thong-bao/?sau="),
)


@pytest.mark.parametrize("letters", ["utf-16", "latin-1", "idna", "hex", "nonsense"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_in_other_letters_is_answered_with_a_page(client: Client, cast: Cast, letters: str, kind: str) -> None:
    sign_in(client, cast.office)
    answer = client.generic("POST", "/sinh-hoat/dang-ky/", b"a=1", content_type=f"{kind}; charset={letters}")
    assert answer.status_code == 400
    assert "Không đọc được yêu cầu vừa gửi" in answer.content.decode()


@pytest.mark.parametrize("nonsense", ["%00", "a%00b", "9" * 400, "%ED%A0%80", "'", "%25", "-1", "²"])
def test_nonsense_in_the_query_breaks_no_list(client: Client, cast: Cast, nonsense: str) -> None:
    sign_in(client, cast.office)
    broken = {address: client.get(address + nonsense).status_code for address in LISTS}
    assert {address: status for address, status in broken.items() if status not in {200, 302, 404}} == {}
