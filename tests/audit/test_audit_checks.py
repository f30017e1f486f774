"""Each check finds a planted fault, and nothing in a family that is right."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from audit.tiny_family import (
    MANUAL,
    QUESTION,
    REPORT,
    RIGHT,
    Tiny,
    TinyAnswer,
    asked,
    give,
    manual_read,
    points,
    trial_of,
)
from audit.tiny_family import report as written

from pytest_traineebench import discovery
from pytest_traineebench.audit.audit import CHECKS
from pytest_traineebench.audit.checks import (
    conduct,
    deliverable,
    idle,
    late,
    leaks,
    oracle,
    reach,
    repeat,
    solver,
)
from pytest_traineebench.audit.desk import Desk
from pytest_traineebench.company.events import FileDownloaded, of_kind
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring import PASSED, Verdict, missed

Check = Callable[[Evidence, TinyAnswer], Verdict]
NEVER = missed("never", "Nothing helps.")


def file_exists(evidence: Evidence, _: TinyAnswer) -> Verdict:
    """Judge a report by its name."""
    return PASSED if evidence.files.read(REPORT) is not None else NEVER


def careless(evidence: Evidence, answer: TinyAnswer) -> Verdict:
    """Judge a report that is taken to be an object of a number."""
    letter, number = answer.code.split("-")
    found = evidence.json(REPORT)
    return PASSED if (found["letter"], found["number"] + 0) == (letter, int(number)) else NEVER


def own_words(evidence: Evidence, answer: TinyAnswer) -> Verdict:
    """Judge asking by the trainee's words."""
    return PASSED if evidence.said(lambda text: "code" in text, to=answer.person) else NEVER


def anybody(evidence: Evidence, _: TinyAnswer) -> Verdict:
    """Judge asking by whether anybody was asked."""
    people = (person.name for person in evidence.staff)
    return PASSED if any(evidence.said(lambda text: "code" in text, to=name) for name in people) else NEVER


@pytest.mark.parametrize("name", [name for name in discovery.names(CHECKS) if name != "solver"])
def test_a_right_family_is_found_right(name: str) -> None:
    """No check has anything to say about it; that nobody has written a solver for it is another matter."""
    assert list(discovery.load(CHECKS, name).check(trial_of(Tiny()))) == []


def test_what_the_oracle_misses_is_found() -> None:
    """With the checkpoint and the reason."""
    family = Tiny(checkpoints=points(*RIGHT, give(NEVER)))

    assert list(oracle.check(trial_of(family))) == ["lambda_3 is 0 of 1: never"]


def test_what_is_given_away_is_found() -> None:
    """In time and late."""
    family = Tiny(checkpoints=points(*RIGHT, give(PASSED)))

    assert list(idle.check(trial_of(family))) == ["lambda_3 gives 1 in time and 1 late"]
    assert list(late.check(trial_of(family))) == ["lambda_3 gives 1 in time for work after the deadline"]


def test_late_work_that_earns_nothing_is_found() -> None:
    """A checkpoint that looks at the clock is one that late work cannot earn."""

    def at_eight(evidence: Evidence, _: TinyAnswer) -> Verdict:
        return PASSED if any(event.at.minute == 0 for event in of_kind(evidence.events, FileDownloaded)) else NEVER

    lines = list(late.check(trial_of(Tiny(checkpoints=points(at_eight)))))

    assert lines == ["at_eight_0 gives 0 late, expected 1"]


def test_an_impure_family_is_found() -> None:
    """One that counts how often it was asked builds another day each time."""
    (line,) = repeat.check(trial_of(Tiny(is_pure=False)))

    assert re.fullmatch(r"built twice it is sha256:\w+ and sha256:\w+", line)


def test_a_solver_that_is_right_agrees() -> None:
    """It sees the task's text, the people and the disk, and hands in by tools."""

    def solve(desk: Desk) -> None:
        assert desk.disk[MANUAL] == b"Letter, hyphen, number."
        assert [path for path in desk.disk if path.startswith("tiny/")] == [MANUAL]
        code = desk.ask(desk.people[0].name, QUESTION).removeprefix("The code of the safe is ")[:-1]
        desk.hand_in(REPORT, written(code))
        assert desk.file(REPORT) == written(code)

    assert list(solver.disagreements(trial_of(Tiny()), solve)) == []


