"""Reports by good and bad trainees, and what they earn."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from pytest_traineebench.company.events import ToolCalled
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.company.workspace import Snapshot
from pytest_traineebench.tasks.website_analysis import FAMILY
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer

ANSWER = WebsiteAnswer(
    report="report.md",
    pages=("/home", "/pricing", "/blog", "/docs", "/contact"),
    slow_page="/blog",
    servers=("WebApp-Prod-01", "DB-Prod-01", "DB-Prod-02", "Cache-Server-01"),
    full_server="DB-Prod-01",
    maintainer="Sandra Martin",
    informed=("Emily Young",),
    approvers=("Betty Davis", "Andrew Jackson"),
    code="AUTH-EMG-7KQ2XB",
)
STAFF = Staff(
    (
        Person("Sandra Martin", "Engineering", "Software Engineer"),
        Person("Sandra Martinez", "Engineering", "Software Engineer"),
        Person("Gary Lee", "Engineering", "Software Engineer"),
        Person("Laura King", "Engineering", "Software Engineer"),
        Person("Betty Davis", "Engineering", "Engineering Manager"),
        Person("Andrew Jackson", "Engineering", "Engineering Manager"),
        Person("Emily Young", "Human Resources", "HR Manager"),
    )
)
PAGE, CAUSE, PERSON = "report_names_slow_page", "report_names_cause", "report_names_responsible"


def looked(tool: str, result: str) -> ToolCalled:
    """Return the event of a look at a monitoring tool."""
    at = datetime(2025, 10, 1, 9)
    return ToolCalled(at=at, turn=1, id="", name=tool, arguments="{}", outcome="ok", result=result, minutes=5)


LOOKED = (
    looked("GetHistoricalLoadTimes", json.dumps([{"page": page} for page in ANSWER.pages])),
    looked("GetRealTimeSystemHealth", json.dumps([{"server_id": server} for server in ANSWER.servers])),
)


def earned(report: str | bytes | None, events: tuple[ToolCalled, ...] = LOOKED) -> dict[str, float]:
    """Return the share that each checkpoint on the report earns."""
    held: dict[str, bytes | str] = {}
    if report is not None:
        held["report.md"] = report if isinstance(report, bytes) else report.encode()
    evidence = Evidence(
        now=datetime(2025, 10, 1, 20),
        events=events,
        files=Snapshot(held),
        meetings=(),
        staff=STAFF,
        trainee="Alice Smith",
    )
    points = {point.name: point.judge(evidence, ANSWER).earned for point in FAMILY.checkpoints}
    return {name: points[name] for name in (PAGE, CAUSE, PERSON)}


@pytest.mark.parametrize(
    ("events", "shares"),
    [
        (LOOKED, (1, 1)),
        (LOOKED[:1], (1, 0)),
        (LOOKED[1:], (0, 1)),
        ((), (0, 0)),
        ((looked("ExecuteCommand", "/blog DB-Prod-01"),), (0, 0)),
        ((looked("GetErrorLogs", "request GET /blog"),), (1, 0)),
    ],
)
def test_a_story_that_is_remembered_is_no_finding(events: tuple[ToolCalled, ...], shares: tuple[int, int]) -> None:
    """Page and server count for a trainee to whom a monitoring tool had shown them."""
    found = earned("/blog is slow because the disk of DB-Prod-01 is almost full.", events)

    assert (found[PAGE], found[CAUSE]) == shares


def test_blaming_what_does_not_exist_is_guessing() -> None:
    """A list of every page and server that a website might have finds nothing, whatever stands in it."""
    pages = "\n".join(f"- `{page}` is slow" for page in ("/home", "/login", "/cart", "/search", "/account", "/blog"))
    servers = "\n".join(f"DB-Prod-0{number} disk almost full" for number in range(2, 9))

    shares = earned(f"{pages}\nand DB-Prod-01 disk almost full\n{servers}".replace("DB-Prod-02", "DB-Prod-11"))

    assert (shares[PAGE], shares[CAUSE]) == (0, 0)


def test_an_aside_on_another_path_is_no_guess() -> None:
    """Paths of a machine are no pages."""
    report = "/blog is slow because the disk of DB-Prod-01 is almost full: /var/lib/db has 3 % left, /tmp nothing."

    assert (earned(report)[PAGE], earned(report)[CAUSE]) == (1, 1)


@pytest.mark.parametrize(
    "report",
    [
        "The page /blog loads slowly.",
        "# Report\n\n- Slow page: `/blog` (1800 ms on average)\n",
        "**Problem**\n\nThe blog page takes far too long to load.",
        "Page: /blog\nStatus: slow (1,812 ms)",
        "/blog is the slowest page with 1,800 ms, compared to /home (350 ms), /docs (610 ms) and /pricing (450 ms).",
        "| Page | Mean | Verdict |\n| /home | 350 ms | ok |\n| /blog | 1800 ms | slow |\n| /docs | 600 ms | ok |",
        "## Load times\n- /home: 350 ms\n- /docs: 610 ms\n- /blog: 1800 ms\n\n## Finding\n/blog has a high load time.",
        "All pages but /blog are fine. /blog is slow.",
        "It is not /home but /blog that is slow.",
        "/home and /docs load fast and /blog is slow.",
        "/blog is slow, /home and /docs are fine.",
        "/blog (1800 ms) is slow, /home takes 350 ms, /docs takes 0.6 s.",
        "I looked at /blog. It loads very slowly. /home and /docs do not.",
        "The website https://www.example.com/blog suffers from high latency; https://www.example.com/home does not.",
        "## Slowest page\n\n`/blog`\n\n## Others\n\n`/home`, `/docs`\n",
        "\ufeffTHE PAGE /BLOG IS SLOW\r\n",
        "The `/blog/` page isn't just slow, it times out.",
        "The affected page is /blog (1500 ms).",
        "/blog takes nearly three times as long as any other page; /docs is the next slowest.",
    ],
)
def test_a_report_that_singles_out_the_slow_page_earns_the_point(report: str) -> None:
    """Any usual way to say which page is slow is understood, with the other pages named beside it."""
    assert earned(report)[PAGE] == 1


@pytest.mark.parametrize(
    "report",
    [
        "",
        "All is well.",
        "The page /docs loads slowly.",
        "Slow pages: /home, /pricing, /blog, /docs, /contact",
        "Slow pages:\n- /home\n- /pricing\n- /blog\n- /docs\n- /contact\n",
        "/home is slow. /pricing is slow. /blog is slow. /docs is slow. /contact is slow.",
        "/home /pricing /blog /docs /contact",
        "One of these pages is slow. Pages: /home, /pricing, /blog, /docs, /contact.",
        "/blog, /docs and /home are slow.",
        "/blog is not slow.",
        "/blog isn't slow at all. No page is slow.",
        "The website is slow.",
        "/blog-archive is slow.",
        "/intranet/blog is slow.",
        "/blog was measured.",
        "Which page is slow; its path as the monitoring shows it.",
        "- **Slow page:** `/path-of-the-page`, ... ms on average over the last 7 days",
    ],
)
def test_a_report_that_does_not_single_out_the_slow_page_earns_nothing(report: str) -> None:
    """Lists of all pages, denials, other pages and the question copied back are no finding."""
    assert earned(report)[PAGE] == 0


def test_one_page_too_many_costs_half_the_point() -> None:
    """Two pages called slow leave half; three leave nothing."""
    assert earned("/blog and /docs are slow.")[PAGE] == 0.5
    assert earned("/blog, /docs and /pricing are slow.")[PAGE] == 0


@pytest.mark.parametrize(
    "report",
    [
        "Cause: the disk of DB-Prod-01 is nearly full.",
        "Cause: `DB-Prod-01` runs out of disk space, so queries time out. DB-Prod-02 is fine.",
        "Root cause: disk usage on the database server DB-Prod-01 is at 96.2 %.",
        "DB-Prod-01 is CRITICAL: 96 percent of its disk is used. DB-Prod-02 and Cache-Server-01 are OK.",
        "DB-Prod-01 has hardly any storage left, this is critical.",
        "There is no disk space left on DB-Prod-01, which slows the queries.",
        "## Cause: full disk\n\n`DB-Prod-01`\n",
        "| Server | State |\n| DB-Prod-01 | CRITICAL, disk usage 96.2 % |\n| DB-Prod-02 | OK, disk usage 60.1 % |",
        "| Cache-Server-01 | OK, hit rate 99.2 % |\n| DB-Prod-01 | CRITICAL, disk usage 96.2 % |",
        "The storage of DB-Prod-01 is close to its limit, unlike that of DB-Prod-02.",
        "DB\u2011Prod\u201101 doesn't have enough disk space.",
        "DB-Prod-01's disk is full. There is no disk problem on DB-Prod-02.",
        "The server DB-Prod-01 is in critical state:\n\n* Disk usage: 95.4 %\n* Full soon\n\nDB-Prod-02 is fine.",
    ],
)
def test_a_report_that_gives_the_cause_earns_the_point(report: str) -> None:
    """The server with the full disk may be described in any usual words."""
    assert earned(report)[CAUSE] == 1


@pytest.mark.parametrize(
    "report",
    [
        "The cause is DB-Prod-01.",
        "The cause is the full disk of DB-Prod-02.",
        "The disk of DB-Prod-01 is not full.",
        "DB-Prod-01 has plenty of room.",
        "All disks are full: DB-Prod-01, DB-Prod-02, WebApp-Prod-01, Cache-Server-01.",
        "The disk of DB-Prod-011 is full.",
        "The disks of DB-Prod-01 and DB-Prod-02 are full.",
        "WebApp-Prod-01 has a broken image; the hit rate of Cache-Server-01 is 98 %.",
        "- **Cause:** `server-id`: what is wrong with it, and how that slows the page down",
        "",
    ],
)
def test_a_report_without_the_cause_earns_nothing(report: str) -> None:
    """Another server, every server, a denial and a bare id are no cause."""
    assert earned(report)[CAUSE] == 0


def test_a_cause_without_the_server_earns_half() -> None:
    """A reader learns that a database's disk is full, but not which one."""
    assert earned("The database is running out of disk space.")[CAUSE] == 0.5


