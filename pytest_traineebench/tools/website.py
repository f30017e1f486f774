"""The website monitor."""

from __future__ import annotations

from typing import Any

from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import ToolError
from pytest_traineebench.tool import tool


@tool("GetErrorLogs")
def get_error_logs(office: Office, server_id: str, lines: int = 20) -> str:
    """Read the newest lines of a server's log.

    Args:
        server_id: As ListMonitoredServices names it.
        lines: How many lines, 1 or more.
    """
    return "\n".join(office.monitor.log_lines(server_id, lines))


@tool("GetHistoricalLoadTimes")
def get_historical_load_times(
    office: Office, time_window: str = "last_7_days", page_url: str | None = None
) -> list[Any]:
    """Show how long the website's pages took to load on average.

    Args:
        time_window: "last_7_days" or "last_24_hours".
        page_url: One page only, such as "/home".
    """
    return list(office.monitor.load_times(time_window, page_url))


@tool("GetPerformanceSummary")
def get_performance_summary(office: Office, time_window: str = "last_24_hours") -> dict[str, Any]:
    """Sum up the website's performance.

    Args:
        time_window: "last_7_days" or "last_24_hours".
    """
    return dict(office.monitor.summary(time_window))


@tool("GetRealTimeSystemHealth")
def get_real_time_system_health(office: Office) -> list[Any]:
    """Show the state of all servers right now."""
    return list(office.monitor.health())


@tool("ListMonitoredServices")
def list_monitored_services(office: Office) -> list[Any]:
    """List the ids of the servers behind the website."""
    return list(office.monitor.services())


@tool("RebootServer")
def reboot_server(office: Office, server_id: str) -> str:
    """Reboot a server.

    Args:
        server_id: As ListMonitoredServices names it.
    """
    office.monitor.server(server_id)
    raise ToolError("permission denied: interns cannot reboot servers")
