"""What is judged: materials fetched, everybody asked, a day that suits all, the plan, its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.event_planning.answer import EventAnswer
from pytest_traineebench.tasks.event_planning.params import Metric
from pytest_traineebench.tasks.event_planning.rules import clock
from pytest_traineebench.tasks.event_planning.submission import Submission, read_submission, shown
from pytest_traineebench.tasks.event_planning.windows import Window
from pytest_traineebench.tasks.event_planning.world import SLACK, Plan

_MINUTES_SLACK = 3
_NOISE = 1e-9
_MOST_SHOWN = 6
_ABOUT = (
    "event", "team", "outing", "trip", "excursion", "activit", "available", "availab", "free", "time", "date", "day",
    "when", "itinerary",
)  # fmt: skip
_Figure = tuple[str, Callable[[], str]]


def materials_read(evidence: Evidence, answer: EventAnswer) -> Verdict:
    """Guidelines, list of places and road map of this event were downloaded."""
    absent = [path for path in answer.materials if not evidence.downloaded(path)]
    count = len(answer.materials)
    return partly(
        count - len(absent),
        count,
        f"not downloaded: {', '.join(absent)}",
        "Download all documents of this event from the cloud disk; whoever takes part knows where they are.",
    )


def members_asked(evidence: Evidence, answer: EventAnswer) -> Verdict:
    """Everybody who comes was asked by the trainee, and thereafter told the days on which they have time."""
    problems = [problem for window in answer.windows if (problem := _not_told(evidence, window, answer))]
    count = len(answer.windows)
    return partly(
        count - len(problems),
        count,
        f"{count - len(problems)} of {count}: {_list(problems)}",
        "Ask everybody who takes part, by direct message or in a group, when they have time for this event.",
    )


def _not_told(evidence: Evidence, window: Window, answer: EventAnswer) -> str:
    words = (*_ABOUT, answer.event.casefold())
    question = evidence.said(lambda text: any(word in text.casefold() for word in words), to=window.person)
    if question is None:
        return f"{window.person} was not asked"
    days = (window.first.isoformat(), window.last.isoformat())
    if evidence.heard(lambda text: all(day in text for day in days), of=window.person, after=question.order) is None:
        return f"{window.person} did not say from when to when ({days[0]} to {days[1]})"
    return ""


def day_suits_everybody(evidence: Evidence, answer: EventAnswer) -> Verdict:
    """The chosen day lies in the windows of all who come, most of whom had told theirs: else it is a guess."""
    day = read_submission(evidence, answer).text("event_date")
    days = [day.isoformat() for day in answer.days]
    untold = [window.person for window in answer.windows if _not_told(evidence, window, answer)]
    if 2 * len(untold) > len(answer.windows):
        return missed(
            f"the day is a guess, right or wrong: {len(untold)} of {len(answer.windows)} never told theirs",
            "Ask everybody who takes part when they have time, and choose the day after that.",
        )
    if day in days:
        return PASSED
    return missed(
        f"the event is on {shown(day)}, but everybody has time on {', '.join(days)} only",
        "Compare the chosen day, written as YYYY-MM-DD, with what each of the people who take part told you.",
    )


def plan_fits(evidence: Evidence, answer: EventAnswer) -> Verdict:
    """The plan is what was asked for.

    A given plan was kept, and at least one of its metrics is right; a proposed one can be carried out, within the
    limit if there is one; an optimal one is one of the best.
    """
    submission = read_submission(evidence, answer)
    if guess := _guessed(evidence, answer):
        return guess
    if answer.given is not None:
        return _plan_kept(submission, answer, answer.given)
    plan = submission.plan(answer)
    if answer.goal is not None and plan not in (best := answer.world.optima(answer.goal)):
        return missed(f"found {_shown_plan(plan)}, best would be {_shown_plan(best[0])}", _COMPARE)
    if answer.limit is not None and answer.world.end(plan) > answer.limit:
        end, limit = clock(answer.world.end(plan)), clock(answer.limit)
        return missed(
            f"{_shown_plan(plan)} ends at {end}, later than {limit}", "Choose a plan that keeps the limit of the task."
        )
    return PASSED


def _guessed(evidence: Evidence, answer: EventAnswer) -> Verdict | None:
    """Return the verdict on a plan made without the list of places, or None: prices are round, and often hit."""
    if evidence.downloaded(answer.places):
        return None
    return missed(
        f"plan and figures are guesses, right or wrong: {answer.places} was never downloaded",
        "Work from the documents of this event: download them before you plan anything.",
    )


_COMPARE = "Work out the figure of every candidate plan by the guidelines, and compare them all."


def _plan_kept(submission: Submission, answer: EventAnswer, given: Plan) -> Verdict:
    if submission.holds("plan") and submission.plan(answer) != given:
        return missed(f"{_shown_plan(given)} was given, but another plan was handed in", "Keep the plan of the task.")
    if all(_problem(check) for _, check in _metrics(submission, answer, given)):
        return missed(
            "no metric is that of the given plan",
            "Work out the figures of the very plan that the task gives, step by step.",
        )
    return PASSED


def figures_right(evidence: Evidence, answer: EventAnswer) -> Verdict:
    """Every figure that was asked for is right: of the given or the proposed plan, or the best there is."""
    submission = read_submission(evidence, answer)
    if guess := _guessed(evidence, answer):
        return guess
    checks = list(_figures(submission, answer))
    problems = [problem for _, check in checks if (problem := _problem(check))]
    count = len(checks)
    return partly(
        count - len(problems),
        count,
        f"{count - len(problems)} of {count}: {_list(problems)}",
        "Work out every figure again by the guidelines of this event, and write each in the form that the task wants.",
    )


def _figures(submission: Submission, answer: EventAnswer) -> Iterator[_Figure]:
    plan = _plan_to_judge(submission, answer)
    yield from _metrics(submission, answer, plan)
    if answer.limit is not None:
        yield "end_time", lambda: _end_problem(submission, answer, plan)
        yield "can_complete_on_time", lambda: _judgement_problem(submission, answer, plan)


def _plan_to_judge(submission: Submission, answer: EventAnswer) -> Plan:
    """Return the plan whose figures count; for an optimum, any of the best, since their figure is one and the same."""
    if answer.goal is not None:
        return answer.world.optima(answer.goal)[0]
    return answer.given or submission.plan(answer)


def _metrics(submission: Submission, answer: EventAnswer, plan: Plan) -> Iterator[_Figure]:
    expected = answer.world.metrics(plan)
    for metric in answer.metrics:
        yield metric, lambda metric=metric: _metric_problem(submission, metric, expected[metric])  # type: ignore[misc]


def _problem(check: Callable[[], str]) -> str:
    try:
        return check()
    except DeliverableError as problem:
        return str(problem)


def _metric_problem(submission: Submission, metric: Metric, expected: float) -> str:
    found = submission.number(metric)
    if abs(found - expected) <= SLACK[metric] + _NOISE:
        return ""
    return f"{metric} should be {expected:.4f}, not {found:.4f}"


def _end_problem(submission: Submission, answer: EventAnswer, plan: Plan) -> str:
    found, expected = submission.time("end_time"), answer.world.end(plan)
    if abs(found - expected) <= _MINUTES_SLACK:
        return ""
    return f"end_time should be {clock(expected)}, not {clock(found)}"


def _judgement_problem(submission: Submission, answer: EventAnswer, plan: Plan) -> str:
    """Return what is wrong with the judgement; without the end time that it rests on it is a toss of a coin."""
    found = submission.truth("can_complete_on_time")
    in_time = answer.limit is not None and answer.world.end(plan) <= answer.limit
    if found != in_time:
        return f"can_complete_on_time should be {str(in_time).lower()}"
    if _problem(lambda: _end_problem(submission, answer, plan)):
        return "can_complete_on_time has no right end_time to rest on"
    return ""


def _shown_plan(plan: Plan) -> str:
    return f"{plan.morning} / {plan.lunch} / {plan.afternoon}"


def _list(problems: Sequence[str]) -> str:
    more = len(problems) - _MOST_SHOWN
    return "; ".join(problems[:_MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")


CHECKPOINTS: tuple[Checkpoint[EventAnswer], ...] = (
    Checkpoint(name="materials_read", points=0.5, check=materials_read),
    Checkpoint(name="members_asked", points=1.0, check=members_asked),
    Checkpoint(name="day_suits_everybody", points=0.75, check=day_suits_everybody),
    Checkpoint(name="plan_fits", points=0.75, check=plan_fits),
    Checkpoint(name="figures_right", points=1.0, check=figures_right),
)
"""Four points, as published for the optimal plan; what was published as 30 % for files is the first two here."""
