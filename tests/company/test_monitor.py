"""The website monitor."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.offices import SITE, at, open_office

from pytest_traineebench.company.monitor import MonitorData, Page, Server, WebsiteMonitor, merge, quiet_site
from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import ToolError
from pytest_traineebench.randomness import stream


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose database's disk is at 84 % at 08:00 and fills by 4 % an hour."""
    return open_office(tmp_path)


@pytest.fixture
def monitor(office: Office) -> WebsiteMonitor:
    """Its monitor."""
    return office.monitor


@pytest.mark.parametrize(
    ("time", "status", "details"),
    [
        ("08:00", "OK", "disk usage 84.0 %, in sync"),
        ("08:15", "WARNING", "disk usage 85.0 %, in sync"),
        ("10:44", "WARNING", "disk usage 94.9 %, in sync"),
        (
            "10:45",
            "CRITICAL",
            "disk usage 95.0 %, in sync. Full in about 75 minutes. Contact technical support at once",
        ),
        ("11:55", "CRITICAL", "disk usage 99.7 %, in sync. Full in about 5 minutes. Contact technical support at once"),
        ("12:00", "CRITICAL", "disk usage 100.0 %, in sync. Disk full: the database is read-only and about to fail"),
        ("20:00", "CRITICAL", "disk usage 100.0 %, in sync. Disk full: the database is read-only and about to fail"),
    ],
)
def test_a_disk_fills_with_the_virtual_time(office: Office, time: str, status: str, details: str) -> None:
    """What the monitor shows depends on the clock alone."""
    office.clock.advance_to(at(time))

    web, database = office.monitor.health()

    assert (database["status"], database["details"]) == (status, details)
    assert web == {"server_id": "WebApp-Prod-01", "server_type": "WEB_SERVER", "status": "OK", "details": "CPU 15 %"}


def test_a_critical_disk_that_does_not_fill_is_never_full(tmp_path: Path) -> None:
    """No time is left to be told."""
    server = Server(id="DB", type="DATABASE", details="in sync", disk_percent=96.0)
    office = open_office(tmp_path, site=MonitorData(servers=(server,)))

    office.clock.advance(600)

    assert office.monitor.health()[0]["details"] == "disk usage 96.0 %, in sync. Contact technical support at once"


@pytest.mark.parametrize("window", ["last_7_days", "last_24_hours"])
@pytest.mark.parametrize("page", [None, ""])
def test_all_pages_are_shown_unless_one_is_named(monitor: WebsiteMonitor, window: str, page: str | None) -> None:
    """Models pass an empty text for an argument that they do not need."""
    assert [row["page"] for row in monitor.load_times(window, page)] == ["/home", "/blog"]


def test_load_times_differ_by_window(monitor: WebsiteMonitor) -> None:
    """Each window has its own figures."""
    assert monitor.load_times("last_7_days", "/blog") == [{"page": "/blog", "avg_load_time_ms": 1500}]
    assert monitor.load_times("last_24_hours", "/blog") == [{"page": "/blog", "avg_load_time_ms": 1800}]


@pytest.mark.parametrize("page", ["/blogs", "blog", "/BLOG", "/nowhere"])
def test_an_unknown_page_is_refused(monitor: WebsiteMonitor, page: str) -> None:
    """The refusal helps."""
    with pytest.raises(ToolError, match=r"is monitored; (did you mean|known: /blog, /home)"):
        monitor.load_times("last_7_days", page)


@pytest.mark.parametrize("window", ["", "last_30_days", "LAST_7_DAYS", "last_7_days "])
def test_an_unknown_window_is_refused(monitor: WebsiteMonitor, window: str) -> None:
    """Whichever page is asked for, the window is named."""
    for ask in (
        lambda: monitor.load_times(window, None),
        lambda: monitor.load_times(window, "/nowhere"),
        lambda: monitor.summary(window),
    ):
        with pytest.raises(ToolError, match=r"no time window .*; known: last_7_days, last_24_hours"):
            ask()


@pytest.mark.parametrize(
    ("worst", "status"),
    [(1000, "Optimal"), (1001, "Slightly Degraded"), (1500, "Slightly Degraded"), (1501, "Degraded")],
)
def test_the_slowest_page_decides_the_status(tmp_path: Path, worst: int, status: str) -> None:
    """Above 1,000 ms the bottleneck is named."""
    pages = (Page(path="/a", last_7_days=10, last_24_hours=10), Page(path="/b", last_7_days=worst, last_24_hours=9999))
    monitor = open_office(tmp_path, site=MonitorData(pages=pages)).monitor

    summary = monitor.summary("last_7_days")

    bottleneck = "None" if status == "Optimal" else "slow page: /b"
    assert summary == {"overall_status": status, "bottleneck_suggestion": bottleneck}


def test_an_empty_site_has_nothing_to_show(tmp_path: Path) -> None:
    """No page, no server, no crash."""
    monitor = open_office(tmp_path, site=MonitorData()).monitor

    assert not monitor.load_times("last_7_days", None)
    assert not monitor.health()
    assert not monitor.services()
    assert monitor.summary("last_7_days")["overall_status"] == "Optimal"
    with pytest.raises(ToolError, match=r"no page '/home' is monitored$"):
        monitor.load_times("last_7_days", "/home")


@pytest.mark.parametrize(
    ("lines", "shown"), [(1, ["third"]), (2, ["second", "third"]), (20, ["first", "second", "third"])]
)
def test_the_newest_log_lines_are_shown(monitor: WebsiteMonitor, lines: int, shown: list[str]) -> None:
    """Oldest of them first."""
    assert monitor.log_lines("WebApp-Prod-01", lines) == shown
    assert monitor.log_lines("WebApp-Prod-01", 10**40) == ["first", "second", "third"]


@pytest.mark.parametrize("lines", [0, -1, -(10**40)])
def test_no_lines_are_no_wish(monitor: WebsiteMonitor, lines: int) -> None:
    """Zero does not mean everything."""
    with pytest.raises(ToolError, match="lines must be 1 or more"):
        monitor.log_lines("WebApp-Prod-01", lines)


def test_an_empty_log_is_told(monitor: WebsiteMonitor) -> None:
    """It is an answer, not an empty one."""
    assert monitor.log_lines("DB-Prod-01", 5) == ["DB-Prod-01: nothing logged"]


def test_an_unknown_server_is_refused(monitor: WebsiteMonitor) -> None:
    """The refusal names the one that may be meant."""
    with pytest.raises(ToolError, match="no server 'db-prod-01' is monitored; did you mean 'DB-Prod-01'"):
        monitor.log_lines("db-prod-01", 5)


def test_every_server_is_listed(monitor: WebsiteMonitor) -> None:
    """In the order of the health report."""
    assert monitor.services() == [row["server_id"] for row in monitor.health()]


def test_sites_stand_side_by_side() -> None:
    """Merging keeps the order."""
    quiet = quiet_site(stream(1, "monitor"))

    merged = merge([SITE, quiet])

    assert merged.pages == SITE.pages + quiet.pages
    assert merged.servers == SITE.servers + quiet.servers


def test_nothing_is_wrong_with_a_quiet_site(tmp_path: Path) -> None:
    """At no time of the day, and the same stream gives the same site."""
    for seed in range(20):
        office = open_office(tmp_path, site=quiet_site(stream(seed)))
        office.clock.advance(10_000)

        assert {row["status"] for row in office.monitor.health()} == {"OK"}
        assert office.monitor.summary("last_24_hours")["overall_status"] == "Optimal"
    assert quiet_site(stream(3)) == quiet_site(stream(3))
