"""What SQLite needs to know of its tables to choose the right index. PostgreSQL finds that out by itself."""

from django.db import connection

ROWS_LOOKED_AT = 1000
"""Of each index: half a second for a province of 12 million rows, instead of reading all of them."""


def refresh_statistics() -> None:
    """Let SQLite look anew at how its values are spread. Without it an index over a column that is empty almost
    everywhere looks as good as a key, and a page about one cell reads every person of a province.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
