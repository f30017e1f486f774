"""Refuses connections during a replay, whoever opens them, and tells who it was.

An audit hook sees what goes past ``socket.socket``: asyncio, ``_socket``, C extensions that use Python's sockets. What
goes past Python, such as a subprocess or a library with sockets of its own, it does not see.
"""

from __future__ import annotations

import functools
import ipaddress
import os
import socket
import sys
import sysconfig
import threading
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from pytest_traineebench.errors import NetworkRefusedError

_LOCAL_NAMES = frozenset({"localhost", "ip6-localhost", ""})
_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})


class NetworkGuard:
    """Refuses connections to all hosts but loopback and those allowed, in all threads; a context manager.

    Args:
        allowed_hosts: Names and addresses, compared letter for letter in small letters, without a dot at the end.
        shown: Makes a text fit for people: without folders of this machine.
        on_refusal: Is told of each refusal, in the thread of the caller.

    Attributes:
        refused: What was said, in order; a caller may have swallowed the error.
    """

    def __init__(
        self,
        allowed_hosts: Collection[str] = (),
        *,
        shown: Callable[[str], str] = str,
        on_refusal: Callable[[str], object] = str,
    ) -> None:
        self.refused: list[str] = []
        self._allowed = {plain_host(host) for host in allowed_hosts}
        self._shown = shown
        self._on_refusal = on_refusal
        self._addresses: set[str] = set()  # what allowed names resolve to
        self._resolving = threading.local()

    def __enter__(self) -> Self:
        _gate().guards.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _gate().guards.remove(self)

    def check(self, event: str, host: str) -> None:
        """Let a connection or a look-up pass.

        Raises:
            NetworkRefusedError: If it must not.
        """
        name = plain_host(host)
        if getattr(self._resolving, "now", False) or _is_loopback(name) or name in self._addresses:
            return
        if name in self._allowed:
            if event in _LOOKUPS:
                self._resolve(host)
            return
        line = self._shown(f"a connection to {host} was refused during the replay; {_caller()} opens it")
        self.refused.append(line)
        self._on_refusal(line)
        raise NetworkRefusedError(f"{line}; allow the host, or record instead of replaying")

    def _resolve(self, host: str) -> None:
        self._resolving.now = True
        try:
            self._addresses |= {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
        except OSError:
            pass  # the caller's own look-up says what is wrong
        finally:
            self._resolving.now = False


def plain_host(host: str) -> str:
    """Return a host as it is compared: ``[::1%lo]`` and ``EXAMPLE.ORG.`` as ``::1`` and ``example.org``."""
    return host.strip().lower().removeprefix("[").removesuffix("]").partition("%")[0].removesuffix(".")


def plain_address(address: str) -> str:
    """Return a host with or without a port as it is compared."""
    host, port = split_port(address)
    return f"{plain_host(host)}:{port}" if port else plain_host(host)


def split_port(address: str) -> tuple[str, str]:
    """Return host and port; the port is empty if there is none: an IPv6 address with one stands in brackets."""
    host, colon, port = address.rpartition(":")
    has_port = bool(colon) and port.isdigit() and (":" not in host or host.endswith("]"))
    return (host, port) if has_port else (address, "")


class _Gate:
    """The process's one audit hook: it can never be removed, so it does nothing while no guard is up."""

    def __init__(self) -> None:
        self.guards: list[NetworkGuard] = []
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.guards or not event.startswith("socket."):
            return
        host = _host(event, arguments)
        if host is not None:
            for guard in tuple(self.guards):
                guard.check(event, host)


@functools.cache
def _gate() -> _Gate:
    return _Gate()


def _host(event: str, arguments: tuple[object, ...]) -> str | None:
    """Return whom an event is about; None if it is no connection, or within the machine."""
    if event in _LOOKUPS:
        asked = arguments[0]
        return _text(asked[0] if isinstance(asked, tuple) and asked else asked)
    if event not in _EVENTS:
        return None
    kind = getattr(arguments[0], "family", None)
    address = arguments[1]
    if kind not in {socket.AF_INET, socket.AF_INET6} or not isinstance(address, tuple) or not address:
        return None if kind in {socket.AF_UNIX, None} or address is None else _text(address)
    return _text(address[0])


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.decode("latin-1") if isinstance(value, bytes | bytearray) else str(value)


def _is_loopback(name: str) -> bool:
    if name in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or address.is_unspecified or (mapped is not None and mapped.is_loopback)


def own_caller() -> str:
    """Return the innermost place that is neither a library nor ours; empty if there is none."""
    places = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib", "scripts")}
    here, ours = f"{Path(__file__).parent}{os.sep}", f"{Path(__file__).parents[1]}{os.sep}"
    frames = traceback.extract_stack()
    entered = next((at for at, frame in enumerate(frames) if _is_in(frame, ours) and not _is_in(frame, here)), 0)
    own = [frame for frame in frames[entered:] if not frame.filename.startswith((*places, ours, "<"))]
    return f"{own[-1].filename}:{own[-1].lineno} in {own[-1].name}" if own else ""


def _is_in(frame: traceback.FrameSummary, folder: str) -> bool:
    return frame.filename.startswith(folder)


def _caller() -> str:
    return own_caller() or f"the thread {threading.current_thread().name!r}"
