"""Makes one task: a site with its trouble, the people around it, and the code."""

from __future__ import annotations

from pathlib import Path

from pytest_traineebench.company.monitor import MonitorData
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.briefs import all_briefs
from pytest_traineebench.tasks.website_analysis.monitoring import Trouble, watch
from pytest_traineebench.tasks.website_analysis.site import Site, site_of

_TEMPLATE = Path(__file__).parent / "templates" / "instruction.md"
# Without letters and digits that are mistaken for each other, and without vowels, which would make words.
_SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"
_CODE_LENGTH = 6


def make_task(slot: Slot) -> Task[WebsiteAnswer]:
    """Generate the task for a place in a day."""
    site = site_of(slot)
    monitor, trouble = watch(site, slot)
    answer = _answer(slot, monitor, trouble)
    return Task(
        instruction=_instruction(site, answer),
        answer=answer,
        briefs=all_briefs(site, answer, slot),
        monitor=monitor,
    )


def _answer(slot: Slot, monitor: MonitorData, trouble: Trouble) -> WebsiteAnswer:
    staff = slot.staff
    engineers = [person.name for person in staff.holding("Software Engineer")]
    return WebsiteAnswer(
        report=slot.own("website_analysis_report.md"),
        pages=tuple(page.path for page in monitor.pages),
        slow_page=trouble.page,
        servers=tuple(server.id for server in monitor.servers),
        full_server=trouble.server,
        maintainer=slot.stream("maintainer").choice(engineers),
        informed=tuple(p.name for p in staff if p.position in {"HR Manager", "HR Generalist"}),
        approvers=tuple(person.name for person in staff.holding("Engineering Manager")),
        code=_code(slot),
    )


def _code(slot: Slot) -> str:
    rng = slot.stream("code")
    return "AUTH-EMG-" + "".join(rng.choice(_SIGNS) for _ in range(_CODE_LENGTH))


def _instruction(site: Site, answer: WebsiteAnswer) -> str:
    scope = ""
    if site.section:
        scope = (
            f"This is about that section only: the paths of its pages begin with `/{site.section}/`, and its servers "
            f"are named like `{site.server('DB', 1)}`. "
        )
    return _TEMPLATE.read_text(encoding="utf-8").format(site=site.label, scope=scope, report=answer.report)
