"""Each mode plays, records or lets through, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from recording.recording_scene import NOWHERE, ask, converse, post, tape

from pytest_traineebench.errors import CassetteError, ConfigError, ReplayMissError
from pytest_traineebench.llm.scripted import Reply, Say, ScriptedServer, refuse
from pytest_traineebench.recording.journal import journal_path
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES, Mode, Track, speaking
from pytest_traineebench.recording.session import Recording
from pytest_traineebench.recording.store import read_slots


def test_a_conversation_is_replayed_without_its_server(cassette: Path) -> None:
    """What comes back is what came back then; the file is not touched."""
    with ScriptedServer(lambda request: Say(text=f"{request.number}")) as server, tape(cassette, Mode.ONCE):
        recorded = converse(server.base_url)
    before = cassette.read_bytes(), cassette.stat().st_mtime_ns

    with tape(cassette) as recording:
        replayed = converse(NOWHERE)

    assert replayed == recorded
    assert recording.tapes[0].unplayed == ()
    assert (cassette.read_bytes(), cassette.stat().st_mtime_ns) == before


def test_none_records_nothing(server: ScriptedServer, cassette: Path) -> None:
    """Without a cassette every request is a miss, and no file appears."""
    with tape(cassette) as recording, pytest.raises(ReplayMissError, match="there is no such cassette"):
        ask(server.base_url, "Hi")

    assert recording.miss is not None
    assert server.requests == ()
    assert not cassette.parent.exists()


def test_the_first_miss_stands_for_all_that_follow(cassette: Path) -> None:
    """An agent that swallows a miss and goes on is told the same again."""
    with tape(cassette) as recording:
        for word in ("first", "second"):
            with pytest.raises(ReplayMissError, match="request 1 of the agent"):
                ask(NOWHERE, word)

    assert recording.tapes[0].miss is recording.miss


def test_once_adds_nothing_to_a_cassette(server: ScriptedServer, cassette: Path) -> None:
    """It records when there is none, and replays when there is one."""
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, "one")

    with tape(cassette, Mode.ONCE), pytest.raises(ReplayMissError):
        ask(server.base_url, "two")

    assert len(server.requests) == 1


def test_new_episodes_asks_only_what_is_new(server: ScriptedServer, cassette: Path) -> None:
    """The rest is played, and all of it is there afterwards."""
    for _ in range(2):
        with tape(cassette, Mode.NEW_EPISODES):
            ask(server.base_url, "one")
    with tape(cassette, Mode.NEW_EPISODES) as recording:
        said = [ask(server.base_url, word) for word in ("one", "two")]

    assert said == ["answer 1", "answer 2"]
    assert (len(server.requests), recording.tapes[0].recorded, len(read_slots(cassette))) == (2, 1, 2)


def test_all_replaces_what_is_asked_again(server: ScriptedServer, cassette: Path) -> None:
    """And keeps what is not."""
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, "kept")
        ask(server.base_url, "again")
    with tape(cassette, Mode.ALL):
        ask(server.base_url, "again")

    with tape(cassette):
        said = [ask(NOWHERE, word) for word in ("kept", "again")]

    assert said == ["answer 1", "answer 3"]
    assert len(read_slots(cassette)) == 2


def test_rewrite_drops_what_was_there(server: ScriptedServer, cassette: Path) -> None:
    """The cassette holds this run and nothing else."""
    with tape(cassette, Mode.ONCE):
        converse(server.base_url)

    with tape(cassette, Mode.REWRITE):
        ask(server.base_url, "only")

    assert len(read_slots(cassette)) == 1


def test_a_rewrite_that_asks_nothing_leaves_the_cassette(server: ScriptedServer, cassette: Path) -> None:
    """An agent that fails before its first request destroys no recording."""
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, "one")
    before = cassette.read_bytes()

    with tape(cassette, Mode.REWRITE):
        pass

    assert cassette.read_bytes() == before
    assert not journal_path(cassette).exists()


def test_off_lets_everything_through(server: ScriptedServer, cassette: Path) -> None:
    """No file, no patch."""
    with tape(cassette, Mode.OFF):
        said = [ask(server.base_url, "one") for _ in range(2)]

    assert said == ["answer 1", "answer 2"]
    assert not cassette.parent.exists()


def test_two_tracks_keep_apart(server: ScriptedServer, tmp_path: Path) -> None:
    """The same words on two tracks, in threads at one time, are two recordings in two files."""
    tracks = [Track(name=name, path=tmp_path / f"{name}.yaml", mode=Mode.ONCE) for name in (AGENT, COLLEAGUES)]
    barrier = threading.Barrier(2)

    def colleague(url: str) -> str:
        with speaking(COLLEAGUES):
            barrier.wait()
            return ask(url, "Same words.")

    def agent(url: str) -> str:
        barrier.wait()
        return ask(url, "Same words.")

    def both(url: str) -> list[str]:
        with ThreadPoolExecutor(2) as pool:
            return [item.result() for item in [pool.submit(act, url) for act in (agent, colleague)]]

    with Recording(tracks):
        recorded = both(server.base_url)
    with Recording([Track(name=track.name, path=track.path) for track in tracks]):
        replayed = both(NOWHERE)

    assert replayed == recorded
    assert [len(read_slots(track.path)) for track in tracks] == [1, 1]


def test_one_track_is_live_while_the_other_is_replayed(server: ScriptedServer, tmp_path: Path) -> None:
    """Recorded colleagues cost nothing when the agent changes."""
    path = tmp_path / "colleagues.yaml"

    def run(mode: Mode) -> str:
        tracks = [
            Track(name=AGENT, path=tmp_path / "agent.yaml", mode=Mode.OFF),
            Track(name=COLLEAGUES, path=path, mode=mode),
        ]
        with Recording(tracks):
            ask(server.base_url, "I am the agent.")
            with speaking(COLLEAGUES):
                return ask(server.base_url, "Where is it?")

    first, second = run(Mode.ONCE), run(Mode.NONE)

    assert first == second
    assert len(server.requests) == 3


def test_a_colleague_is_found_by_what_was_said(server: ScriptedServer, tmp_path: Path) -> None:
    """Another history before the question does not matter; an unknown question is the caller's to answer."""
    path = tmp_path / "colleagues.yaml"
    with Recording([Track(name=COLLEAGUES, path=path, mode=Mode.ONCE)]), speaking(COLLEAGUES, said="Ana: Where?"):
        recorded = ask(server.base_url, "history", "Where?")

    with Recording([Track(name=COLLEAGUES, path=path, by_said=True)]) as recording:
        with speaking(COLLEAGUES, said="Ana:  Where?"):
            replayed = [ask(NOWHERE, "another history", "Where?") for _ in range(2)]
        with speaking(COLLEAGUES, said="Ben: Where?"), pytest.raises(ReplayMissError, match="what was said"):
            ask(NOWHERE, "history of Ben", "Where?")

    assert replayed == [recorded, recorded]
    assert recording.miss is None


