"""The website monitor: figures from the day's data and the virtual clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ToolError

WINDOWS = ("last_7_days", "last_24_hours")
SLOW_MS, VERY_SLOW_MS = 1000, 1500
WARNING_PERCENT, CRITICAL_PERCENT, FULL_PERCENT = 85.0, 95.0, 99.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Mean load times of one page, in milliseconds."""

    path: str
    last_7_days: int
    last_24_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One machine behind the website.

    Attributes:
        id: Such as ``"DB-Prod-01"``.
        type: ``WEB_SERVER``, ``DATABASE`` or ``CACHE``.
        details: Figures that do not move during the day, such as ``"CPU 15 %, memory 25 %"``.
        disk_percent: Disk usage at the start of the day, or None for a server whose disk is not watched.
        disk_percent_per_hour: How fast the disk fills.
        log: Lines of its log, oldest first.
    """

    id: str
    type: str
    details: str
    disk_percent: float | None = None
    disk_percent_per_hour: float = 0.0
    log: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorData:
    """What the monitor watches on one day; the sites of several tasks stand side by side."""

    pages: tuple[Page, ...] = ()
    servers: tuple[Server, ...] = field(default=())


def merge(parts: Iterable[MonitorData]) -> MonitorData:
    """Put the data of several sites side by side."""
    parts = tuple(parts)
    return MonitorData(
        pages=tuple(page for part in parts for page in part.pages),
        servers=tuple(server for part in parts for server in part.servers),
    )


def quiet_site(rng: Random) -> MonitorData:
    """Return the data of a website on which nothing is wrong."""
    return MonitorData(
        pages=tuple(_quick_page(path, rng) for path in ("/home", "/pricing", "/blog", "/docs", "/contact")),
        servers=(
            Server(id="WebApp-Prod-01", type="WEB_SERVER", details=f"CPU {rng.randint(10, 35)} %"),
            Server(id="DB-Prod-01", type="DATABASE", details="in sync", disk_percent=float(rng.randint(40, 65))),
            Server(id="Cache-Server-01", type="CACHE", details=f"hit rate {rng.randint(970, 995) / 10:.1f} %"),
        ),
    )


def _quick_page(path: str, rng: Random) -> Page:
    week = rng.randrange(320, 640, 5)
    return Page(path=path, last_7_days=week, last_24_hours=week + rng.randrange(-15, 20, 5))


class WebsiteMonitor:
    """Answers what the monitoring tools ask."""

    def __init__(self, clock: VirtualClock, data: MonitorData) -> None:
        self._clock = clock
        self._data = data

    def load_times(self, window: str, page: str | None) -> list[dict[str, str | int]]:
        """Return mean load times per page over a window, or of one page.

        Args:
            window: One of ``WINDOWS``.
            page: Path of a page; empty or None for all.

        Raises:
            ToolError: If the window or the page is unknown.
        """
        _check_window(window)
        pages = [p for p in self._data.pages if not page or p.path == page]
        if page and not pages:
            raise ToolError(f"no page {page!r} is monitored{did_you_mean(page, [p.path for p in self._data.pages])}")
        return [{"page": p.path, "avg_load_time_ms": _load_time(p, window)} for p in pages]

    def summary(self, window: str) -> dict[str, str]:
        """Return the overall status over a window and the slowest page if one is slow.

        Raises:
            ToolError: If the window is unknown.
        """
        _check_window(window)
        slowest = max(self._data.pages, key=lambda page: _load_time(page, window), default=None)
        worst = _load_time(slowest, window) if slowest else 0
        if slowest is None or worst <= SLOW_MS:
            return {"overall_status": "Optimal", "bottleneck_suggestion": "None"}
        status = "Degraded" if worst > VERY_SLOW_MS else "Slightly Degraded"
        return {"overall_status": status, "bottleneck_suggestion": f"slow page: {slowest.path}"}

    def health(self) -> list[dict[str, str]]:
        """Return the state of every server at this virtual moment."""
        return [
            {"server_id": s.id, "server_type": s.type, "status": status, "details": details}
            for s in self._data.servers
            for status, details in [self._state(s)]
        ]

    def services(self) -> list[str]:
        """Return the ids of all monitored servers."""
        return [server.id for server in self._data.servers]

    def log_lines(self, server_id: str, lines: int) -> list[str]:
        """Return the newest lines of a server's log, oldest first.

        Raises:
            ToolError: If there is no such server or `lines` is not positive.
        """
        if lines < 1:
            raise ToolError(f"lines must be 1 or more, not {lines}")
        server = self.server(server_id)
        return list(server.log[-lines:]) or [f"{server.id}: nothing logged"]

    def server(self, server_id: str) -> Server:
        """Return a server by id.

        Raises:
            ToolError: If there is no such server.
        """
        for server in self._data.servers:
            if server.id == server_id:
                return server
        raise ToolError(f"no server {server_id!r} is monitored{did_you_mean(server_id, self.services())}")

    def disk_percent(self, server: Server) -> float:
        """Return the usage of a server's disk now, in percent, at most 100."""
        hours = (self._clock.now - self._clock.start) / timedelta(hours=1)
        return min(100.0, (server.disk_percent or 0.0) + server.disk_percent_per_hour * hours)

    def _state(self, server: Server) -> tuple[str, str]:
        if server.disk_percent is None:
            return "OK", server.details
        used = self.disk_percent(server)
        details = f"disk usage {used:.1f} %, {server.details}"
        if used >= FULL_PERCENT:
            return "CRITICAL", f"{details}. Disk full: the database is read-only and about to fail"
        if used >= CRITICAL_PERCENT:
            return "CRITICAL", f"{details}. {self._time_left(server, used)}Contact technical support at once"
        return ("WARNING" if used >= WARNING_PERCENT else "OK"), details

    def _time_left(self, server: Server, used: float) -> str:
        if server.disk_percent_per_hour <= 0:
            return ""
        minutes = (100 - used) / server.disk_percent_per_hour * 60
        return f"Full in about {minutes:.0f} minutes. "


def _check_window(window: str) -> None:
    if window not in WINDOWS:
        raise ToolError(f"no time window {window!r}; known: {', '.join(WINDOWS)}")


def _load_time(page: Page, window: str) -> int:
    return page.last_7_days if window == "last_7_days" else page.last_24_hours
