"""Reports get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tasks.sales.sales_scene import (
    AVERAGES,
    DEPARTMENT_COUNT,
    FULL,
    IDS,
    NOTHING,
    PERSON_COUNT,
    PREPARED,
    QUESTION,
    RANKING,
    RANKINGS,
    STATISTICS,
    TOP,
    VARIANTS,
    Scene,
    make,
)

from pytest_traineebench.company.workspace import Snapshot, Workspace
from pytest_traineebench.tasks.sales import FAMILY
from pytest_traineebench.tasks.sales.answer import Answer

each_variant = pytest.mark.parametrize("params", VARIANTS, ids=IDS)
AMOUNTS = [TOP, STATISTICS, RANKING, RANKINGS, AVERAGES]
COUNTS = [PERSON_COUNT, DEPARTMENT_COUNT]


def numbers_by(report: Any, change: Callable[[Any], Any]) -> Any:
    """Return a report with all its numbers changed."""
    if isinstance(report, dict):
        return {key: numbers_by(value, change) for key, value in report.items()}
    if isinstance(report, list):
        return [numbers_by(value, change) for value in report]
    return report if isinstance(report, str) else change(report)


def shares(scene: Scene, report: Any) -> tuple[float, float]:
    """Return which share of the points for format and figures a report earns."""
    earned = scene.points_for(report)
    assert earned[:3] == PREPARED[:3]
    return round(earned[3] / FULL[3], 6), round(earned[4] / FULL[4], 6)


def test_the_family_is_worth_three_points() -> None:
    """The published 0.9 for the basics, here for asking and reading, and 2.1 for records, format and figures."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points == {
        "sales_staff_consulted": 0.45,
        "sales_handbook_read": 0.45,
        "records_fetched": 0.35,
        "report_in_format": 0.35,
        "figures_right": 1.4,
    }
    assert sum(points.values()) == pytest.approx(3)


@each_variant
def test_the_right_report_earns_everything(params: dict[str, Any]) -> None:
    """With an indent, a byte order mark and in another order of keys as well."""
    scene = make(params)
    text = json.dumps(scene.report, indent=3, sort_keys=True).encode("utf-8-sig")

    assert scene.points_for(scene.report) == FULL
    assert scene.points({scene.answer.report: text}) == FULL


@each_variant
def test_doing_nothing_earns_nothing(params: dict[str, Any]) -> None:
    """No checkpoint is given away."""
    assert make(params).points({}, ()) == NOTHING


@each_variant
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"{",
        b"null",
        b"17",
        b'"text"',
        b"[]",
        b"{}",
        b"[[]]",
        b'[{"employee_id": ["a"]}]',
        b'{"employee_id": {"a": 1}}',
        b'{"count": {"a": [1]}}',
        b"[" * 100_000,
        b'{"count": ' + b"9" * 5000 + b"}",
        "a folder",
        '{"count": 1}'.encode("utf-16"),
        b"\xff\xfe\x00",
    ],
)
def test_broken_reports_lose_format_and_figures_and_crash_nothing(params: dict[str, Any], content: bytes | str) -> None:
    """Empty, cut off, of another kind, nested too deeply, too long, in another encoding, or no file at all."""
    scene = make(params)

    assert scene.points({scene.answer.report: content}) == PREPARED


@each_variant
@pytest.mark.parametrize("number", [float("nan"), float("inf"), None, True, "17", [], {}, -1, 10**400, 1e300, 0.5])
def test_other_values_instead_of_the_numbers_lose_format_and_figures(params: dict[str, Any], number: Any) -> None:
    """Not a number, infinity, nothing, truth values, text, lists and absurd amounts."""
    scene = make(params)

    assert scene.points_for(numbers_by(scene.report, lambda _: number)) == PREPARED


@each_variant
def test_numbers_as_text_are_no_numbers(params: dict[str, Any]) -> None:
    """The example in the task shows numbers."""
    scene = make(params)

    assert scene.points_for(numbers_by(scene.report, str)) == PREPARED


@pytest.mark.parametrize("value", [True, 1.0, "1", [1]])
def test_a_count_is_a_whole_number(value: Any) -> None:
    """On a day on which the right count is one, neither `true` nor 1.0 is."""
    scene = next(s for seed in range(50) if (s := make(PERSON_COUNT, seed=seed)).answer.figures[0].value == 1)

    assert scene.points_for({"count": 1}) == FULL
    assert scene.points_for({"count": value}) == PREPARED