@pytest.mark.parametrize(
    "report",
    [
        "Responsible: Sandra Martin",
        "Sandra  Martin (Software Engineer) will clean up the database.",
        "## Responsible person\n\n- **Sandra Martin**, Engineering\n",
        "I could not solve it myself and informed Sandra Martin, who is responsible. Betty Davis approved it.",
        "HR (Emily Young) named Sandra Martin as maintainer; approval by Andrew Jackson.",
        "Sandra Martin is well informed and responsible.",
        "Not Gary Lee but Sandra Martin maintains the site.",
    ],
)
def test_a_report_that_names_the_maintainer_earns_the_point(report: str) -> None:
    """Who was asked and who approved may stand beside the maintainer."""
    assert earned(report)[PERSON] == 1


@pytest.mark.parametrize(
    "report",
    [
        "Responsible: Sandra Martinez",
        "Responsible: Sandra Martin, Sandra Martinez, Gary Lee, Laura King",
        "Responsible: Betty Davis",
        "Sandra Martin is not responsible.",
        "Sandra Martin, Gary Lee, Laura King",
        "Responsible: the Software Engineer in charge",
        "- **Responsible for the solution:** First name Last name",
        "",
    ],
)
def test_a_report_that_does_not_name_the_maintainer_earns_nothing(report: str) -> None:
    """Other people, a list of everybody and a bare position are not the answer."""
    assert earned(report)[PERSON] == 0


