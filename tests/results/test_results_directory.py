"""The run directory: a folder per day, complete or not there at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pytest_traineebench.company.events import Event
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.results.directory import RunDirectory, copy_workspace
from pytest_traineebench.results.record import DayRecord, Tokens


def record(nodeid: str = "deep/alpha.scenario.yaml::day_1", *, calls: int = 0) -> DayRecord:
    """Return a day's record."""
    none = Tokens(prompt=0, completion=0)
    return DayRecord(
        nodeid=nodeid,
        scenario="alpha",
        day="day_1",
        seed=1,
        agent="a",
        npc="rules",
        sandbox="none",
        outcome="passed",
        ended="done",
        score=1,
        tasks=(),
        steps=0,
        calls=calls,
        minutes=0,
        agent_tokens=none,
        npc_tokens=none,
    )


def names(folder: Path) -> list[str]:
    """Return what lies in a folder, hidden things included."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with a file in a folder."""
    (tmp_path / "workspace" / "sub").mkdir(parents=True)
    (tmp_path / "workspace" / "sub" / "file").write_bytes(b"\xff")
    return tmp_path / "workspace"


@pytest.mark.parametrize(
    ("nodeid", "folder"),
    [
        ("alpha.scenario.yaml::day_1", "alpha/day_1"),
        ("deep/down/alpha.scenario.yaml::day_1", "deep/down/alpha/day_1"),
        ("../beside/alpha.scenario.yaml::day_1", "beside/alpha/day_1"),
        ("/etc/alpha.scenario.yaml::day_1", "etc/alpha/day_1"),
    ],
)
def test_a_days_folder_lies_below_the_directory(tmp_path: Path, workspace: Path, nodeid: str, folder: str) -> None:
    """Also for a scenario file that lies elsewhere."""
    kept = RunDirectory(tmp_path / "out").save_day(record(nodeid), [], workspace)

    assert kept == tmp_path / "out" / folder
    assert names(kept) == ["events.jsonl", "scorecard.json", "transcript.md", "workspace"]


def test_a_days_folder_is_replaced_as_a_whole(tmp_path: Path, workspace: Path) -> None:
    """Nothing of what stood there is left, and nothing else lies beside it."""
    directory = RunDirectory(tmp_path / "out")
    first = directory.save_day(record(), [], workspace)
    (first / "old").write_text("old")

    second = directory.save_day(record(calls=7), [], workspace)

    assert second == first
    assert not (second / "old").exists()
    assert '"calls": 7' in (second / "scorecard.json").read_text()
    assert names(second.parent) == ["day_1"]


def test_processes_may_save_one_day_at_a_time(tmp_path: Path, workspace: Path) -> None:
    """Under `--dist each`: one of them wins, and its day is whole."""
    directory = RunDirectory(tmp_path / "out")

    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(lambda calls: directory.save_day(record(calls=calls), [], workspace), range(40)))

    assert len(set(folders)) == 1
    assert (folders[0] / "workspace/sub/file").read_bytes() == b"\xff"
    assert names(folders[0].parent) == ["day_1"]


def test_a_draft_that_fails_is_taken_away(tmp_path: Path, workspace: Path) -> None:
    """What stood under the day's name stays."""
    directory = RunDirectory(tmp_path / "out")
    kept = directory.save_day(record(), [], workspace)

    class Full(Iterator[Event]):
        def __next__(self) -> Event:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(
        ConfigError, match=r"out: cannot keep deep/alpha\.scenario\.yaml::day_1: no space left on device"
    ):
        directory.save_day(record(calls=7), Full(), workspace)

    assert names(kept.parent) == ["day_1"]
    assert '"calls": 0' in (kept / "scorecard.json").read_text()


