"""The trainee's own folder, against everything that can stand in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pytest_traineebench.company import workspace as module
from pytest_traineebench.company.workspace import MAX_DELIVERABLE, Snapshot, Workspace
from pytest_traineebench.errors import DeliverableError, ToolError


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the host, beside the workspace."""
    path = tmp_path / "host.txt"
    path.write_text("secret")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    root = tmp_path / "workspace"
    root.mkdir()
    return Workspace(root)


@pytest.mark.parametrize(
    "written", ["a/b.txt", "./a/b.txt", "/workspace/a/b.txt", "workspace:a/b.txt", "/a//b.txt", "a\\b.txt"]
)
def test_a_path_is_found_however_it_is_written(workspace: Workspace, written: str) -> None:
    """As commands see it, with a prefix, or relative."""
    assert workspace.relative(workspace.locate(written)) == "a/b.txt"


@pytest.mark.parametrize("written", ["", ".", "/workspace", "/workspace/", "workspace://", "a/.."])
def test_the_root_is_found(workspace: Workspace, written: str) -> None:
    """In all its spellings."""
    assert workspace.locate(written) == workspace.root


@pytest.mark.parametrize("written", ["..", "../host.txt", "a/../../host.txt", "/workspace/../host.txt", "..\\host.txt"])
def test_no_path_leaves_the_workspace(workspace: Workspace, secret: Path, written: str) -> None:
    """Climbing out is refused."""
    with pytest.raises(ToolError, match="leaves the workspace"):
        workspace.locate(written)

    assert secret.read_text() == "secret"


@pytest.mark.parametrize("written", ["x" * 256, "ok/" + "ü" * 128, "y" * 300 + "/z"])
def test_a_name_too_long_for_the_host_is_refused(workspace: Workspace, written: str) -> None:
    """With words for the trainee, in which no path of the host stands."""
    with pytest.raises(ToolError, match=r"(?i)name too long") as refusal:
        workspace.write(workspace.locate(written), b"")

    assert str(workspace.root) not in str(refusal.value)


@pytest.mark.parametrize("written", ["link", "folder/link", "folder/inside", "folder/link/x"])
def test_no_link_is_followed(workspace: Workspace, secret: Path, written: str) -> None:
    """Neither at the end nor on the way, neither to a file nor to a folder, neither out nor inside."""
    (workspace.root / "real").mkdir()
    (workspace.root / "folder").mkdir()
    (workspace.root / "link").symlink_to(secret)
    (workspace.root / "folder/link").symlink_to(secret.parent, target_is_directory=True)
    (workspace.root / "folder/inside").symlink_to("../real", target_is_directory=True)

    with pytest.raises(ToolError, match="is a link; links are not followed"):
        workspace.locate(written)
    with pytest.raises(DeliverableError, match="is a link"):
        workspace.read(written)


def test_a_link_swapped_in_is_not_followed(workspace: Workspace, secret: Path) -> None:
    """A link that is put in after the path was checked replaces nothing outside."""
    (workspace.root / "folder").mkdir()
    in_folder, at_end = workspace.locate("folder/host.txt"), workspace.locate("x")
    (workspace.root / "folder").rmdir()
    (workspace.root / "folder").symlink_to(secret.parent, target_is_directory=True)
    (workspace.root / "x").symlink_to(secret)

    with pytest.raises(ToolError, match=r"'folder/host.txt' cannot be written"):
        workspace.write(in_folder, b"overwritten")
    workspace.write(at_end, b"mine")

    assert secret.read_text() == "secret"
    assert workspace.read("x") == b"mine"


def test_replacing_a_hard_link_leaves_its_other_name_alone(workspace: Workspace, secret: Path) -> None:
    """A new file takes the name; the old content stays where else it is named."""
    (workspace.root / "x").hardlink_to(secret)

    workspace.write(workspace.locate("x"), b"mine")

    assert secret.read_text() == "secret"
    assert workspace.read("x") == b"mine"


def test_a_file_is_replaced_and_folders_are_made(workspace: Workspace) -> None:
    """Writing makes what is missing above."""
    for content in (b"a long first version", b"short"):
        workspace.write(workspace.locate("deep/er/x.txt"), content)

    assert workspace.read("deep/er/x.txt") == b"short"
    assert workspace.names() == ("deep/er/x.txt",)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("folder", "'folder' is a folder"),
        ("file/x", "'file/x' cannot be written"),
        ("", "'.' is a folder"),
        ("file/x/y", "cannot"),
    ],
)
def test_a_file_and_a_folder_cannot_share_a_place(workspace: Workspace, written: str, told: str) -> None:
    """Neither replaces the other, and the text holds no path of the host."""
    (workspace.root / "folder").mkdir()
    (workspace.root / "file").write_text("old")

    with pytest.raises(ToolError, match=told) as refusal:
        workspace.write(workspace.locate(written), b"new")

    assert str(workspace.root) not in str(refusal.value)
    assert workspace.read("file") == b"old"


def test_a_pipe_is_replaced(workspace: Workspace) -> None:
    """A download onto a pipe does not wait for a reader."""
    os.mkfifo(workspace.root / "x")

    workspace.write(workspace.locate("x"), b"mine")

    assert workspace.read("x") == b"mine"


