"""The folder of all cassettes: a file per scenario, day, agent, colleagues and track, and which of them are left over.

``<scenario file without its ending>/<day>/<agent>[+<colleagues>][.repeat-<n>].<track>.yaml``, with the images in
``images`` beside it. For an ordinary test, ``<test file>/<test>`` stands for scenario and day.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pytest_traineebench.errors import CassetteError
from pytest_traineebench.recording.journal import JOURNAL, read_journal
from pytest_traineebench.recording.modes import AGENT, COLLEAGUES
from pytest_traineebench.recording.store import DAMAGED, IMAGES, image_files, parse, read_slots

_CHAT = "/chat/completions"
_OUTSIDE = "_outside"
_TRACKS = (AGENT, COLLEAGUES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who speaks on a day, as it stands in a cassette's name.

    Attributes:
        agent: The agent, with its model if it is built in: ``react:small``.
        colleagues: The model that speaks for the colleagues; empty if they speak by rules.
        repeat: Which try of the day it is, from 1.
    """

    agent: str
    colleagues: str = ""
    repeat: int = 1

    @property
    def stem(self) -> str:
        """What the names of its cassettes begin with."""
        who = "+".join(file_name(name) for name in (self.agent, self.colleagues) if name)
        return who if self.repeat == 1 else f"{who}.repeat-{self.repeat}"


def file_name(name: str) -> str:
    """Return a name as it stands in file names: another one gives another text, whatever letters it has."""
    plain = re.sub(r"[^\w.-]", "-", name.replace(":", ".", 1), flags=re.ASCII).lstrip(".")
    if plain == name.replace(":", ".", 1) and len(plain) <= 100:  # noqa: PLR2004  -- file names end at 255
        return plain
    return f"{plain[:100]}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def cassette_path(root: Path, nodeid: str, *, suffix: str, cast: Cast, track: str) -> Path:
    """Return the place of a cassette.

    Args:
        root: The folder of all cassettes.
        nodeid: The pytest item.
        suffix: Ending of scenario files.
        cast: Who speaks.
        track: ``agent`` or ``colleagues``.
    """
    file, _, test = nodeid.partition("::")
    parts = file.removesuffix(suffix).split("/")
    if ".." in parts or file.startswith("/"):
        parts = [_OUTSIDE, *(part for part in parts if part not in {"..", ""})]
    return root.joinpath(*parts, file_name(test), f"{cast.stem}.{track}.yaml")


def recorded_models(root: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Return which chat models were recorded: what has to be known of a model to ask for its recordings.

    Returns:
        Per speaker as it stands in file names (``react.small``; ``small`` for colleagues), and per track: the server's
        name of the model, and the path of its URL without ``/chat/completions``.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for path in _cassettes(root):
        who, track = _speaker(path)
        if track not in found.get(who, {}) and (asked := _first_model(path)):
            found.setdefault(who, {})[track] = asked
    return found


def unused(root: Path, *, exists: Callable[[str, str], bool]) -> tuple[Path, ...]:
    """Return the files in the folder of cassettes that nothing can use any more, sorted.

    These are cassettes of scenarios, days and tests that are gone, with what lies beside them, and images that no
    cassette names. Whether a day was selected, or its agent is known here, does not matter.

    Args:
        root: The folder of all cassettes.
        exists: Tells whether there is such a day or test, by its place (``scenarios/first``) and its name.
    """
    gone: list[Path] = []
    for folder in sorted({path.parent for path in _cassettes(root, leftovers=True)}):
        place, name = folder.parent.relative_to(root).as_posix(), folder.name
        if place.split("/")[0] == _OUTSIDE or exists(place, name):
            gone += _spare_images(folder)
        else:
            gone += [path for path in _cassettes(folder, leftovers=True) if path.parent == folder]
            gone += sorted((folder / IMAGES).glob("*")) if (folder / IMAGES).is_dir() else []
    return tuple(sorted(gone))


def remove(root: Path, files: tuple[Path, ...]) -> None:
    """Remove files, and the folders that are empty then.

    Raises:
        CassetteError: If one cannot be removed.
    """
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CassetteError(f"{os.fspath(path)}: cannot be removed: {reason}") from None
        for folder in path.parents:
            if folder == root:
                break
            with suppress(OSError):
                folder.rmdir()


def _cassettes(root: Path, *, leftovers: bool = False) -> list[Path]:
    """Return the cassettes below a folder, sorted; if wanted with what killed runs and rewrites left beside them."""
    endings = tuple(f".{track}.yaml" for track in _TRACKS)
    beside = tuple(f"{ending}{more}" for ending in endings for more in (JOURNAL, DAMAGED)) if leftovers else ()
    found = (path for path in root.rglob("*.yaml*") if path.name.endswith(endings + beside))
    return sorted(path for path in found if not path.name.startswith("."))


def _speaker(path: Path) -> tuple[str, str]:
    """Return whose words a cassette holds, and on which track."""
    stem, _, track = path.name.removesuffix(".yaml").rpartition(".")
    agent, _, colleagues = re.sub(r"\.repeat-\d+$", "", stem).partition("+")
    return (agent if track == AGENT else colleagues), track


def _first_model(path: Path) -> tuple[str, str] | None:
    """Return model and path of a cassette's first chat request; None if there is none, or it cannot be read."""
    with suppress(CassetteError):
        asks = [item.ask for item in parse(read_slots(path)[:1])] or [
            item.ask for item in read_journal(path).interactions[:1]
        ]
        for ask in asks:
            frame = ask.frame.value
            model = frame.get("model") if isinstance(frame, dict) else None
            if isinstance(model, str) and ask.path.endswith(_CHAT):
                return model, ask.path.removesuffix(_CHAT)
    return None


def _spare_images(folder: Path) -> list[Path]:
    images = sorted((folder / IMAGES).glob("*")) if (folder / IMAGES).is_dir() else []
    if not images or any(path.name.endswith((JOURNAL, DAMAGED)) for path in folder.iterdir()):
        return []
    try:
        needed = {image for path in _cassettes(folder) for image in image_files(path)}
    except CassetteError:  # what a damaged cassette needs is not known
        return []
    return [image for image in images if image not in needed]
