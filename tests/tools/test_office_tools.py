"""The tools for files, pictures, commands, people and the website."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image as Picture
from support.offices import BEN, BETH, Desk, at, sit_down

from pytest_traineebench.company.events import CommandRun, FileDownloaded, of_kind
from pytest_traineebench.company.sandbox import open_sandbox
from pytest_traineebench.company.sandbox.protocol import CommandResult, Limits
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.tool import MAX_RESULT, Image


def picture(kind: str) -> bytes:
    """Return a small picture of that kind."""
    buffer = io.BytesIO()
    Picture.new("RGB", (3, 2), "navy").save(buffer, kind)
    return buffer.getvalue()


PNG, JPEG, WEBP = picture("PNG"), picture("JPEG"), picture("WEBP")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A trainee with her tools."""
    return sit_down(tmp_path)


# -- the cloud disk


@pytest.mark.parametrize(
    ("target", "placed"),
    [
        ("./", "a.md"),
        ("", "a.md"),
        ("/workspace", "a.md"),
        ("folder", "folder/a.md"),
        ("folder/", "folder/a.md"),
        ("new/", "new/a.md"),
        ("new\\", "new/a.md"),
        ("new/er/", "new/er/a.md"),
        ("b.md", "b.md"),
        ("new/b.md", "new/b.md"),
        ("folder/../c.md", "c.md"),
        ("file", "file"),
    ],
)
def test_a_file_is_downloaded(desk: Desk, target: str, placed: str) -> None:
    """Into a folder, under a new name, over an old file; the answer and the log say where it is."""
    desk.office.workspace.write(desk.office.workspace.locate("folder/x"), b"")
    desk.office.workspace.write(desk.office.workspace.locate("file"), b"old and longer")

    told = desk.call("DownloadFileFromCloudDisk", file_path="CloudDisk:/kb/a.md", target_path=target)

    assert told == f"Downloaded kb/a.md (1 bytes) to ./{placed}"
    assert desk.office.workspace.read(placed) == b"A"
    event = next(of_kind(desk.office.log, FileDownloaded))
    assert (event.source, event.target, event.at) == ("kb/a.md", placed, at("08:00"))
    assert event.sha256 == hashlib.sha256(b"A").hexdigest()


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("../", "leaves the workspace"),
        ("../a.md", "leaves the workspace"),
        ("file/", "'file/a.md' cannot be written"),
        ("file/b.md", "'file/b.md' cannot be written"),
        ("link", "'link' is a link"),
        ("link/", "'link' is a link"),
        ("link/b.md", "'link' is a link"),
        ("inside/", "'inside/a.md' is a link"),
        ("taken/", "'taken/a.md' is a folder"),
        ("x" * 300, "too long"),
        ("a\0b", "not a path"),
    ],
)
def test_a_download_that_cannot_be_placed_is_told(desk: Desk, tmp_path: Path, target: str, told: str) -> None:
    """Nothing outside is touched, and nothing is logged as downloaded."""
    root = desk.office.workspace.root
    (root / "file").write_text("old")
    (root / "link").symlink_to(tmp_path)
    (root / "inside").mkdir()
    (root / "inside/a.md").symlink_to(tmp_path / "outside")
    (root / "taken/a.md").mkdir(parents=True)

    answer = desk.call("DownloadFileFromCloudDisk", file_path="kb/a.md", target_path=target)

    assert answer.startswith("[Error] DownloadFileFromCloudDisk: ")
    assert told in answer
    assert str(tmp_path) not in answer
    assert [path.name for path in tmp_path.iterdir()] == ["workspace"]
    assert not list(of_kind(desk.office.log, FileDownloaded))
    assert (root / "file").read_text() == "old"


@pytest.mark.parametrize("source", ["nothing.md", "kb", "", "../workspace/x", "/etc/passwd"])
def test_only_files_of_the_disk_are_downloaded(desk: Desk, source: str) -> None:
    """Ten minutes are gone all the same."""
    assert desk.call("DownloadFileFromCloudDisk", file_path=source).startswith("[Error]")
    assert desk.now == "08:10"
    assert desk.office.workspace.names() == ()


def test_a_folder_is_listed_line_by_line(desk: Desk, tmp_path: Path) -> None:
    """The root by default; an empty one is told."""
    assert desk.call("OpenFolderInCloudDisk") == "kb/\nmanual.md\nüber uns.txt"
    assert desk.call("OpenFolderInCloudDisk", folder_path="CloudDisk://kb/") == "a.md\nimg/"
    assert sit_down(tmp_path, disk={}).call("OpenFolderInCloudDisk") == "(the folder is empty)"


# -- pictures


