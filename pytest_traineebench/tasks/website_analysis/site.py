"""How a task's website is named: its label, pages and servers, so that two sites of one day never share a name."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.family import Slot

_WHOLE = "the company website"
_MOST_SERVERS = 9


@dataclass(frozen=True, slots=True)
class Site:
    """The company website, or a section of it that has its own servers.

    Attributes:
        section: Name of the section, or empty for the whole website.
    """

    section: str

    @property
    def label(self) -> str:
        """What people call it, within a sentence."""
        return f"the /{self.section} section of {_WHOLE}" if self.section else _WHOLE

    def page(self, path: str) -> str:
        """Return the full path of a page."""
        return f"/{self.section}{path}" if self.section else path

    def server(self, kind: str, number: int) -> str:
        """Return a server's id, such as ``DB-Prod-01``; no id is part of another one."""
        stage = "Server" if kind == "Cache" else "Prod"
        return "-".join(part for part in (kind, self.section, stage, f"{number:02d}") if part)

    def owns_page(self, path: str) -> bool:
        """Whether a page belongs to the site."""
        return path.startswith(f"/{self.section}/") if self.section else path.count("/") == 1

    def owns_server(self, server: str) -> bool:
        """Whether a server belongs to the site."""
        kind = server.partition("-")[0]
        return any(server == self.server(kind, number) for number in range(1, _MOST_SERVERS + 1))


def site_of(slot: Slot) -> Site:
    """Return the site of a task: the whole website for the published task id, else a section named like the task."""
    is_published = slot.own("site") == "site"
    return Site("" if is_published else slot.task)