@pytest.mark.parametrize("params", AMOUNTS)
def test_amounts_within_five_cents_are_right(params: dict[str, Any]) -> None:
    """The handbook's tolerance, its bound included, is the same for all kinds of report."""
    scene = make(params)

    def add(cents: int) -> Any:
        return numbers_by(scene.report, lambda x: x if isinstance(x, int) else round(x + cents / 100, 2))

    assert scene.points_for(add(5)) == scene.points_for(add(-5)) == FULL
    assert scene.points_for(add(6)) == scene.points_for(add(-6)) == PREPARED


@each_variant
def test_the_example_of_the_task_is_no_report(params: dict[str, Any]) -> None:
    """Nor is the task's text."""
    scene = make(params)
    example = scene.task.instruction.split("```json\n")[1].split("```")[0]

    assert scene.points({scene.answer.report: example.encode()}) == PREPARED
    assert scene.points({scene.answer.report: scene.task.instruction.encode()}) == PREPARED


@each_variant
def test_another_days_answer_is_worth_nothing(params: dict[str, Any]) -> None:
    """Figures belong to their seed."""
    scene = make(params)
    other = next(o for seed in range(2, 30) if (o := make(params, seed=seed)).report != scene.report)

    assert scene.points_for(other.report) == PREPARED


@each_variant
def test_a_report_under_another_name_is_none(params: dict[str, Any]) -> None:
    """Neither is one in a folder."""
    scene = make(params)
    content, name = json.dumps(scene.report).encode(), scene.answer.report

    assert scene.points({f"my_{name}": content, f"out/{name}": content}) == PREPARED


@each_variant
def test_figures_without_records_are_guesses(params: dict[str, Any]) -> None:
    """Whoever has not fetched every file that the answer rests on cannot know it."""
    scene = make(params)
    answer = scene.answer
    events = (*scene.asked(), *scene.fetched(answer.manual, *answer.records[1:]))

    points = scene.points_for(scene.report, events)

    assert points[:2] == FULL[:2]
    assert points[2] == pytest.approx(0.35 * (len(answer.records) - 1) / len(answer.records))
    assert points[3:] == (0, 0)


@each_variant
def test_records_of_another_year_or_a_snapshot_are_not_the_records(params: dict[str, Any]) -> None:
    """Files that only look alike do not count as fetched."""
    scene = make(params)
    others = [path for path in scene.task.disk if path not in {scene.answer.manual, *scene.answer.records}]

    points = scene.points_for(scene.report, scene.fetched(*others))

    assert points == NOTHING


def test_an_answer_without_asking_loses_the_asking_only() -> None:
    """What can be found by looking around is found; but the task says whom to ask."""
    scene = make(RANKING)
    fetched = scene.fetched(scene.answer.manual, *scene.answer.records)

    assert scene.points_for(scene.report, fetched) == (0, *FULL[1:])


def test_an_answer_without_the_handbook_loses_the_reading_only() -> None:
    """The edition of the year before does not count as the handbook."""
    scene = make(RANKING)
    old = next(path for path in scene.task.disk if "/archive/" in path)
    events = (*scene.asked(), *scene.fetched(old, *scene.answer.records))

    assert scene.points_for(scene.report, events) == (0.45, 0, *FULL[2:])


@pytest.mark.parametrize("params", [PERSON_COUNT, DEPARTMENT_COUNT])
def test_a_count_without_the_handbook_is_a_guess(params: dict[str, Any]) -> None:
    """Of the few counts that there can be, one is right without any work."""
    scene = make(params)
    events = (*scene.asked(), *scene.fetched(*scene.answer.records))

    assert scene.points_for(scene.report, events) == (0.45, 0, 0.35, 0, 0)


def told(answer: Answer) -> str:
    """Return a message that names everything."""
    return f"The sales handbook is {answer.manual}, the records are in CloudDisk://{answer.folder}/."


