"""Reports get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tasks.attendance.attendance_scene import (
    FULL,
    NO_REPORT,
    NOTHING,
    TYPES,
    AttendanceTask,
    Work,
    listing,
    make,
    of_type,
    prepared,
    right,
    roster,
    slot,
)

from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.attendance import FAMILY

LISTS = [name for name in TYPES if "employee" in name]
RANKED = ["late_early_employee", "top_percent_employees", "employees_with_most_remote_days"]
OBJECTS = [name for name in TYPES if name not in LISTS]
NUMBERS = [name for name in OBJECTS if name != "has_late_or_early"]
WITH_SHARE = {**FULL, "report_flawless": 0.0}

each_type = pytest.mark.parametrize("task_type", TYPES)
each_list = pytest.mark.parametrize("task_type", LISTS)
each_number = pytest.mark.parametrize("task_type", NUMBERS)


@lru_cache(maxsize=64)
def found(task_type: str, **where: Any) -> AttendanceTask:
    """Return a task of a type in which there is somebody, or something, to be found."""
    tasks = (of_type(task_type, seed=seed, **where) for seed in range(20))
    return next(task for task in tasks if right(task) and right(task) != {"has_late_or_early": False})


def test_the_points_are_three_for_every_question() -> None:
    """However many people are to be found, a task is worth the same; sources are 30 percent."""
    points = {point.name: point.points for point in FAMILY.checkpoints}

    assert points == pytest.approx(
        {"managers_asked": 0.3, "rules_read": 0.3, "records_read": 0.3, "values_right": 1.4, "report_flawless": 0.7}
    )


@each_type
def test_the_right_report_earns_everything(task_type: str) -> None:
    """To the last point, without noise of binary fractions."""
    task = found(task_type)

    assert prepared(task).report(right(task)).earned() == FULL


@each_type
def test_doing_nothing_earns_nothing(task_type: str) -> None:
    """No checkpoint is given away."""
    assert Work(of_type(task_type)).earned() == NOTHING


@each_type
def test_a_report_without_any_sources_earns_nothing(task_type: str) -> None:
    """Whoever knows the answer without having fetched the records has guessed it."""
    task = found(task_type)

    assert Work(task).report(right(task)).earned() == NOTHING


@each_type
def test_a_report_without_asking_loses_the_asking_only(task_type: str) -> None:
    """The trainee browsed the disk instead."""
    task = found(task_type)
    work = prepared(task).report(right(task)).without_talk()

    assert work.earned() == {**FULL, "managers_asked": 0.0}


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"dear manager, here is the report",
    "not UTF-8": "ä".encode("latin-1"),
    "UTF-16": json.dumps([]).encode("utf-16"),
    "null": b"null",
    "a number": b"3",
    "text": b'"E1001"',
    "NaN": b'{"avg_late_days": NaN, "employees": NaN, "total_absence_days": NaN}',
    "infinity": b'{"average_overtime_hours": Infinity}',
    "overflow": b'{"average_overtime_hours": 1e999, "total_absence_days": 1e999, "has_late_or_early": 1e999}',
    "thousands of digits": b'{"total_absence_days": ' + b"9" * 4000 + b"}",
    "too many digits": b'{"total_absence_days": ' + b"9" * 5000 + b"}",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "list of text": b'["E1001", "E1002"]',
    "list of lists": b'[["E1001"]]',
    "list of null": b"[null]",
    "ids as numbers": b'[{"employee_id": 1001, "name": "x"}]',
    "ids as lists": b'[{"employee_id": [], "name": {}}]',
    "empty objects": b"[{}]",
    "empty object": b"{}",
    "wrong values": b'{"employees": [], "avg_late_days": {}, "has_late_or_early": "true", "total_absence_days": []}',
    "huge list": json.dumps([{"employee_id": f"X{i}", "name": "x"} for i in range(20_000)]).encode(),
}


@pytest.mark.parametrize("broken", BROKEN)
@each_type
def test_a_broken_report_loses_the_report_only(task_type: str, broken: str) -> None:
    """Whatever is handed in, the judge survives, and what was asked and read still counts."""
    task = found(task_type, department="Engineering")

    assert prepared(task).report(BROKEN[broken]).earned() == NO_REPORT


@each_type
def test_the_question_copied_back_earns_nothing(task_type: str) -> None:
    """Neither the instruction nor the example in it is a report."""
    task = found(task_type)
    example = task.instruction.split("```json\n")[1].split("\n```")[0]

    assert prepared(task).report(task.instruction.encode()).earned() == NO_REPORT
    assert prepared(task).report(example.encode()).earned() == NO_REPORT


@each_type
def test_another_days_answer_is_not_this_days(task_type: str) -> None:
    """A report that was kept from an earlier day loses at least the flawlessness."""
    tasks = [found(task_type)] + [of_type(task_type, seed=seed) for seed in range(20, 26)]
    stale = [task for task in tasks[1:] if right(task) != right(tasks[0])]

    for other in stale:
        earned = prepared(tasks[0]).report(right(other)).earned()

        assert earned["values_right"] <= 0.5
        assert earned["report_flawless"] == 0
    assert stale


@each_list
def test_listing_everybody_earns_nothing(task_type: str) -> None:
    """A list that tells nobody apart is worth nothing, not even for the right people with their right figures."""
    task = found(task_type)
    known = {row["employee_id"]: row for row in right(task)}
    filler = dict.fromkeys(right(task)[0], 0)

    everybody = [{**filler, **person, **known.get(person["employee_id"], {})} for person in roster(task)]

    assert prepared(task).report(everybody).earned() == NO_REPORT


@each_list
def test_one_too_many_costs_a_little_and_the_flawlessness(task_type: str) -> None:
    """An extra person takes a share of all who should not be listed."""
    task = found(task_type)
    expected = listing(task)
    extra = next(p for p in roster(task) if p["employee_id"] not in {row.employee_id for row in expected.rows})

    earned = prepared(task).report([*right(task), {**right(task)[0], **extra}]).earned()

    share = 1 - 1 / (expected.candidates - len(expected.rows))
    assert earned == {**WITH_SHARE, "values_right": pytest.approx(share)}


@each_list
def test_one_too_few_costs_a_share_and_the_flawlessness(task_type: str) -> None:
    """Half of two people is half."""
    task = next(task for seed in range(40) if len(right(task := of_type(task_type, seed=seed))) > 1)
    expected = right(task)

    earned = prepared(task).report(expected[1:]).earned()

    assert earned == {**WITH_SHARE, "values_right": pytest.approx(1 - 1 / len(expected))}


@each_list
def test_nobody_is_worth_nothing_where_somebody_is_to_be_found(task_type: str) -> None:
    """An empty list is no report about somebody."""
    assert prepared(found(task_type)).report([]).earned() == NO_REPORT


@each_list
def test_a_single_object_is_no_list(task_type: str) -> None:
    """The task asks for a list, even of one."""
    task = found(task_type)

    assert prepared(task).report(right(task)[0]).earned() == NO_REPORT


@each_list
def test_a_name_that_does_not_belong_to_the_number_is_not_the_person(task_type: str) -> None:
    """Number and name are checked together."""
    task = found(task_type)

    report = [{**row, "name": "Jo Doe"} for row in right(task)]

    assert prepared(task).report(report).earned() == NO_REPORT


@pytest.mark.parametrize("task_type", RANKED)
@pytest.mark.parametrize(
    "wrong", [str, lambda n: n + 1, lambda n: -n - 1, lambda _: None, lambda _: True, lambda n: [n]]
)
def test_wrong_figures_cost_their_part(task_type: str, wrong: Callable[[int], object]) -> None:
    """The right people with figures that are text, off by one, missing or of another kind."""
    task = found(task_type)
    numbers = [key for key, value in right(task)[0].items() if isinstance(value, int)]

    report = [{**row, **{key: wrong(row[key]) for key in numbers}} for row in right(task)]

    share = pytest.approx(1 / (1 + len(numbers)))
    assert prepared(task).report(report).earned() == {**WITH_SHARE, "values_right": share}


def test_listing_a_person_with_every_possible_figure_earns_the_person_only() -> None:
    """Entries that contradict each other are not right by the one that happens to be."""
    task = found("employees_with_most_remote_days")

    report = [{**row, "remote_days": days} for row in right(task) for days in range(24)]

    assert prepared(task).report(report).earned() == {**WITH_SHARE, "values_right": 0.5}


def test_early_figures_have_early_names() -> None:
    """Neither late keys in their place nor late keys beside them matter."""
    task = make({"task_type_name": "late_early_employee", "mode": "most_early"})
    renamed = [{key.replace("early", "late"): value for key, value in row.items()} for row in right(task)]
    beside = [{**row, "late_days": 0, "late_minutes_total": 0} for row in right(task)]

    assert prepared(task).report(renamed).earned()["values_right"] == pytest.approx(1 / 3)
    assert prepared(task).report(beside).earned() == FULL


def test_a_wrong_department_is_a_wrong_person() -> None:
    """The department is copied from the roster, so that it is worth nothing by itself."""
    task = found("employees_with_perfect_attendance")

    report = [{**row, "department": "Gardening"} for row in right(task)]

    assert prepared(task).report(report).earned() == NO_REPORT


@each_number
@pytest.mark.parametrize("wrong", [str, lambda n: n + 1, lambda n: n / 100 - 1, lambda _: None, lambda _: True])
def test_wrong_numbers_earn_nothing(task_type: str, wrong: Callable[[float], object]) -> None:
    """As text, off by one, another unit, missing, or of another kind."""
    task = of_type(task_type)

    report = {key: wrong(value) for key, value in right(task).items()}

    assert prepared(task).report(report).earned() == NO_REPORT


def test_each_right_figure_earns_its_share() -> None:
    """Four of five are four fifths; a rate as a ratio is the fifth that is wrong."""
    task = of_type("attendance_statistics")
    report = right(task)

    report["attendance_rate"] /= 100

    assert prepared(task).report(report).earned() == {**WITH_SHARE, "values_right": pytest.approx(0.8)}


@pytest.mark.parametrize(("off", "share"), [(0.01, 1.0), (-0.01, 1.0), (0.02, 0.0), (-0.02, 0.0)])
def test_an_average_may_be_off_by_one_in_the_second_decimal(off: float, share: float) -> None:
    """Which way a half was rounded does not matter; more does."""
    task = of_type("average_overtime_hours")

    report = {"average_overtime_hours": right(task)["average_overtime_hours"] + off}

    assert prepared(task).report(report).earned()["values_right"] == share


def test_a_whole_number_is_met_exactly() -> None:
    """A total may be written as 12.0, not as 12.004."""
    task = of_type("total_absence_days")
    total = right(task)["total_absence_days"]

    assert prepared(task).report({"total_absence_days": float(total)}).earned() == FULL
    assert prepared(task).report({"total_absence_days": total + 0.004}).earned() == NO_REPORT


@pytest.mark.parametrize("value", [0, 1, "true", "false", None, [True], {"value": True}])
def test_only_a_truth_value_is_a_truth_value(value: object) -> None:
    """One is not true, and text is not either."""
    for seed in range(4):
        task = of_type("has_late_or_early", seed=seed)

        assert prepared(task).report({"has_late_or_early": value}).earned() == NO_REPORT


@pytest.mark.parametrize("unread", ["manual", "records"])
def test_a_coin_is_not_a_source(unread: str) -> None:
    """A truth value, or an empty list, that was handed in without reading earns nothing by being right."""
    tasks = [of_type("has_late_or_early", seed=1)]
    tasks += [t for s in range(20) if not right(t := of_type("employees_with_perfect_attendance", seed=s))][:1]

    for task in tasks:
        path = task.answer.manual if unread == "manual" else task.answer.records[1]
        work = prepared(task).report(right(task))
        work.without(path)

        assert work.earned()["values_right"] == work.earned()["report_flawless"] == 0
    assert len(tasks) == 2


def test_the_empty_list_is_full_marks_where_nobody_is_to_be_found() -> None:
    """And any list of somebody is none."""
    task = next(t for s in range(40) if not right(t := of_type("top_percent_employees", seed=s)))

    assert prepared(task).report([]).earned() == FULL
    assert prepared(task).report([{**roster(task)[0], "early_days": 1}]).earned() == NO_REPORT


@pytest.mark.parametrize("task_type", ["late_early_employee", "attendance_statistics"])
def test_order_marks_case_and_other_keys_do_not_matter(task_type: str) -> None:
    """Neither do a byte order mark and blanks around a name."""
    task = found(task_type)
    report = right(task)
    if isinstance(report, list):
        report = [{"x": 1, **row, "name": f" {row['name'].upper()} "} for row in reversed(report)]
    else:
        report = {"remark": "done", **report}

    assert prepared(task).report(json.dumps(report).encode("utf-8-sig")).earned() == FULL


def test_a_link_or_a_folder_is_no_report(tmp_path: Path) -> None:
    """The report is a file in the workspace itself."""
    task = found("total_absence_days")
    (tmp_path / "outside.json").write_text(json.dumps(right(task)))
    for number, place in enumerate(("symlink", "folder", "subfolder")):
        root = tmp_path / f"workspace{number}"
        root.mkdir()
        if place == "symlink":
            (root / task.answer.report).symlink_to(tmp_path / "outside.json")
        elif place == "folder":
            (root / task.answer.report).mkdir()
        else:
            (root / "reports").mkdir()
            (root / "reports" / task.answer.report).write_text(json.dumps(right(task)))

        assert prepared(task).earned(Workspace(root)) == NO_REPORT


def test_a_file_of_the_right_name_is_not_a_download() -> None:
    """Files that the trainee made do not count as read."""
    task = found("total_absence_days")
    work = Work(task)

    work.files = dict.fromkeys((task.answer.manual, *task.answer.records), b"")
    work.files |= {path.rpartition("/")[2]: b"" for path in (task.answer.manual, *task.answer.records)}

    assert work.earned() == NOTHING


def test_older_files_are_not_the_sources() -> None:
    """Last year's rules and the month before earn nothing."""
    task = found("total_absence_days")
    answer = task.answer
    others = [path for path in task.disk if path not in (answer.manual, *answer.records)]

    assert Work(task).download(*others).earned() == NOTHING
    assert any("archive" in path for path in others)