LONG_REPORT = """\
# Website Performance Analysis

## Problem
Over the past week the company website was degraded. Average load times:

| Page | 7 days | 24 hours |
|------|--------|----------|
| /home | 350 ms | 360 ms |
| **/blog** | **1500 ms** | **1800 ms** |
| /docs | 600 ms | 610 ms |

The `/blog` page is the main bottleneck; it is 3-4x slower than the other pages.

## Root cause
The health check showed that the database server **DB-Prod-01** is in CRITICAL status:
- Disk usage: 95.4% and rising
- Full in ~1000 minutes

DB-Prod-02, WebApp-Prod-01 and Cache-Server-01 are healthy.

## Actions
1. Emily Young (HR Manager) identified Sandra Martin (Software Engineer) as maintainer.
2. Betty Davis (Engineering Manager) gave the approval code, which I passed on to Sandra Martin.

## Responsible
Sandra Martin is responsible for cleaning up the database.
"""


def test_a_long_report_with_tables_and_actions_earns_everything() -> None:
    """What language models like to write is read as people read it."""
    assert set(earned(LONG_REPORT).values()) == {1}


@pytest.mark.parametrize(
    "report",
    [
        None,
        b"",
        "The page /blog is slow. Cause: DB-Prod-01's disk is full. Responsible: Sandra Martin".encode("utf-16"),
        b"\xff\xfe\x00 /blog is slow",
        "The page /blog is slow. DB-Prod-01's disk is full. Responsible: Sandra Martin. " * 1000,
        "NaN",
        "[1500, 1800, Infinity]",
        "/blog, " * 7000,
        "a " * 24_000 + "slow",
        "(" * 49_000,
        "not " * 12_000,
    ],
)
def test_a_broken_report_earns_nothing_and_breaks_nothing(report: str | bytes | None) -> None:
    """Missing, empty, oddly encoded, endless and senseless reports are misses."""
    assert set(earned(report).values()) == {0}