def test_the_index_is_sorted(tmp_path: Path) -> None:
    """One line per day, in the order of node ids; an old index is replaced."""
    directory = RunDirectory(tmp_path)
    directory.save_index([record("z"), record("y"), record("x")])

    directory.save_index([record("b"), record("a")])

    lines = (tmp_path / "results.jsonl").read_text().splitlines()
    assert [DayRecord.model_validate_json(line).nodeid for line in lines] == ["a", "b"]
    assert names(tmp_path) == ["results.jsonl"]


def test_an_index_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """With the directory's name."""
    directory = RunDirectory(tmp_path / "out")
    (tmp_path / "out").rmdir()

    with pytest.raises(ConfigError, match=r"out: cannot write results\.jsonl: no such file"):
        directory.save_index([])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    """When it is opened, not at the first day."""
    tmp_path.chmod(0o500)

    with pytest.raises(ConfigError, match="permission denied"):
        RunDirectory(tmp_path)


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _broken_link(path: Path) -> None:
    path.symlink_to("/nowhere")


def _linked_folder(path: Path) -> None:
    path.symlink_to("/etc")


@pytest.mark.parametrize("make", [_link, _broken_link, _linked_folder, os.mkfifo])
def test_only_files_and_folders_are_copied(tmp_path: Path, workspace: Path, make: Callable[[Path], None]) -> None:
    """Whatever else a trainee makes is left out, and does not hang."""
    make(workspace / "odd")
    make(workspace / "sub" / "odd")

    copy_workspace(workspace, tmp_path / "copy")

    assert sorted(str(path.relative_to(tmp_path / "copy")) for path in (tmp_path / "copy").rglob("*")) == [
        "sub",
        "sub/file",
    ]


def test_folders_may_be_nested_without_end(tmp_path: Path, workspace: Path) -> None:
    """What lies deeper than paths can name is left out; what lies above is kept."""
    here = os.open(workspace, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deep", dir_fd=here)
        below = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)

    copy_workspace(workspace, tmp_path / "copy")

    assert (tmp_path / "copy/sub/file").read_bytes() == b"\xff"
    assert (tmp_path / "copy").joinpath(*["deep"] * 100).is_dir()
    _remove(workspace)
    _remove(tmp_path / "copy")


def _remove(folder: Path) -> None:
    """Remove nested folders from the inside, which pytest's own cleaning up cannot."""
    os.system(f"rm -rf {folder}/deep")  # noqa: S605  -- our own folder


def test_names_need_not_be_text(tmp_path: Path, workspace: Path) -> None:
    """Bytes that are no UTF-8 are copied as they are."""
    (workspace / os.fsdecode(b"\xff\xfe")).write_text("x")

    copy_workspace(workspace, tmp_path / "copy")

    assert [os.fsencode(name) for name in names(tmp_path / "copy")] == [b"sub", b"\xff\xfe"]


def test_records_are_noted_as_they_come(tmp_path: Path) -> None:
    """The first replaces what an earlier session left; the index at the end has one line per day, sorted."""
    (tmp_path / "results.jsonl").write_text("old\n")
    directory = RunDirectory(tmp_path)
    beta, first, again = record("beta::day_1"), record("alpha::day_1"), record("alpha::day_1", calls=2)

    for one in (beta, first, again):
        directory.note(one.model_dump_json())
    noted = (tmp_path / "results.jsonl").read_text().splitlines()
    directory.save_index([beta, again])

    assert [DayRecord.model_validate_json(line) for line in noted] == [beta, first, again]
    saved = (tmp_path / "results.jsonl").read_text().splitlines()
    assert [DayRecord.model_validate_json(line) for line in saved] == [again, beta]
    assert names(tmp_path) == ["results.jsonl"]


def test_a_record_that_cannot_be_noted_is_one_line(tmp_path: Path) -> None:
    """The directory is gone."""
    directory = RunDirectory(tmp_path / "out")
    (tmp_path / "out").rmdir()

    with pytest.raises(ConfigError, match=r"out: cannot write results.jsonl: no such file or directory"):
        directory.note("{}")
