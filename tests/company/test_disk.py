"""The cloud disk, and paths as agents write them."""

from __future__ import annotations

import pytest
from support.offices import DISK

from pytest_traineebench.company.disk import CloudDisk
from pytest_traineebench.company.paths import MAX_PATH, clean
from pytest_traineebench.errors import ToolError

NO_PATHS = ["a\0b", "a\nb", "\x1b[2J", "a\x7f", "\ud800", "x" * (MAX_PATH + 1)]
OUTSIDE = ["..", "../", "../config.json", "kb/../..", "kb/../../x", "..\\x", "CloudDisk:..", "CloudDisk:///../x", "/.."]


@pytest.fixture
def disk() -> CloudDisk:
    """A disk with files in two levels of folders."""
    return CloudDisk(DISK)


@pytest.mark.parametrize(
    "written",
    [
        "kb/a.md",
        "./kb/a.md",
        "/kb/a.md",
        "kb//a.md",
        "kb/./img/../a.md",
        "kb\\a.md",
        " kb/a.md\n",
        "kb/a.md/",
        "CloudDisk:kb/a.md",
        "CloudDisk://kb/a.md",
        "clouddisk:///kb/a.md",
        "CLOUDDISK:/kb/a.md",
        "CloudDisk: kb/a.md",
    ],
)
def test_a_file_is_found_however_its_path_is_written(disk: CloudDisk, written: str) -> None:
    """Prefix, slashes and dots are forgiven."""
    assert disk.path(written) == "kb/a.md"
    assert disk.read(written) == b"A"


def test_names_are_unicode(disk: CloudDisk) -> None:
    """A name need not be ASCII, and may hold a space."""
    assert disk.read("über uns.txt") == b"wir"


@pytest.mark.parametrize("written", OUTSIDE)
def test_no_path_leaves_the_disk(disk: CloudDisk, written: str) -> None:
    """Climbing out is refused, for files and for folders."""
    with pytest.raises(ToolError, match="leaves the cloud disk"):
        disk.read(written)
    with pytest.raises(ToolError, match="leaves the cloud disk"):
        disk.list(written)


@pytest.mark.parametrize("written", NO_PATHS)
def test_what_is_no_path_is_refused(disk: CloudDisk, written: str) -> None:
    """Control characters, half characters and endless paths; the text does not repeat them."""
    with pytest.raises(ToolError, match="not a path on the cloud disk") as refusal:
        disk.read(written)

    assert written not in str(refusal.value)


@pytest.mark.parametrize(
    "written", ["/etc/passwd", "/", "kb", "kb/", "a.md", "KB/A.md", "kb/a.md/b", "CloudDisk", "~/x", ""]
)
def test_a_missing_file_is_told(disk: CloudDisk, written: str) -> None:
    """An absolute path is one of the disk, never one of the host."""
    with pytest.raises(ToolError, match=r"does not exist on the cloud disk|is a folder; name a file"):
        disk.read(written)


@pytest.mark.parametrize("written", ["", ".", "./", "/", "CloudDisk:", "CloudDisk://", "kb/..", " "])
def test_the_root_is_listed(disk: CloudDisk, written: str) -> None:
    """Sorted; folders end with a slash."""
    assert disk.list(written) == ("kb/", "manual.md", "über uns.txt")


def test_a_folder_is_listed(disk: CloudDisk) -> None:
    """Only what is directly in it."""
    assert disk.list("kb") == disk.list("CloudDisk:/kb/") == ("a.md", "img/")
    assert disk.list("kb/img") == ("b.png",)


@pytest.mark.parametrize(
    ("written", "told"), [("kb/a.md", "is a file"), ("nowhere", "does not exist"), ("/etc", "'etc' does not")]
)
def test_what_is_no_folder_is_told(disk: CloudDisk, written: str, told: str) -> None:
    """A file, or nothing."""
    with pytest.raises(ToolError, match=told):
        disk.list(written)


def test_an_empty_disk_has_a_root() -> None:
    """Nothing to list is no error."""
    assert CloudDisk({}).list("./") == ()


def test_only_one_prefix_is_dropped() -> None:
    """What follows it is a path."""
    assert clean("a:a:b", prefixes=("a:",), root="the root") == ("a:b",)
