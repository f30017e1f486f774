"""A file that is not as it was written is told in one line and left alone; one that cannot be written costs no day."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recording.recording_scene import NOWHERE, ask, converse, interaction, tape

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.llm.scripted import ChatRequest, Hang, Reply, Say, ScriptedServer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.journal import journal_path
from pytest_traineebench.recording.modes import Mode
from pytest_traineebench.recording.store import read_slots, write_cassette

VCRPY = b"interactions:\n- request:\n    body: null\n  response: {}\nversion: 1\n"


def cut(share: float) -> Callable[[bytes], bytes]:
    """Return what cuts a file off."""
    return lambda data: data[: int(len(data) * share)]


def put(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return what changes a file at one place."""
    return lambda data: data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _: b"", "found an empty file"),
        (lambda _: b"\n \n", "found an empty file"),
        (cut(0.01), ":1: found no 'traineebench_cassette"),
        (cut(0.5), r":\d+: entry \d of 3 is cut off"),
        (cut(0.98), r":\d+: entry 3 of 3 is cut off"),
        (lambda data: data[: data.index(b"- entry: 3")], "found 2 entries, expected 3: it is cut off"),
        (lambda data: data[: data.index(b"length")], "found no length"),
        (put(b"Be brief.", b"Be long."), r":6: entry 1 was changed by hand"),
        (put(b'"answer 2"', b'"answer 9"'), r":\d+: entry 2 was changed by hand"),
        (put(b"- entry: 2", b"<<<<<<< HEAD\n- entry: 2"), r":\d+: found the conflict marker '<<<<<<<'"),
        (put(b"- entry: 3", b"=======\n- entry: 3"), r":\d+: found the conflict marker '======='"),
        (lambda data: data + data[data.index(b"- entry: 3") :], "found 4 entries, expected 3: two recordings"),
        (put(b"cassette: 1", b"cassette: 2"), ":3: found format 2, expected 1"),
        (put(b"entries:", b"entries:\nhello: 1"), ":6: found 'hello: 1', expected an entry"),
        (put(b"Be brief.", b"Be br\xffief."), r":\d+: found a byte that is no UTF-8"),
        (lambda data: data.decode().encode("utf-16"), "found UTF-16"),
        (lambda _: VCRPY, ":1: found a cassette of vcrpy's own format"),
        (lambda _: b"hello", ":1: found no 'traineebench_cassette"),
        (lambda _: b"\x00" * 100, ":1: found no"),
    ],
)
@pytest.mark.parametrize("mode", [Mode.NONE, Mode.ONCE, Mode.NEW_EPISODES, Mode.ALL])
def test_a_damaged_cassette_is_one_line(
    damage: Callable[[bytes], bytes], said: str, mode: Mode, cassette: Path
) -> None:
    """With file and place, in all modes that read it, and the file stays as it is."""
    write_cassette(cassette, [_numbered(number) for number in (1, 2, 3)])
    cassette.write_bytes(damage(cassette.read_bytes()))
    before = cassette.read_bytes()

    with pytest.raises(CassetteError) as caught, tape(cassette, mode):
        pass

    assert re.match(re.escape(str(cassette)) + ":?.*" + said, str(caught.value))
    assert "\n" not in str(caught.value)
    assert cassette.read_bytes() == before


def _numbered(number: int) -> Interaction:
    return interaction(
        {"role": "system", "content": "One.\nBe brief."},
        *["Next?"] * number,
        answer=f'{{"a": "answer {number}"}}'.encode(),
    )


def test_a_rewrite_keeps_a_damaged_cassette_aside(server: ScriptedServer, cassette: Path) -> None:
    """It is what the error proposes, and yet nothing is lost."""
    cassette.parent.mkdir()
    cassette.write_bytes(b"what is this?")

    with tape(cassette, Mode.REWRITE):
        ask(server.base_url, "one")

    assert len(read_slots(cassette)) == 1
    assert cassette.with_name("day_1.yaml.damaged").read_bytes() == b"what is this?"


