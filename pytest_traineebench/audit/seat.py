"""A desk in a staged day: everything goes through the trainee's own tools."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from shlex import quote

from pytest_traineebench.agent import Day
from pytest_traineebench.audit.desk import Colleague

_ROW = re.compile(r"^\| (.+?) +\| (.+?) +\| (.+?) +\|$", re.MULTILINE)
_DIRECT = re.compile(r"\[!Message\] from .+?: ")
_GROUP = re.compile(r"^\[!Group Message\] group \d+, from (.+?): ", re.MULTILINE)
_FOLDER = "downloads"
"""Where downloads go, so that none has the name of a file that stands in the workspace or is to be handed in."""


class Seat:
    """The desk that a solver is given.

    Args:
        day: The day.
        instruction: The task's text.
        read: Returns a file of the workspace. Reading does not go through commands, whose output is cut after some
            thousand letters; it shows nothing that a longer series of commands would not.
    """

    def __init__(self, day: Day, *, instruction: str, read: Callable[[str], bytes]) -> None:
        self.instruction = instruction
        self.disk = _Disk(self.use, read)
        self.file = read
        self._day = day

    @property
    def now(self) -> datetime:
        """The time."""
        return self._day.now

    @cached_property
    def people(self) -> tuple[Colleague, ...]:
        """Everybody at the company but the trainee, who is the first of the list."""
        _head, _line, _trainee, *rows = _ROW.findall(self.use("ListUsers"))
        return tuple(Colleague(name=row[0], department=row[1], position=row[2]) for row in rows)

    def ask(self, person: str, text: str) -> str:
        """Write to a colleague and return the answer."""
        return _DIRECT.sub("", self.use("SendMessage", receiver=person, message=text), count=1)

    def ask_group(self, people: Iterable[str], text: str) -> Mapping[str, str]:
        """Write to several colleagues in a group and return their answers."""
        made = self._call("CreateChatGroup", group_members=list(people))
        number = int(re.findall(r"group (\d+):", made)[0])
        _, *parts = _GROUP.split(self.use("SendGroupMessage", group_id=number, message=text))
        return {name: answer.strip() for name, answer in zip(parts[::2], parts[1::2], strict=True)}

    def use(self, tool: str, **arguments: str | int) -> str:
        """Call a tool and return what it says.

        Raises:
            ValueError: If the tool refuses.
        """
        return self._call(tool, **arguments)

    def hand_in(self, name: str, content: bytes) -> None:
        """Write a file into the workspace by a command."""
        text = base64.encodebytes(content).decode()
        self.use("ExecuteCommand", command=f"base64 -d > {quote(name)} <<'END'\n{text}END")

    def wait_until(self, moment: datetime) -> None:
        """Let time pass; a wait itself costs its minute, and may be interrupted."""
        while moment - self.now >= timedelta(minutes=1):
            left = (moment - self.now) // timedelta(minutes=1)
            self.use("JumpTime", minutes=max(0, left - self._day.minutes("JumpTime")))

    def _call(self, tool: str, **arguments: str | int | list[str]) -> str:
        answer = self._day.call(tool, dict(arguments))
        if answer.startswith("[Error]"):
            raise ValueError(answer)
        return answer


class _Disk(Mapping[str, bytes]):
    """The cloud disk, listed folder by folder, and read by downloading, each file once."""

    def __init__(self, use: Callable[..., str], read: Callable[[str], bytes]) -> None:
        self._use = use
        self._read = read
        self._held: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._held:
            if path not in self._paths:
                raise KeyError(path)
            self._use("DownloadFileFromCloudDisk", file_path=path, target_path=f"{_FOLDER}/{path}")
            self._held[path] = self._read(f"{_FOLDER}/{path}")
        return self._held[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(self._list(""))

    def _list(self, folder: str) -> Iterator[str]:
        for name in self._use("OpenFolderInCloudDisk", folder_path=folder or "./").splitlines():
            if name.endswith("/"):
                yield from self._list(f"{folder}{name}")
            else:
                yield f"{folder}{name}"
