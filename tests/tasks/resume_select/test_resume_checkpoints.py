"""Judging: what honest work may look like, and what each fault and each cheat loses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.resume_select.resume_scene import (
    OUTPUT,
    ResumeTask,
    Work,
    earned,
    honest,
    make,
    others,
    slot,
    suitable,
    with_resumes,
    with_suitable,
)

from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.resume_select import FAMILY

READ, FORM, NAMED, EXACT = "resumes_read", "shortlist_handed_in", "suitable_candidates_named", "shortlist_exact"
FILE = {FORM, NAMED, EXACT}
LIST = {NAMED, EXACT}
Mutate = Callable[[ResumeTask, Work], None]

TASK = with_suitable(2)
NOBODY = with_suitable(0)
ONE, TWO = suitable(TASK)
WRONG = others(TASK)[0]


def write(text: str | bytes) -> Mutate:
    """Return a fault that hands in other content."""

    def mutate(_: ResumeTask, work: Work) -> None:
        work.files[OUTPUT] = text if isinstance(text, bytes) else text.encode()

    return mutate


def edit(change: Callable[[str], str]) -> Mutate:
    """Return a fault that changes the shortlist's text."""

    def mutate(_: ResumeTask, work: Work) -> None:
        work.files[OUTPUT] = change(work.files[OUTPUT].decode()).encode()

    return mutate


def everybody(task: ResumeTask, work: Work) -> None:
    """Put every applicant on the list."""
    work.files[OUTPUT] = "\n".join(a.name for a in task.answer.applicants).encode()


def missing(_: ResumeTask, work: Work) -> None:
    """Hand in nothing."""
    work.files.clear()


def elsewhere(_: ResumeTask, work: Work) -> None:
    """Save in a folder instead of the root."""
    work.files[f"out/{OUTPUT}"] = work.files.pop(OUTPUT)


def question(task: ResumeTask, work: Work) -> None:
    """Hand the task's own text in."""
    work.files[OUTPUT] = task.instruction.encode()


def other_seed(_: ResumeTask, work: Work) -> None:
    """Hand in another day's work."""
    other = honest(with_resumes(9, 4711))
    work.files, work.events = other.files, other.events


def unread(_: ResumeTask, work: Work) -> None:
    """Know the answer without having read a resume."""
    work.events.clear()


def half_read(task: ResumeTask, work: Work) -> None:
    """Read only those that are listed."""
    listed = {a.path for a in task.answer.suitable}
    work.forget(lambda path: path not in listed)


def archive_read(task: ResumeTask, work: Work) -> None:
    """Read the outdated resumes instead."""
    work.events.clear()
    for path in task.disk:
        if "archive" in path:
            work.download(path)


def file_names(task: ResumeTask, work: Work) -> None:
    """List files instead of people."""
    work.files[OUTPUT] = "\n".join(f"{name}_resume.md" for name in suitable(task)).encode()


def same(_: ResumeTask, work: Work) -> None:
    """Change nothing."""
    assert work.files


CHEATS: dict[str, tuple[Mutate, set[str]]] = {
    "nothing wrong": (same, set()),
    "other order": (write(f"{TWO}\n{ONE}\n"), set()),
    "other case": (edit(str.upper), set()),
    "blanks around": (edit(lambda text: text.replace("\n", "  \n\n")), set()),
    "CRLF": (edit(lambda text: text.replace("\n", "\r\n")), set()),
    "byte order mark": (edit(lambda text: "\ufeff" + text), set()),
    "no line end": (edit(str.rstrip), set()),
    "bullets": (write(f"- {ONE}\n- {TWO}\n"), {FORM}),
    "numbers": (write(f"1. {ONE}\n2. {TWO}\n"), {FORM}),
    "heading": (edit(lambda text: f"Candidates\n{text}"), FILE),
    "explanation": (edit(lambda text: f"{text}Both have the years.\n"), FILE),
    "one line": (write(f"{ONE}, {TWO}\n"), FILE),
    "JSON": (write(f'["{ONE}", "{TWO}"]'), FILE),
    "JSON with not-a-number": (write('{"candidates": NaN}'), FILE),
    "numbers instead of names": (write("1\n2\n"), FILE),
    "file names": (file_names, FILE),
    "first names only": (write(f"{ONE.split()[0]}\n{TWO.split()[0]}\n"), FILE),
    "one twice": (write(f"{ONE}\n{ONE}\n"), FILE),
    "one repeated": (edit(lambda text: f"{text}{ONE}\n"), {FORM, EXACT}),
    "one missing": (write(f"{ONE}\n"), LIST),
    "one too many": (edit(lambda text: f"{text}{WRONG}\n"), LIST),
    "one exchanged": (write(f"{ONE}\n{WRONG}\n"), LIST),
    "everybody": (everybody, FILE),
    "everybody but one": (edit(lambda _: "\n".join([ONE, TWO, *others(TASK)[1:]])), FILE),
    "only the others": (write("\n".join(others(TASK))), FILE),
    "an invented name": (edit(lambda text: f"{text}Jane Example\n"), FILE),
    "empty file": (write(""), FILE),
    "blank lines": (write("\n\n  \n"), FILE),
    "no file": (missing, FILE),
    "wrong folder": (elsewhere, FILE),
    "UTF-16": (write(f"{ONE}\n{TWO}\n".encode("utf-16")), FILE),
    "bytes that are no text": (write(b"\xff\xfe\xfa"), FILE),
    "NUL characters": (write(f"{ONE}\0\n{TWO}\0\n"), FILE),
    "a very long line": (write("a" * 2_000_000), FILE),
    "the question handed in": (question, FILE),
    "another seed's work": (other_seed, {READ, *FILE}),
    "nothing read": (unread, {READ, *FILE}),
    "only the listed read": (half_read, {READ}),
    "the archive read": (archive_read, {READ, *FILE}),
}


