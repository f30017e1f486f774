"""Judging: what honest work may look like, and what each fault and each cheat loses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.event_planning.event_scene import (
    CHECKS,
    LEVELS,
    QUESTION,
    EventTask,
    Work,
    at_level,
    earned,
    honest,
    lost,
    make,
    replies,
    slot,
)

from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.event_planning import FAMILY
from pytest_traineebench.tasks.event_planning.rules import clock

MATERIALS, ASKED, DAY, PLAN, FIGURES = CHECKS
FILE = {DAY, PLAN, FIGURES}
METRICS = ("interest_score", "cost_per_person", "total_travel_distance", "overall_score")
OTHER_ANSWER = {
    "event_date": "2025-11-31",
    "plan": {"morning": "Riverside Wetland", "lunch": "Taste \N{MIDDLE DOT} Light Meal", "afternoon": "Willow Forest"},
    "end_time": "23:12",
    "can_complete_on_time": True,
    "interest_score": 13.97,
    "cost_per_person": 496.24,
    "total_travel_distance": 239.89,
    "overall_score": 1.5603,
}
"""As for another world, with figures that no world of the tests has."""
Mutate = Callable[[EventTask, Work], None]


def test_the_family_is_worth_four_points() -> None:
    """As published for the optimal plan; every checkpoint can be earned in every level."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points == {MATERIALS: 0.5, ASKED: 1.0, DAY: 0.75, PLAN: 0.75, FIGURES: 1.0}


@pytest.mark.parametrize("level", LEVELS)
def test_an_idle_trainee_earns_nothing(level: str) -> None:
    """No checkpoint is granted for doing nothing, and advice holds nothing of the answer."""
    task = at_level(level)
    evidence = Work().evidence()

    verdicts = [checkpoint.judge(evidence, task.answer) for checkpoint in FAMILY.checkpoints]

    names = {place.name for place in (*task.answer.world.locations, *task.answer.world.restaurants)}
    people = {window.person for window in task.answer.windows}
    assert [verdict.earned for verdict in verdicts] == [0.0] * 5
    assert not [word for word in names | people for verdict in verdicts if word in verdict.advice]


# Faults that lose the same checkpoints in all levels.


def same(_: EventTask, __: Work) -> None:
    """Change nothing."""


def raw(change: Callable[[bytes], bytes]) -> Mutate:
    """Return a fault that changes the bytes of the file."""

    def mutate(task: EventTask, work: Work) -> None:
        work.files[task.answer.output] = change(work.files[task.answer.output])

    return mutate


def entries(**values: object) -> Mutate:
    """Return a fault that changes entries of the file."""
    return lambda task, work: work.change(task, **values)


def removed(key: str) -> Mutate:
    """Return a fault that leaves an entry out."""

    def mutate(task: EventTask, work: Work) -> None:
        content = work.content(task)
        del content[key]
        work.hand_in(task, content)

    return mutate


def numbers(change: Callable[[float], object]) -> Mutate:
    """Return a fault that changes all metrics."""

    def mutate(task: EventTask, work: Work) -> None:
        work.change(task, **{key: change(value) for key, value in work.content(task).items() if key in METRICS})

    return mutate


def wrong_name(task: EventTask, work: Work) -> None:
    """Hand in under another name."""
    work.files["plan.json"] = work.files.pop(task.answer.output)


def in_folder(task: EventTask, work: Work) -> None:
    """Hand in a folder deeper."""
    work.files[f"out/{task.answer.output}"] = work.files.pop(task.answer.output)


def other_seed(task: EventTask, work: Work) -> None:
    """Hand in what was right on another day."""
    work.files = {task.answer.output: json.dumps(OTHER_ANSWER).encode()}


def question_copied(task: EventTask, work: Work) -> None:
    """Hand in the example of the instruction."""
    work.files[task.answer.output] = task.instruction.split("```json\n")[-1].split("\n```")[0].encode()


def silent(_: EventTask, work: Work) -> None:
    """Ask nobody."""
    work.forget_talk()


