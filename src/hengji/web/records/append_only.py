"""
Tables that the database itself keeps from being changed, whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FUNCTION = """
CREATE OR REPLACE FUNCTION hengji_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'append-only table';
END
$$ LANGUAGE plpgsql
"""


def forbid_changes(table: str) -> migrations.RunPython:
    """
    The migration step after which rows of a table can be added and read, and nothing else.

    SQLite and PostgreSQL (and what speaks like it) enforce it; on another database the model alone does.
    """

    def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _forbidding(table, editor.connection.vendor):
            editor.execute(statement)

    def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _allowing(table, editor.connection.vendor):
            editor.execute(statement)

    return migrations.RunPython(forbid, allow)


def _forbidding(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only table'); END"
            for verb in ("update", "delete")
        ]
    if vendor == "postgresql":
        triggers = [
            f"CREATE TRIGGER {table}_{name} BEFORE {verbs} ON {table} FOR EACH {each} "
            "EXECUTE PROCEDURE hengji_refuse()"
            for name, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("whole", "TRUNCATE", "STATEMENT"))
        ]
        return [_FUNCTION, *triggers]
    return []


def _allowing(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")]
    if vendor == "postgresql":
        return [f"DROP TRIGGER {table}_{part} ON {table}" for part in ("rows", "whole")]
    return []
