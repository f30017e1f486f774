"""During a replay nobody connects anywhere, and it is told who tried."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from recording.recording_scene import ask, tape

from pytest_traineebench.errors import NetworkRefusedError
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.recording.guard import NetworkGuard
from pytest_traineebench.recording.modes import Mode

_UNREACHABLE = (TimeoutError, OSError)  # there may be no network at all
OUTSIDE = "192.0.2.1"  # reserved for documentation: nobody is there


def connect(host: str) -> None:
    """Open a connection."""
    socket.create_connection((host, 9), timeout=0.01).close()


def send_datagram(host: str) -> None:
    """Send without a connection."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", (host, 9))


def connect_below(host: str) -> None:
    """Go past the class that others patch."""
    import _socket  # noqa: PLC0415  -- only here

    low = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    try:
        low.connect((host, 9))
    finally:
        low.close()


def connect_by_asyncio(host: str) -> None:
    """Open a connection from an event loop."""
    asyncio.run(_open(host))


async def _open(host: str) -> None:
    await asyncio.open_connection(host, 9)


def look_up(host: str) -> None:
    """Ask for an address: that leaves the machine too."""
    socket.gethostbyname(host)


@pytest.mark.parametrize("act", [connect, send_datagram, connect_below, connect_by_asyncio, look_up])
def test_a_connection_is_refused(act: Callable[[str], None]) -> None:
    """Whichever way it takes; the message names host and caller, and is kept for who swallows it."""
    with NetworkGuard() as guard, pytest.raises(NetworkRefusedError) as caught:
        act(OUTSIDE)

    assert f"a connection to {OUTSIDE} was refused during the replay; {__file__}:" in str(caught.value)
    assert len(guard.refused) == 1


def test_a_name_is_refused_before_it_is_looked_up() -> None:
    """The message shows the name."""
    with NetworkGuard(), pytest.raises(NetworkRefusedError, match=r"a connection to api\.example\.org was refused"):
        connect("api.example.org")


@pytest.mark.parametrize("host", ["example.org", "api.example.org.evil.test", "xapi.example.org", "API.example.com"])
def test_allowed_hosts_match_exactly(host: str) -> None:
    """A name that holds an allowed one is another host."""
    with NetworkGuard({"api.example.org"}), pytest.raises(NetworkRefusedError):
        look_up(host)


def test_an_allowed_host_is_let_through() -> None:
    """By its name in any case, and at its address."""
    with NetworkGuard({"localhost.localdomain", OUTSIDE}) as guard, pytest.raises(_UNREACHABLE):
        connect(OUTSIDE)

    assert guard.refused == []


def test_loopback_is_let_through(server: ScriptedServer) -> None:
    """Tests have servers of their own."""
    with NetworkGuard() as guard:
        assert ask(server.base_url, "Hi") == "answer 1"
        assert ask(server.base_url.replace("127.0.0.1", "localhost"), "Hi") == "answer 2"

    assert guard.refused == []


def test_all_threads_are_guarded() -> None:
    """The caller in a thread is named too."""
    guard = NetworkGuard()

    def run() -> None:
        with pytest.raises(NetworkRefusedError):
            connect(OUTSIDE)

    with guard:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    assert " in connect opens it" in guard.refused[0]


def test_a_replay_is_guarded_and_a_recording_is_not(cassette: Path) -> None:
    """What an agent opens beside its model calls is refused when nothing may go out."""
    with tape(cassette) as replay, pytest.raises(NetworkRefusedError):
        connect(OUTSIDE)
    with tape(cassette, Mode.NEW_EPISODES) as recording, pytest.raises(_UNREACHABLE):
        connect(OUTSIDE)

    assert (len(replay.refused), recording.refused) == (1, ())