def self_quoted(task: EventTask, work: Work) -> None:
    """Tell everybody their own days, and get no more than a nod."""
    work.forget_talk()
    for person, reply in replies(task).items():
        work.say(person, f"{QUESTION} You said: {reply}")
        work.hear(person, "Hm.")


def unasked(task: EventTask, work: Work) -> None:
    """Ask only after the answers came."""
    work.forget_talk()
    for person, reply in replies(task).items():
        work.hear(person, reply)
        work.say(person, QUESTION)


def small_talk(task: EventTask, work: Work) -> None:
    """Say nothing that bears on it."""
    work.forget_talk()
    for person, reply in replies(task).items():
        work.say(person, "How are you?")
        work.hear(person, reply)


def told_by_another(task: EventTask, work: Work) -> None:
    """Let a colleague answer for all others."""
    work.forget_talk()
    said = replies(task)
    spokesperson = next(iter(said))
    for person in said:
        work.say(person, QUESTION)
    work.hear(spokesperson, "\n".join(list(said.values())[1:]))


def archive_only(task: EventTask, work: Work) -> None:
    """Download last year's documents."""
    work.events = [event for event in work.events if not hasattr(event, "source")]
    for path in task.disk:
        if "archive" in path:
            work.download(path)


def faked_files(task: EventTask, work: Work) -> None:
    """Put files of the right names into the workspace."""
    work.events = [event for event in work.events if not hasattr(event, "source")]
    work.files.update({path.rpartition("/")[2]: b"" for path in task.answer.materials})


EVERYWHERE: dict[str, tuple[Mutate, set[str]]] = {
    "nothing wrong": (same, set()),
    "byte order mark and blanks": (raw(lambda content: b"\xef\xbb\xbf" + content + b"\n\n"), set()),
    "more keys than wanted": (entries(remark="done", weather=["sun"]), set()),
    "no file": (lambda _, work: work.files.clear(), FILE),
    "wrong name": (wrong_name, FILE),
    "in a folder": (in_folder, FILE),
    "empty file": (raw(lambda _: b""), FILE),
    "not JSON": (raw(lambda content: content[:-1]), FILE),
    "UTF-16": (raw(lambda content: content.decode().encode("utf-16")), FILE),
    "fenced": (raw(lambda content: b"```json\n" + content + b"\n```"), FILE),
    "a list": (raw(lambda content: b"[" + content + b"]"), FILE),
    "null": (raw(lambda _: b"null"), FILE),
    "NaN beside it": (raw(lambda content: content[:-1] + b', "x": NaN}'), FILE),
    "infinity beside it": (raw(lambda content: content[:-1] + b', "x": 1e999}'), FILE),
    "a number of 5,000 digits beside it": (raw(lambda content: content[:-1] + b', "x": ' + b"9" * 5000 + b"}"), FILE),
    "half a character beside it": (raw(lambda content: content[:-1] + b', "x": "\\ud800"}'), FILE),
    "deeply nested": (raw(lambda _: b'{"plan":' * 100_000), FILE),
    "100,000 keys of nothing": (raw(lambda _: json.dumps({str(n): n for n in range(100_000)}).encode()), FILE),
    "question copied back": (question_copied, FILE),
    "another seed's answer": (other_seed, FILE),
    "day left out": (removed("event_date"), {DAY}),
    "day before the month": (entries(event_date="2025-10-12"), {DAY}),
    "day with a time": (entries(event_date="2025-11-13T00:00:00"), {DAY}),
    "all days": (entries(event_date=[f"2025-11-{day:02}" for day in range(1, 31)]), {DAY}),
    "all days in a text": (entries(event_date=", ".join(f"2025-11-{day:02}" for day in range(1, 31))), {DAY}),
    "day as a number": (entries(event_date=20251113), {DAY}),
    "day as an object": (entries(event_date={"day": "2025-11-13"}), {DAY}),
    "nobody asked": (silent, {ASKED, DAY}),
    "self-quoted": (self_quoted, {ASKED, DAY}),
    "answers before questions": (unasked, {ASKED, DAY}),
    "small talk": (small_talk, {ASKED, DAY}),
    "told by another": (told_by_another, {ASKED, DAY}),
    "last year's documents": (archive_only, {MATERIALS, PLAN, FIGURES}),
    "faked documents": (faked_files, {MATERIALS, PLAN, FIGURES}),
}