def test_line_ends_of_another_system_are_fine(server: ScriptedServer, cassette: Path) -> None:
    """Git may write them so."""
    with tape(cassette, Mode.ONCE):
        recorded = converse(server.base_url)
    cassette.write_bytes(cassette.read_bytes().replace(b"\n", b"\r\n"))

    with tape(cassette):
        assert converse(NOWHERE) == recorded


def test_a_lost_image_is_told(cassette: Path) -> None:
    """With the line that names it."""
    write_cassette(cassette, [interaction({"role": "user", "content": "image:0123456789abcdef.png"})])

    with pytest.raises(CassetteError, match=r"day_1.yaml:\d+: found no file images/0123456789abcdef.png beside it"):
        read_slots(cassette)


def test_a_folder_in_the_way_is_told(server: ScriptedServer, tmp_path: Path) -> None:
    """Before anything is paid for."""
    (tmp_path / "cassettes").write_text("a file", encoding="utf-8")

    with pytest.raises(CassetteError, match=r"cannot be written: (file exists|not a directory)"):
        tape(tmp_path / "cassettes" / "day.yaml", Mode.ONCE).__enter__()

    assert server.requests == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """Before anything is paid for."""
    tmp_path.chmod(0o500)

    with pytest.raises(CassetteError, match="cannot be written: permission denied"):
        tape(tmp_path / "day.yaml", Mode.ONCE).__enter__()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_costs_the_recording_and_not_the_day(server: ScriptedServer, cassette: Path) -> None:
    """The day goes on; the error comes at its end."""
    cassette.parent.mkdir()
    journal_path(cassette).symlink_to("/dev/full")
    recording = tape(cassette, Mode.ONCE)
    said = []

    with pytest.raises(CassetteError, match=r"day_1.yaml.part: cannot be written"), recording:
        said = converse(server.base_url)

    assert said == ["answer 1", "answer 2", "answer 3"]
    assert recording.fault is not None


RUN = """
import sys
from pathlib import Path
from recording.recording_scene import converse, tape
from pytest_traineebench.recording.modes import Mode
with tape(Path(sys.argv[1]), Mode(sys.argv[3])):
    print(converse(sys.argv[2], steps=6))
"""