def test_a_solver_that_disagrees_is_found() -> None:
    """What it hands in is judged like anybody's; what it did not do is missed as well."""

    def solve(desk: Desk) -> None:
        desk.hand_in(REPORT, written("A-1"))

    lines = list(solver.disagreements(trial_of(Tiny()), solve))

    assert [line.partition(" ")[0] for line in lines] == ["asked_0", "manual_read_1", "code_right_2"]


def test_a_solver_that_is_refused_is_found() -> None:
    """An error of a tool is one of the solver."""

    def solve(desk: Desk) -> None:
        desk.ask("Nobody", QUESTION)

    assert any("[Error] SendMessage" in line for line in solver.disagreements(trial_of(Tiny()), solve))


def test_a_family_without_a_solver_is_found() -> None:
    """Families are not trusted on their own word."""
    assert list(solver.check(trial_of(Tiny()))) == ["there is no independent solver"]


@pytest.mark.parametrize(
    ("family", "place"),
    [
        (Tiny(more=" It is not {code}."), r"stands in what the trainee is told"),
        (Tiny(files={"tiny/old.md": "The code was CODE."}), r"stands in tiny/old\.md on the disk"),
        (Tiny(gossip="I heard {code}."), r"stands in the brief of .+, who should not know it"),
    ],
)
def test_a_secret_that_is_visible_is_found(family: Tiny, place: str) -> None:
    """In what the trainee is told, in a file, in a wrong person's mouth."""
    (line,) = leaks.check(trial_of(family))

    assert re.fullmatch(rf"'[ABC]-\d+' {place}", line)


def test_an_answer_that_lies_about_is_found() -> None:
    """Also if it is laid out in another way."""
    answer = written("A-123456789012345678901234567890").decode().replace("A-123456789012345678901234567890", "CODE")
    lines = list(leaks.check(trial_of(Tiny(files={"tiny/answer.json": answer}))))

    assert any("stands in tiny/answer.json on the disk" in line for line in lines)


def test_an_answer_that_can_be_downloaded_is_found() -> None:
    """A file of that name has nothing to do on the disk."""
    lines = list(reach.check(trial_of(Tiny(files={"answer.json": "{}"}))))

    assert "'answer.json' can be downloaded" in lines


def test_reach_is_tried_once_per_variant() -> None:
    """It hardly depends on the seed."""
    trial = trial_of(Tiny(files={"answer.json": "{}"}))
    trial.thorough = False

    assert list(reach.check(trial)) == []


def _deliverable(*checks: Check) -> list[str]:
    return list(deliverable.check(trial_of(Tiny(checkpoints=points(asked, manual_read, *checks)))))


def test_a_judge_who_looks_at_the_name_only_is_found() -> None:
    """Nearly every mutant keeps full marks, but not a file that is not there."""
    lines = _deliverable(file_exists)

    assert {"other numbers and truths: keeps full marks", "cut in the middle: keeps full marks"} <= set(lines)
    assert "right at another seed, and right on another day: keep full marks" in lines
    assert "UTF-16: file_exists_2 gives 1.00, expected 0.00" in lines
    assert not [line for line in lines if line.startswith(("missing", "a folder", "a link", "huge"))]


def test_a_judge_who_breaks_is_found() -> None:
    """With the mutant and the error."""
    lines = _deliverable(careless)

    assert "an empty object: the judge breaks: KeyError: 'letter'" in lines
    assert any(line.startswith("numbers as text: the judge breaks: TypeError") for line in lines)


def test_a_judge_who_does_not_look_is_found() -> None:
    """Nothing is lost if nothing is handed in."""
    assert _deliverable() == ["nothing is lost if nothing is handed in"]


def test_a_file_that_nobody_asked_for_is_found() -> None:
    """The trainee has to be told the name."""
    assert list(deliverable.check(trial_of(Tiny(asks_for="something else")))) == [
        "the trainee is told the name of none of the files that the oracle writes"
    ]


def _conduct(*checks: Check) -> list[str]:
    return list(conduct.check(trial_of(Tiny(checkpoints=points(*checks, RIGHT[2])))))


def test_a_trainee_who_need_not_ask_is_found() -> None:
    """The right report alone must not be full marks."""
    assert _conduct() == ["neither asked nor read: keeps full marks"]


def test_own_words_that_count_as_an_answer_are_found() -> None:
    """So are questions to the wrong people."""
    quoted = "own words for the colleagues' answers: own_words_0 gives 1.00, expected at most 0.00"

    assert _conduct(own_words) == [quoted]
    assert "asked the wrong people: anybody_0 gives 1.00, expected at most 0.00" in _conduct(anybody)