@pytest.mark.parametrize("level", ["A1", "A4", "B3", "B4", "C2", "C4"])
def test_each_fault_loses_exactly_what_it_should(level: str) -> None:
    """Every fault and cheat loses the checkpoints that it breaks, and no other; nothing crashes the judge."""
    task = at_level(level)
    done = honest(task)

    for name, (mutate, broken) in EVERYWHERE.items():
        work = Work(files=dict(done.files), events=list(done.events))
        mutate(task, work)
        assert (name, lost(task, work)) == (name, broken)


NUMBERS: dict[str, Mutate] = {
    "numbers as text": numbers(str),
    "numbers as lists": numbers(lambda value: [value]),
    "every number there is": numbers(lambda value: [value, *range(1000)]),
    "truth instead of numbers": numbers(lambda _: True),
    "null": numbers(lambda _: None),
    "a number out of all bounds": numbers(lambda _: 10**12),
    "negative": numbers(lambda value: -value - 1),
    "zero": numbers(lambda _: 0),
    "twice as much": numbers(lambda value: 2 * value + 1),
}


@pytest.mark.parametrize("fault", NUMBERS)
def test_wrong_numbers_lose_the_figures(fault: str) -> None:
    """Numbers of a wrong type or value; with a given plan none of whose metrics is right the plan is lost as well."""
    for level, broken in (("A2", {PLAN, FIGURES}), ("B2", {FIGURES}), ("C3", {FIGURES})):
        task = at_level(level)
        work = honest(task)
        NUMBERS[fault](task, work)

        assert (lost(task, work), earned(task, work)[FIGURES]) == (broken, 0.0)


PLANS: dict[str, object] = {
    "no object": "Riverside Wetland",
    "a list": ["Riverside Wetland"] * 3,
    "half a plan": {"morning": "Riverside Wetland"},
    "unknown places": {"morning": "Here", "lunch": "There", "afternoon": "Elsewhere"},
    "lists of places": {"morning": ["x"], "lunch": {"y": 1}, "afternoon": None},
    "very long names": {"morning": "x" * 1_000_000, "lunch": "\0", "afternoon": "y"},
    "null": None,
}


@pytest.mark.parametrize("fault", PLANS)
def test_what_is_no_plan_loses_the_plan(fault: str) -> None:
    """With it go the figures of a plan of one's own; the figure of the best plan is judged by itself."""
    for level, broken in (("B1", {PLAN, FIGURES}), ("B4", {PLAN, FIGURES}), ("C1", {PLAN}), ("A3", {PLAN})):
        task = at_level(level)
        work = honest(task)
        work.change(task, plan=PLANS[fault])

        assert lost(task, work) == broken


def test_one_place_twice_is_no_plan() -> None:
    """Morning and afternoon are spent at different locations."""
    task = at_level("B2")
    work = honest(task)
    plan = work.content(task)["plan"]

    work.change(task, plan={**plan, "afternoon": plan["morning"].upper()})

    assert lost(task, work) == {PLAN, FIGURES}


def test_names_are_read_as_people_read_them() -> None:
    """Case, blanks and forms of one character do not matter."""
    task = at_level("C4")
    work = honest(task)
    plan = work.content(task)["plan"]

    work.change(task, plan={stop: f" {name.upper().replace(' ', '  ')} " for stop, name in plan.items()})

    assert lost(task, work) == set()


def test_the_given_plan_is_kept() -> None:
    """It need not be repeated, may be, and is not to be replaced."""
    task = at_level("A3")
    work = honest(task)
    assert task.answer.given is not None
    own = {stop: getattr(task.answer.given, stop) for stop in ("morning", "lunch", "afternoon")}

    work.change(task, plan=own)
    assert lost(task, work) == set()
    work.change(task, plan={**own, "morning": own["afternoon"], "afternoon": own["morning"]})

    assert lost(task, work) == {PLAN}


