"""Every tampering with the log is seen, and its first row named; an untouched log is clean."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.web import records
from hengji.web.records import append_only, chaining, texts, verification
from hengji.web.records.actor import SYSTEM, Actor
from hengji.web.records.canonical import canonical, sm3
from hengji.web.records.models import AppendOnlyError, Chain, Event

LENGTH = 12
ROW = 5
COLUMNS = [
    field.attname for field in Event._meta.concrete_fields if field.attname not in {"id", "chain", "sequence"}
]


@pytest.fixture
def log(db: None) -> list[Event]:  # noqa: ARG001
    """Two chains, written one after the other and mixed."""
    with transaction.atomic():
        for number in range(LENGTH):
            chaining.write("filing:1", "filing.saved", Actor(name="甲", user_id=7), count=number)
            chaining.write("filing:2", "filing.created", SYSTEM)
    return list(Event.objects.filter(chain="filing:1").order_by("sequence"))


@pytest.fixture
def open_table(db: None) -> Callable[..., None]:  # noqa: ARG001
    """SQL with the database's own guard taken down, as somebody with its password could."""
    with connection.cursor() as cursor:
        for statement in append_only._allowing("records_event", connection.vendor):
            cursor.execute(statement)

    def execute(sql: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return execute


def first_fault() -> verification.Fault:
    faults = verification.verify().faults
    assert faults, "the tampering was not seen"
    assert len(faults) == 1, "only the chain that was touched is at fault"
    return faults[0]


def test_an_untouched_log_is_clean(log: list[Event]) -> None:
    outcome = verification.verify(verification.anchors())
    assert (outcome.chains, outcome.events, outcome.faults) == (2, 2 * len(log), ())


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", [0, ROW, LENGTH - 1])
def test_a_changed_column_is_seen_in_its_row(
    log: list[Event], open_table: Callable[..., None], column: str, row: int
) -> None:
    event = log[row]
    value: object = {"user_id": 8, "at": event.at + timedelta(microseconds=1000)}.get(column, "改")
    open_table(f"UPDATE records_event SET {column} = %s WHERE id = %s", value, event.pk)  # noqa: S608
    assert first_fault().row == event.pk


@pytest.mark.parametrize("row", range(LENGTH - 1))
def test_a_deleted_row_is_seen_where_it_is_missing(
    log: list[Event], open_table: Callable[..., None], row: int
) -> None:
    open_table("DELETE FROM records_event WHERE id = %s", log[row].pk)
    assert (first_fault().sequence, first_fault().row) == (row + 1, log[row + 1].pk)


def test_an_inserted_row_is_seen(log: list[Event], open_table: Callable[..., None]) -> None:
    open_table(
        "UPDATE records_event SET sequence = sequence + 1000 WHERE chain = 'filing:1' AND sequence > 5"
    )
    open_table(
        "UPDATE records_event SET sequence = sequence - 999 WHERE chain = 'filing:1' AND sequence > 1000"
    )
    copy = Event.objects.get(pk=log[4].pk)
    copy.pk, copy.sequence, copy._state.adding = None, 6, True
    copy.save(force_insert=True)
    assert first_fault().sequence == 6


def test_two_rows_that_changed_places_are_seen(log: list[Event], open_table: Callable[..., None]) -> None:
    for row, sequence in ((log[3].pk, 999), (log[4].pk, 4), (log[3].pk, 5)):
        open_table("UPDATE records_event SET sequence = %s WHERE id = %s", sequence, row)
    assert first_fault().sequence == 4


@pytest.mark.parametrize("length", range(LENGTH))
def test_a_truncated_chain_is_seen_by_its_head(
    log: list[Event], open_table: Callable[..., None], length: int
) -> None:
    assert len(log) == LENGTH
    open_table("DELETE FROM records_event WHERE chain = 'filing:1' AND sequence > %s", length)
    assert first_fault().sequence == length + 1


@pytest.mark.parametrize("length", range(1, LENGTH))
def test_a_truncation_that_mends_the_head_is_seen_by_the_anchor(
    log: list[Event], open_table: Callable[..., None], length: int
) -> None:
    kept = verification.read_anchors(verification.anchor_lines())
    open_table("DELETE FROM records_event WHERE chain = 'filing:1' AND sequence > %s", length)
    Chain.objects.filter(key="filing:1").update(length=length, digest=log[length - 1].digest)
    assert not verification.verify().faults, "without an anchor nobody could tell"
    assert [fault.chain for fault in verification.verify(kept).faults] == ["filing:1"]


def test_a_whole_chain_that_vanished_is_seen_by_the_anchor(
    log: list[Event], open_table: Callable[..., None]
) -> None:
    kept = verification.read_anchors(verification.anchor_lines())
    open_table("DELETE FROM records_event WHERE chain = 'filing:1'")
    Chain.objects.filter(key="filing:1").delete()
    assert log
    assert [fault.chain for fault in verification.verify(kept).faults] == ["filing:1"]


@pytest.mark.parametrize("start", [0, ROW, LENGTH - 1])
def test_a_chain_hashed_anew_from_some_row_is_seen_by_the_anchor(
    log: list[Event], open_table: Callable[..., None], start: int
) -> None:
    kept = verification.read_anchors(verification.anchor_lines())
    previous = log[start].previous
    for event in log[start:]:
        event.actor, event.previous = "乙", previous
        event.digest = previous = chaining.digest_of(event)
        open_table(
            "UPDATE records_event SET actor = %s, previous = %s, digest = %s WHERE id = %s",
            event.actor,
            event.previous,
            event.digest,
            event.pk,
        )
    Chain.objects.filter(key="filing:1").update(digest=previous)
    assert not verification.verify().faults
    assert [fault.chain for fault in verification.verify(kept).faults] == ["filing:1"]


def test_later_events_do_not_disturb_an_anchor(log: list[Event]) -> None:
    kept = verification.read_anchors(verification.anchor_lines())
    chaining.write("filing:1", "filing.created", SYSTEM)
    assert log
    assert not verification.verify(kept).faults


def test_the_model_refuses_to_change_or_delete(log: list[Event]) -> None:
    for forbidden in (
        log[0].save,
        log[0].delete,
        lambda: Event.objects.update(actor="乙"),
        Event.objects.all().delete,
        lambda: Event.objects.bulk_update(log, ["actor"]),
    ):
        with pytest.raises(AppendOnlyError):
            forbidden()


@pytest.mark.parametrize("sql", ["UPDATE records_event SET actor = 'x'", "DELETE FROM records_event"])
def test_the_database_refuses_too(log: list[Event], sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert len(log) == Event.objects.filter(chain="filing:1").count()


def test_an_event_outside_a_transaction_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="transaction"):
        chaining.write("filing:1", "filing.created", SYSTEM)


def test_an_unknown_type_and_an_open_gap_are_refused(db: None) -> None:  # noqa: ARG001
    with pytest.raises(KeyError):
        chaining.write("filing:1", "filing.invented", SYSTEM)
    with pytest.raises(ValueError, match="count"):
        chaining.write("filing:1", "filing.saved", SYSTEM)


def _change_without_its_event() -> None:
    with transaction.atomic():
        Chain.objects.create(key="change")
        chaining.write("filing:1", "filing.saved", SYSTEM)


def test_if_the_event_fails_the_change_fails(db: None) -> None:  # noqa: ARG001
    with pytest.raises(ValueError, match="lacks"):
        _change_without_its_event()
    assert not Chain.objects.filter(key="change").exists()


def test_every_sentence_can_be_said() -> None:
    for kind in texts.sentences():
        assert texts.sentence(kind, dict.fromkeys(texts.gaps(kind), "某"))


def test_every_sentence_is_said_somewhere_and_every_event_written_has_one() -> None:
    root = Path(records.__file__).parents[1]
    modules = [ast.parse(path.read_text("utf-8")) for path in root.rglob("*.py")]
    nodes = [node for module in modules for node in ast.walk(module)]
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    written = {
        node.args[1].value
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "chaining.write"
        if isinstance(node.args[1], ast.Constant)
    }
    assert len(written) > 30
    assert written <= texts.sentences().keys() <= words


def test_different_values_have_different_forms() -> None:
    forms = [
        canonical(value)
        for value in (
            None,
            True,
            1,
            "1",
            [],
            [1],
            [[1]],
            ["1"],
            {},
            {"1": 1},
            {"1": None},
            "",
            [""],
            [None],
            ["", ""],
        )
    ]
    assert len(set(forms)) == len(forms)


def test_sm3_is_the_standards_own_example() -> None:
    assert sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
