"""Summaries get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tasks.meeting_attend.attend_scene import (
    FULL,
    KINDS,
    NOTHING,
    ONLY_THERE,
    OUTPUT,
    STAFF,
    TASKS,
    Report,
    Scene,
    at,
    make,
    slot,
)

from pytest_traineebench.company.events import FileDownloaded, GroupMessageSent, MessageSent
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Snapshot, Workspace
from pytest_traineebench.tasks.meeting_attend import FAMILY
from pytest_traineebench.tasks.meeting_attend.answer import Request

each_task = pytest.mark.parametrize("kind", TASKS)
each_sum = pytest.mark.parametrize("kind", ["sum", "check_sum"])
each_check = pytest.mark.parametrize("kind", ["check", "check_sum"])


def _share(scene: Scene, right: int, *, sum_right: bool = True) -> float:
    """Return what so many right rows earn."""
    overall = scene.answer.kind.has_totals
    return round((right + (overall and sum_right)) / (len(scene.answer.wanted) + overall), 3)


def _rows(report: Report) -> list[Report]:
    rows: list[Report] = report["requirement"]
    return rows


def test_the_family_is_worth_four_points() -> None:
    """As published: one for being there, three for the summary."""
    assert {c.name: c.points for c in FAMILY.checkpoints} == {
        "attended_on_time": 1,
        "summary_handed_in": 1,
        "summary_in_format": 1,
        "requests_right": 1,
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_honest_work_earns_everything_and_none_nothing(kind: str, level: int) -> None:
    """A meeting without a task needs no summary; staying away is worth nothing."""
    scene = make(kind, level)

    assert scene.points(scene.report() if kind != "none" else None) == FULL
    assert scene.points(None, arrival=None) == NOTHING


@pytest.mark.parametrize(("arrival", "point"), [("09:25", 1), ("09:30", 1), ("09:35", 1), ("09:36", 0), ("10:29", 0)])
@pytest.mark.parametrize("kind", KINDS)
def test_being_late_costs_its_point(kind: str, arrival: str, point: int) -> None:
    """Who comes late hears the task all the same; a meeting without one was all about being there."""
    scene = make(kind)

    rest = (1.0, 1.0, 1.0) if kind != "none" or point else (0.0, 0.0, 0.0)
    assert scene.points(scene.report(), arrival=arrival) == (point, *rest)


def test_another_meeting_is_not_this_one() -> None:
    """Being on time in another room, at another time or under another name is worth nothing."""
    scene = make("none")
    evidence = scene.evidence(Snapshot({}))
    [meeting] = evidence.meetings

    meeting.room = "Room_07"

    assert [c.judge(evidence, scene.answer).earned for c in FAMILY.checkpoints] == [0, 0, 0, 0]


def test_somebody_else_who_came_is_not_the_trainee() -> None:
    """Names count whole."""
    scene = make("none")
    evidence = scene.evidence(Snapshot({}), arrival=None)
    evidence.meetings[0].arrivals[f"{TRAINEE}son"] = at("09:30")

    assert [c.judge(evidence, scene.answer).earned for c in FAMILY.checkpoints] == [0, 0, 0, 0]


def test_a_cancelled_meeting_is_a_missed_one() -> None:
    """It never crashes the judge."""
    scene = make()
    there = scene.evidence(Snapshot({OUTPUT: json.dumps(scene.report()).encode()}))
    gone = type(there)(
        now=there.now, events=(), files=there.files, meetings=(), staff=there.staff, trainee=there.trainee
    )

    assert [c.judge(gone, scene.answer).earned for c in FAMILY.checkpoints] == [0, 0, 0, 0]


@each_task
def test_a_right_summary_of_somebody_who_never_heard_the_task_earns_nothing(kind: str) -> None:
    """Whether it was guessed or carried over from another run."""
    scene = make(kind)

    assert scene.points(scene.report(), arrival=None) == NOTHING


@each_task
def test_the_minutes_make_up_for_all_but_the_arrival(kind: str) -> None:
    """Asked for after the end."""
    scene = make(kind)

    assert scene.points(scene.report(), arrival=None, events=scene.talk(clock="10:40")) == (0.0, 1.0, 1.0, 1.0)


@each_task
def test_minutes_of_a_meeting_that_is_not_over_do_not_count(kind: str) -> None:
    """Nobody gets around the meeting by claiming early that it was missed."""
    scene = make(kind)

    assert scene.points(scene.report(), arrival=None, events=scene.talk(clock="09:00")) == NOTHING


def test_only_the_organizer_tells_the_minutes() -> None:
    """Not the trainee herself, not somebody else, and not without being asked."""
    scene = make()
    organizer, summary = scene.answer.organizer, scene.meeting.summary
    stranger = next(person.name for person in STAFF if person.name != organizer)
    own = scene.talk(clock="11:00", question=f"Is this right? {summary}")[:1]
    unasked = [MessageSent(at=at("11:00"), sender=organizer, receiver=TRAINEE, text=summary)]
    other = [
        MessageSent(at=at("11:00"), sender=TRAINEE, receiver=stranger, text="I missed the meeting."),
        MessageSent(at=at("11:00"), sender=stranger, receiver=TRAINEE, text=summary),
    ]

    for events in (own, unasked, other):
        assert scene.points(scene.report(), arrival=None, events=events) == NOTHING


@each_task
def test_what_a_reader_overlooks_costs_nothing(kind: str) -> None:
    """Order, case, blanks, other keys, decimals that are zero, a byte order mark, a cent."""
    scene = make(kind)
    report = scene.report()
    _rows(report).reverse()
    for row in _rows(report):
        row["name"] = f" {row['name'].upper().replace(' ', '  ')}"
        row["item"] = row["item"].lower()
        row["quantity"] = float(row["quantity"])
        row["remark"] = None
        if "total" in row:
            row["total"] += 0.01
    report["meeting"] = {"room": "Room_06"}

    assert scene.points(json.dumps(report).encode("utf-8-sig")) == FULL


@each_task
@pytest.mark.parametrize("level", [1, 2, 3])
def test_numbers_as_text_are_against_the_format(kind: str, level: int) -> None:
    """It is said that amounts are JSON numbers; a text is neither in the format nor right."""
    scene = make(kind, level)
    report = scene.report()
    for row in _rows(report):
        row.update({key: str(row[key]) for key in ("quantity", "unit_price", "total") if key in row})

    assert "JSON numbers" in scene.meeting.summary
    assert scene.points(report) == (1.0, 1.0, 0.0, 0.0)


@each_check
@pytest.mark.parametrize("level", [1, 2, 3])
def test_who_never_read_the_rules_has_guessed(kind: str, level: int) -> None:
    """However right the list is: the limits are of this day, and nobody can know them."""
    scene = make(kind, level)

    points = scene.points(scene.report(), lacks={scene.answer.paths.rules})

    assert points == (1.0, 1.0, 1.0, 0.0)


@each_task
@pytest.mark.parametrize("level", [2, 3])
def test_each_thing_that_was_not_found_out_costs_its_request(kind: str, level: int) -> None:
    """A file that was never fetched or a person who was never asked leaves nothing but a guess."""
    for seed in range(4):
        scene = make(kind, level, where=slot(seed))
        for place in scene.places:
            points = scene.points(scene.report(), lacks={place})

            assert points[:3] == (1.0, 1.0, 1.0)
            assert points[3] < 1


@each_check
def test_leaving_out_by_guess_is_no_merit(kind: str) -> None:
    """An open request that breaks a rule is left out rightly by those only who know it."""
    scenes = [make(kind, 3, where=slot(seed)) for seed in range(20)]
    tried = [(scene, r) for scene in scenes for r in scene.answer.unwanted if r.source.value == "asked"]

    assert tried
    for scene, request in tried:
        share = scene.points(scene.report(), lacks={request.name})[3]
        assert share == pytest.approx(1 - 1 / len(scene.answer.unwanted), abs=0.001)


def _promising(scene: Scene) -> Request:
    return next(request for request in scene.answer.requests if request.source.value == "asked")


def test_a_promise_counts_only_from_who_made_it() -> None:
    """Not in the trainee's own words, not from somebody else, and not without being asked."""
    scene = make("write", 2)
    request = _promising(scene)
    organizer = scene.answer.organizer
    own = [MessageSent(at=at("11:00"), sender=TRAINEE, receiver=request.name, text=f"It is {request.words}, right?")]
    unasked = [MessageSent(at=at("11:00"), sender=request.name, receiver=TRAINEE, text=request.words)]
    other = [
        MessageSent(at=at("11:00"), sender=TRAINEE, receiver=organizer, text="How many?"),
        MessageSent(at=at("11:00"), sender=organizer, receiver=TRAINEE, text=request.words),
    ]

    for events in (own, unasked, other, []):
        points = scene.points(scene.report(), lacks={request.name}, events=events)
        assert points == (1.0, 1.0, 1.0, _share(scene, len(scene.answer.wanted) - 1))