def test_a_track_that_is_not_open_is_an_error(cassette: Path) -> None:
    """A colleague's request does not end up on the agent's tape."""
    with tape(cassette), speaking(COLLEAGUES), pytest.raises(ConfigError, match="no track 'colleagues'"):
        ask(NOWHERE, "Hi")


def test_there_is_one_recording_at_a_time(cassette: Path, tmp_path: Path) -> None:
    """A second one is refused, and the first one goes on; afterwards there is place for another."""
    with (
        tape(cassette),
        pytest.raises(ConfigError, match="a recording is open in this process already"),
        tape(tmp_path / "other.yaml"),
    ):
        pass

    with tape(tmp_path / "other.yaml") as recording:
        assert recording.miss is None


def test_one_cassette_is_recorded_by_one(server: ScriptedServer, cassette: Path) -> None:
    """A second one that would record is refused at once; it may not wait until the end of its day."""
    track = Track(name=AGENT, path=cassette, mode=Mode.NEW_EPISODES)
    with Recording([track]) as recording:
        ask(server.base_url, "one")

        other = Recording([track]).tapes[0]
        with pytest.raises(CassetteError, match=r"day_1.yaml.part: another process is recording this cassette"):
            other.open()

    assert recording.tapes[0].recorded == 1


def test_two_tracks_have_two_files(cassette: Path) -> None:
    """One file for both is refused."""
    with pytest.raises(ConfigError, match="two tracks cannot have one cassette"):
        Recording([Track(name=name, path=cassette) for name in (AGENT, COLLEAGUES)])


def test_overcome_failures_are_not_replayed(cassette: Path) -> None:
    """A replay does not wait as the recording did; a failure that stayed is replayed."""
    script: list[Reply] = [refuse(429, "slow down"), Say(text="ok"), refuse(503, "down")]
    with ScriptedServer(script) as server, tape(cassette, Mode.ONCE):
        for word in ("one", "one", "two"):
            post(server.base_url, {"messages": [{"role": "user", "content": word}]})

    assert [slot.answer().status for slot in read_slots(cassette)] == [200, 503]


def test_hosts_that_are_passed_are_not_recorded(server: ScriptedServer, cassette: Path) -> None:
    """A test's own server is asked each time, in a recording and in a replay."""
    host = server.base_url.removeprefix("http://").removesuffix("/v1")

    with tape(cassette, Mode.ONCE, passed=[host]):
        first = ask(server.base_url, "Hi")
    with tape(cassette, passed=[host]):
        second = ask(server.base_url, "Hi")

    assert (first, second) == ("answer 1", "answer 2")
    assert not cassette.exists()


def test_requests_at_one_time_get_each_an_answer(server: ScriptedServer, cassette: Path) -> None:
    """Thirty threads with one question get thirty recordings, none twice."""

    def crowd(url: str) -> list[str]:
        with ThreadPoolExecutor(8) as pool:
            return sorted(pool.map(lambda _: ask(url, "Same?"), range(30)))

    with tape(cassette, Mode.ONCE):
        recorded = crowd(server.base_url)
    with tape(cassette) as recording:
        replayed = crowd(NOWHERE)

    assert replayed == recorded
    assert len(set(replayed)) == 30
    assert recording.tapes[0].unplayed == ()


def test_what_was_not_played_is_known(server: ScriptedServer, cassette: Path) -> None:
    """By its number in the file."""
    with tape(cassette, Mode.ONCE):
        for word in ("one", "two", "three"):
            ask(server.base_url, word)

    with tape(cassette) as recording:
        ask(NOWHERE, "two")

    assert recording.tapes[0].unplayed == (1, 3)


def test_a_recording_ends_with_its_context(server: ScriptedServer, cassette: Path) -> None:
    """Afterwards requests go out again, whatever ended it."""

    def fail(act: Callable[[], object]) -> None:
        with tape(cassette, Mode.ONCE):
            act()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(lambda: ask(server.base_url, "one"))

    assert ask(server.base_url, "one") == "answer 2"
    assert len(read_slots(cassette)) == 1
