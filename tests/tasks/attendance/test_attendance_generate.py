"""What is generated: a company's files, rules that differ by seed, and questions that cannot be guessed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from statistics import mean

import pytest
from tasks.attendance.attendance_scene import (
    DAY,
    STAFF,
    TYPES,
    VARIANTS,
    AttendanceTask,
    listing,
    make,
    of_type,
    right,
    roster,
    slot,
)

from pytest_traineebench.family import Variant
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.attendance.params import LEVELS, Level
from pytest_traineebench.tasks.attendance.rules import draw_rules

RECORDS = "attendance/attendance_2025-09.csv"
APPROVALS = "attendance/approvals.json"


def rows(task: AttendanceTask, path: str = RECORDS) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(task.disk[path].decode())))


@pytest.mark.parametrize("level", LEVELS)
def test_equal_slots_make_equal_tasks(level: str) -> None:
    """And other seeds, days and task ids make others."""
    params = {"level": level}

    assert make(params) == make(params)
    assert make(params) != make(params, where=slot(8))
    assert (
        make(params).disk[RECORDS] != make(params, where=slot(task="second")).disk["attendance_second/" + RECORDS[11:]]
    )


def test_instances_are_distinct() -> None:
    """No two of 60 seeds share their rules and records, even for one set of arguments."""
    seen = {(make({"level": "L1"}, where=slot(seed)).disk[RECORDS]) for seed in range(60)}

    assert len(seen) == 60


@pytest.mark.parametrize(
    ("day", "month", "name"),
    [
        (dt.date(2025, 10, 1), "2025-09", "September 2025"),
        (dt.date(2026, 1, 31), "2025-12", "December 2025"),
        (dt.date(2024, 3, 15), "2024-02", "February 2024"),
    ],
)
def test_the_month_is_the_one_before_the_virtual_date(day: dt.date, month: str, name: str) -> None:
    """It stands in the instruction and in the file's name, and every record lies in it."""
    task = make({"level": "L3"}, where=slot(day=day))

    path = f"attendance/attendance_{month}.csv"
    assert path in task.answer.records
    assert f"**{name}**" in task.instruction
    assert {row["timestamp"][:7] for row in rows(task, path)} == {month}


def test_the_roster_is_the_staff() -> None:
    """Everybody but the executives, under unique names and numbers."""
    people = roster(make())

    assert [(p["name"], p["department"]) for p in people] == [
        (person.name, person.department) for person in STAFF if person.department != "Executive"
    ]
    assert len({p["employee_id"] for p in people}) == len(people) == 46


def test_two_tasks_of_a_day_agree_on_everybodys_number_and_contract() -> None:
    """One company has one roster, whatever the question."""
    assert roster(make()) == roster(make({"level": "L5"}, where=slot(task="second")))


def test_files_look_like_a_companys() -> None:
    """A month of records of realistic size, beside an older month, older rules, and a book of visitors."""
    task = of_type("total_absence_days", level="L3")

    assert list(task.disk) == [
        "attendance/manuals_for_attendance_rules.md",
        "attendance/archive/manuals_for_attendance_rules_2024.md",
        "attendance/staff_roster.json",
        RECORDS,
        "attendance/attendance_2025-08.csv",
        "attendance/visitors_2025-09.csv",
        "attendance/company_calendar_2025.csv",
        APPROVALS,
    ]
    assert 80_000 < len(task.disk[RECORDS]) < 200_000
    assert task.disk[RECORDS].startswith(b"employee_id,timestamp,io,source,tags\n")
    assert b"No longer in force" in task.disk["attendance/archive/manuals_for_attendance_rules_2024.md"]
    assert rows(task) == sorted(rows(task), key=lambda row: (row["employee_id"], row["timestamp"], row["io"]))


def test_approvals_stand_in_their_own_file_only() -> None:
    """Requests are a merge that has to be done, and most of them matter: some are approved, some are not."""
    task = of_type("total_absence_days", level="L3")
    requests = json.loads(task.disk[APPROVALS])
    recorded = {(row["employee_id"], row["timestamp"], row["io"]) for row in rows(task)}

    assert {row["source"] for row in rows(task)} == {"gate", "app"}
    assert not recorded & {(r["employee_id"], r["timestamp"], r["io"]) for r in requests}
    assert {r["status"] for r in requests} == {"approved", "rejected", "pending"}
    assert len(requests) > 30


@pytest.mark.parametrize("level", LEVELS)
def test_some_people_do_not_come_at_all(level: str) -> None:
    """Absence is counted on every level."""
    total = mean(
        right(of_type("total_absence_days", level=level, seed=seed))["total_absence_days"] for seed in range(5)
    )

    assert total > 20


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("department", ["all", "Engineering", "Sales_1"])
def test_lateness_and_early_departures_are_plain_but_not_the_rule(level: str, department: str) -> None:
    """Flexible hours make neither of them vanish, nor everybody leave early."""
    reports = [right(of_type("attendance_statistics", level=level, department=department, seed=s)) for s in range(6)]

    assert 1 < mean(report["avg_late_days"] for report in reports) < 7
    assert 0.7 < mean(report["avg_early_days"] for report in reports) < 5


@pytest.mark.parametrize("level", ["L4", "L5"])
def test_flexible_hours_leave_slack(level: Level) -> None:
    """The scheduled day is at least half an hour longer than the time needed."""
    for seed in range(50):
        rules = draw_rules(level, ("A", "B", "C", "D"), stream(seed, "rules"))
        flexible = [hours for hours in (rules.general, *rules.own.values()) if hours.flex]

        assert len(flexible) == (1 if level == "L4" else 3)
        assert all(h.end - h.start - h.lunch - h.flex.needed >= 30 for h in flexible if h.flex)