def test_a_promise_may_be_kept_in_a_group() -> None:
    """An answer that the trainee reads in a chat group counts like a direct one."""
    scene = make("write", 2)
    request = _promising(scene)
    group = (TRAINEE, request.name, scene.answer.organizer)
    talk = [
        GroupMessageSent(at=at("11:00"), group=1, members=group, sender=TRAINEE, text="How many is it?"),
        GroupMessageSent(at=at("11:00"), group=1, members=group, sender=request.name, text=f"I need {request.words}."),
    ]

    assert scene.points(scene.report(), lacks={request.name}, events=talk) == FULL


def test_the_outdated_files_do_not_count() -> None:
    """Fetching the archived edition is not fetching the one that was named."""
    scene = make("check", 3)
    paths = scene.answer.paths
    for right, former in (
        (paths.rules, paths.former_rules),
        (paths.price_list, paths.former_price_list),
        (paths.minutes, paths.former_minutes),
    ):
        fetched = [FileDownloaded(at=at("11:00"), source=former, target="f", sha256="")]

        assert scene.points(scene.report(), lacks={right}, events=fetched)[3] < 1


@each_task
@pytest.mark.parametrize(("key", "more"), [("quantity", 1), ("unit_price", 1), ("unit_price", -0.02), ("item", "s")])
def test_a_wrong_value_costs_its_row(kind: str, key: str, more: Any) -> None:
    """One piece or one dollar beside is wrong; the row is in the format, and the others count."""
    scene = make(kind)
    report = scene.report()
    _rows(report)[0][key] += more

    beside = 1 if key == "item" else 0  # nobody asked for that thing: missing, and one too many
    right = len(scene.answer.wanted) - 1
    expected = round(max(0, _share(scene, right) - beside / len(scene.answer.wanted)), 3)
    assert scene.points(report)[:3] == (1.0, 1.0, 1.0)
    assert scene.points(report)[3] == pytest.approx(expected, abs=0.002)


