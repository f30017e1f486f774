"""Checkpoints on the chain of contacts: HR, maintainer, Engineering Manager, maintainer again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pytest_traineebench.company.evidence import Evidence, Said
from pytest_traineebench.scoring.checkpoint import PASSED, Verdict, missed
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.looking import unseen_server
from pytest_traineebench.tasks.website_analysis.signs import FULL
from pytest_traineebench.tasks.website_analysis.wording import plain

_WEBSITE = re.compile(r"web|\bsites?\b|page|portal|server|database|maintain|technical")
_IT = re.compile(r"\bI\.?T\b")
_SUBJECT = re.compile(r"database|data base|\bdbs?\b|\bdb-|disk|storage|\bservers?\b")
_DATABASE_ID = re.compile(r"(?<![\w-])db-[\w-]*\d")
_ENOUGH = re.compile(
    r"(?<!not )(?<!n't )(?<!have )\b(?:plenty of|enough|sufficient|lots of|ample)\b[^.;\n]{0,30}(?:space|storage|room)"
)
_MAINTENANCE = re.compile(r"maint\w*n[ae]n[cs]e")
_CLEAN_UP = re.compile(r"clean|offline|off-line|take\w* (?:\w+ )*down")
_APPROVAL = re.compile(
    r"approv|authori[sz]|permi|allow|sign(?:ed)? off|go[- ]ahead|green light|agree|code|\bok(?:ay)?\b"
)
_RECENT = 3
_PART = re.compile(r"[^\W_]+")


def hr_named_maintainer(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """Somebody in HR who knows was asked about the website and named its maintainer."""
    if _asked_and_told(evidence, answer.informed, _is_about_website, _holds(answer.maintainer)) is not None:
        return PASSED
    return missed(
        f"nobody of {', '.join(answer.informed)} was asked about the website and named {answer.maintainer}",
        "The handbook says which department knows who does the IT service; ask somebody there who knows the website.",
    )


def maintainer_told(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """The maintainer was told that the database runs out of space, and said what a clean-up needs."""
    if guess := unseen_server(evidence, answer.full_server):
        return guess
    told: list[str] = []
    for line in evidence.conversation(answer.maintainer):
        if line.by_trainee:
            told.append(line.text)
        elif _says_what_is_needed(line.text) and _tells_of_full_disk("\n".join(told[-_RECENT:]), answer.full_server):
            return PASSED
    return missed(
        f"{answer.maintainer} was not told that {answer.full_server} runs out of disk space, or did not answer that",
        "Tell the colleague who looks after the site plainly which server is in trouble and what is wrong with it.",
    )


def maintenance_approved(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """An Engineering Manager was asked for maintenance mode and gave the code."""
    if _asked_and_told(evidence, answer.approvers, _asks_for_approval, _holds(answer.code)) is not None:
        return PASSED
    return missed(
        f"no Engineering Manager ({', '.join(answer.approvers)}) was asked for maintenance mode and gave {answer.code}",
        "Ask the colleague who will repair it what has to be allowed first, and ask somebody who may allow it.",
    )


def code_delivered(evidence: Evidence, answer: WebsiteAnswer) -> Verdict:
    """The trainee passed the code on to the maintainer after an Engineering Manager had given it to her."""
    holds_code = _holds(answer.code)
    given = [said for person in answer.approvers if (said := evidence.heard(holds_code, of=person))]
    received = min((said.order for said in given), default=None)
    if received is not None and evidence.said(holds_code, to=answer.maintainer, after=received):
        return PASSED
    return missed(
        f"{answer.code} was not passed on to {answer.maintainer} after an Engineering Manager had given it",
        "What was allowed has to reach the colleague who is waiting for it, exactly as you were given it.",
    )


def _asked_and_told(
    evidence: Evidence, people: Iterable[str], asks: Callable[[str], bool], tells: Callable[[str], bool]
) -> Said | None:
    """Return the first answer that tells, of a colleague to whom the trainee had put the question before."""
    for person in people:
        question = evidence.said(asks, to=person)
        if question and (reply := evidence.heard(tells, of=person, after=question.order)):
            return reply
    return None


def _is_about_website(text: str) -> bool:
    return bool(_WEBSITE.search(plain(text)) or _IT.search(text))


def _tells_of_full_disk(text: str, server: str) -> bool:
    """Whether a text says that a disk runs full, and does not say it of other databases only."""
    text = plain(text)
    ids = set(_DATABASE_ID.findall(text))
    return (
        (not ids or server.casefold() in ids) and bool(_SUBJECT.search(text)) and FULL.said_in(_ENOUGH.sub(" ", text))
    )


def _says_what_is_needed(text: str) -> bool:
    text = plain(text)
    return bool(_MAINTENANCE.search(text)) or "engineering manager" in text


def _asks_for_approval(text: str) -> bool:
    text = plain(text)
    return bool(_MAINTENANCE.search(text) or (_CLEAN_UP.search(text) and _APPROVAL.search(text)))


def _holds(fact: str) -> Callable[[str], bool]:
    """Return the test whether a text holds a name or code, however it is spaced, hyphenated or marked up."""
    # Bounded on both sides: Linda Martin is not Linda Martinez.
    pattern = re.compile(r"(?<![^\W_])" + r"[\W_]*".join(_PART.findall(plain(fact))) + r"(?![^\W_])")
    return lambda text: bool(pattern.search(plain(text)))