@pytest.mark.parametrize("seed", range(3))
def test_talking_to_oneself_is_no_consultation(seed: int) -> None:
    """A path that only the trainee says, that somebody elsewhere says, or that comes before the question is nothing."""
    scene = make(TOP, seed=seed)
    answer = scene.answer
    stranger = next(person.name for person in scene.slot.staff if person.name not in answer.experts)
    early = tuple(reversed(scene.asked(QUESTION, reply=told(answer))))
    rest = scene.fetched(answer.manual, *answer.records)

    for events in (
        scene.asked(told(answer), reply="I do not know about that, sorry."),
        scene.asked(QUESTION, of=stranger, reply=told(answer)),
        scene.asked("Good morning!", reply=told(answer)),
        early,
    ):
        assert scene.points_for(scene.report, (*events, *rest)) == (0, *FULL[1:])


def test_asking_for_the_records_only_is_half() -> None:
    """The rules have to be asked for, too."""
    scene = make(TOP)
    asked = scene.asked("Where are the order files of Q3?")
    fetched = scene.fetched(scene.answer.manual, *scene.answer.records)

    points = scene.points_for(scene.report, (*asked, *fetched))

    assert points == (0.225, *FULL[1:])


def test_anybody_in_sales_may_be_asked() -> None:
    """All departments know, whichever the question is about."""
    scene = make(TOP)
    answer = scene.answer

    for person in answer.experts:
        events = (*scene.asked(of=person), *scene.fetched(answer.manual, *answer.records))
        assert scene.points_for(scene.report, events) == FULL


@pytest.mark.parametrize("params", [TOP, RANKING])
def test_one_person_needs_no_list_and_people_may_stand_by_id(params: dict[str, Any]) -> None:
    """A single object is a list of one, and so is an object of objects, wherever people are listed."""
    scene = make(params)
    by_id = {entry["employee_id"]: entry for entry in scene.report}

    assert scene.points_for(by_id) == FULL
    if len(scene.report) == 1:
        assert scene.points_for(scene.report[0]) == FULL


def test_one_person_needs_no_list_in_a_department_either() -> None:
    """Per department the same holds."""
    scene = make({"task_type": "per_dept_extreme_employee", "departments": ["Sales_3", "Sales_1"]})

    assert scene.points_for({name: people[0] for name, people in scene.report.items()}) == FULL


@pytest.mark.parametrize("params", [RANKING, RANKINGS])
def test_the_order_of_people_does_not_matter(params: dict[str, Any]) -> None:
    """A set is asked for."""
    scene = make(params)
    report = scene.report

    turned = report[::-1] if isinstance(report, list) else {name: people[::-1] for name, people in report.items()}

    assert scene.points_for(turned) == FULL


def test_somebody_too_many_takes_somebody_away() -> None:
    """Listing everybody for the best one is worth nothing, each stranger beside the best three costs one."""
    best, three = make(TOP), make(RANKING)
    everybody = make({**RANKING, "task_params": {**RANKING["task_params"], "n": 20}}).report

    assert shares(best, [*best.report, *_others(best, 2)]) == (1, 0)
    assert shares(three, [*three.report, *_others(three, 1)]) == (1, round(2 / 3, 6))
    assert shares(three, everybody) == (1, 0)


def _others(scene: Scene, number: int) -> list[dict[str, Any]]:
    names = {entry["name"] for entry in scene.report}
    strangers = [person for person in scene.slot.staff if person.name not in names][:number]
    return [
        {
            "employee_id": person.name.lower().replace(" ", "_"),
            "name": person.name,
            "department": person.department,
            "total_sales": 1.0,
        }
        for person in strangers
    ]


def test_naming_somebody_twice_is_naming_somebody_too_many() -> None:
    """Once with the right amount, once with another: a report does not bet."""
    scene = make(RANKING)

    assert shares(scene, scene.report + scene.report)[1] == 0
    assert shares(scene, [*scene.report, {**scene.report[0], "total_sales": 1}])[1] == round(2 / 3, 6)


def test_people_left_out_cost_their_share() -> None:
    """Two of three; one of two departments."""
    three, two, averages = make(RANKING), make(RANKINGS), make(AVERAGES)

    assert shares(three, three.report[:2]) == (1, round(2 / 3, 6))
    assert shares(two, {"Sales_1": two.report["Sales_1"]}) == (0.5, 0.5)
    assert shares(averages, {"Sales_2": averages.report["Sales_2"]}) == (0.5, 0.5)