@each_task
def test_a_missing_row_costs_its_share(kind: str) -> None:
    """And the overall amount, which is then wrong."""
    scene = make(kind)

    points = scene.points(scene.report(scene.answer.wanted[1:]))

    assert points == (1.0, 1.0, 1.0, _share(scene, len(scene.answer.wanted) - 1, sum_right=False))


@each_task
def test_a_row_twice_is_one_too_many(kind: str) -> None:
    """Each request is recorded once."""
    scene = make(kind)
    points = scene.points(scene.report([*scene.answer.wanted, scene.answer.wanted[0]]))

    assert points[:3] == (1.0, 1.0, 1.0)
    assert points[3] < 1


@each_check
@pytest.mark.parametrize("level", [1, 2, 3])
def test_recording_everything_where_rules_hold_earns_nothing_for_it(kind: str, level: int) -> None:
    """Who tells nobody apart did not look at the rules."""
    scene = make(kind, level)

    assert scene.points(scene.report(scene.answer.requests)) == (1.0, 1.0, 1.0, 0.0)


@each_check
def test_recording_only_what_breaks_the_rules_earns_nothing(kind: str) -> None:
    """Not one request of it should stand there."""
    scene = make(kind)

    assert scene.points(scene.report(scene.answer.unwanted)) == ONLY_THERE