@pytest.mark.parametrize(
    ("content", "mime"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")], ids=["PNG", "JPEG", "WebP"]
)
@pytest.mark.parametrize("name", ["a.png", "no-extension", "a.txt"])
def test_a_picture_is_known_by_its_content(desk: Desk, content: bytes, mime: str, name: str) -> None:
    """Not by its name; the caption goes with it."""
    desk.office.workspace.write(desk.office.workspace.locate(name), content)

    result = desk.raw("ReadAsDataURL", {"file_path": name, "text": "what is it?"})

    assert result.image == Image(mime=mime, data=content, caption="what is it?")
    assert result.text == f"[image shown: {mime}, {len(content)} bytes]"


def test_a_picture_of_the_cloud_disk_is_shown(tmp_path: Path) -> None:
    """Unless the workspace has one of that path; the prefix names the cloud disk."""
    desk = sit_down(tmp_path, disk={"a.png": PNG})
    assert desk.raw("ReadAsDataURL", {"file_path": "a.png"}).image == Image(mime="image/png", data=PNG)

    desk.office.workspace.write(desk.office.workspace.locate("a.png"), JPEG)

    assert desk.raw("ReadAsDataURL", {"file_path": "a.png"}).image == Image(mime="image/jpeg", data=JPEG)
    assert desk.raw("ReadAsDataURL", {"file_path": "CloudDisk:a.png"}).image == Image(mime="image/png", data=PNG)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fake.png", "'fake.png' is not a PNG, JPEG or WebP image"),
        ("empty.png", "is not a PNG"),
        ("damaged.png", "'damaged.png' is damaged"),
        ("wave.webp", "is not a PNG"),
        ("huge.png", "huge.png is larger than 10 MiB"),
        ("link.png", "'link.png' is a link"),
        ("folder.png", "folder.png is a folder"),
        ("pipe.png", "pipe.png is not an ordinary file"),
        ("nothing.png", "'nothing.png' is neither in your workspace nor a file of the cloud disk"),
        ("kb", "'kb' is neither in your workspace"),
        ("CloudDisk:nothing.png", "does not exist on the cloud disk"),
        ("manual.md", "is not a PNG"),
        ("../x.png", "leaves the workspace"),
        ("y" * 300, "too long"),
    ],
)
def test_what_is_no_picture_is_told(desk: Desk, tmp_path: Path, name: str, told: str) -> None:
    """Without a path of the host."""
    root = desk.office.workspace.root
    (tmp_path / "real.png").write_bytes(PNG)
    (root / "fake.png").write_bytes(b"GIF89a")
    (root / "empty.png").touch()
    (root / "damaged.png").write_bytes(PNG[:20])
    (root / "wave.webp").write_bytes(b"RIFF\x10\0\0\0WAVEfmt ")
    with (root / "huge.png").open("wb") as file:
        file.write(PNG)
        file.truncate(10 * 2**20 + 1)
    (root / "link.png").symlink_to(tmp_path / "real.png")
    (root / "folder.png").mkdir()
    os.mkfifo(root / "pipe.png")

    result = desk.raw("ReadAsDataURL", {"file_path": name})

    assert (result.outcome, result.image) == ("error", None)
    assert told in result.text
    assert str(tmp_path) not in result.text


# -- commands


@dataclass(slots=True)
class Fixed:
    """A place for commands in which all of them end alike."""

    result: CommandResult
    name: str = "fixed"

    def run(self, command: str, *, now: datetime) -> CommandResult:  # noqa: ARG002  -- the protocol's arguments
        """Return the result."""
        return self.result

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def command_line(tmp_path: Path) -> Iterator[Desk]:
    """A trainee with the real sandbox."""
    desk = sit_down(tmp_path)
    desk.office.sandbox = open_sandbox(
        "auto", workspace=desk.office.workspace.root, seed="tools", limits=Limits(output_bytes=50_000)
    )
    yield desk
    desk.office.sandbox.close()


def test_a_command_is_answered_with_its_exit_code(command_line: Desk) -> None:
    """Then its output; it works on the workspace, at the virtual time."""
    command_line.call("DownloadFileFromCloudDisk", file_path="manual.md")

    told = command_line.call("ExecuteCommand", command="cat manual.md; date '+%F %H:%M'; echo problem >&2; exit 3")

    assert told == "Exit Code: 3\nOutput:\n# Manual\n2025-10-01 08:10\nproblem"
    event = next(of_kind(command_line.office.log, CommandRun))
    assert (event.exit_code, event.at, event.output) == (3, at("08:10"), told.partition("Output:\n")[2])


