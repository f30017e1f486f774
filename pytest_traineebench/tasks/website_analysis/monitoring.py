"""What the website monitor shows: pages with one slow one among them, servers with one full disk among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from pytest_traineebench.company.monitor import MonitorData, Page, Server
from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.website_analysis.logs import ordinary_log, troubled_log
from pytest_traineebench.tasks.website_analysis.site import Site

_TABLES = {
    "/blog": "blog_posts",
    "/careers": "job_offers",
    "/catalog": "catalog_items",
    "/customers": "customer_stories",
    "/docs": "doc_pages",
    "/downloads": "release_files",
    "/events": "event_dates",
    "/faq": "faq_entries",
    "/news": "news_items",
    "/partners": "partner_profiles",
    "/pricing": "price_plans",
    "/search": "search_index",
    "/support": "support_topics",
    "/webinars": "webinar_series",
}
_STATIC = ("/home", "/contact", "/about", "/imprint", "/privacy")
_NUMBERS = (1, 2)
_WORKDAY = dt.time(8)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: which page is slow, and which database server's disk fills."""

    page: str
    server: str


def watch(site: Site, slot: Slot) -> tuple[MonitorData, Trouble]:
    """Return the monitor's data for a task, and what is wrong in them."""
    rng = slot.stream("monitor")
    paths = [*rng.sample(sorted(_TABLES), 4), *rng.sample(_STATIC, 2)]
    slow = paths[0]
    full = rng.choice(_NUMBERS)
    rng.shuffle(paths)
    pages = tuple(_page(site.page(path), path == slow, rng) for path in paths)
    databases = tuple(
        _troubled(site, number, slow, slot, rng) if number == full else _database(site, number, slot, rng)
        for number in _NUMBERS
    )
    servers = (_web_server(site, slot, rng), *databases, _cache(site, slot, rng))
    return MonitorData(pages=pages, servers=servers), Trouble(site.page(slow), site.server("DB", full))


def _page(path: str, slow: bool, rng: Random) -> Page:  # noqa: FBT001  -- reads as what it is where it is called
    week = rng.randrange(1250, 1900, 10) if slow else rng.randrange(320, 760, 5)
    day = week + (rng.randrange(120, 480, 10) if slow else rng.randrange(-15, 20, 5))
    return Page(path=path, last_7_days=week, last_24_hours=day)


def _troubled(site: Site, number: int, slow: str, slot: Slot, rng: Random) -> Server:
    percent = rng.randrange(952, 965) / 10
    return Server(
        id=site.server("DB", number),
        type="DATABASE",
        details=f"{rng.randint(20, 90)} connections",
        disk_percent=percent,
        disk_percent_per_hour=_rate(percent, rng.randrange(983, 993) / 10, slot),
        log=troubled_log(slot.date, site.page(slow), _TABLES[slow], percent, rng),
    )


def _rate(percent: float, at_deadline: float, slot: Slot) -> float:
    """Return the rate at which the disk is nearly, but not yet quite, full when the task is judged."""
    morning = dt.datetime.combine(slot.date, _WORKDAY)
    hours = (slot.deadline - min(slot.arrives, morning)) / dt.timedelta(hours=1)
    return round((at_deadline - percent) / max(hours, 2.0), 3)


def _database(site: Site, number: int, slot: Slot, rng: Random) -> Server:
    return Server(
        id=site.server("DB", number),
        type="DATABASE",
        details=f"{rng.randint(20, 90)} connections",
        disk_percent=rng.randrange(380, 680) / 10,
        disk_percent_per_hour=rng.randrange(1, 6) / 100,
        log=ordinary_log("DATABASE", slot.date, rng),
    )


def _web_server(site: Site, slot: Slot, rng: Random) -> Server:
    details = f"CPU {rng.randint(10, 35)} %, memory {rng.randint(20, 45)} %"
    log = ordinary_log("WEB_SERVER", slot.date, rng)
    return Server(id=site.server("WebApp", 1), type="WEB_SERVER", details=details, log=log)


def _cache(site: Site, slot: Slot, rng: Random) -> Server:
    details = f"hit rate {rng.randint(970, 995) / 10:.1f} %, memory {rng.randint(30, 55)} %"
    return Server(id=site.server("Cache", 1), type="CACHE", details=details, log=ordinary_log("CACHE", slot.date, rng))