@pytest.mark.parametrize("kind", ["write", "sum"])
def test_where_no_rules_hold_everything_is_recorded(kind: str) -> None:
    """Who applies the rules all the same loses what was left out."""
    scene = make(kind, 2)
    reasonable = [request for request in scene.answer.requests if request.is_reasonable]

    points = scene.points(scene.report(reasonable))

    assert points == (1.0, 1.0, 1.0, _share(scene, len(reasonable), sum_right=False))


@each_sum
def test_the_overall_amount_counts(kind: str) -> None:
    """A wrong one costs its share; a missing one is against the format, too."""
    scene = make(kind)
    wrong, lacking = scene.report(), scene.report()
    wrong["statistics"] += 1
    del lacking["statistics"]
    share = _share(scene, len(scene.answer.wanted), sum_right=False)

    assert scene.points(wrong) == (1.0, 1.0, 1.0, share)
    assert scene.points(lacking) == (1.0, 1.0, 0.0, share)


@each_sum
def test_an_overall_amount_alone_earns_nothing(kind: str) -> None:
    """It rests on rows."""
    scene = make(kind)

    assert scene.points({"requirement": [], "statistics": scene.answer.statistics}) == ONLY_THERE


@pytest.mark.parametrize("kind", TASKS)
def test_totals_count_where_they_are_asked_for(kind: str) -> None:
    """Elsewhere they may be left out, or stand there."""
    scene = make(kind)
    without, with_them = scene.report(), scene.report()
    for row in _rows(without):
        row.pop("total", None)
    for row in _rows(with_them):
        row["total"] = row["quantity"] * row["unit_price"]

    assert scene.points(with_them) == FULL
    assert scene.points(without) == ((1.0, 1.0, 0.0, 0.0) if "sum" in kind else FULL)


@each_task
@pytest.mark.parametrize("value", [None, True, "two", [2], {"n": 2}, "1e0", "٢"])
def test_a_quantity_that_is_no_number_is_against_the_format(kind: str, value: object) -> None:
    """It costs the format, and its row."""
    scene = make(kind)
    report = scene.report()
    _rows(report)[0]["quantity"] = value

    assert scene.points(report) == (1.0, 1.0, 0.0, _share(scene, len(scene.answer.wanted) - 1))


@each_task
@pytest.mark.parametrize("entry", [None, 7, "John", ["a"], {}])
def test_a_strange_entry_is_against_the_format_and_one_too_many(kind: str, entry: object) -> None:
    """It never crashes the judge."""
    scene = make(kind)
    report = scene.report()
    _rows(report).append(entry)  # type: ignore[arg-type]  # on purpose

    points = scene.points(report)

    assert points[:3] == (1.0, 1.0, 0.0)
    assert points[3] == round(1 - 1 / len(scene.answer.wanted), 3)


def _tricks(scene: Scene) -> dict[str, bytes]:
    right = json.dumps(scene.report())
    rows = json.dumps(_rows(scene.report()))
    example = scene.meeting.summary.split("```json")[1].split("```")[0]
    return {
        "empty file": b"",
        "empty object": b"{}",
        "empty list": b"[]",
        "null": b"null",
        "no rows": b'{"requirement": [], "statistics": 0}',
        "what was said, copied": scene.meeting.summary.encode(),
        "what was said, as a text of JSON": json.dumps({"requirement": scene.meeting.summary}).encode(),
        "instruction copied": scene.task.instruction.encode(),
        "example copied": example.encode(),
        "another day's answer": json.dumps(make("check_sum", where=slot(99)).report()).encode(),
        "NaN beside it": f'{right[:-1]}, "x": NaN}}'.encode(),
        "infinity as statistics": f'{{"requirement": {rows}, "statistics": Infinity}}'.encode(),
        "an endless number": f'{right[:-1]}, "x": {"9" * 10_000}}}'.encode(),
        "half a character": f'{right[:-1]}, "x": "\\ud800"}}'.encode(),
        "nested deeply": b'{"requirement": ' + b"[" * 100_000,
        "Python instead of JSON": repr(scene.report()).encode(),
        "fenced": f"```json\n{right}\n```".encode(),
        "UTF-16": right.encode("utf-16"),
        "cut off": right[:-5].encode(),
        "names without things": json.dumps({"requirement": [{"name": r.name} for r in scene.answer.wanted]}).encode(),
        "things without names": json.dumps({"requirement": [{"item": r.item} for r in scene.answer.wanted]}).encode(),
    }


