"""A desk that is only told of: earlier calls have their answers in the conversation, new ones wait for theirs."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NoReturn, cast

from pytest_traineebench.family import Call
from pytest_traineebench.serving.conversation import Round
from pytest_traineebench.tool import MAX_CALLS_PER_TURN

_UNTIL = re.compile(r"until (\d\d):(\d\d)")
_OPEN_ENDED = frozenset({"JumpTime", "AttendMeeting", "all_tasks_done"})
"""Calls of which only the answer tells how long they took."""


class AnswerPendingError(Exception):
    """Nothing can be done before the answers to the waiting calls are there."""


class PendingAnswer:
    """Stands for an answer that is still to come: whoever looks at it has to wait.

    It is no string, so that patterns and parsers refuse it as well.
    """

    def _wait(self, *_: object) -> NoReturn:
        raise AnswerPendingError

    __str__ = __repr__ = __format__ = __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = _wait
    __eq__ = __ne__ = __lt__ = __gt__ = __add__ = __radd__ = __mod__ = __hash__ = __getattr__ = _wait


class Desk:
    """Where a trainee's calls go, and what time it is.

    Args:
        start: When the day begins.
        rounds: The trainee's turns so far.
        minutes: What a call of each tool costs.
    """

    def __init__(self, start: datetime, rounds: Sequence[Round], minutes: Mapping[str, int]) -> None:
        self.now = start
        self.pending: list[Call] = []
        self.turns = -1
        self._minutes = minutes
        self._rounds = deque(rounds)
        self._answers: deque[str] = deque()
        self._shown: datetime | None = None
        self._next_round()

    def minutes(self, tool: str, /) -> int:
        """Return what a call of a tool costs."""
        return self._minutes.get(tool, 1)

    def call(self, name: str, arguments: Mapping[str, Any], /) -> str:
        """Return the answer that an earlier call got, or note a new call.

        Raises:
            AnswerPendingError: If no more can be done in this turn.
        """
        if not self._answers:
            return self._note(Call(name, arguments))
        answer = self._answers.popleft()
        self._take_time(name, answer)
        if not self._answers:
            self._next_round()
        return answer

    def _note(self, call: Call) -> str:
        if _holds_pending(call):
            raise AnswerPendingError
        self.pending.append(call)
        if len(self.pending) == MAX_CALLS_PER_TURN or call.name in _OPEN_ENDED:
            raise AnswerPendingError
        self._take_time(call.name, "")
        return cast(str, PendingAnswer())

    def _take_time(self, name: str, answer: str) -> None:
        """Move the clock as far as a call is known to; what an agent shows of the time has the last word."""
        if name in _OPEN_ENDED and (until := _UNTIL.search(answer)):
            self.now = self.now.replace(hour=int(until[1]) % 24, minute=int(until[2]) % 60)
        self.now += timedelta(minutes=self.minutes(name))

    def _next_round(self) -> None:
        """Go on to the next turn in which something was called, if there is one."""
        while not self._answers:
            self.now = self._shown or self.now
            self._shown = None
            self.turns += 1
            if not self._rounds:
                return
            current = self._rounds.popleft()
            self._answers.extend(call.answer for call in current.calls)
            self._shown = current.time


def _holds_pending(call: Call) -> bool:
    try:
        json.dumps(dict(call.arguments))
    except TypeError:
        return True
    return False
