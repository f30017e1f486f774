"""What a task holds, and that its answer can be found from what the trainee can see."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from pydantic import ValidationError
from tasks.website_analysis.website_desk import built, staged

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.monitor import WebsiteMonitor
from pytest_traineebench.company.staff import TRAINEE, Staff, hire
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.website_analysis import FAMILY
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.params import WebsiteParams

DAY = date(2025, 10, 1)
EIGHT, TWENTY = datetime(2025, 10, 1, 8), datetime(2025, 10, 1, 20)
STAFF = hire(50, Random(4))
SEEDS = range(200)


def generate(
    seed: int, *, task: str = "website-analysis", staff: Staff = STAFF, **times: datetime
) -> Task[WebsiteAnswer]:
    """Generate a task."""
    slot = Slot(
        seed=seed,
        day="day_1",
        task=task,
        family="website_analysis",
        version=FAMILY.version,
        date=DAY,
        arrives=times.get("arrives", EIGHT),
        deadline=times.get("deadline", TWENTY),
        staff=staff,
        trainee=TRAINEE,
    )
    return FAMILY.generate(WebsiteParams(), slot)


def monitor(task: Task[WebsiteAnswer], now: datetime = EIGHT, *, start: datetime = EIGHT) -> WebsiteMonitor:
    """Return the monitor at a moment."""
    assert task.monitor is not None
    clock = VirtualClock(start, start + timedelta(hours=16))
    clock.advance_to(now)
    return WebsiteMonitor(clock, task.monitor)


def said(task: Task[WebsiteAnswer], topic: str, person: str) -> str:
    """Return what a person says on a topic."""
    return next(brief.reply for brief in task.briefs if (brief.topic, brief.person) == (topic, person))


def test_null_and_no_arguments_are_accepted() -> None:
    """The published configs say null."""
    assert WebsiteParams.model_validate(None) == WebsiteParams.model_validate({})
    with pytest.raises(ValidationError, match="level"):
        WebsiteParams.model_validate({"level": 1})


def test_the_family_has_one_variant_without_arguments() -> None:
    """There is nothing to choose and nothing to draw."""
    assert FAMILY.title == "Website Monitor"
    assert FAMILY.name == "website_analysis"
    assert [dict(variant.params) for variant in FAMILY.variants()] == [{}]
    assert FAMILY.draw(Random(1)) is None


def test_equal_slots_give_equal_tasks_and_other_ids_others() -> None:
    """A task depends on its place alone."""
    assert generate(3) == generate(3)
    assert generate(3).answer.code != generate(3, task="other").answer.code
    assert generate(3).answer.code != generate(4).answer.code


def test_a_thousand_seeds_give_a_thousand_tasks() -> None:
    """Nothing can be carried over from one task to the next."""
    answers = [generate(seed).answer for seed in range(1000)]

    assert len({answer.code for answer in answers}) == 1000
    assert len({answer.slow_page for answer in answers}) >= 10
    assert {answer.full_server for answer in answers} == {"DB-Prod-01", "DB-Prod-02"}
    assert {answer.maintainer for answer in answers} == {person.name for person in STAFF.holding("Software Engineer")}


def solved(task: Task[WebsiteAnswer], staff: Staff) -> tuple[str, str, str, str]:
    """Find page, server, maintainer and code from what the monitor shows and colleagues say."""
    shown = monitor(task)
    rows = shown.load_times("last_7_days", None)
    page = max(rows, key=lambda row: int(row["avg_load_time_ms"]))["page"]
    ill = [row["server_id"] for row in shown.health() if row["status"] != "OK"]
    blamed = [
        server for server in shown.services() if any(f"GET {page})" in line for line in shown.log_lines(server, 20))
    ]
    assert ill == blamed
    assert len(ill) == 1
    managers = {person.position: person.name for person in staff}
    words = said(task, "maintainer", managers["HR Manager"])
    found = [person for person in staff if re.search(rf"\b{person.name}\b", words)]
    assert [person.position for person in found] == ["Software Engineer"]
    assert "Engineering Manager" in said(task, "clean-up", found[0].name)
    code = re.search(r"AUTH-EMG-[A-Z0-9]{6}", said(task, "approval", managers["Engineering Manager"]))
    assert code is not None
    return str(page), ill[0], found[0].name, code[0]


def test_an_independent_solver_finds_the_answer() -> None:
    """On 200 seeds, several companies and both kinds of site, what can be seen leads to the answer."""
    for seed in SEEDS:
        staff = hire((50, 10, 23, 120)[seed % 4], Random(seed))
        task = generate(seed, task=("website-analysis", "portal")[seed % 2], staff=staff)
        truth = task.answer
        assert solved(task, staff) == (truth.slow_page, truth.full_server, truth.maintainer, truth.code)


def test_nothing_gives_the_answer_away() -> None:
    """Instruction, hints and the briefs of other people hold no answer."""
    for seed in SEEDS:
        task = generate(seed)
        truth = task.answer
        public = " ".join((task.instruction, *FAMILY.hints(task, _slot(seed))))
        secrets = (truth.slow_page, truth.full_server, truth.maintainer, truth.code)
        assert not [secret for secret in secrets if secret in public]
        assert not task.disk
        assert not task.workspace
        assert {brief.person for brief in task.briefs if truth.code in brief.reply} == set(truth.approvers)
        assert {brief.person for brief in task.briefs if truth.maintainer in brief.reply} == set(truth.informed)


def _slot(seed: int) -> Slot:
    return Slot(
        seed=seed,
        day="day_1",
        task="website-analysis",
        family="website_analysis",
        version=FAMILY.version,
        date=DAY,
        arrives=EIGHT,
        deadline=TWENTY,
        staff=STAFF,
        trainee=TRAINEE,
    )


@pytest.mark.parametrize("hours", [1, 2, 6, 12])
def test_the_disk_is_critical_all_day_and_not_full_at_the_deadline(hours: int) -> None:
    """Usage follows the virtual clock, from 95 % on, and leaves time to do something about it."""
    for seed in range(40):
        deadline = EIGHT + timedelta(hours=hours)
        task = generate(seed, deadline=deadline)
        first, last = (_details(task, moment) for moment in (EIGHT, deadline))
        assert first != last
        assert all("CRITICAL" in text and "read-only" not in text for text in (first, last))


def test_a_task_that_arrives_late_is_not_too_late() -> None:
    """The disk has been filling since the morning, and still is not full."""
    task = generate(1, arrives=datetime(2025, 10, 1, 18), deadline=TWENTY)

    assert "read-only" not in _details(task, TWENTY)


def _details(task: Task[WebsiteAnswer], now: datetime) -> str:
    row = next(row for row in monitor(task, now).health() if row["server_id"] == task.answer.full_server)
    return f"{row['status']} {row['details']}"


def test_exactly_one_page_is_slow() -> None:
    """The others stay well below a second in both windows."""
    for seed in SEEDS:
        task = generate(seed)
        shown = monitor(task)
        for window in ("last_7_days", "last_24_hours"):
            slow = [row["page"] for row in shown.load_times(window, None) if int(row["avg_load_time_ms"]) > 1000]
            assert slow == [task.answer.slow_page]


def test_logs_are_of_the_week_before_and_in_order() -> None:
    """No line is of the virtual day or later, and the default call shows all."""
    for seed in range(50):
        task = generate(seed)
        assert task.monitor is not None
        for server in task.monitor.servers:
            days = [line[:10] for line in server.log]
            assert "2025-09-24" <= min(days) <= max(days) <= "2025-09-30"
            assert [line[:16] for line in server.log] == sorted(line[:16] for line in server.log)
            assert 8 <= len(server.log) <= 20


def test_health_is_callable_without_arguments_and_lists_the_cache(tmp_path: Path) -> None:
    """What the published gateway refused works, and every server is listed."""
    desk = staged(built(1), tmp_path)

    health = desk.call("GetRealTimeSystemHealth")
    services = desk.call("ListMonitoredServices")

    assert '"CRITICAL"' in health
    assert all(server in health and server in services for server in desk.answer().servers)
    assert "Cache-Server-01" in services