@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("trick", _tricks(make()))
def test_a_broken_or_tricky_file_earns_nothing(kind: str, trick: str) -> None:
    """The point for being there stays."""
    scene = make(kind, 2, where=slot(5))

    assert scene.points(_tricks(scene)[trick]) == ONLY_THERE


@each_task
def test_another_structure_is_handed_in_but_not_in_format(kind: str) -> None:
    """A list at the top, another key, people as keys: readable, but not what was asked for."""
    scene = make(kind)
    rows = _rows(scene.report())

    for other in (rows, {"requirements": rows}, {"requirement": {row["name"]: row for row in rows}}):
        content = json.dumps(other).encode()
        assert scene.points(content) == (1.0, 1.0, 0.0, 0.0)


@each_task
def test_a_flood_of_rows_earns_no_more(kind: str) -> None:
    """Listing every possible number beside every name costs what it finds."""
    scene = make(kind)
    report = scene.report()
    flood = [{**row, "quantity": n, "total": n * row["unit_price"]} for row in _rows(report) for n in range(2000)]

    assert scene.points({**report, "requirement": flood}) == (1.0, 1.0, 1.0, 0.0)


def _place_link(folder: Path, content: bytes) -> None:
    folder.joinpath("elsewhere.json").write_bytes(content)
    folder.joinpath(OUTPUT).symlink_to("elsewhere.json")


def _place_folder(folder: Path, content: bytes) -> None:
    folder.joinpath(OUTPUT).mkdir()
    folder.joinpath(OUTPUT, OUTPUT).write_bytes(content)


def _place_huge(folder: Path, content: bytes) -> None:
    with folder.joinpath(OUTPUT).open("wb") as file:
        file.write(content)
        file.truncate(20 * 2**20)


def _place_in_subfolder(folder: Path, content: bytes) -> None:
    folder.joinpath("results").mkdir()
    folder.joinpath("results", OUTPUT).write_bytes(content)


@pytest.mark.parametrize("place", [_place_link, _place_folder, _place_huge, _place_in_subfolder])
def test_only_an_ordinary_file_of_that_name_is_handed_in(place: object, tmp_path: Path) -> None:
    """Links, folders, huge files and files elsewhere are not."""
    scene = make()
    assert callable(place)
    place(tmp_path, json.dumps(scene.report()).encode())

    assert scene.points_for(Workspace(tmp_path)) == ONLY_THERE


@pytest.mark.parametrize("kind", TASKS)
def test_verdicts_stay_short_and_advice_tells_nothing(kind: str) -> None:
    """Whatever was handed in: reasons can be printed, and no advice holds a name, a thing or a number of the answer."""
    scene = make(kind)
    flood = {"requirement": [{"name": "x" * 10_000}] * 1000}
    contents = [*_tricks(scene).values(), json.dumps(flood).encode()]
    held = [Snapshot({}), *(Snapshot({OUTPUT: content}) for content in contents)]

    verdicts = [verdict for files in held for verdict in scene.verdicts(files) if verdict.earned < 1]

    secrets = [text for r in scene.answer.requests for text in (r.name, r.item, str(r.unit_price))]
    assert all(verdict.advice and len(verdict.reason) < 1500 for verdict in verdicts)
    assert not [verdict for verdict in verdicts for secret in secrets if secret in verdict.advice]
