"""The contract of an agent: what it is given for a day, and what bounds it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from pytest_traineebench.company.events import TokensUsed
from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import DayOverError
from pytest_traineebench.llm.client import ChatModel
from pytest_traineebench.tool import Toolbox, ToolCall, Turn
from pytest_traineebench.watchdog import TimeIsUp

if TYPE_CHECKING:
    from pytest_traineebench.scenario.stage import Workday

MAX_CALLS = MAX_TURNS = 5000
"""Executed calls and turns of one day; no honest day needs a tenth of it."""
MAX_REFUSALS = 100
"""Turns after the end of the day that are answered with an ordinary exception."""
MAX_TOKENS = 10**9
"""Tokens of one model call; more is a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one day.

    Attributes:
        max_steps: Turns an agent may take; None for the agent's own bound, at most `MAX_TURNS`.
        timeout: Wall seconds for the agent's whole day, or None for no bound.
    """

    max_steps: int | None = None
    timeout: float | None = None


class Day:
    """A working day as an agent sees it.

    Attributes:
        memory: What the agent wants to remember on the scenario's later days.
    """

    def __init__(
        self,
        office: Office,
        toolbox: Toolbox,
        *,
        prompt: str,
        memory: MutableMapping[str, Any],
        limits: Limits,
    ) -> None:
        self.memory = memory
        self._prompt = prompt
        self._limits = limits
        self._refused = 0
        self._toolbox = toolbox
        self._office = office
        self._closed = ""
        self._fault = ""

    @property
    def prompt(self) -> str:
        """What the trainee is told in the morning: who she is, and her tasks."""
        return self._prompt

    @property
    def limits(self) -> Limits:
        """The bounds of this day."""
        return self._limits

    @property
    def tools(self) -> list[dict[str, Any]]:
        """The tools in OpenAI's function format."""
        return self._toolbox.schemas

    @property
    def now(self) -> datetime:
        """The virtual time."""
        return self._office.clock.now

    @property
    def messages(self) -> tuple[str, ...]:
        """All that the trainee was told without asking: the prompt, later tasks, changes; oldest first."""
        return (self.prompt, *(notice.text for notice in self._office.inbox.notices))

    @property
    def steps(self) -> int:
        """Turns taken so far."""
        return self._toolbox.turns

    @property
    def calls(self) -> int:
        """Tool calls executed so far."""
        return self._toolbox.calls

    @property
    def done(self) -> bool:
        """Whether the day has ended; tools can no longer be called."""
        return bool(self.ended)

    @property
    def ended(self) -> str:
        """Why the day has ended (a reason of `DayEnded`), or empty while it goes on."""
        if self._closed:
            return self._closed
        if self.broken:
            return "broken"
        if self._office.done:
            return "done"
        if self._office.clock.is_over:
            return "clock"
        if self._toolbox.turns >= (MAX_TURNS if self.limits.max_steps is None else self.limits.max_steps):
            return "steps"
        return "calls" if self._toolbox.calls >= MAX_CALLS else ""

    @property
    def broken(self) -> str:
        """What of ours broke during the day, or empty."""
        return self._fault or self._toolbox.broken

    def minutes(self, tool: str) -> int:
        """Return what a call of a tool costs, in virtual minutes."""
        return self._toolbox.minutes(tool)

    def call(self, name: str, arguments: dict[str, Any] | str | None = None, /, **named: Any) -> str:
        """Take a turn with one tool call and return its answer as text.

        Args:
            name: Of the tool.
            arguments: An object, or the JSON text of one.
            **named: Arguments by name, instead of `arguments`.

        Raises:
            DayOverError: If the day has ended.
        """
        return self.turn([ToolCall(name, named if arguments is None else arguments)]).results[0].text

    def turn(self, calls: Sequence[ToolCall], *, text: str = "") -> Turn:
        """Take a turn: at most three calls are executed, the others are answered and cost nothing.

        Args:
            calls: May be empty: a turn in which the agent only says something.
            text: What the agent says.

        Raises:
            DayOverError: If the day has ended.
        """
        if self.done:
            self._refused += 1
            if self._refused > MAX_REFUSALS:  # a loop that swallows exceptions would go on until its time is up
                raise TimeIsUp
            raise DayOverError(f"the day is over ({self.ended}); no tool can be called any more")
        return self._toolbox.turn(calls, text=text)

    def count_tokens(self, prompt: int | None, completion: int | None) -> None:
        """Note what a model call of the agent cost; None counts as 0, as servers that do not count send it.

        Raises:
            TypeError: If a count is no whole number.
            ValueError: If a count is negative or beyond `MAX_TOKENS`.
        """
        prompt, completion = _tokens(prompt), _tokens(completion)
        self._office.log.append(TokensUsed(at=self.now, by="agent", prompt=prompt, completion=completion))

    def break_off(self, fault: str) -> None:
        """End the day because something beside the agent failed: its scores mean nothing. The first fault counts."""
        if not self._closed:
            self._fault = self._fault or fault

    def close(self, reason: str) -> None:
        """End the day from outside; a day that has ended already keeps its reason."""
        self._closed = self.ended or reason


def _tokens(count: int | None) -> int:
    if count is None:
        return 0
    if not isinstance(count, int):
        raise TypeError(f"tokens are counted in whole numbers, not {count!r}")
    if not 0 <= count <= MAX_TOKENS:
        raise ValueError(f"a model call has 0 to {MAX_TOKENS:,} tokens, not {count if count < 0 else 'more'}")
    return int(count)


@runtime_checkable
class Agent(Protocol):
    """Anything with a method that takes a day; a plain function ``work(day)`` does as well."""

    def work(self, day: Day) -> object:
        """Work until ``day.done`` or until nothing is left to do."""


@runtime_checkable
class Insider(Protocol):
    """An agent that is shown the answers as well: the oracle, and cheats in tests."""

    def work_knowing(self, day: Day, workday: Workday) -> object:
        """Work until the day ends."""


Worker = Agent | Insider | Callable[[Day], object]
"""An agent in any form; `work` may be an ``async def``, which is run to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentContext:
    """What a built-in agent is made from.

    Attributes:
        model: The chat model that the agent was named with, or None.
    """

    model: ChatModel | None = None