@pytest.mark.parametrize("name", CHEATS)
def test_each_fault_loses_exactly_what_it_should(name: str) -> None:
    """Every fault and cheat loses the checkpoints that it breaks, and no other; advice never holds a name."""
    mutate, lost = CHEATS[name]
    work = honest(TASK)
    mutate(TASK, work)

    evidence = work.evidence()
    verdicts = {checkpoint.name: checkpoint.judge(evidence, TASK.answer) for checkpoint in FAMILY.checkpoints}

    assert {checkpoint for checkpoint, verdict in verdicts.items() if verdict.earned < 1} == lost
    assert not any(a.name in verdict.advice for a in TASK.answer.applicants for verdict in verdicts.values())


EMPTY: dict[str, tuple[Mutate, set[str]]] = {
    "nothing wrong": (same, set()),
    "blank lines": (write(" \n\n"), set()),
    "nothing read": (unread, {READ, *FILE}),
    "the archive read": (archive_read, {READ, *FILE}),
    "a word": (write("none\n"), FILE),
    "an explaining sentence": (write("Nobody meets all wishes.\n"), FILE),
    "a near miss": (write(f"{others(NOBODY)[0]}\n"), FILE),
    "everybody": (everybody, FILE),
    "no file": (missing, FILE),
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_shortlist_must_be_earned(name: str) -> None:
    """Where nobody fits, an empty file counts after all resumes were read, and only then."""
    mutate, lost = EMPTY[name]
    work = honest(NOBODY)
    mutate(NOBODY, work)

    shares = earned(NOBODY, work)

    assert {checkpoint for checkpoint, share in shares.items() if share < 1} == lost


@pytest.mark.parametrize("task", [TASK, NOBODY], ids=["two", "nobody"])
def test_an_empty_file_without_work_earns_nothing(task: ResumeTask) -> None:
    """The file that was always right in the published version is worth nothing by itself."""
    assert set(earned(task, Work(files={OUTPUT: b""})).values()) == {0.0}
    assert set(earned(task, Work()).values()) == {0.0}


def test_an_unread_resume_spoils_an_empty_shortlist() -> None:
    """That nobody fits can be said only of those whose resumes were read."""
    work = honest(NOBODY)
    work.forget(lambda path: path == NOBODY.answer.applicants[0].path)

    shares = earned(NOBODY, work)

    assert shares == {READ: pytest.approx(8 / 9), FORM: 0, NAMED: 0, EXACT: 0}


def test_shares_are_per_resume_and_candidate() -> None:
    """Half of the candidates earn half, a wrong one among seven others costs a seventh, everybody earns nothing."""
    one, extra, everyone = honest(TASK), honest(TASK), honest(TASK)
    write(f"{ONE}\n")(TASK, one)
    edit(lambda text: f"{text}{WRONG}\n")(TASK, extra)
    everybody(TASK, everyone)
    half_read(TASK, one)

    assert earned(TASK, one)[NAMED] == pytest.approx(1 / 2)
    assert earned(TASK, one)[READ] == pytest.approx(2 / 9)
    assert earned(TASK, extra)[NAMED] == pytest.approx(1 - 1 / 7)
    assert earned(TASK, everyone)[NAMED] == 0


def test_points_are_the_published_ones() -> None:
    """A screening is worth two points."""
    assert sum(checkpoint.points for checkpoint in FAMILY.checkpoints) == 2.0


def test_files_that_are_none_are_missed_checkpoints(tmp_path: Path) -> None:
    """A link, a folder and a huge file under the wanted name are never a crash, and earn nothing."""
    work = honest(TASK)
    (tmp_path / "elsewhere.txt").write_bytes(work.files[OUTPUT])
    for kind in ("link", "folder", "huge"):
        root = tmp_path / kind
        root.mkdir()
        if kind == "link":
            (root / OUTPUT).symlink_to(tmp_path / "elsewhere.txt")
        elif kind == "folder":
            (root / OUTPUT).mkdir()
        else:
            with (root / OUTPUT).open("wb") as file:
                file.truncate(2 * 2**30)

        shares = earned(TASK, work, files=Workspace(root).freeze())

        assert {name for name, share in shares.items() if share == 0} == FILE


def test_the_resumes_of_another_task_are_other_resumes() -> None:
    """Where a day has two tasks, each wants its own folder read."""
    second = make({"number_of_resumes": 9}, where=slot(task="second"))

    assert set(earned(second, honest(TASK)).values()) == {0.0}


def test_reasons_say_what_speaks_against_a_name() -> None:
    """A person reads who is missing, and why a wrong name is wrong; a long list is cut."""
    work = honest(TASK)
    write("\n".join([ONE, WRONG, *(f"Nobody {number}" for number in range(500))]))(TASK, work)
    evidence = work.evidence()

    reasons = {c.name: c.judge(evidence, TASK.answer).reason for c in FAMILY.checkpoints}

    assert f"missing or unread: {TWO.casefold()}" in reasons[EXACT]
    assert "and 495 more" in reasons[EXACT]
    assert len(reasons[EXACT]) < 1500
    assert reasons[READ] == ""


def test_a_wrong_name_is_explained() -> None:
    """The reason holds the fact that the trainee overlooked."""
    work = honest(TASK)
    write(f"{ONE}\n{TWO}\n{WRONG}\n")(TASK, work)
    exact = next(c for c in FAMILY.checkpoints if c.name == EXACT)

    reason = exact.judge(work.evidence(), TASK.answer).reason

    fact = next(a.misses[0] for a in TASK.answer.applicants if a.name == WRONG)
    assert f"{WRONG} ({fact}" in reason
