"""The records: deterministic, dated by the day, realistic, and with all that the handbook explains."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date

import pytest
from tasks.sales.sales_scene import IDS, RANKING, STAFF, TOP, VARIANTS, Scene, kind, make

from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.sales import FAMILY
from pytest_traineebench.tasks.sales.params import SalesParams

Row = dict[str, str]


def records(scene: Scene, year: int = 2024) -> dict[tuple[str, int], list[Row]]:
    """Return the rows of every final file of a year."""
    found = {}
    for path, content in scene.task.disk.items():
        if match := re.fullmatch(rf"sales/sales_(Sales_\d)_Q(\d)_{year}\.csv", path):
            found[match[1], int(match[2])] = list(csv.DictReader(content.decode().splitlines()))
    return found


def test_equal_slots_make_equal_tasks() -> None:
    """Made twice, a task has the same bytes everywhere."""
    first = make(RANKING, seed=3)

    again = FAMILY.generate(SalesParams.model_validate(RANKING), first.slot)

    assert first.task == again


def test_every_seed_makes_an_instance_of_its_own() -> None:
    """No two of many seeds share records, rules and question."""
    assert len({repr(sorted(make(TOP, seed=seed).task.disk.items())) for seed in range(60)}) == 60


def test_a_task_of_another_name_has_files_of_its_own() -> None:
    """Two analyses of one day share no path, neither on the disk nor in the workspace."""
    first, second = make(TOP), make(TOP, task="second")

    assert not set(first.task.disk) & set(second.task.disk)
    assert first.answer.report != second.answer.report
    assert {path.split("/")[0] for path in second.task.disk} == {"sales_second"}
    assert first.task.disk[first.answer.records[0]] != second.task.disk[second.answer.records[0]]


@pytest.mark.parametrize("day", [date(2025, 10, 1), date(2026, 1, 1), date(2024, 12, 31)])
def test_the_year_is_the_last_one(day: date) -> None:
    """Whatever the date, question, handbook and records are of the year before."""
    scene = make(TOP, day=day)

    assert f" {day.year - 1}." in scene.task.instruction
    assert f"orders of **{day.year - 1}**" in scene.manual
    assert all(f"_{day.year - 1}.csv" in path for path in scene.answer.records)
    assert str(day.year) not in "".join(scene.task.disk)


def test_all_departments_and_quarters_are_there() -> None:
    """Twelve files of last year, twelve of the year before, three snapshots, targets, two editions of the handbook."""
    scene = make(TOP)

    assert (
        set(records(scene)) == set(records(scene, 2023)) == {(f"Sales_{d}", q) for d in (1, 2, 3) for q in range(1, 5)}
    )
    assert len(scene.task.disk) == 30
    assert sum("preliminary" in path for path in scene.task.disk) == 3
    assert sum(path.endswith(".md") for path in scene.task.disk) == 2


@pytest.mark.parametrize("seed", range(10))
def test_sellers_are_the_staff(seed: int) -> None:
    """Every row is of a member of that department, or of the web shop."""
    staff = hire(50, stream(seed, "staff"))
    scene = make(TOP, seed=seed, staff=staff)

    for (department, _), rows in records(scene).items():
        ids = {person.name.lower().replace(" ", "_"): person.name for person in staff.department(department)}
        assert {(row["employee_id"], row["name"]) for row in rows} <= {*ids.items(), ("web_shop", "Web Shop")}
        assert {row["department"] for row in rows} == {department}


@pytest.mark.parametrize("seed", range(10))
def test_every_file_needs_every_rule(seed: int) -> None:
    """Each has cancelled orders, refunds, samples, web shop, repeats with another amount, and a neighbour's orders."""
    scene = make(TOP, seed=seed)
    minimum = int(re.findall(r"less than \$(\d+)", scene.manual)[0])

    for (_, quarter), rows in records(scene).items():
        numbers = Counter(row["order_id"] for row in rows)
        assert {row["status"] for row in rows} == {"completed", "cancelled", "refund"}
        assert any(row["employee_id"] == "web_shop" for row in rows)
        assert any(0 < float(row["amount"]) < minimum and row["status"] == "completed" for row in rows)
        assert len({(row["order_id"], row["amount"], row["status"]) for row in rows}) > len(numbers)
        assert any((int(row["date"][5:7]) + 2) // 3 != quarter for row in rows)
        assert all((float(row["amount"]) < 0) == (row["status"] == "refund") for row in rows)


def test_foreign_orders_are_whole_units() -> None:
    """So that it does not matter where amounts are rounded."""
    rows = [row for seed in range(5) for found in records(make(TOP, seed=seed)).values() for row in found]

    foreign = [row for row in rows if row["currency"] != "USD"]

    assert {row["currency"] for row in foreign} == {"EUR", "GBP"}
    assert all(row["amount"].endswith(".00") for row in foreign)


@pytest.mark.parametrize("seed", range(10))
def test_a_neighbours_orders_stand_in_their_own_file_too(seed: int) -> None:
    """Nobody who reads one file misses a part of another quarter, and there the order is beyond doubt."""
    found = records(make(TOP, seed=seed))

    for (department, quarter), rows in found.items():
        for row in rows:
            right = (int(row["date"][5:7]) + 2) // 3
            if right != quarter:
                twins = [other for other in found[department, right] if other["order_id"] == row["order_id"]]
                assert twins == [row]


def test_somebody_may_have_joined_during_the_year() -> None:
    """Whoever is there stays there; at least two people sell in every quarter; nobody's first quarter is empty."""
    late = 0
    for seed in range(20):
        found = records(make(TOP, seed=seed))
        for department in ("Sales_1", "Sales_2", "Sales_3"):
            people = [_sellers(found[department, quarter], quarter) for quarter in range(1, 5)]
            assert people[0] <= people[1] <= people[2] <= people[3]
            assert len(people[0]) >= 2
            late += people[0] != people[3]

    assert 5 < late < 40


def _sellers(rows: list[Row], quarter: int) -> set[str]:
    return {
        row["employee_id"]
        for row in rows
        if row["employee_id"] != "web_shop" and (int(row["date"][5:7]) + 2) // 3 == quarter
    }


def test_files_have_a_realistic_size() -> None:
    """About as many orders as published, with the noise added."""
    sizes = [len(rows) for seed in range(10) for rows in records(make(TOP, seed=seed)).values()]

    assert min(sizes) >= 15
    assert 35 < sum(sizes) / len(sizes) < 60
    assert max(sizes) < 120


def test_the_rules_of_the_company_differ() -> None:
    """Whoever remembers another company's handbook is wrong; all rules that vary take all their values."""
    manuals = [make(TOP, seed=seed).manual for seed in range(80)]

    assert {re.findall(r"only the \*\*(\w+)\*\* of them", text)[0] for text in manuals} == {"first", "last"}
    assert {"leave them out" in text for text in manuals} == {True, False}
    assert {int(re.findall(r"less than \$(\d+)", text)[0]) for text in manuals} == set(range(200, 801, 50))
    assert len({re.findall(r"1 EUR = ([\d.]+)", text)[0] for text in manuals}) > 12


def test_last_years_edition_is_not_this_years() -> None:
    """The archived handbook has other rates, so that reading the wrong one shows."""
    for seed in range(20):
        scene = make(TOP, seed=seed)
        old = scene.task.disk["sales/archive/manuals_for_sales_data_analysis_2023.md"].decode()

        assert re.findall(r"= ([\d.]+) USD", old) != re.findall(r"= ([\d.]+) USD", scene.manual)


@pytest.mark.parametrize("params", VARIANTS, ids=IDS)
def test_no_answer_lies_about(params: dict[str, object]) -> None:
    """No figure stands in the instruction, on the disk or in a brief; the instruction says no path of sales."""
    for seed in range(4):
        scene = make(params, seed=seed)
        visible = "\n".join((scene.task.instruction, *(content.decode() for content in scene.task.disk.values())))
        visible += "\n".join(brief.reply + brief.when for brief in scene.task.briefs)

        money = [figure.value for figure in scene.answer.figures if figure.is_money]

        assert not [value for value in money if f"{value / 100:.2f}" in visible]
        assert "CloudDisk://sales" not in scene.task.instruction
        assert scene.task.workspace == {}


def test_the_departments_are_named() -> None:
    """No question is about a department `Sales`, which does not exist; all departments are listed."""
    scene = make(kind("all_depts_qoq_count", quarter=3))

    assert "(Sales_1, Sales_2 and Sales_3)" in scene.task.instruction
    assert not re.search(r"Sales(?!_\d)\b", scene.task.instruction)
    assert len(STAFF.department("Sales_1")) == 3


def test_a_person_without_orders_in_a_quarter_is_left_out() -> None:
    """On a day with a newcomer, the statistics of the quarter before count the others only."""
    for seed in range(40):
        scene = make(kind("sales_statistics", department="Sales_1", quarter=1), seed=seed)
        if scene.report["employees"] == 2:
            assert scene.report["avg_sales_per_person"] == pytest.approx(scene.report["total_sales"] / 2, abs=0.011)
            return
    pytest.fail("no newcomer in forty seeds")
