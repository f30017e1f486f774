"""The table of transactions: deterministic, dated by the day, and free of giveaways."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from tasks.transactions.transactions_scene import DAY, STAFF, Scene, make

from pytest_traineebench.audit.solvers.transactions import clues, opened, rules
from pytest_traineebench.tasks.transactions.ledger import to_sqlite

ROWS = "SELECT * FROM transactions ORDER BY id"
_Row = tuple[int, str, str, str, str, str, str, str, str, float]


def database(scene: Scene) -> bytes:
    """Return the table's file."""
    return scene.task.workspace["transactions.db"]


def rows(scene: Scene) -> list[_Row]:
    """Return the table in its own order."""
    with opened(database(scene)) as connection:
        found: list[_Row] = connection.execute(ROWS).fetchall()
    return found


def test_equal_slots_make_equal_tasks() -> None:
    """Made twice, a task has the same bytes everywhere, the database included."""
    assert make(5, 2, seed=3).task == make(5, 2, seed=3).task


def test_the_database_names_no_library_version() -> None:
    """Another SQLite writes the same file: the header's field for the version is empty."""
    content = database(make())

    assert content[96:100] == bytes(4)
    assert content.startswith(b"SQLite format 3\0")


def test_an_empty_table_is_a_database() -> None:
    """The schema does not depend on the rows."""
    with opened(to_sqlite(())) as connection:
        assert connection.execute(ROWS).fetchall() == []


def test_the_columns_are_the_published_ones() -> None:
    """Names, order and types."""
    with opened(database(make())) as connection:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(transactions)")]

    assert columns == [
        ("id", "INTEGER"),
        ("transaction_id", "TEXT"),
        ("invoice_id", "TEXT"),
        ("approval_id", "TEXT"),
        ("supplier_name", "TEXT"),
        ("supplier_rating", "TEXT"),
        ("applicant_name", "TEXT"),
        ("approver_name", "TEXT"),
        ("transaction_date", "DATE"),
        ("transaction_amount", "REAL"),
    ]


def test_every_seed_makes_a_table_of_its_own() -> None:
    """No two seeds share an instance."""
    assert len({database(make(2, 1, seed=seed)) for seed in range(200)}) == 200


@pytest.mark.parametrize("seed", range(20))
def test_suppliers_have_names_of_their_own(seed: int) -> None:
    """A supplier's history and rating are never mixed with another's, even in the largest table."""
    scene = make(20, 10, seed=seed)

    assert len(set(scene.task.answer.suppliers)) == 30
    assert len(scene.abnormal) == 10
    assert len({(row[4], row[5], row[6], row[7]) for row in rows(scene)}) == 30


@pytest.mark.parametrize(
    "day", [DAY, date(2025, 1, 1), date(2026, 1, 31), date(2026, 3, 1), date(2024, 2, 29), date(2030, 12, 31)]
)
def test_the_history_ends_in_the_month_before_the_day(day: date) -> None:
    """Whatever the date, 33 months are covered, and nothing lies in the current month or the future."""
    paid = [date.fromisoformat(row[8]) for row in rows(make(2, 1, day=day))]

    last = day.replace(day=1) - timedelta(days=1)
    months = {day.year * 12 + day.month for day in paid}
    assert max(months) == last.year * 12 + last.month
    assert len(months) == max(months) - min(months) + 1 == 33


@pytest.mark.parametrize("day", [DAY, date(2026, 3, 31), date(2024, 2, 29)])
def test_normal_and_abnormal_suppliers_are_paid_up_to_the_same_month(day: date) -> None:
    """No supplier's last payment gives it away."""
    scene = make(5, 2, day=day)

    last = {name: max(row[8] for row in rows(scene) if row[4] == name)[:7] for name in scene.task.answer.suppliers}

    assert len(set(last.values())) == 1


@pytest.mark.parametrize("seed", range(20))
def test_approvers_manage_the_applicants_department(seed: int) -> None:
    """Nobody from another sales department approves, which would look like fraud."""
    for row in rows(make(5, 2, seed=seed)):
        applicant, approver = STAFF.find(row[6]), STAFF.find(row[7])
        assert applicant is not None
        assert approver is not None
        assert applicant.department == approver.department
        assert approver.is_manager
        assert not applicant.is_manager


def test_a_manager_without_a_team_needs_an_executive() -> None:
    """In a company of ten, where departments have one member, nobody approves what they ordered."""
    assert all(row[6] != row[7] for seed in range(20) for row in rows(make(3, 1, seed=seed, size=10)))


def test_every_id_stands_once() -> None:
    """Transactions, invoices and approvals all have numbers of their own."""
    table = rows(make(20, 10))

    ids = [number for row in table for number in row[1:4]]
    assert len(set(ids)) == 3 * len(table)


def test_rows_stand_in_the_order_of_their_days() -> None:
    """The place of a row says nothing about its supplier."""
    days = [row[8] for row in rows(make(5, 2))]

    assert days == sorted(days)


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("normal", range(2, 6))
def test_no_single_clue_gives_the_abnormal_suppliers_away(normal: int, seed: int) -> None:
    """New, frequent, unrated, just inside the authority: some normal supplier shows each of them."""
    scene = make(normal, 2, seed=seed)

    found = clues(database(scene), scene.manual, DAY)

    for clue in range(4):
        assert any(found[name][clue] for name in scene.normal)


@pytest.mark.parametrize("seed", range(30))
def test_the_number_of_payments_gives_nobody_away(seed: int) -> None:
    """New suppliers that pay often do so equally often, whether they are abnormal or lack another feature."""
    scene = make(20, 2, seed=seed)
    counts = Counter(row[4] for row in rows(scene))

    assert {counts[name] for name in scene.abnormal} == {18}
    new = [name for name, found in clues(database(scene), scene.manual, DAY).items() if found[0]]
    assert {counts[name] for name in new} <= {6, 18}


def test_rated_seasonal_suppliers_come_close_to_the_authority() -> None:
    """Amounts just inside the authority, and above it, occur with suppliers that are rated and old."""
    inside = above = 0
    for seed in range(20):
        scene = make(3, 0, seed=seed)
        authority = rules(scene.manual)["authority"]
        old = [row[9] for row in rows(scene) if row[5] and row[8] < "2025-01-01"]
        inside += sum(0.95 * authority <= amount <= authority for amount in old)
        above += sum(amount > authority for amount in old)

    assert inside > 20
    assert above > 0


def test_the_authority_is_varied_and_amounts_follow() -> None:
    """All of 8,000 to 15,000 in steps of 500 occur, and abnormal amounts keep just inside."""
    seen = set()
    for seed in range(150):
        scene = make(2, 1, seed=seed)
        authority = rules(scene.manual)["authority"]
        seen.add(authority)
        amounts = [row[9] for row in rows(scene) if row[4] in scene.abnormal]
        assert 0.95 * authority < min(amounts) <= max(amounts) < 0.995 * authority

    assert seen == set(range(8_000, 15_001, 500))


@pytest.mark.parametrize("normal", range(2, 6))
@pytest.mark.parametrize("abnormal", range(3))
def test_the_table_has_a_realistic_size(normal: int, abnormal: int) -> None:
    """With an abnormal supplier there are 86 to 206 rows, without one at least 68."""
    sizes = [len(rows(make(normal, abnormal, seed=seed))) for seed in range(8)]

    assert min(sizes) >= (86 if abnormal else 68)
    assert max(sizes) <= 206