@pytest.mark.parametrize("level", ["B1", "B3"])
def test_any_candidate_will_do_with_its_own_figures(level: str) -> None:
    """A proposal is free; the figures of one plan are not those of another."""
    task = at_level(level)
    work = honest(task)
    plans = [plan for plan in task.answer.world.candidates() if plan.morning < plan.afternoon][::17]

    for plan in plans:
        figures = task.answer.world.metrics(plan)
        shown = {"morning": plan.morning, "lunch": plan.lunch, "afternoon": plan.afternoon}
        work.change(task, plan=shown, **{metric: figures[metric] for metric in task.answer.metrics})
        assert lost(task, work) == set()
        work.change(task, **{metric: figures[metric] + 0.2 for metric in task.answer.metrics})
        assert lost(task, work) == {FIGURES}


def test_a_plan_beyond_the_limit_is_lost() -> None:
    """Who proposes a late plan and says so has at least its figures right."""
    task = at_level("B4")
    work = honest(task)
    world, limit = task.answer.world, task.answer.limit or 0
    late = next(plan for plan in world.candidates() if limit < world.end(plan) < 24 * 60)
    shown = {"morning": late.morning, "lunch": late.lunch, "afternoon": late.afternoon}
    work.change(task, plan=shown, end_time=clock(world.end(late)), **world.metrics(late))

    work.change(task, can_complete_on_time=False)
    assert lost(task, work) == {PLAN}
    work.change(task, can_complete_on_time=True)

    assert lost(task, work) == {PLAN, FIGURES}


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ({"end_time": "5:31 PM"}, 4),
        ({"end_time": 1080}, 4),
        ({"end_time": "24:01"}, 4),
        ({"end_time": "00:00"}, 4),
        ({"can_complete_on_time": "true"}, 5),
        ({"can_complete_on_time": 1}, 5),
        ({"can_complete_on_time": None}, 5),
        ({"can_complete_on_time": [True, False]}, 5),
    ],
)
def test_times_and_judgements_have_their_form(entry: dict[str, object], parts: int) -> None:
    """A judgement without a right end time is a toss of a coin, so that it is lost with it."""
    task = at_level("A4")
    work = honest(task)

    work.change(task, **entry)

    assert lost(task, work) == {FIGURES}
    assert earned(task, work)[FIGURES] == pytest.approx(parts / 6)


def test_the_wrong_judgement_is_lost() -> None:
    """Plainly, with an end time that is right."""
    task = at_level("A4")
    work = honest(task)

    work.change(task, can_complete_on_time=not work.content(task)["can_complete_on_time"])

    assert earned(task, work)[FIGURES] == pytest.approx(5 / 6)


@pytest.mark.parametrize(("minutes", "share"), [(-4, 4 / 6), (-3, 1), (3, 1), (4, 4 / 6)])
def test_three_minutes_are_rounding(minutes: int, share: float) -> None:
    """As the guidelines say."""
    task = at_level("A4")
    work = honest(task)
    assert task.answer.given is not None

    work.change(task, end_time=clock(task.answer.world.end(task.answer.given) + minutes))

    assert earned(task, work)[FIGURES] == pytest.approx(share)


