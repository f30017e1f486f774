"""Server logs of the week before the day: one holds the trace of the problem, the others hold daily life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from random import Random

_WEEK = dt.timedelta(days=7)
_MINUTES = 7 * 24 * 60
_PERCENT_A_WEEK = 6.5

_DATABASE_LIFE = (
    "INFO  checkpoint complete: {small} buffers written",
    "INFO  nightly backup finished in {seconds} s",
    "INFO  automatic vacuum of table sessions: {small} rows removed",
    "INFO  connection pool: {small} of 400 in use",
    "INFO  replication caught up, lag 0 s",
    "WARN  slow statement ({seconds} s): REFRESH MATERIALIZED VIEW monthly_statistics",
    "INFO  password of role reporting rotated",
    "INFO  planned switch of the time server, clock offset 3 ms",
)
_WEB_LIFE = (
    'WARN  404 for "GET /assets/logo-old.png"',
    "INFO  login of editor account content-{small}",
    "WARN  GET /api/user-profile took 2{small} ms",
    "INFO  deployment of release 5.{small} finished",
    "INFO  certificate is valid for another {small} days",
    'WARN  404 for "GET /wp-login.php" (blocked by the firewall)',
    "INFO  worker {small} recycled after 10000 requests",
    "INFO  sitemap rebuilt in {seconds} s",
)
_CACHE_LIFE = (
    "INFO  {small} expired keys evicted",
    "INFO  snapshot saved in {seconds} s",
    "WARN  client 10.0.4.{small} disconnected while reading",
    "INFO  memory fragmentation ratio 1.1",
    "INFO  configuration reloaded",
    "INFO  key space: {small}71 keys",
)
_LIFE = {"DATABASE": _DATABASE_LIFE, "WEB_SERVER": _WEB_LIFE, "CACHE": _CACHE_LIFE}


def ordinary_log(kind: str, date: dt.date, rng: Random) -> tuple[str, ...]:
    """Return a week of log lines of a healthy server of a kind."""
    return _in_order(date, _life(kind, rng, count=rng.randint(8, 13)))


def troubled_log(date: dt.date, page: str, table: str, percent: float, rng: Random) -> tuple[str, ...]:
    """Return a week of log lines of the database whose disk fills up and on which the page's queries time out.

    Args:
        date: The day; all lines are older.
        page: The slow page.
        table: The table that it reads.
        percent: Usage of the disk at the start of the day.
        rng: Draws times and figures.
    """
    moments = [*_life("DATABASE", rng, count=6), *_timeouts(page, table, rng), *_warnings(percent, rng)]
    return _in_order(date, moments)


def _life(kind: str, rng: Random, *, count: int) -> Iterator[tuple[int, str]]:
    for minute in rng.sample(range(_MINUTES), count):
        yield minute, rng.choice(_LIFE[kind]).format(small=rng.randint(11, 98), seconds=rng.randint(3, 58))


def _timeouts(page: str, table: str, rng: Random) -> Iterator[tuple[int, str]]:
    for minute in rng.sample(range(_MINUTES), rng.randint(5, 7)):
        yield (
            minute,
            (
                f"ERROR statement timeout after {rng.choice((5, 10, 15))} s while reading {table} "
                f"(request GET {page}); no space for the temporary sort file"
            ),
        )


def _warnings(percent: float, rng: Random) -> Iterator[tuple[int, str]]:
    for minute in rng.sample(range(_MINUTES), 3):
        used = percent - 0.3 - _PERCENT_A_WEEK * (1 - minute / _MINUTES)
        yield minute, f"WARN  data volume {used:.1f} % used; write-ahead log and temporary files cannot grow freely"


def _in_order(date: dt.date, moments: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    begin = dt.datetime.combine(date, dt.time(0)) - _WEEK
    return tuple(f"{begin + dt.timedelta(minutes=minute):%Y-%m-%d %H:%M} {text}" for minute, text in sorted(moments))
