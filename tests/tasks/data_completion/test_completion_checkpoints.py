"""Tables get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.data_completion.completion_scene import (
    CHANGED,
    FULL,
    NOTHING,
    PEOPLE,
    QUESTION,
    SOURCES,
    TARGETS,
    TYPES,
    WITH_PARAMETERS,
    Scene,
    Table,
    download,
    make,
    message,
    with_target,
    write,
)

from pytest_traineebench.company.events import Event, GroupMessageSent
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Snapshot, Workspace
from pytest_traineebench.tasks.data_completion import FAMILY
from pytest_traineebench.tasks.data_completion.kinds import KINDS

each_type = pytest.mark.parametrize("task_type", TYPES)
asking_types = pytest.mark.parametrize("task_type", WITH_PARAMETERS)


def test_the_family_is_worth_four_points() -> None:
    """Most of them for the filled gaps; whatever is missing, the sum stays four."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points == {
        "manual_read": 0.4,
        "sources_consulted": 0.6,
        "gaps_filled": 2.0,
        "nothing_else_changed": 1.0,
    }


@each_type
def test_an_idle_trainee_earns_nothing(task_type: str) -> None:
    """Also not for consulting nobody where nobody needs to be consulted."""
    assert make(task_type).points({}, events=()) == NOTHING


@each_type
def test_the_data_set_handed_in_as_it_was_earns_its_sources_only(task_type: str) -> None:
    """Nothing was changed, but nothing was done either."""
    scene = make(task_type)

    assert scene.points_for(scene.given) == SOURCES
    assert scene.points_for(scene.given, events=()) == NOTHING


@pytest.mark.parametrize(("task_type", "target"), TARGETS)
def test_the_tolerance_fits_the_column(task_type: str, target: str) -> None:
    """The allowed distance itself is right, a bit more is not."""
    scene = with_target(task_type, target)
    allowed = float(scene.answer.tolerance)

    assert scene.points_for(scene.filled(lambda _, true: f"{float(true) + 0.99 * allowed:.9f}")) == FULL
    assert scene.points_for(scene.filled(lambda _, true: f"{float(true) - 1.01 * allowed:.9f}")) == SOURCES
    assert scene.points_for(scene.filled(lambda _, true: f"{float(true) + 0.09:.9f}")) == SOURCES


