"""What is generated: people, requests, rules and texts that fit together and give nothing away."""

from __future__ import annotations

from collections import Counter

import pytest
from tasks.meeting_attend.attend_scene import KINDS, OUTPUT, RULES, STAFF, TASKS, Scene, at, make, slot

from pytest_traineebench.audit.solvers.meeting_attend import records
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.meeting_attend import FAMILY
from pytest_traineebench.tasks.meeting_attend.answer import Request
from pytest_traineebench.tasks.meeting_attend.limits import Limits, draw_limits
from pytest_traineebench.tasks.meeting_attend.sources import Source

LEVELS = (1, 2, 3)


def _limits(seed: int) -> Limits:
    return draw_limits(slot(seed).stream("limits"))[0]


def _sources(scene: Scene) -> set[str]:
    return {request.source.value for request in scene.answer.requests}


def _is_complete(said: str, request: Request) -> bool:
    [line] = [line for line in said.splitlines() if line.startswith(f"- {request.name}: ")]
    return f"{request.quantity} x {request.item}" in line and f"${request.unit_price}" in line


def _broken(scene: Scene, seed: int) -> list[tuple[bool, bool, bool]]:
    limits = _limits(seed)
    return [
        (r.quantity > limits.pieces, r.unit_price > limits.price, r.total > limits.total)
        for r in scene.answer.requests
        if not r.is_reasonable
    ]


