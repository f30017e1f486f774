"""What commands see beside the workspace: programs, Python with the office packages, and a few files of ``/etc``.

Everything is named one by one. In particular no ``site-packages`` is shown as a whole: it holds this package, and with
it the answers.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pytest_traineebench.company.sandbox.packages import office_packages

TRAINEE_UID = 61000
"""User id of commands; between the ranges that Debian and systemd give out."""

HOSTNAME = "office"
WORKSPACE = "/workspace"
PACKAGES = "/opt/office/packages"
LIBRARIES = "/opt/office/lib"
PYTHON_PREFIX = "/usr/local"
SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin"
SHARED_MEMORY_MB = 64

DEVICES = ("null", "zero", "full", "random", "urandom")
DEVICE_LINKS = (
    ("/dev/fd", "/proc/self/fd"),
    ("/dev/stdin", "fd/0"),
    ("/dev/stdout", "fd/1"),
    ("/dev/stderr", "fd/2"),
)

_SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "share")

ETC_FILES = {
    "passwd": (
        "root:x:0:0:root:/root:/usr/sbin/nologin\n"
        f"trainee:x:{TRAINEE_UID}:{TRAINEE_UID}:Trainee:{WORKSPACE}:/bin/bash\n"
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    ),
    "group": f"root:x:0:\ntrainee:x:{TRAINEE_UID}:\nnogroup:x:65534:\n",
    "hosts": f"127.0.0.1 localhost {HOSTNAME}\n",
    "hostname": f"{HOSTNAME}\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file or folder of this machine that commands see.

    Attributes:
        source: Where it is.
        target: Where commands see it, if the backend can mount.
        writable: Commands may change it.
    """

    source: Path
    target: str
    writable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The read-only part of what commands see.

    Attributes:
        shown: In the order in which they must be mounted; those below ``/usr/local`` after that was put over ``/usr``.
        whole: ``/usr`` is shown as one; else its parts are, and ``/usr/local`` is a folder like any other.
        links: Symbolic links: where, and what they say.
        hidden: Folders inside of shown ones that must appear empty, by their paths here.
        python: The interpreter, by its path here.
        variables: Variables by which programs find all this at the targets.
    """

    shown: tuple[Shown, ...]
    whole: bool
    links: tuple[tuple[str, str], ...]
    hidden: tuple[Path, ...]
    python: Path
    variables: tuple[tuple[str, str], ...]

    def folders(self) -> tuple[str, ...]:
        """Return the folders that must exist before anything is mounted, outer ones first."""
        targets = [one.target for one in self.shown] + [path for path, _ in self.links] + ["/run/traineebench/time"]
        parents = {str(parent) for target in targets for parent in Path(target).parents}
        inside = {one.target for one in self.shown} | ({PYTHON_PREFIX} if self.whole else set())
        return tuple(sorted(parents - {"/"} - inside - {p for p in parents if _below(p, inside)}))

    def in_local(self) -> tuple[Shown, ...]:
        """Return what is mounted below ``/usr/local``."""
        return tuple(one for one in self.shown if one.target.startswith(f"{PYTHON_PREFIX}/"))

    def outside(self) -> tuple[Shown, ...]:
        """Return what is mounted elsewhere."""
        return tuple(one for one in self.shown if not one.target.startswith(f"{PYTHON_PREFIX}/"))


@cache
def runtime() -> Runtime:
    """Return the runtime of this machine and of the Python that runs us."""
    prefix = Path(os.path.realpath(sys.base_prefix))
    python = Path(os.path.realpath(Path(sys.base_prefix) / "bin" / f"python{_version()}"))
    whole = Path(PYTHON_PREFIX).is_dir() and not Path(PYTHON_PREFIX).is_symlink()
    shown, links = _system(whole=whole)
    variables = {"PYTHONPATH": PACKAGES}
    if prefix != Path("/usr"):
        shown.append(Shown(source=prefix / "lib", target=f"{PYTHON_PREFIX}/lib"))
        shown.append(Shown(source=python, target=f"{PYTHON_PREFIX}/bin/python{_version()}"))
        if not whole:
            links += [(f"{PYTHON_PREFIX}/bin/{name}", f"python{_version()}") for name in ("python", "python3")]
        if library := _shared_library(prefix):
            # Such an interpreter looks for its library where it was installed, and no mount is there. Not all of that
            # folder: other programs must keep to the system's libraries.
            links.append((f"{LIBRARIES}/{library.name}", f"{PYTHON_PREFIX}/lib/{library.name}"))
            variables["LD_LIBRARY_PATH"] = LIBRARIES
    hidden = _site_folders([shown_one.source for shown_one in shown], local=not whole)
    shown += [Shown(source=path, target=f"{PACKAGES}/{path.name}") for path in office_packages()]
    return Runtime(
        shown=tuple(shown),
        whole=whole,
        links=tuple(links),
        hidden=tuple(hidden),
        python=python,
        variables=tuple(sorted(variables.items())),
    )


def base_environment(home: str, path: str = SEARCH_PATH) -> dict[str, str]:
    """Return the variables of all backends.

    Args:
        home: The workspace as the command sees it.
        path: Where programs are searched.
    """
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "LOGNAME": "trainee",
        # One thread: sums do not depend on the machine, and each thread of a pool reserves address space.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "SHELL": "/bin/bash",
        "TERM": "dumb",
        "TZ": "UTC",
        "USER": "trainee",
    }


def _below(path: str, folders: set[str]) -> bool:
    return any(str(parent) in folders for parent in Path(path).parents)


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _shared_library(prefix: Path) -> Path | None:
    name = sysconfig.get_config_var("INSTSONAME")
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") or not isinstance(name, str):
        return None
    path = prefix / "lib" / name
    return path if path.is_file() else None


def _system(*, whole: bool) -> tuple[list[Shown], list[tuple[str, str]]]:
    shown, links = [], []
    folders = ["/usr"] if whole else [f"/usr/{name}" for name in _SYSTEM]
    for folder in folders + [f"/{name}" for name in _SYSTEM if name[0] in "bsl"]:
        path = Path(folder)
        if path.is_symlink():
            links.append((folder, str(path.readlink())))
        elif path.is_dir() and folder not in ("/share", "/libexec"):
            shown.append(Shown(source=path, target=folder))
    return shown, links


def _site_folders(sources: list[Path], *, local: bool) -> list[Path]:
    """Return where packages are installed below `sources`, and this package itself if it lies there.

    Args:
        sources: What is shown.
        local: Whether ``/usr/local`` of this machine is seen.
    """
    found = [
        site
        for source in sources
        for folder in (source, *source.glob("lib*"))
        for pattern in ("python*/site-packages", "python*/dist-packages")
        for site in folder.glob(pattern)
        if folder.name.startswith("lib") and site.is_dir() and not site.is_symlink()
    ]
    found = list(dict.fromkeys(site for site in found if not site.parents[1].is_symlink()))
    own = Path(__file__).resolve().parents[2]
    seen_own = any(own.is_relative_to(source) for source in sources)
    if seen_own and not any(own.is_relative_to(site) for site in found):
        found.append(own)
    return [one for one in found if local or not one.is_relative_to(PYTHON_PREFIX) or _shown_again(one, sources)]


def _shown_again(path: Path, sources: list[Path]) -> bool:
    """Return whether `path` below ``/usr/local`` is seen because Python itself lives there."""
    return any(path.is_relative_to(source) for source in sources if source.is_relative_to(PYTHON_PREFIX))


def target_of(path: Path, shown: tuple[Shown, ...]) -> str:
    """Return where commands see `path`, which lies in one of `shown`; the innermost one counts."""
    inside = [one for one in shown if path.is_relative_to(one.source)]
    best = max(inside, key=lambda one: len(one.source.parts))
    return str(Path(best.target) / path.relative_to(best.source))
