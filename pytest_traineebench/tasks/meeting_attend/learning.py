"""What the trainee found out, and from whom: nothing that she was never told counts as known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is lacking.

    Attributes:
        unknown: Requests that the trainee can only have guessed.
        gaps: The files that she did not fetch and the people whom she did not ask.
    """

    unknown: tuple[Request, ...]
    gaps: tuple[str, ...]


def learn(evidence: Evidence, answer: Answer) -> Lesson:
    """Return what somebody lacks who knows what was said in the meeting."""
    if answer.kind.has_rules and not evidence.downloaded(answer.paths.rules):
        return Lesson(unknown=answer.requests, gaps=(answer.paths.rules,))
    lacking = [request for request in answer.requests if not _is_known(request, evidence, answer)]
    return Lesson(unknown=tuple(lacking), gaps=tuple(dict.fromkeys(_place(request, answer) for request in lacking)))


def was_told(evidence: Evidence, answer: Answer) -> bool:
    """Whether the organizer told all that was said, after a question, and after the meeting."""
    asked = False
    lines = list(map(_plain, answer.lines))
    for message in evidence.conversation(answer.organizer):
        asked = asked or message.by_trainee
        is_answer = asked and not message.by_trainee and message.at >= answer.end
        if is_answer and _holds(_plain(message.text), lines):
            return True
    return False


def _is_known(request: Request, evidence: Evidence, answer: Answer) -> bool:
    if request.source is Source.SAID:
        return True
    if request.source is Source.ASKED:
        return _has_answered(request, evidence)
    return evidence.downloaded(_place(request, answer))


def _has_answered(request: Request, evidence: Evidence) -> bool:
    """Whether the person told the whole request after a message of the trainee."""
    words = _plain(request.words)
    asked = evidence.said(lambda _: True, to=request.name)
    if asked is None:
        return False
    return evidence.heard(lambda text: words in _plain(text), of=request.name, after=asked.order) is not None


def _place(request: Request, answer: Answer) -> str:
    places = {Source.LIST: answer.paths.price_list, Source.PAST: answer.paths.minutes}
    return places.get(request.source, request.name)


def _holds(text: str, lines: Iterable[str]) -> bool:
    return all(line in text for line in lines)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
