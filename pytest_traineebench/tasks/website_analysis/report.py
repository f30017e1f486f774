"""Checkpoints on the report: which page, which cause, who is responsible."""

from __future__ import annotations

import re
from collections.abc import Collection

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.scoring.checkpoint import PASSED, Verdict, missed, partly
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.looking import unseen_page, unseen_server
from pytest_traineebench.tasks.website_analysis.signs import FULL, RESPONSIBLE, SLOW, SLOWNESS
from pytest_traineebench.tasks.website_analysis.wording import Sign, blamed, plain

MAX_REPORT = 50_000
"""Characters; a brief report has about a thousand."""

_SECONDS = re.compile(r"\b(?:\d{4,5}(?:\.\d+)? ?(?:ms|milliseconds)|[1-9]\d?(?:\.\d+)? ?(?:s|sec|seconds))\b")
"""A load time of seconds, which says without an adjective that a page is slow."""

_PATH = re.compile(r"(?<![\w/.:-])/[a-z][\w/-]{0,60}")
_SERVER_ID = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z0-9]+){0,4}-\d{1,4}(?![\w-])")
_MOST_STRANGE = 50
_INVENTED = 2
"""How many things that do not exist a report may blame; who blames more is guessing."""

_DATABASE = re.compile(r"\b(?:data ?bases?|dbs?)\b(?!-)")


def names_slow_page(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """The report calls the slow page slow, and no other."""
    text = _report(evidence, answer)
    if guess := unseen_page(evidence, answer.slow_page):
        return guess
    pages = {page: _page_pattern(page) for page in answer.pages}
    found = blamed(text, pages, SLOW) if SLOWNESS.said_in(text) or _SECONDS.search(text) else frozenset()
    advice = (
        "Compare the load times of all pages once more, and name in the report the page that is slow, and only that."
    )
    return _judge(found | _guesses(text, _PATH, answer.pages, SLOW), answer.slow_page, "slow page", advice)


def names_cause(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """The report gives the full disk of the right server as the cause; both databases at once are no finding."""
    text = _report(evidence, answer)
    if guess := unseen_server(evidence, answer.full_server):
        return guess
    servers = {server: _id_pattern(server) for server in answer.servers}
    found = blamed(text, servers, FULL)
    advice = "Look at the state of every server right now, and name in the report the one in trouble and what is wrong."
    if not found and not any(pattern.search(text) for pattern in servers.values()) and _blames_some_database(text):
        reason = f"the report blames a database's full disk, but does not say that it is {answer.full_server}"
        return partly(1, 2, reason, advice)
    found |= _guesses(text, _SERVER_ID, answer.servers, FULL)
    return _judge(found, answer.full_server, "server with a full disk", advice, forgives=0)


def names_responsible(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """The report names the maintainer as responsible; who was asked or approved may be named as well."""
    text = _report(evidence, answer)
    go_betweens = {evidence.trainee, *answer.informed, *answer.approvers}
    people = [person.name for person in evidence.staff if person.name not in go_betweens]
    names = {name: _name_pattern(name) for name in people if name.casefold() in text}
    advice = (
        "Find out who has to put it right, and name that colleague, and only that one, as responsible in the report."
    )
    return _judge(blamed(text, names, RESPONSIBLE), answer.maintainer, "person responsible", advice)


def _guesses(text: str, shape: re.Pattern[str], known: Collection[str], wrong: Sign) -> frozenset[str]:
    """Return what a report blames although the monitor does not know it, if that is more than a slip or an aside."""
    strange = sorted(set(shape.findall(text)) - {name.casefold() for name in known})[:_MOST_STRANGE]
    invented = blamed(text, {name: re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])") for name in strange}, wrong)
    return invented if len(invented) > _INVENTED else frozenset()


def _report(evidence: Evidence, answer: WebsiteAnswer) -> str:
    text = evidence.text(answer.report)
    if len(text) > MAX_REPORT:
        raise DeliverableError(f"{answer.report} has {len(text):,} characters, which is no brief report")
    return plain(text)


def _judge(found: Collection[str], expected: str, what: str, advice: str, *, forgives: int = 1) -> Verdict:
    """Give full marks for exactly the expected one, half if up to `forgives` others are named beside it."""
    others = sorted(set(found) - {expected})
    if expected in found and not others:
        return PASSED
    reason = f"the report should name {expected} as the {what}; it names {', '.join(sorted(found)) or 'none'}"
    is_near = expected in found and len(others) <= forgives
    return partly(1, 2, reason, advice) if is_near else missed(reason, advice)


def _blames_some_database(text: str) -> bool:
    return bool(blamed(text, {"": _DATABASE}, FULL))


def _page_pattern(page: str) -> re.Pattern[str]:
    path = re.escape(page.casefold())
    return re.compile(rf"(?<![\w/.-]){path}(?!-?\w|/\w)|(?<![\w/-]){path[1:]}[ -]page\b")


def _id_pattern(server: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(server.casefold())}(?![\w-])")


def _name_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name.casefold())}\b")