@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("level", LEVELS)
def test_an_independent_clerk_agrees(kind: str, level: int) -> None:
    """Whoever reads what is said and the rules writes exactly the wanted summary: 18 seeds of each of 12 variants."""
    for seed in range(18):
        scene = make(kind, level, where=slot(seed))

        name, report = records(scene.meeting.summary, scene.task.disk, scene.ask)

        assert name == OUTPUT
        assert report == scene.report()
        assert scene.points(report) == (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize("level", LEVELS)
def test_as_many_requests_break_a_rule_as_the_level_says(level: int) -> None:
    """Each breaks exactly one rule, each another one, so that higher levels need more of the rules."""
    for seed in range(40):
        broken = _broken(make("check", level, where=slot(seed)), seed)

        assert [sum(rules) for rules in broken] == [1] * level
        assert len(set(broken)) == level


def test_every_rule_decides_alone_now_and_then() -> None:
    """None of the three rules can be left unread."""
    broken = Counter(rules for seed in range(60) for rules in _broken(make("check", 1, where=slot(seed)), seed))

    assert set(broken) == {(True, False, False), (False, True, False), (False, False, True)}
    assert min(broken.values()) >= 8


def test_harder_levels_hold_requests_just_inside_the_rules() -> None:
    """At levels 2 and 3 something stands at a limit, where reading 'less than' for 'at most' goes wrong."""
    for seed in range(30):
        limits = _limits(seed)
        wanted = make("check", 3, where=slot(seed)).answer.wanted

        close = [
            r
            for r in wanted
            if r.quantity == limits.pieces or r.unit_price == limits.price or r.total + r.quantity > limits.total
        ]
        assert len(close) >= 2


def test_limits_differ_between_companies_and_from_the_former_ones() -> None:
    """No agent can know them by heart, and the archived edition is wrong in every one."""
    drawn = [draw_limits(stream(seed, "limits")) for seed in range(200)]

    assert len({now for now, _ in drawn}) > 50
    for now, former in drawn:
        assert now.pieces != former.pieces
        assert now.price != former.price
        assert now.total != former.total


def test_who_reads_the_archived_rules_is_often_wrong() -> None:
    """The former edition lies beside, as in any company."""
    wrong = 0
    for seed in range(40):
        scene = make("check", 3, where=slot(seed))
        former = scene.task.disk["financial/archive/procurement_rules_2024.md"]
        _, report = records(scene.meeting.summary, {**scene.task.disk, RULES: former}, scene.ask)
        wrong += report != scene.report()

    assert wrong >= 25


@pytest.mark.parametrize("kind", TASKS)
def test_higher_levels_leave_more_open(kind: str) -> None:
    """At first everything is said; then a file and a person are needed, then two of each, and nobody is left out."""
    for seed in range(20):
        sources = [_sources(make(kind, level, where=slot(seed))) for level in LEVELS]

        assert sources[0] == {"said"}
        assert sources[1:] == [{"said", "list", "asked"}, {"said", "list", "past", "asked"}]
        for level, (files, people) in enumerate([(0, 0), (1, 1), (2, 2)], start=1):
            scene = make(kind, level, where=slot(seed))
            needed = [place for place in scene.places if place != RULES]
            assert sum("/" in place for place in needed) == files
            assert len({place for place in needed if "/" not in place}) == people


def test_open_requests_break_rules_as_often_as_others() -> None:
    """What is not said can matter: some of it is to be left out."""
    opened = [
        request.is_reasonable
        for seed in range(40)
        for request in make("check", 3, where=slot(seed)).answer.requests
        if request.source is not Source.SAID
    ]

    assert 0.3 < sum(opened) / len(opened) < 0.7


@pytest.mark.parametrize("level", [2, 3])
def test_what_is_missing_is_said_nowhere_in_the_meeting(level: int) -> None:
    """Neither in full nor under the same thing's name twice."""
    for seed in range(30):
        scene = make("write", level, where=slot(seed))
        for request in scene.answer.requests:
            assert (request.source is Source.SAID) == _is_complete(scene.meeting.summary, request)
        assert len({request.item for request in scene.answer.requests}) == len(scene.answer.requests)


def test_outdated_files_lie_beside() -> None:
    """Who takes the price list of last year, or the minutes of another meeting, records something else."""
    for seed in range(20):
        scene = make("write", 3, where=slot(seed))
        paths, disk = scene.answer.paths, scene.task.disk
        for right, former in ((paths.price_list, paths.former_price_list), (paths.minutes, paths.former_minutes)):
            _, report = records(scene.meeting.summary, {**disk, right: disk[former]}, scene.ask)

            assert report != scene.report()


@pytest.mark.parametrize("size", [10, 25, 30, 50, 300, 1800])
@pytest.mark.parametrize("level", LEVELS)
def test_meetings_fit_companies_of_any_size(size: int, level: int) -> None:
    """A manager calls it, 4 to 8 others speak in it, and at least two of them reasonably."""
    staff = hire(size, stream(3, "staff"))
    for seed in range(5):
        scene = make("check", level, where=slot(seed, staff=staff))

        organizer = staff.find(scene.meeting.organizer)
        speakers = scene.meeting.attendees[:-1]
        assert organizer is not None
        assert organizer.is_manager
        assert organizer.department in {"Marketing", "Product"}
        assert 4 <= len(speakers) <= 8
        assert {request.name for request in scene.answer.requests} == set(speakers)
        assert organizer.name not in speakers
        assert len(scene.answer.wanted) == len(speakers) - level >= 2


def test_the_department_meets_as_published() -> None:
    """In a company of 50 all members of the department speak, in the order of the staff, and the trainee is invited."""
    scene = make("write", 1)

    department = next(p.department for p in STAFF if p.name == scene.meeting.organizer)
    members = tuple(p.name for p in STAFF.department(department) if not p.is_manager)
    assert scene.meeting.attendees == (*members, TRAINEE)
    assert (scene.meeting.room, scene.meeting.start, scene.meeting.end) == ("Room_06", at("09:30"), at("10:30"))
    assert scene.task.appointments == ((at("09:30"), at("10:30")),)


def test_a_meeting_without_a_task_says_nothing() -> None:
    """No summary, nobody who knows anything; the instruction does not tell it from the others."""
    none, other = make("none", 1), make("check_sum", 1)

    assert none.meeting.summary == ""
    assert none.task.briefs == ()
    assert none.task.instruction == other.task.instruction


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_nothing_of_the_meeting_is_told_before(kind: str, level: int) -> None:
    """Instruction, disk and workspace hold no name of the file, no kind of task, and no thing that is not looked up."""
    scene = make(kind, level)
    visible = "\n".join([scene.task.instruction, *(content.decode() for content in scene.task.disk.values())])

    assert scene.task.workspace == {}
    assert OUTPUT not in visible
    looked_up = {Source.LIST, Source.PAST}
    assert not [r for r in scene.answer.requests if r.source not in looked_up and r.item in visible]
    assert "procurement" not in scene.task.instruction


def test_the_disk_does_not_tell_the_kind_or_the_level() -> None:
    """A company has the same kinds of files whatever is talked about."""
    names = {tuple(sorted(make(kind, level).task.disk)) for kind in KINDS for level in LEVELS}

    assert len(names) == 1


def test_two_tasks_of_a_day_have_their_own_files() -> None:
    """Names carry the task's id unless it is the family's own, and the texts name the same ones."""
    scene = make("check", where=slot(task="second"))

    assert {name for name in scene.task.disk if name.startswith("financial")} == {
        "financial/procurement_rules_second.md",
        "financial/archive/procurement_rules_2024_second.md",
        "financial/price_list_second.csv",
        "financial/archive/price_list_2024_second.csv",
    }
    assert all("second" in name for name in scene.task.disk)
    assert "Workspace://meeting_summary_second.json" in scene.meeting.summary
    assert "CloudDisk://financial/procurement_rules_second.md" in scene.meeting.summary


def test_a_task_depends_on_its_slot_alone() -> None:
    """Equal slots make equal tasks, another seed or id another one."""
    assert make().task == make().task
    assert make().task != make(where=slot(2)).task
    assert make().answer.requests != make(where=slot(task="second")).answer.requests


@pytest.mark.parametrize("kind", KINDS)
def test_seeds_make_distinct_instances(kind: str) -> None:
    """Out of 300 seeds, no two make the same task, even in one company."""
    made = {repr((scene.task.disk, scene.meeting)) for seed in range(300) if (scene := make(kind, where=slot(seed)))}

    assert len(made) == 300


def test_variants_go_from_easy_to_hard() -> None:
    """There are 15: none before write, sum, check, check_sum, each with levels 1 to 3."""
    labels = [(variant.subtype, variant.difficulty) for variant in FAMILY.variants()]

    assert labels == [(kind, f"level-{level}") for kind in KINDS for level in LEVELS]