def _start(cassette: Path, url: str, mode: Mode) -> subprocess.Popen[str]:
    folders = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    command = [sys.executable, "-c", RUN, str(cassette), url, mode.value]
    return subprocess.Popen(  # noqa: S603  -- our own code
        command, env={**os.environ, "PYTHONPATH": folders}, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("mode", [Mode.ONCE, Mode.NEW_EPISODES])
@pytest.mark.parametrize("answered", [1, 4])
def test_a_killed_run_keeps_what_was_answered(mode: Mode, answered: int, cassette: Path) -> None:
    """The next one repeats no call that was answered, and the result is one whole cassette."""
    running: list[subprocess.Popen[str]] = []
    seen: list[bytes] = []

    def reply(request: ChatRequest) -> Reply:
        if request.number == answered + 1:
            running[0].send_signal(signal.SIGKILL)  # the fourth answer has arrived, or the fifth would not be asked for
            return Hang()
        seen.append(request.raw)
        return Say(text=f"answer {len(seen)}")

    with ScriptedServer(reply) as server:
        running.append(_start(cassette, server.base_url, mode))
        running[0].communicate(timeout=60)
        assert not cassette.exists()
        second = _start(cassette, server.base_url, mode)
        said, _ = second.communicate(timeout=60)

    assert said == f"{[f'answer {number}' for number in range(1, 7)]}\n"
    assert len(seen) == len(set(seen)) == 6
    assert len(read_slots(cassette)) == 6
    assert not journal_path(cassette).exists()


def test_a_torn_line_is_dropped(server: ScriptedServer, cassette: Path) -> None:
    """A kill within a write leaves half a line, whose answer nobody has seen; the rest can be replayed as it is."""
    _leave_journal(cassette, server.base_url)
    journal = journal_path(cassette)
    journal.write_bytes(journal.read_bytes()[:-5])

    with tape(cassette) as recording:
        said = ask(NOWHERE, "one")

    assert said == "answer 1"
    assert recording.tapes[0].unplayed == ()
    assert not cassette.exists()


def test_a_damaged_journal_is_told(server: ScriptedServer, cassette: Path) -> None:
    """Damage before the last line is no kill's."""
    _leave_journal(cassette, server.base_url)
    journal = journal_path(cassette)
    journal.write_bytes(journal.read_bytes().replace(b'"one"', b'"uno"'))

    with pytest.raises(CassetteError, match=r"day_1.yaml.part:2: found a damaged line: m\w+ was changed by hand"):
        tape(cassette, Mode.NEW_EPISODES).__enter__()


def test_a_kill_between_cassette_and_journal_doubles_nothing(server: ScriptedServer, cassette: Path) -> None:
    """The journal's interactions are in the cassette already."""
    _leave_journal(cassette, server.base_url)
    left = journal_path(cassette).read_bytes()
    with tape(cassette, Mode.NEW_EPISODES):
        pass
    journal_path(cassette).write_bytes(left)

    with tape(cassette, Mode.NEW_EPISODES):
        pass

    assert len(read_slots(cassette)) == 2


def test_what_was_asked_again_before_a_kill_replaces_what_was_there(server: ScriptedServer, cassette: Path) -> None:
    """A run that records everything anew counts when it is finished; what it has paid for is not asked again."""
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, "one")
        ask(server.base_url, "two")
    killed = tape(cassette, Mode.ALL)
    killed.__enter__()
    assert ask(server.base_url, "one") == "answer 3"
    part = journal_path(cassette).read_bytes()
    killed.__exit__(None, None, None)
    with tape(cassette, Mode.REWRITE):
        ask(server.base_url, "one")
        ask(server.base_url, "two")
    journal_path(cassette).write_bytes(part)

    with tape(cassette) as replay:
        before = [ask(NOWHERE, "one"), ask(NOWHERE, "two")]
    with tape(cassette, Mode.NEW_EPISODES):
        after = [ask(NOWHERE, "one"), ask(NOWHERE, "two")]

    assert before == ["answer 4", "answer 5"]
    assert replay.tapes[0].unplayed == ()
    assert after == ["answer 3", "answer 5"]
    assert "length: 2" in cassette.read_text()


def test_a_cassette_that_cannot_be_read_leaves_no_journal(server: ScriptedServer, cassette: Path) -> None:
    """An empty file beside it would only be in the way."""
    cassette.parent.mkdir()
    cassette.write_bytes("Grüße".encode("latin-1"))

    with pytest.raises(CassetteError, match=r"is no UTF-8, .*; record it again"), tape(cassette, Mode.NEW_EPISODES):
        ask(server.base_url, "one")

    assert [path.name for path in cassette.parent.iterdir()] == [cassette.name]


def test_a_killed_rewrite_leaves_the_old_cassette_in_force(server: ScriptedServer, cassette: Path) -> None:
    """Until one has ended, a replay plays what was there; to continue it keeps the new recordings only."""
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, "old")
    _leave_journal(cassette, server.base_url, Mode.REWRITE)

    with tape(cassette):
        replayed = ask(NOWHERE, "old")
    with tape(cassette, Mode.NEW_EPISODES):
        continued = ask(server.base_url, "one")

    assert (replayed, continued) == ("answer 1", "answer 2")
    assert len(read_slots(cassette)) == 2


def _leave_journal(cassette: Path, url: str, mode: Mode = Mode.ONCE) -> None:
    """Leave what a kill after two answers leaves."""
    path = journal_path(cassette)
    before = cassette.read_bytes() if cassette.exists() else None
    with tape(cassette, mode):
        for word in ("one", "two"):
            ask(url, word)
        left = path.read_bytes()
    if before is None:
        cassette.unlink()
    else:
        cassette.write_bytes(before)
    path.write_bytes(left)