def test_the_right_person_with_a_wrong_amount_is_not_right() -> None:
    """Else a third of all guesses would be."""
    scene = make(TOP)

    assert shares(scene, [{**scene.report[0], "total_sales": 12345.67}]) == (0, 0)


@pytest.mark.parametrize(
    "change", [{"department": "Sales_3"}, {"department": None}, {"name": "Jane Doe"}, {"name": []}]
)
def test_a_wrong_department_or_name_is_half_the_format(change: dict[str, Any]) -> None:
    """The amount is right all the same."""
    scene = make(TOP)

    assert shares(scene, [{**scene.report[0], **change}]) == (0.5, 1)


def test_departments_that_were_not_asked_about_are_half_the_format() -> None:
    """They are not what was asked for, whatever is said of them."""
    averages, rankings = make(AVERAGES), make(RANKINGS)

    assert shares(averages, {**averages.report, "Sales_1": 5.0}) == (0.5, 1)
    assert shares(rankings, {**rankings.report, "Sales_3": "x" * 1000, "y" * 1000: []}) == (0.5, 1)


def test_things_that_are_no_people_count_as_somebody_too_many() -> None:
    """Text, numbers and lists in a list of people."""
    scene = make(RANKING)

    assert shares(scene, [*scene.report, "and so on"]) == (0.5, round(2 / 3, 6))
    assert shares(scene, [*scene.report, *[[]] * 1000]) == (0.5, 0)


def test_statistics_count_number_by_number() -> None:
    """A wrong average costs a third; the department belongs to the format."""
    scene = make(STATISTICS)

    assert shares(scene, {**scene.report, "avg_sales_per_person": 1.0}) == (1, round(2 / 3, 6))
    assert shares(scene, {**scene.report, "department": "Sales"}) == (0.5, 1)
    assert shares(scene, {key: value for key, value in scene.report.items() if key != "total_sales"})[0] == 0.5


def test_a_guessed_headcount_is_worth_nothing_alone() -> None:
    """Three people, as the list of users shows, and two made-up amounts."""
    scene = make(STATISTICS)

    assert shares(scene, {**scene.report, "total_sales": 1.0, "avg_sales_per_person": 0.33}) == (0, 0)


def test_links_folders_and_huge_files_are_no_reports(tmp_path: Path) -> None:
    """On a real workspace: a link to the right report, a folder of its name, eleven megabytes."""
    scene = make(RANKING)
    right = json.dumps(scene.report)
    (tmp_path / "elsewhere.json").write_text(right, encoding="utf-8")
    report = tmp_path / scene.answer.report

    report.symlink_to("elsewhere.json")
    by_link = scene.points(Workspace(tmp_path).freeze())
    report.unlink()
    report.mkdir()
    by_folder = scene.points(Workspace(tmp_path).freeze())
    report.rmdir()
    report.write_text(right + " " * 11_000_000, encoding="utf-8")
    huge = scene.points(Workspace(tmp_path))

    assert by_link == by_folder == huge == PREPARED


@each_variant
def test_advice_never_tells_the_answer(params: dict[str, Any]) -> None:
    """Whatever went wrong, what the agent reads holds no figure, no name and no path; the reason is for people."""
    scene = make(params)
    reports = [b"", json.dumps(numbers_by(scene.report, lambda _: 0.5)).encode(), b"[]", b"{}"]
    secrets = [scene.answer.manual, *scene.answer.records]
    secrets += [text for figure in scene.answer.figures for text in (figure.name, f"{figure.value / 100:.2f}") if text]

    for content in reports:
        for events in ((), scene.honest):
            evidence = scene.evidence(_snapshot(scene, content), events)
            for checkpoint in FAMILY.checkpoints:
                verdict = checkpoint.judge(evidence, scene.answer)
                assert verdict.earned == 1 or (verdict.reason and verdict.advice)
                assert not [secret for secret in secrets if secret in verdict.advice]


def _snapshot(scene: Scene, content: bytes) -> Any:
    return Snapshot({scene.answer.report: content})


def test_reasons_stay_short() -> None:
    """However many things are wrong, and however long they are."""
    scene = make(RANKINGS)
    report = {**scene.report, **{f"{'x' * 5000}{number}": number for number in range(3000)}}

    verdicts = scene.verdicts(_snapshot(scene, json.dumps(report).encode()))

    assert all(len(verdict.reason) < 1500 for verdict in verdicts)
