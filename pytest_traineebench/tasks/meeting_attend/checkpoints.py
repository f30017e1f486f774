"""What is judged: the trainee's arrival, and the summary of what she was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pytest_traineebench.company.calendar import EARLY
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.kinds import Kind
from pytest_traineebench.tasks.meeting_attend.learning import Lesson, learn, was_told
from pytest_traineebench.tasks.meeting_attend.sources import Source
from pytest_traineebench.tasks.meeting_attend.submission import Row, Summary, is_amount, mentions, read_summary

LATE = timedelta(minutes=5)
"""How long after the start an arrival still counts as on time."""

_SHOWN = 8
_FORMAT = "Follow the output format that was given in the meeting to the letter: every key, in every entry."


def attended_on_time(evidence: Evidence, answer: Answer) -> Verdict:
    """The trainee entered the room within 5 minutes of the meeting's start."""
    arrival = _arrival(evidence, answer)
    if arrival is not None and answer.start - EARLY <= arrival <= answer.start + LATE:
        return PASSED
    found = "the trainee did not come" if arrival is None else f"she came at {arrival:%H:%M}"
    return missed(
        f"expected arrival at {answer.start:%H:%M}, give or take 5 minutes; {found}",
        "Watch the system time, break off other work before the meeting begins, and go there with the given room and "
        "times.",
    )


def summary_handed_in(evidence: Evidence, answer: Answer) -> Verdict:
    """The file that was asked for holds at least one of the requests, in whatever structure."""
    if (verdict := _without_summary(evidence, answer)) is not None:
        return verdict
    if mentions(evidence, answer):
        return PASSED
    return missed(
        f"{answer.output} holds none of the requests that should be recorded",
        "Save what was said in the meeting to the file that was named there, in the root of your workspace.",
    )


def summary_in_format(evidence: Evidence, answer: Answer) -> Verdict:
    """The file has the structure that was asked for, and is about this meeting."""
    if (verdict := _without_summary(evidence, answer)) is not None:
        return verdict
    summary = read_summary(evidence, answer)
    if summary.faults:
        return missed(f"{answer.output}: {_some(summary.faults)}", _FORMAT)
    if not any(row.names(request) for row in summary.rows for request in answer.wanted):
        return missed(f"{answer.output} holds none of the requests that should be recorded", _FORMAT)
    return PASSED


def requests_right(evidence: Evidence, answer: Answer) -> Verdict:
    """Every request that should be recorded is, rightly, and no other; amounts are right where they are asked for.

    Earns the share that is right less the share of what should have been left out, so that recording everything
    without a look at the rules is worth nothing. A request that the trainee cannot know in full, since she did not
    fetch the file or ask the person it depends on, counts as guessed: it is neither recorded rightly nor rightly left
    out.
    """
    if (verdict := _without_summary(evidence, answer)) is not None:
        return verdict
    summary = read_summary(evidence, answer)
    lesson = learn(evidence, answer)
    marks = _compare(summary.rows, answer, lesson)
    has_overall = answer.kind.has_totals
    sum_right = has_overall and bool(marks.right) and is_amount(summary.statistics, answer.statistics)
    share = (len(marks.right) + sum_right) / (len(answer.wanted) + has_overall)
    guessed = [request for request in lesson.unknown if request in answer.unwanted and request not in marks.over]
    minus = len([*marks.over, *guessed]) / max(1, len(answer.unwanted)) + marks.surplus / len(answer.wanted)
    earned = max(0.0, share - minus)
    if earned == 1:
        return PASSED
    return Verdict(earned, _reason(marks, lesson, answer, summary), _advice(answer))


def _arrival(evidence: Evidence, answer: Answer) -> datetime | None:
    for meeting in evidence.meetings:
        if (meeting.room, meeting.start, meeting.end) == (answer.room, answer.start, answer.end):
            return meeting.arrivals.get(evidence.trainee)
    return None


def _without_summary(evidence: Evidence, answer: Answer) -> Verdict | None:
    """Return the verdict where no summary can count, or None.

    A meeting without a task is all about being there. In any other, what is handed in counts once the trainee knows
    what was said: who never heard it has made it up.
    """
    if answer.kind is Kind.NONE:
        return attended_on_time(evidence, answer)
    if _arrival(evidence, answer) is not None or was_told(evidence, answer):
        return None
    return missed(
        "the trainee neither attended the meeting nor was told its minutes after its end",
        "Go to the meeting; if you missed it, ask whoever called it for the minutes when it is over.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """What the rows of a summary are worth.

    Attributes:
        right: Requests that are recorded rightly.
        over: Requests that are recorded and should have been left out.
        surplus: How many rows are beside.
    """

    right: list[Request]
    over: list[Request]
    surplus: int


def _compare(rows: Iterable[Row], answer: Answer, lesson: Lesson) -> _Marks:
    """Compare what is recorded with what should be.

    A row with a wrong number, or with one that was guessed, is a request that is missing, not one beside, as long as
    nothing else stands for it.
    """
    missing, right, over, attempts, surplus = list(answer.wanted), [], [], [], 0
    for row in rows:
        found = next((r for r in missing if row.records(r, with_total=answer.kind.has_totals)), None)
        if found is not None:
            missing.remove(found)
            if found not in lesson.unknown:
                right.append(found)
        elif (refused := next((r for r in answer.unwanted if row.names(r) and r not in over), None)) is not None:
            over.append(refused)
        else:
            attempts.append(row)
    for row in attempts:
        found = next((r for r in missing if row.names(r)), None)
        if found is not None:
            missing.remove(found)
        else:
            surplus += 1
    return _Marks(right=right, over=over, surplus=surplus)


def _reason(marks: _Marks, lesson: Lesson, answer: Answer, summary: Summary) -> str:
    lacking = [_shown(request) for request in answer.wanted if request not in marks.right]
    parts = [
        f"{len(marks.right)} of {len(answer.wanted)} requests are right",
        f"missing, wrong or guessed: {_some(lacking)}" if lacking else "",
        f"against the rules: {_some(map(_shown, marks.over))}" if marks.over else "",
        f"{marks.surplus} more that nobody made" if marks.surplus else "",
        f"never looked up or asked for: {_some(lesson.gaps)}" if lesson.gaps else "",
    ]
    if answer.kind.has_totals and not is_amount(summary.statistics, answer.statistics):
        parts.append(f"expected statistics {answer.statistics}, found {summary.statistics}")
    return "; ".join(filter(None, parts))


def _advice(answer: Answer) -> str:
    steps = ["Record each request once, with the numbers that were told."]
    if any(request.source is not Source.SAID for request in answer.requests):
        steps.append("Fetch every file that somebody referred to, and ask whoever wanted to be asked.")
    if answer.kind.has_rules:
        steps.append("Hold every request against all procurement rules, and leave out what does not conform.")
    if answer.kind.has_totals:
        steps.append("Work the amounts out anew; a calculator may help.")
    return " ".join(steps)


def _shown(request: Request) -> str:
    return f"{request.name}, {request.quantity} x {request.item} at {request.unit_price}"


def _some(texts: Iterable[str]) -> str:
    shown = list(texts)
    more = f"; and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return f"{'; '.join(shown[:_SHOWN])}{more}"


CHECKPOINTS = (
    Checkpoint(name="attended_on_time", points=1, check=attended_on_time),
    Checkpoint(name="summary_handed_in", points=1, check=summary_handed_in),
    Checkpoint(name="summary_in_format", points=1, check=summary_in_format),
    Checkpoint(name="requests_right", points=1, check=requests_right),
)