def test_each_source_earns_its_share() -> None:
    """Three of four files are three quarters."""
    task = of_type("total_absence_days", level="L3")

    work = Work(task).download(*task.answer.records[:3])

    assert work.earned() == {**NOTHING, "records_read": 0.75}


def test_self_quoted_chat_is_no_answer() -> None:
    """The trainee's own words never count, whoever reads them; nor does a colleague's path before the question."""
    task = of_type("total_absence_days")
    boss, path = task.answer.managers["Finance"][0], f"CloudDisk://{task.answer.manual}"
    quoted = Work(task).ask(boss, f"They said the attendance rules are in {path}. Thanks!", "You are welcome!")
    early = Work(task).ask(boss, "Hello!", path).ask(boss, "Which attendance rules apply?", "I do not know.")

    assert quoted.earned() == early.earned() == NOTHING


def test_only_managers_count() -> None:
    """Somebody else who happens to know the path is not in charge."""
    task = of_type("total_absence_days")
    accountant = "Pat Stranger"

    work = Work(task).ask(accountant, "Which attendance rules apply?", f"See CloudDisk://{task.answer.manual}")

    assert work.earned() == NOTHING


def test_a_group_may_be_asked() -> None:
    """An answer in a group is an answer to the trainee who asked there."""
    task = of_type("total_absence_days", level="L5")
    people = [names[0] for names in task.answer.managers.values()]

    work = Work(task).ask_group(*people)

    assert work.earned() == {**NOTHING, "managers_asked": 1.0}


def test_departments_with_a_sheet_have_to_be_asked_too() -> None:
    """Three sheets and the manual are four things to be told; one manager with a sheet tells two of them."""
    task = of_type("total_absence_days", level="L5")
    answer = task.answer
    owner = answer.managers[next(iter(answer.sheets))][0]

    work = Work(task).ask(owner).download(answer.manual)

    assert work.earned() == {**NOTHING, "managers_asked": 0.5, "rules_read": 0.25}


def test_two_tasks_of_a_day_have_their_own_reports() -> None:
    """What is done for one earns nothing for the other."""
    first, second = (make({"level": "L5"}, where=slot(task=name)) for name in ("attendance", "second"))

    work = prepared(first).report(right(first))
    other = Work(second, files=work.files, events=work.events)

    assert work.earned() == FULL
    assert other.earned() == NOTHING
    assert TRAINEE not in second.instruction
