"""What checkpoints compare with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WebsiteAnswer:
    """The truth about one slow site and the people who can do something about it.

    Attributes:
        report: Name of the report in the workspace.
        pages: Paths of all pages of the site.
        slow_page: The one that is slow.
        servers: Ids of all servers of the site.
        full_server: The database server whose disk is nearly full.
        maintainer: Who looks after the site.
        informed: HR people, all of whom know the maintainer.
        approvers: Engineering Managers, all of whom may approve maintenance mode.
        code: The approval code.
    """

    report: str
    pages: tuple[str, ...]
    slow_page: str
    servers: tuple[str, ...]
    full_server: str
    maintainer: str
    informed: tuple[str, ...]
    approvers: tuple[str, ...]
    code: str
