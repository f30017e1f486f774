"""What is judged: resumes read, shortlist handed in as asked, the suitable on it and nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.resume_select.answer import Applicant, ResumeAnswer
from pytest_traineebench.tasks.resume_select.submission import Shortlist, plain, read_shortlist

_SHOWN_NAMES, _SHOWN_LETTERS = 6, 60
_LOOK_AGAIN = (
    "Go through every resume again and keep a list: for each applicant, tick off the wishes of the task one by one; "
    "only who meets all of them belongs on the shortlist."
)
_READ_ALL = "Open the folder of the resumes and download every one of them; whoever has a file there has applied."
_FORM = (
    "Hand the shortlist in as the task describes it: full names of applicants whose resumes you have read, one on a "
    "line, each once and nothing else; an empty file only if you have read them all and nobody is suitable."
)


def resumes_read(evidence: Evidence, answer: ResumeAnswer) -> Verdict:
    """Every applicant's resume was downloaded; earns the share of those that were."""
    unread = _unread(evidence, answer)
    total = len(answer.applicants)
    return partly(total - len(unread), total, f"not downloaded: {_list(who.name for who in unread)}", _READ_ALL)


def shortlist_handed_in(evidence: Evidence, answer: ResumeAnswer) -> Verdict:
    """The file holds names of applicants whose resumes were read and nothing else, or nothing after all were read.

    The form counts for a shortlist that tells the suitable from the others: one of everybody, of nearly everybody or
    of anybody is none.
    """
    shortlist = read_shortlist(evidence, answer)
    if problem := _form_problem(shortlist, evidence, answer):
        return missed(f"{answer.output_file} {problem}", _FORM)
    named = suitable_candidates_named(evidence, answer)
    wrong = len(set(shortlist.names) - _suitable(answer))
    return PASSED if named.earned and 2 * wrong <= len(shortlist.names) else missed(named.reason, _LOOK_AGAIN)


def _form_problem(shortlist: Shortlist, evidence: Evidence, answer: ResumeAnswer) -> str:
    unread = _unread_names(evidence, answer)
    if not shortlist.lines:
        return "is empty, but not all resumes were read" if unread else ""
    lines = set(shortlist.lines)
    if foreign := lines - {plain(applicant.name) for applicant in answer.applicants}:
        return f"holds lines that are no applicant's name: {_list(foreign)}"
    if len(lines) < len(shortlist.lines):
        return "names somebody twice"
    return f"names people whose resumes were not read: {_list(lines & unread)}" if lines & unread else ""


def suitable_candidates_named(evidence: Evidence, answer: ResumeAnswer) -> Verdict:
    """Earns the share of suitable candidates that are named, less the share of the others named with them.

    This is Youden's index: shortlists made without reading (everybody, anybody) can expect nothing from it. A name is
    right only after its resume was read.
    """
    shortlist = read_shortlist(evidence, answer)
    if not answer.suitable:
        return _nobody_to_name(shortlist, evidence, answer)
    named = set(shortlist.names)
    suitable, unread = _suitable(answer), _unread_names(evidence, answer)
    right, wrong = named & suitable - unread, named - suitable
    others = len(answer.applicants) - len(suitable)
    earned = len(right) / len(suitable) - min(1.0, len(wrong) / max(1, others))
    return _judged(max(0.0, earned), named - unread, answer)


def shortlist_exact(evidence: Evidence, answer: ResumeAnswer) -> Verdict:
    """Exactly the suitable candidates are named, each of them once and after their resumes were read."""
    shortlist = read_shortlist(evidence, answer)
    if not answer.suitable:
        return _nobody_to_name(shortlist, evidence, answer)
    named, unread = set(shortlist.names), _unread_names(evidence, answer)
    exact = sorted(shortlist.names) == sorted(_suitable(answer)) and not named & unread
    return _judged(float(exact), named - unread, answer)


def _nobody_to_name(shortlist: Shortlist, evidence: Evidence, answer: ResumeAnswer) -> Verdict:
    """Judge a shortlist where nobody fits; an empty one is worth something after all resumes were read.

    Else whoever always hands in an empty file, and looks at nothing, earns the points of every such day.
    """
    if not shortlist.lines and _unread(evidence, answer):
        return missed("nobody is named, as it should be, but not all resumes were read", _LOOK_AGAIN)
    return _judged(float(not shortlist.lines), set(shortlist.names), answer)


def _judged(earned: float, named: set[str], answer: ResumeAnswer) -> Verdict:
    if earned == 1:
        return PASSED
    suitable = _suitable(answer)
    wrong = _list(_why_not(name, answer) for name in named - suitable)
    reason = f"missing or unread: {_list(suitable - named)}; wrongly named: {wrong}; some names may stand there twice"
    return Verdict(earned, reason, _LOOK_AGAIN)


def _why_not(name: str, answer: ResumeAnswer) -> str:
    """Say about a named person what speaks against them."""
    found = next((applicant for applicant in answer.applicants if plain(applicant.name) == name), None)
    return f"{found.name} ({', '.join(found.misses)})" if found else name[:_SHOWN_LETTERS]


def _suitable(answer: ResumeAnswer) -> set[str]:
    return {plain(applicant.name) for applicant in answer.suitable}


def _unread(evidence: Evidence, answer: ResumeAnswer) -> list[Applicant]:
    return [applicant for applicant in answer.applicants if not evidence.downloaded(applicant.path)]


def _unread_names(evidence: Evidence, answer: ResumeAnswer) -> set[str]:
    return {plain(applicant.name) for applicant in _unread(evidence, answer)}


def _list(texts: Iterable[str]) -> str:
    """Write out texts for people, however many and long a shortlist makes them."""
    ordered = sorted(texts)
    shown = "; ".join(text[: 2 * _SHOWN_LETTERS] for text in ordered[:_SHOWN_NAMES])
    rest = len(ordered) - _SHOWN_NAMES
    return (f"{shown} and {rest} more" if rest > 0 else shown) or "nobody"


CHECKPOINTS: tuple[Checkpoint[ResumeAnswer], ...] = (
    Checkpoint(name="resumes_read", points=0.5, check=resumes_read),
    Checkpoint(name="shortlist_handed_in", points=0.5, check=shortlist_handed_in),
    Checkpoint(name="suitable_candidates_named", points=0.5, check=suitable_candidates_named),
    Checkpoint(name="shortlist_exact", points=0.5, check=shortlist_exact),
)
