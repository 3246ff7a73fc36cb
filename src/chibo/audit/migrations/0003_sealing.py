"""Let the database note what waits for its leaf, so that what commits late is never passed over."""

# ruff: noqa: S608 - our own names

from django.db import migrations

APPEND_ONLY = ("audit_leaf", "audit_treehead")
SEALED = {"audit_entry": False, "audit_look": True}

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_waiting (row_id, is_look) VALUES (NEW.id, TG_ARGV[0]::boolean) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""


def lock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        for table, is_look in SEALED.items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_wait AFTER INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION audit_wait('{str(is_look).lower()}')"
            )
        for table in APPEND_ONLY:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
            )
        return
    for table, is_look in SEALED.items():
        schema_editor.execute(
            f"CREATE TRIGGER {table}_wait AFTER INSERT ON {table} BEGIN "
            f"INSERT OR IGNORE INTO audit_waiting (row_id, is_look) VALUES (NEW.id, {int(is_look)}); END"
        )
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END"
            )


def unlock(apps, schema_editor):
    suffix = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in (*SEALED, *APPEND_ONLY):
        for name in ("wait", "no_update", "no_delete") + (("append_only",) if table in APPEND_ONLY else ()):
            if name == "wait" or table in APPEND_ONLY:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{suffix.format(table=table)}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(lock, unlock)]
