"""The line at the foot of a sealed paper, by which anyone who has it can check it."""

from django.conf import settings
from django.urls import reverse

from chibo.meetings.rules import shown_code


def check_foot(code: str) -> str:
    """Return the line at the foot of a sealed paper: its code, and where anyone who has the file can check it."""
    where = f"{settings.PUBLIC_URL}{reverse('meetings:check')}" if settings.PUBLIC_URL else "trang Kiểm tra biên bản"
    return f"Mã kiểm tra {shown_code(code)}. Kiểm tra bản đã khóa tại {where}"
