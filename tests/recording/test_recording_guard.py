"""During a replay nobody connects anywhere, and it is told who tried."""

from __future__ import annotations

import asyncio
import http.client
import importlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from recording.recording_scene import ask, tape

from pytest_traineebench.errors import NetworkRefusedError
from pytest_traineebench.llm.scripted import ScriptedServer
from pytest_traineebench.recording.guard import NetworkGuard, plain_address, split_port
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


def look_up_backwards(host: str) -> None:
    """Ask for a name."""
    socket.getnameinfo((host, 9), 0)


def send_from_a_loop(host: str) -> None:
    """Send datagrams from an event loop."""

    async def send() -> None:
        await asyncio.get_running_loop().create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(host, 9))

    asyncio.run(send())


def ask_by_http_client(host: str) -> None:
    """Ask through the standard library."""
    http.client.HTTPConnection(host, timeout=0.01).request("GET", "/")


def ask_by_urllib3(host: str) -> None:
    """Ask through urllib3."""
    importlib.import_module("urllib3").PoolManager(retries=False, timeout=0.01).request("GET", f"http://{host}/")


def ask_by_requests(host: str) -> None:
    """Ask through requests."""
    importlib.import_module("requests").get(f"http://{host}/", timeout=0.01, proxies={"http": ""})


def ask_by_httpx(host: str) -> None:
    """Ask through httpx."""
    importlib.import_module("httpx").get(f"http://{host}/", timeout=0.01, trust_env=False)


def ask_by_httpx2(host: str) -> None:
    """Ask through httpx2."""
    importlib.import_module("httpx2").get(f"http://{host}/", timeout=0.01, trust_env=False)


def ask_by_aiohttp(host: str) -> None:
    """Ask through aiohttp."""

    async def get() -> None:
        async with importlib.import_module("aiohttp").ClientSession() as session, session.get(f"http://{host}/"):
            pass

    asyncio.run(get())


@pytest.mark.parametrize(
    "act",
    [
        connect,
        send_datagram,
        connect_below,
        connect_by_asyncio,
        look_up,
        look_up_backwards,
        send_from_a_loop,
        ask_by_http_client,
        ask_by_urllib3,
        ask_by_requests,
        ask_by_httpx,
        ask_by_httpx2,
        ask_by_aiohttp,
    ],
)
def test_a_connection_is_refused(act: Callable[[str], None]) -> None:
    """Whichever way it takes; the message names host and caller, and is kept for who swallows it."""
    if (package := act.__name__.removeprefix("ask_by_")) != act.__name__:
        pytest.importorskip(package.replace("_", "."))
    with NetworkGuard() as guard, pytest.raises(NetworkRefusedError) as caught:
        act(OUTSIDE)

    assert f"a connection to {OUTSIDE} was refused during the replay; {__file__}:" in str(caught.value)
    assert len(guard.refused) >= 1  # an event loop tries again


@pytest.mark.parametrize("host", ["2001:db8::1", "::ffff:192.0.2.1", "fe80::1%lo"])
def test_other_families_are_refused(host: str) -> None:
    """By connection and by datagram."""
    kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
    with NetworkGuard() as guard:
        for kind in kinds:
            with socket.socket(socket.AF_INET6, kind) as outgoing, pytest.raises(NetworkRefusedError):
                outgoing.connect((host, 9))

    assert len(guard.refused) == len(kinds)


def test_a_name_is_refused_before_it_is_looked_up() -> None:
    """The message shows the name."""
    with NetworkGuard(), pytest.raises(NetworkRefusedError, match=r"a connection to api\.example\.org was refused"):
        connect("api.example.org")


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "api.example.org.evil.test",
        "xapi.example.org",
        "API.example.com",
        "api-example.org",
        "3221225985",
    ],
)
def test_allowed_hosts_match_exactly(host: str) -> None:
    """A name that holds an allowed one is another host."""
    with NetworkGuard({"api.example.org", OUTSIDE}), pytest.raises(NetworkRefusedError):
        look_up(host)


def test_an_allowed_host_is_let_through() -> None:
    """By its name in any case, and at its address."""
    with NetworkGuard({"localhost.localdomain", OUTSIDE}) as guard, pytest.raises(_UNREACHABLE):
        connect(OUTSIDE)

    assert guard.refused == []


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("API.Example.org", "api.example.org"),
        ("api.example.org.", "API.EXAMPLE.ORG"),
        ("api.example.org", "api.example.org."),
        ("[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_spellings_of_one_host_are_one(allowed: str, host: str) -> None:
    """Capitals, the dot at the end, brackets."""
    NetworkGuard({allowed}).check("socket.connect", host)


def test_hosts_are_told_from_ports() -> None:
    """As an option may name them."""
    addresses = ["example.org:80", "example.org", "[::1]:80", "::1", "127.0.0.1:8080"]

    assert [split_port(address) for address in addresses] == [
        ("example.org", "80"),
        ("example.org", ""),
        ("[::1]", "80"),
        ("::1", ""),
        ("127.0.0.1", "8080"),
    ]
    assert plain_address("[::1]:80") == "::1:80"


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