@pytest.mark.parametrize(
    ("metric", "slack"),
    [("interest_score", 0.01), ("cost_per_person", 0.1), ("total_travel_distance", 0.1), ("overall_score", 0.01)],
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_figures_have_the_tolerance_of_the_guidelines(metric: str, slack: float, sign: int) -> None:
    """A figure that is off by exactly the tolerance is right, in spite of floating noise; one beyond it is wrong."""
    task = at_level("A3")
    assert task.answer.given is not None
    truth = {str(name): value for name, value in task.answer.world.metrics(task.answer.given).items()}[metric]
    work = honest(task)

    work.change(task, **{metric: truth + sign * slack})
    assert earned(task, work)[FIGURES] == 1
    work.change(task, **{metric: truth + sign * 1.05 * slack})

    assert earned(task, work)[FIGURES] == 0.75


def test_a_part_of_the_work_is_a_part_of_the_points() -> None:
    """Documents, people and figures count one by one."""
    task = at_level("A3")
    work = honest(task)
    work.change(task, interest_score=1)
    people = list(replies(task))
    work.events = [
        event
        for event in work.events
        if people[0] not in (getattr(event, "receiver", ""), getattr(event, "sender", ""))
    ]
    work.events = [event for event in work.events if getattr(event, "source", "") != task.answer.materials[2]]

    shares = earned(task, work)

    assert shares == {
        MATERIALS: pytest.approx(2 / 3),
        ASKED: pytest.approx(1 - 1 / len(people)),
        DAY: 1.0,
        PLAN: 1.0,
        FIGURES: 0.75,
    }


def test_a_group_counts_as_asking() -> None:
    """One message to all, and everybody's answer."""
    task = at_level("C2")
    work = honest(task)
    work.forget_talk()

    work.talk_in_group(QUESTION, replies(task))

    assert lost(task, work) == set()


def test_days_of_another_event_are_no_answer() -> None:
    """Two events of one department on one day: each wants to be asked about."""
    params = LEVELS["A2"]
    first, second = make(params), make(params, where=slot(task="second"))
    work = honest(second)

    shares = earned(first, work)

    assert shares[ASKED] < 1
    assert shares[MATERIALS] == shares[DAY] == shares[PLAN] == shares[FIGURES] == 0


@pytest.mark.parametrize("kind", ["link", "folder", "huge"])
def test_only_an_ordinary_file_is_handed_in(kind: str, tmp_path: Path) -> None:
    """Links, folders and huge files under the wanted name earn nothing and crash nothing."""
    task = at_level("B1")
    work = honest(task)
    content = work.files[task.answer.output]
    target = tmp_path / "workspace" / task.answer.output
    target.parent.mkdir()
    if kind == "link":
        tmp_path.joinpath("real.json").write_bytes(content)
        target.symlink_to(tmp_path / "real.json")
    elif kind == "folder":
        target.mkdir()
    else:
        with target.open("wb") as file:
            file.write(content)
            file.truncate(2 * 2**30)

    for files in (Workspace(target.parent), Workspace(target.parent).freeze()):
        assert lost(task, work, files=files) == FILE


def test_reasons_say_what_is_wrong_and_stay_short() -> None:
    """A person reads who was not asked, which days suit and which figure is wrong; all of it can be written."""
    task = at_level("C4")
    idle, done = Work(), honest(task)
    for work in (idle, done):
        work.hand_in(task, {"event_date": "x" * 100_000, "plan": {"morning": "\0" * 9}, "overall_score": 5})

    unread, wrong = (
        {c.name: c.judge(work.evidence(), task.answer).reason for c in FAMILY.checkpoints} for work in (idle, done)
    )

    for reason in (*unread.values(), *(wrong[name] for name in FILE)):
        reason.encode()
        assert 0 < len(reason) < 600
    assert task.answer.windows[0].person in unread[ASKED]
    assert "and 13 more" in unread[ASKED]
    assert "is a guess" in unread[DAY]
    assert task.answer.days[0].isoformat() in wrong[DAY]
    assert "overall_score should be" in wrong[FIGURES]
    assert TRAINEE not in "".join((*unread.values(), *wrong.values()))


@pytest.mark.parametrize(("heard", "share"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_a_day_chosen_before_most_have_told_theirs_is_a_guess(heard: int, share: int) -> None:
    """A date in the middle of the month is right in one month of ten; of three people, two have to be heard."""
    task = at_level("C1", department="Sales_3")
    said = replies(task)
    assert len(said) == 3
    work = honest(task)
    work.forget_talk()
    for person in list(said)[:heard]:
        work.say(person, QUESTION)
        work.hear(person, said[person])

    assert earned(task, work)[DAY] == share


def test_a_round_price_is_no_figure_without_the_list_of_places() -> None:
    """Prices are round, so that a made-up one is often right; it is worth nothing to whoever has read nothing."""
    task = at_level("A2")
    work = honest(task)
    right = work.content(task)["cost_per_person"]
    work.events = []
    work.hand_in(task, {"cost_per_person": right})

    assert set(earned(task, work).values()) == {0.0}