@pytest.mark.parametrize(("level", "department"), [("L1", "all"), ("L3", "Finance"), ("L5", "Sales_2")])
def test_whether_anybody_slipped_is_a_coin(level: str, department: str) -> None:
    """About half of the months are clean, of a department and of the whole company."""
    answers = Counter(
        right(of_type("has_late_or_early", level=level, department=department, seed=seed))["has_late_or_early"]
        for seed in range(40)
    )

    assert 12 <= answers[False] <= 28


@pytest.mark.parametrize("level", ["L1", "L2", "L5"])
def test_perfect_people_are_planted(level: str) -> None:
    """Mostly somebody is perfect, sometimes nobody, even in a department of three."""
    for department in ("all", "Sales_1"):
        found = Counter(
            len(right(of_type("employees_with_perfect_attendance", level=level, department=department, seed=seed)))
            for seed in range(24)
        )

        assert 0 < found[0] < 10


def test_people_are_level_now_and_then() -> None:
    """Ties on the last place that counts happen in every ranking."""
    for task_type in ("late_early_employee", "employees_with_most_remote_days"):
        sizes = [len(listing(of_type(task_type, department="Engineering", seed=seed)).rows) for seed in range(24)]

        assert 3 <= sum(size > 1 for size in sizes) <= 20


def test_the_rules_differ_from_company_to_company() -> None:
    """Nothing can be remembered: hours, limits and blocks all vary by seed."""
    rules = [draw_rules("L2", (), stream(seed, "rules")) for seed in range(60)]

    for value in ("start", "lunch", "grace_late", "grace_early", "overtime_block"):
        assert len({getattr(r.general, value) for r in rules}) >= 4
    assert len(set(map(repr, rules))) == 60


@pytest.mark.parametrize(("level", "needed"), [("L1", 2), ("L2", 3), ("L3", 4), ("L4", 4), ("L5", 7)])
def test_levels_add_rules_and_files(level: str, needed: int) -> None:
    """Manuals get longer from level to level, and more files are needed."""
    task = of_type("total_absence_days", level=level)
    manual = task.disk[task.answer.manual].decode()

    assert len(task.answer.records) + len(task.answer.sheets) == needed
    assert ("company_calendar" in manual) == (level >= "L2")
    assert (APPROVALS in task.disk) == ("approvals.json" in manual) == (level >= "L3")
    assert ("Flexible hours" in manual) == (level >= "L4")
    assert ("arrangement of its own" in manual) == (level == "L5")
    assert ("Grace time" in manual) == (level != "L4")


def test_manuals_get_longer_from_level_to_level() -> None:
    """The number of rules orders the levels."""
    tasks = [of_type("total_absence_days", level=level) for level in LEVELS]

    words = [
        sum(len(task.disk[p].split()) for p in (task.answer.manual, *task.answer.sheets.values())) for task in tasks
    ]

    assert words == sorted(words)


def test_a_department_in_question_has_its_own_sheet_on_the_highest_level() -> None:
    """Beside versions that are not in force."""
    for seed in range(10):
        task = of_type("total_absence_days", level="L5", department="Product", seed=seed)
        sheets = [path for path in task.disk if "/arrangements/product_" in path]
        in_force = [path for path in sheets if b"**in force**" in task.disk[path]]

        assert len(sheets) > 1
        assert in_force == [task.answer.sheets["Product"]]


def test_days_off_fall_into_the_month() -> None:
    """At least one weekday off and one event on a weekday, and somebody who came on a day off."""
    for seed in range(20):
        task = of_type("total_absence_days", level="L2", seed=seed)
        calendar = [row for row in rows(task, "attendance/company_calendar_2025.csv") if row["date"][:7] == "2025-09"]
        weekdays = [row for row in calendar if dt.date.fromisoformat(row["date"]).weekday() < 5]
        closed = {row["date"] for row in weekdays if row["kind"] != "event"}

        assert closed
        assert any(row["kind"] == "event" for row in weekdays)
        assert closed & {row["timestamp"][:10] for row in rows(task)} or seed


@pytest.mark.parametrize("task_type", TYPES)
def test_the_instruction_is_complete(task_type: str) -> None:
    """It names the month, the folder, the file, whom to ask, and an example with all keys of the report."""
    task = of_type(
        task_type,
        department="Human Resources",
        seed=next(s for s in range(30) if right(of_type(task_type, department="Human Resources", seed=s))),
    )
    report = right(task)

    assert f"`{task.answer.report}`" in task.instruction
    assert "`CloudDisk://attendance/`" in task.instruction
    assert "ask the manager of Human Resources" in task.instruction
    assert all(f'"{key}"' in task.instruction for key in (report[0] if isinstance(report, list) else report))
    assert not task.instruction.startswith("#")


@pytest.mark.parametrize("variant", VARIANTS[::4])
def test_no_answer_is_visible(variant: Variant) -> None:
    """No person or figure of the answer stands in the instruction, in a hint or in what people say; nor the rules."""
    task = make(variant.params)
    manual = task.disk[task.answer.manual].decode()
    said = "\n".join([task.instruction, *(brief.reply + brief.when for brief in task.briefs)])

    assert "$" not in manual + said
    if isinstance(right(task), list):
        names = {person["name"] for person in right(task)}
        assert not [name for name in names if name in said]
    assert DAY.isoformat() not in said
    assert not any(json.dumps(right(task)).encode() in content for content in task.disk.values())