def make_sparse(path: Path) -> None:
    """Leave a file of 2 GiB that takes no room."""
    with path.open("wb") as file:
        file.truncate(2 * 2**30)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (Path.mkdir, "is a folder, not a file"),
        (os.mkfifo, "is not an ordinary file"),
        (make_sparse, "is larger than 10 MiB"),
        (lambda path: path.symlink_to("/etc/passwd"), "is a link, not a file"),
        (lambda path: path.symlink_to("nowhere"), "is a link, not a file"),
        (lambda path: path.symlink_to(path), "is a link, not a file"),
        (lambda _: None, "is not in the workspace"),
    ],
    ids=["folder", "pipe", "sparse", "link", "dangling", "loop", "missing"],
)
def test_a_broken_deliverable_gives_a_reason(workspace: Workspace, make: Callable[[Path], object], told: str) -> None:
    """Live and frozen say the same, without a path of the host, and nothing hangs."""
    make(workspace.root / "report.md")

    for files in (workspace, workspace.freeze()):
        with pytest.raises(DeliverableError, match=f"^report.md {told}$"):
            files.read("report.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_deliverable_gives_a_reason(workspace: Workspace) -> None:
    """As does an unreadable folder, in which nothing is found."""
    workspace.write(workspace.locate("report.md"), b"")
    workspace.write(workspace.locate("folder/x"), b"")
    (workspace.root / "report.md").chmod(0)
    (workspace.root / "folder").chmod(0)

    with pytest.raises(DeliverableError, match=r"^report.md cannot be read: permission denied$"):
        workspace.read("report.md")
    with pytest.raises(DeliverableError, match=r"^folder/x cannot be read: permission denied$"):
        workspace.read("folder/x")
    with pytest.raises(ToolError, match="permission denied"):
        workspace.write(workspace.locate("folder/x"), b"")
    assert workspace.names() == ("report.md",)
    (workspace.root / "folder").chmod(0o700)


@pytest.mark.parametrize(
    "name", ["../host.txt", "a/../../host.txt", "/host.txt", "", ".", "a//b", "report.md/", "a\0b", "\ud800"]
)
def test_a_deliverable_has_a_plain_relative_name(workspace: Workspace, secret: Path, name: str) -> None:
    """Anything else is not in the workspace."""
    workspace.write(workspace.locate("report.md"), b"")

    with pytest.raises(DeliverableError, match="is not in the workspace"):
        workspace.read(name)

    assert secret.exists()


@pytest.mark.parametrize(("size", "fits"), [(MAX_DELIVERABLE, True), (MAX_DELIVERABLE + 1, False)])
def test_the_largest_deliverable_is_read(workspace: Workspace, size: int, fits: bool) -> None:  # noqa: FBT001  -- a parameter
    """The bound itself is allowed."""
    with (workspace.root / "x").open("wb") as file:
        file.truncate(size)

    if fits:
        assert len(workspace.read("x")) == size
    else:
        with pytest.raises(DeliverableError, match="larger than 10 MiB"):
            workspace.read("x")


def test_names_are_those_of_ordinary_files(workspace: Workspace) -> None:
    """Sorted by path; no folders, links or pipes, and no names that nobody could write down."""
    for name in ("b", "a/x", "a.txt", "ü", "new\nline"):
        workspace.write(workspace.root / name, b"")
    (workspace.root / "link").symlink_to("b")
    os.mkfifo(workspace.root / "pipe")
    os.close(os.open(os.fsencode(workspace.root) + b"/\xff", os.O_CREAT))

    assert workspace.names() == workspace.freeze().names() == ("a.txt", "a/x", "b", "new\nline", "ü")


def test_deep_folders_are_walked(workspace: Workspace) -> None:
    """Nesting is no recursion: a thousand levels are listed."""
    here = os.open(workspace.root, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("x", os.O_CREAT, dir_fd=here))
    os.close(here)

    name = "d/" * 1200 + "x"
    try:
        assert workspace.names() == (name,)
        assert workspace.read(name) == b""
    finally:  # by rm, since pytest itself deletes old folders by recursion
        subprocess.run(["rm", "-rf", workspace.root / "d"], check=True)  # noqa: S603, S607  -- a fixed program


def test_a_snapshot_is_not_touched_by_later_work(workspace: Workspace) -> None:
    """What stood is kept: content, names, and what was missing."""
    workspace.write(workspace.locate("x"), b"before")
    snapshot = workspace.freeze()

    workspace.write(workspace.locate("x"), b"after")
    workspace.write(workspace.locate("y"), b"late")

    assert snapshot.read("x") == b"before"
    assert snapshot.names() == ("x",)
    with pytest.raises(DeliverableError, match="y is not in the workspace"):
        snapshot.read("y")


def test_a_snapshot_holds_only_so_much(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sparse files cost the trainee nothing; those beyond the bound are named, not read."""
    monkeypatch.setattr(module, "MAX_HELD", 10)
    for name in "abc":
        workspace.write(workspace.locate(name), b"12345")

    snapshot = workspace.freeze()

    assert snapshot.read("b") == b"12345"
    assert snapshot.names() == ("a", "b", "c")
    with pytest.raises(DeliverableError, match="c is one file too many"):
        snapshot.read("c")


def test_a_snapshot_can_be_made_by_hand() -> None:
    """A text instead of bytes is the reason why a file cannot be read."""
    snapshot = Snapshot({"b": b"B", "a": "a is a folder, not a file"})

    assert snapshot.names() == ("a", "b")
    assert snapshot.read("b") == b"B"
    with pytest.raises(DeliverableError, match="a is a folder"):
        snapshot.read("a")