def test_long_output_is_cut_in_the_middle(command_line: Desk) -> None:
    """Both ends stay, and the notes' figures are true."""
    told = command_line.call("ExecuteCommand", command="echo begin; yes | head -c 30000; echo end")
    too_much = command_line.call("ExecuteCommand", command="yes | head -c 60000")

    head, _, output = told.partition("Output:\n")
    assert head == "Exit Code: 0\n"
    assert output.startswith("begin\ny\n")
    assert output.endswith("y\nend")
    left_out = 6 + 30_000 + 3 - MAX_RESULT
    assert f"[{left_out:,} of 30,009 characters left out here]" in output
    assert too_much.startswith("Exit Code: 0\nNote: kept the first 50,000 of 60,000 bytes of output\n")


@pytest.mark.parametrize(("command", "told"), [("", "is empty"), (" \n", "is empty"), ("echo\0", "NUL")])
def test_what_is_no_command_is_told(desk: Desk, command: str, told: str) -> None:
    """Nothing is run."""
    assert told in desk.call("ExecuteCommand", command=command)
    assert not list(of_kind(desk.office.log, CommandRun))


def test_a_huge_command_is_no_crash(command_line: Desk) -> None:
    """More than the host could start."""
    told = command_line.call("ExecuteCommand", command="echo " + "x" * 900_000)

    assert told.startswith("Exit Code: 126\nNote: ")


def test_the_sandbox_has_a_word(tmp_path: Path) -> None:
    """Its note stands before the output; a machine without a sandbox says why."""
    stopped = CommandResult(exit_code=137, output="so far\n", note="stopped after 30 s", output_size=7)

    told = sit_down(tmp_path, sandbox=Fixed(stopped)).call("ExecuteCommand", command="sleep 99")
    none = sit_down(tmp_path).call("ExecuteCommand", command="ls")

    assert told == "Exit Code: 137\nNote: stopped after 30 s\nOutput:\nso far"
    assert none == "Exit Code: 126\nNote: commands cannot be run here: this office has none\nOutput:\n"


# -- people


def test_everybody_is_listed(desk: Desk) -> None:
    """In a table: the trainee first, then the staff in its order."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in desk.call("ListUsers").splitlines()]

    assert rows[0] == ["name", "department", "position"]
    assert rows[2] == [TRAINEE, "None", "Intern"]
    assert rows[3:] == [[p.name, p.department, p.position] for p in desk.office.staff]


def test_groups_are_made_listed_and_written_to(desk: Desk) -> None:
    """The answer of everybody stands on a line of its own."""
    assert desk.call("ListChatGroups") == "You are in no chat group."
    assert desk.call("CreateChatGroup", group_members=[BETH, BEN]) == f"Created group 1: {TRAINEE}, {BEN}, {BETH}"
    assert desk.call("CreateChatGroup", group_members=[BEN, BETH, TRAINEE]).startswith("There already is group 1: ")

    listed = desk.call("ListChatGroups")
    told = desk.call("SendGroupMessage", group_id=1, message="hello")

    assert f"| 1        | {TRAINEE}, {BEN}, {BETH} |" in listed
    assert told == (
        "[!Group Message] group 1, from Ben King: Ben read: hello\n"
        "[!Group Message] group 1, from Beth King: Beth read: hello"
    )
    assert desk.now == "08:14"


def test_a_message_is_answered(desk: Desk) -> None:
    """With the full name of who answers."""
    told = desk.call("SendMessage", receiver="beth king", message="hello", sender=TRAINEE)

    assert told == "[!Message] from Beth King: Beth read: hello"


# -- the website


def test_the_website_is_shown_as_json(desk: Desk) -> None:
    """Lists and objects, as an agent can read them."""
    assert json.loads(desk.call("GetHistoricalLoadTimes")) == [
        {"page": "/home", "avg_load_time_ms": 350},
        {"page": "/blog", "avg_load_time_ms": 1500},
    ]
    assert json.loads(desk.call("GetPerformanceSummary"))["overall_status"] == "Degraded"
    assert json.loads(desk.call("ListMonitoredServices")) == ["WebApp-Prod-01", "DB-Prod-01"]
    assert json.loads(desk.call("GetRealTimeSystemHealth"))[1]["details"] == "disk usage 84.2 %, in sync"
    assert desk.call("GetErrorLogs", server_id="WebApp-Prod-01", lines=2) == "second\nthird"


def test_interns_reboot_nothing(desk: Desk) -> None:
    """Neither a server that is there nor one that is not."""
    assert "permission denied" in desk.call("RebootServer", server_id="DB-Prod-01")
    assert "no server 'DB' is monitored" in desk.call("RebootServer", server_id="DB")