@pytest.mark.parametrize(("task_type", "target"), TARGETS)
def test_no_constant_fills_the_gaps(task_type: str, target: str) -> None:
    """Neither zero, nor the column's mean, nor the known value next to the gap."""
    scene = with_target(task_type, target, "hard")
    at, gaps = scene.answer.at, set(scene.answer.gaps)
    known = [float(row[at]) for i, row in enumerate(scene.figures) if i not in gaps and row[at]]

    for guess in (0.0, sum(known) / len(known), sorted(known)[len(known) // 2], known[0]):
        table = [
            [*row[:at], str(guess), *row[at + 1 :]] if i - 1 in gaps else row for i, row in enumerate(scene.solved)
        ]
        assert scene.points_for(table) == SOURCES


def test_filled_gaps_count_in_parts() -> None:
    """A wrong value costs its share; more than half wrong is no work."""
    scene = make("total_from_items", "medium")
    gaps = scene.answer.gaps

    def wrong(first: int) -> Table:
        return scene.filled(lambda gap, true: "1e6" if gap in gaps[:first] else true)

    assert scene.points_for(wrong(1)) == pytest.approx((0.4, 0.6, 2 * (1 - 1 / len(gaps)), 1.0))
    assert scene.points_for(wrong(len(gaps) // 2 + 1)) == SOURCES


def _each_known(table: Table, at: int, value: str, scene: Scene) -> Table:
    for index in range(1, len(table)):
        if index - 1 not in scene.answer.gaps:
            table[index][at] = value
    return table


def _spoilt(scene: Scene, spoil: Callable[[Table], object]) -> Table:
    table = scene.solved
    spoil(table)
    return table


def _cut(scene: Scene) -> Table:
    """Cut the last two digits off all cells but the gaps."""
    kept = {(gap + 1, scene.answer.at) for gap in scene.answer.gaps}
    return [
        [cell if (index, at) in kept else re.sub(r"\d\d$", "", cell) for at, cell in enumerate(row)] if index else row
        for index, row in enumerate(scene.solved)
    ]


CHANGES: dict[str, Callable[[Scene], Table]] = {
    "a cell of another column": lambda s: _spoilt(s, lambda t: t[3].__setitem__(s.answer.at - 1, "1.5")),
    "a known cell of the target": lambda s: _each_known(s.solved, s.answer.at, "7.77", s),
    "known cells emptied": lambda s: _each_known(s.solved, s.answer.at, "", s),
    "an id": lambda s: _spoilt(s, lambda t: t[1].__setitem__(0, "x1")),
    "one cell more": lambda s: _spoilt(s, lambda t: t[2].append("note")),
    "one cell less": lambda s: _spoilt(
        s, lambda t: t[next(i for i in range(1, 9) if i - 1 not in s.answer.gaps)].pop()
    ),
    "digits cut off": _cut,
}


@pytest.mark.parametrize("change", CHANGES)
@each_type
def test_a_change_elsewhere_costs_its_point(task_type: str, change: str) -> None:
    """Of other columns, and of the known cells of the target column; the filled gaps still count."""
    scene = make(task_type, "medium", seed=3)

    assert scene.points_for(CHANGES[change](scene)) == CHANGED


def test_a_first_quarter_stays_empty() -> None:
    """Its growth is nothing that could be filled in."""
    scene = with_target("qoq_rate", "qoq")
    table = [[*row[:3], row[3] or "0"] for row in scene.solved]

    assert scene.points_for(table) == CHANGED


STRUCTURES: dict[str, Callable[[Scene], Table]] = {
    "header renamed": lambda s: [["x", *s.solved[0][1:]], *s.solved[1:]],
    "header missing": lambda s: s.solved[1:],
    "columns swapped": lambda s: [[*row[1:], row[0]] for row in s.solved],
    "an index column": lambda s: [[str(i), *row] for i, row in enumerate(s.solved)],
    "a row dropped": lambda s: s.solved[:-1],
    "a row twice": lambda s: [*s.solved, s.solved[-1]],
    "header only": lambda s: s.solved[:1],
    "only the gaps": lambda s: [s.solved[0], *(s.solved[gap + 1] for gap in s.answer.gaps)],
    "another seed's table": lambda s: make(_type(s), seed=99).solved,
    "rows turned around": lambda s: [s.solved[0], *reversed(s.solved[1:])],
}


def _type(scene: Scene) -> str:
    name = scene.answer.data.rpartition("/")[2]
    return next(task_type for task_type, kind in KINDS.items() if kind.file == name)


@pytest.mark.parametrize("cheat", STRUCTURES)
@each_type
def test_another_table_earns_its_sources_only(task_type: str, cheat: str) -> None:
    """Same header, same rows, same order: else nobody can use the file."""
    scene = make(task_type, "medium", seed=3)

    assert scene.points_for(STRUCTURES[cheat](scene)) == SOURCES


FILLS: dict[str, Callable[[str], str]] = {
    "NaN": lambda _: "NaN",
    "infinity": lambda _: "inf",
    "empty": lambda _: "",
    "a formula": lambda true: f"={true}",
    "with a unit": lambda true: f"{true} EUR",
    "with an apostrophe": lambda true: f"'{true}",
    "a comma for the point": lambda true: true.replace(".", ",") + ",0",
    "underscores": lambda true: f"{true[0]}_{true[1:]}",
    "a list": lambda true: f"[{true}]",
    "a range": lambda true: f"{true}-{true}",
    "other digits": lambda true: true.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "the sign turned": lambda true: f"{-float(true)}",
    "ten times": lambda true: f"{10 * float(true)}",
    "an endless number": lambda true: true + "0" * 5_000,
    "a huge exponent": lambda true: f"{true}e999999999",
    "the question": lambda _: "to be filled",
}


@pytest.mark.parametrize("cheat", FILLS)
@each_type
def test_what_is_no_right_number_fills_no_gap(task_type: str, cheat: str) -> None:
    """And without filled gaps, nothing else was left unchanged on purpose."""
    scene = make(task_type, "medium", seed=4)

    assert scene.points_for(scene.filled(lambda _, true: FILLS[cheat](true))) == SOURCES


HARMLESS: dict[str, Callable[[Scene], bytes]] = {
    "byte order mark": lambda s: b"\xef\xbb\xbf" + write(s.solved),
    "line feeds": lambda s: write(s.solved).replace(b"\r\n", b"\n"),
    "blank lines at the end": lambda s: write(s.solved) + b"\r\n,,,\r\n\n",
    "no line end": lambda s: write(s.solved).rstrip(),
    "blanks around": lambda s: write([[f" {cell} " for cell in row] for row in s.solved]),
    "everything quoted": lambda s: "\n".join(",".join(f'"{cell}"' for cell in row) for row in s.solved).encode(),
    "shortest numbers": lambda s: write([[_shortest(cell) for cell in row] for row in s.solved]),
}


def _shortest(cell: str) -> str:
    return str(float(cell)) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


@pytest.mark.parametrize("habit", HARMLESS)
@each_type
def test_habits_of_programs_do_not_matter(task_type: str, habit: str) -> None:
    """The same table written in another way is the same table, also `150.1` for `150.10` and `12.0` for `12`."""
    scene = make(task_type, "medium", seed=5)

    assert scene.points_for(HARMLESS[habit](scene)) == FULL


BROKEN: dict[str, Callable[[Scene], bytes]] = {
    "empty": lambda _: b"",
    "blank": lambda _: b"\n\n",
    "UTF-16": lambda s: write(s.solved).decode().encode("utf-16"),
    "Latin-1": lambda s: write(s.solved) + b"\xe9",
    "binary": lambda _: bytes(range(256)) * 40,
    "NUL": lambda s: write(s.solved).replace(b",", b"\0"),
    "semicolons": lambda s: write(s.solved).replace(b",", b";"),
    "JSON": lambda s: repr(s.solved).encode(),
    "Markdown": lambda s: write(s.solved).replace(b",", b" | "),
    "an open quote": lambda s: b'"' + write(s.solved),
    "a huge field": lambda s: write([[*s.solved[0]], ["x" * 400_000], *s.solved[2:]]),
    "half a million rows": lambda s: write(s.solved) + b"1,2,3,4\n" * 500_000,
    "instruction": lambda s: s.task.instruction.encode(),
    "manual": lambda s: s.task.disk[s.answer.manual],
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("task_type", ["qoq_rate", "tax_fee", "daily_interpolation", "funnel"])
def test_a_broken_file_is_a_missed_checkpoint(task_type: str, broken: str) -> None:
    """No content whatever breaks the judge, and the advice holds no value of the table."""
    scene = make(task_type, seed=6)
    content = BROKEN[broken](scene)

    assert scene.points_for(content) == SOURCES
    for verdict in scene.verdicts(Snapshot({scene.answer.report: content})):
        assert len(verdict.reason) < 600
        verdict.reason.encode()


@each_type
def test_advice_holds_no_value(task_type: str) -> None:
    """What an agent is told holds no digit, and no column's name."""
    scene = make(task_type, seed=7)
    tables = [scene.given, scene.filled(lambda _, __: "1"), _each_known(scene.solved, scene.answer.at, "1", scene)]

    said = [v.advice for t in tables for v in scene.verdicts(Snapshot({scene.answer.report: write(t)}), events=())]

    assert not re.search(r"\d", "".join(said))
    assert not [
        advice for advice in said for name in scene.answer.columns if re.search(rf"\b{name}\b", advice) and "_" in name
    ]


def _place_link(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath("elsewhere.csv").write_bytes(content)
    folder.joinpath(name).symlink_to("elsewhere.csv")


def _place_folder(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath(name).mkdir()
    folder.joinpath(name, name).write_bytes(content)


def _place_huge(folder: Path, name: str, content: bytes) -> None:
    with folder.joinpath(name).open("wb") as file:
        file.write(content)
        file.truncate(20 * 2**20)


def _place_in_subfolder(folder: Path, name: str, content: bytes) -> None:
    folder.joinpath("results").mkdir()
    folder.joinpath("results", name).write_bytes(content)


@pytest.mark.parametrize("place", [_place_link, _place_folder, _place_huge, _place_in_subfolder])
def test_only_an_ordinary_file_of_that_name_is_handed_in(
    place: Callable[[Path, str, bytes], None], tmp_path: Path
) -> None:
    """Links, folders, huge files and files elsewhere are not."""
    scene = make("rolling_avg")

    place(tmp_path, scene.answer.report, write(scene.solved))

    assert scene.points(Workspace(tmp_path)) == SOURCES


@each_type
def test_the_manual_counts_when_downloaded(task_type: str) -> None:
    """A file of its name in the workspace is no reading; right values without it lose its part only."""
    scene = make(task_type)
    events = [e for e in scene.honest() if e != download(scene.answer.manual)]
    files = {scene.answer.report: write(scene.solved), "manuals_for_data_completion.md": b"# Handbook"}

    assert scene.points(files, events) == (0.0, *FULL[1:])


@asking_types
def test_parameters_found_without_asking_lose_their_part(task_type: str) -> None:
    """The table lies in the folder; that it is in force is what only the department knows."""
    scene = make(task_type)
    events = [download(scene.answer.manual), download(scene.answer.data), download(scene.answer.lookup)]

    assert scene.points_for(scene.solved, events) == (0.4, 0.0, 2.0, 1.0)


def _chat(scene: Scene) -> dict[str, tuple[Event, ...]]:
    expert = scene.experts[0]
    outsider = next(p.name for p in scene.slot.staff if p.name not in scene.experts)
    table = f"`CloudDisk://{scene.answer.lookup}`"
    old = table.replace(".csv", "_2024.csv")
    return {
        "the trainee names the file": (message(TRAINEE, expert, table), message(expert, TRAINEE, "All right!")),
        "a question without an answer": (message(TRAINEE, expert, QUESTION),),
        "told before asking": (message(expert, TRAINEE, table), message(TRAINEE, expert, QUESTION)),
        "told without asking": (message(expert, TRAINEE, table),),
        "an empty question": (message(TRAINEE, expert, "  "), message(expert, TRAINEE, table)),
        "somebody else tells": (message(TRAINEE, outsider, QUESTION), message(outsider, TRAINEE, table)),
        "one is asked, another tells": (message(TRAINEE, expert, QUESTION), message(outsider, TRAINEE, table)),
        "another file is named": (message(TRAINEE, expert, QUESTION), message(expert, TRAINEE, old)),
        "colleagues among themselves": (message(outsider, expert, QUESTION), message(expert, outsider, table)),
    }


@pytest.mark.parametrize("trick", _chat(make("tax_fee")))
@asking_types
def test_words_that_do_not_count(task_type: str, trick: str) -> None:
    """Only the word of somebody in the department, after the trainee's question, is a source."""
    scene = make(task_type)
    events = (download(scene.answer.manual), download(scene.answer.data), *_chat(scene)[trick])

    assert scene.points_for(scene.solved, events) == (0.4, 0.0, 2.0, 1.0)


@asking_types
def test_asking_in_a_group_counts(task_type: str) -> None:
    """As much as asking directly, for everything that has to be asked for."""
    scene = make(task_type, "very_hard")
    people = [source.people[0] for source in scene.answer.sources]
    members = tuple(sorted((TRAINEE, *people, PEOPLE[20])))
    manual = download(scene.answer.manual)
    said = [(TRAINEE, QUESTION), *((source.people[0], " ".join(source.words)) for source in scene.answer.sources)]
    talk = [GroupMessageSent(at=manual.at, group=1, members=members, sender=sender, text=text) for sender, text in said]

    assert scene.points_for(scene.solved, [manual, *talk]) == FULL


@each_type
def test_everybody_who_knows_something_is_asked(task_type: str) -> None:
    """Whoever leaves one of them out loses that part, whatever the table looks like."""
    scene = make(task_type, "very_hard")
    sources = scene.answer.sources

    for source in sources:
        points = scene.points_for(scene.solved, scene.honest(without=source.people[-1]))
        assert points == pytest.approx((0.4, 0.6 * (1 - 1 / len(sources)), 2.0, 1.0))
    assert len(sources) == 4 + (task_type in WITH_PARAMETERS)


def _log_chat(scene: Scene) -> dict[str, tuple[Event, ...]]:
    (holder, words), keeper = next(iter(scene.holders.items())), scene.keepers[0]
    told, named = " ".join(words), " ".join(scene.answer.logs)
    return {
        "the trainee tells the holder": (message(TRAINEE, holder, told), message(holder, TRAINEE, "Right!")),
        "the trainee tells the keeper": (message(TRAINEE, keeper, named), message(keeper, TRAINEE, "Right!")),
        "told before asking": (message(holder, TRAINEE, told), message(TRAINEE, holder, QUESTION)),
        "the keeper tells the figures": (message(TRAINEE, keeper, QUESTION), message(keeper, TRAINEE, told)),
        "the holder names the log": (message(TRAINEE, holder, QUESTION), message(holder, TRAINEE, named)),
        "half of the figures": (message(TRAINEE, holder, QUESTION), message(holder, TRAINEE, words[0])),
        "the log without its corrections": (
            message(TRAINEE, keeper, QUESTION),
            message(keeper, TRAINEE, scene.answer.logs[0]),
        ),
        "figures without numbers": (
            message(TRAINEE, holder, QUESTION),
            message(holder, TRAINEE, told.replace(" = ", "").replace("R-", "")),
        ),
    }


@pytest.mark.parametrize("trick", _log_chat(make("funnel", "very_hard")))
def test_words_on_the_log_that_do_not_count(trick: str) -> None:
    """Each source is heard from those who know it, after the question, and as a whole."""
    scene = make("funnel", "very_hard")
    events = (download(scene.answer.manual), download(scene.answer.data), *_log_chat(scene)[trick])

    assert scene.points_for(scene.solved, events) == (0.4, 0.0, 2.0, 1.0)


@pytest.mark.parametrize("left", ["data", "log"])
@each_type
def test_where_nobody_is_asked_the_named_files_are_fetched(task_type: str, left: str) -> None:
    """At the easy level the task names the log, which is as much a source as the data set."""
    scene = make(task_type, "easy")
    [log] = scene.answer.logs
    events = [e for e in scene.honest() if e != download(log if left == "log" else scene.answer.data)]

    assert f"`CloudDisk://{log}`" in scene.task.instruction
    assert scene.points_for(scene.solved, events)[1] == (0.6 if task_type in WITH_PARAMETERS else 0.0)


@each_type
def test_numbers_of_the_log_stay_in_the_table(task_type: str) -> None:
    """Whoever writes figures in their place has changed known cells."""
    scene = make(task_type, "hard")

    assert scene.points_for([list(scene.answer.columns), *scene.figures]) == CHANGED
