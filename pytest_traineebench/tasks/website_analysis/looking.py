"""Whether the trainee looked at the monitoring tools before saying what is wrong."""

from __future__ import annotations

from pytest_traineebench.company.events import ToolCalled, of_kind
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring.checkpoint import Verdict, missed

_LOAD_TIMES = ("GetHistoricalLoadTimes", "GetPerformanceSummary", "GetErrorLogs")
_STATES = ("GetRealTimeSystemHealth", "GetErrorLogs")


def unseen_page(evidence: Evidence, page: str) -> Verdict | None:
    """Return the verdict on blaming a page that no monitoring tool had shown, or None."""
    return None if _shown(evidence, page, _LOAD_TIMES) else _guess(page)


def unseen_server(evidence: Evidence, server: str) -> Verdict | None:
    """Return the verdict on blaming a server that no monitoring tool had shown, or None.

    The story is the same on many a day: a trainee who only remembers it, and looks at nothing, has found nothing out.
    """
    return None if _shown(evidence, server, _STATES) else _guess(server)


def _shown(evidence: Evidence, name: str, tools: tuple[str, ...]) -> bool:
    return any(
        call.name in tools and call.outcome == "ok" and (name in call.result or name in call.arguments)
        for call in of_kind(evidence.events, ToolCalled)
    )


def _guess(name: str) -> Verdict:
    return missed(
        f"a guess, right or wrong: no monitoring tool was called that shows {name}",
        "Look at the monitoring tools before you say what is wrong: load times of the pages, state of the servers.",
    )
