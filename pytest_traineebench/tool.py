"""The contract of a tool, and the gateway through which a trainee calls tools."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, Any, NoReturn, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticCustomError

from pytest_traineebench.company.events import ToolCalled, TurnTaken
from pytest_traineebench.company.inbox import Notice
from pytest_traineebench.company.office import Office
from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import DayOverError, RunError, ToolError

MAX_CALLS_PER_TURN = 3
MAX_ARGUMENTS = 1_000_000
"""Characters of one call's arguments."""
MAX_RESULT = 10_240
"""Characters of one error or of one command's output, the published limit."""
MAX_LISTING = 200_000
"""Characters of any other answer: the list of a staff of 1,800 has to fit, or its end could never be read."""
IDENTITY = frozenset({"sender", "applicant", "agent_name"})
"""Arguments in which the published tools name the caller; they must name the trainee."""

_LOGGED_ARGUMENTS = 20_000
_DESCRIBED_PROBLEMS = 5
_LONGEST_NAME = 200


def _refuse_boolean(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "Input should be a number, not true or false")
    return value


_Whole = Annotated[int, BeforeValidator(_refuse_boolean)]
"""An int as tools take it; pydantic alone would read ``true`` as 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that is shown to the agent beside the tool's text."""

    mime: str
    data: bytes
    caption: str = ""


Output = str | Image | list[Any] | dict[str, Any]
"""What a tool's function returns; lists and objects are shown as JSON."""


class Tool:
    """A function that the trainee can call.

    Attributes:
        name: The published, agent-facing name.
        minutes: Virtual minutes that a call costs.
        description: First paragraph of the docstring.
    """

    def __init__(self, name: str, minutes: int, function: Callable[..., Output]) -> None:
        self.name = name
        self.minutes = minutes
        self.function = function
        self._doc = _parse_docstring(inspect.getdoc(function) or "")
        self.description = self._doc[""]

    @cached_property
    def arguments(self) -> type[BaseModel]:
        """The model of the arguments, made from the function's signature; the office is not part of it."""
        hints = get_type_hints(self.function)
        fields: dict[str, Any] = {}
        for parameter in list(inspect.signature(self.function).parameters.values())[1:]:
            default = ... if parameter.default is inspect.Parameter.empty else parameter.default
            field = Field(default, description=self._doc.get(parameter.name))
            hint = hints[parameter.name]
            fields[parameter.name] = (_Whole if hint is int else hint, field)
        return create_model(self.name, __config__=ConfigDict(extra="forbid"), **fields)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The tool as chat models are told of it, in OpenAI's function format."""
        parameters = self.arguments.model_json_schema()
        _drop_titles(parameters)
        return {
            "type": "function",
            "function": {"name": self.name, "description": self.description, "parameters": parameters},
        }

    def run(self, office: Office, arguments: Mapping[str, Any]) -> Output:
        """Validate the arguments and call the function.

        Raises:
            ToolError: If an argument is wrong or the tool refuses.
        """
        try:
            checked = self.arguments.model_validate(arguments)
        except ValidationError as error:
            problems = error.errors(include_url=False)
            described = [_describe(problem) for problem in problems[:_DESCRIBED_PROBLEMS]]
            more = [f"and {len(problems) - len(described):,} more"] if len(problems) > len(described) else []
            raise ToolError("; ".join(described + more)) from None
        return self.function(office, **dict(checked))


def tool(name: str, *, minutes: int = 1) -> Callable[[Callable[..., Output]], Tool]:
    """Make a tool of a function whose first parameter is the office.

    Args:
        name: Agent-facing name.
        minutes: Cost of a call in virtual minutes, whether it succeeds or not.
    """
    return lambda function: Tool(name, minutes, function)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as an agent makes it.

    Attributes:
        name: Of the tool.
        arguments: An object, or the JSON text of one as a model writes it.
        id: Whatever the model calls it.
    """

    name: str
    arguments: Mapping[str, Any] | str = dataclasses.field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The answer to one call.

    Attributes:
        outcome: ``ok``, ``error`` or ``surplus``.
        text: What the agent reads; errors begin with ``[Error]``.
        image: What the agent sees, if the tool shows a picture.
    """

    id: str
    name: str
    outcome: str
    text: str
    image: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The answers to one turn's calls in their order, and what else the trainee is told after it.

    Attributes:
        time: The line that shows the virtual time.
        notices: New tasks and changed deadlines.
    """

    results: tuple[ToolResult, ...]
    time: str
    notices: tuple[Notice, ...]


class Toolbox:
    """The gateway: limits, identity, costs, and the log of every call."""

    def __init__(
        self, office: Office, tools: Sequence[Tool], *, after_call: Callable[[ToolCalled], None] = lambda _: None
    ) -> None:
        """Open the gateway.

        Args:
            office: What the tools reach.
            tools: In the order in which agents are told of them.
            after_call: Told of each call after it was answered.
        """
        self._office = office
        self._tools = {tool.name: tool for tool in tools}
        self._after_call = after_call
        self._told = 0
        self.turns = 0
        self.broken = ""
        self.calls = 0

    @property
    def schemas(self) -> list[dict[str, Any]]:
        """All tools in OpenAI's function format; a copy, so that no agent can change what the next one is told."""
        return copy.deepcopy([tool.schema for tool in self._tools.values()])

    def minutes(self, name: str) -> int:
        """Return what a call of that tool costs; an unknown name costs 1."""
        return self._tools[name].minutes if name in self._tools else 1

    def turn(self, calls: Sequence[ToolCall], *, text: str = "") -> Turn:
        """Answer one turn: the first three calls are executed, the rest answered without effect or cost.

        Args:
            calls: In the order in which they are executed.
            text: What the agent said beside them.

        Raises:
            DayOverError: If the day has ended.
        """
        office = self._office
        if office.done or office.clock.is_over:
            raise DayOverError("the day is over; no tool can be called any more")
        self.turns += 1
        office.log.append(TurnTaken(at=office.clock.now, number=self.turns, text=_printable(text), calls=len(calls)))
        results = [
            self._answer(call) if index < MAX_CALLS_PER_TURN else self._refuse_surplus(call)
            for index, call in enumerate(calls)
        ]
        notices = office.inbox.notices[self._told :]
        self._told += len(notices)
        time = f"[System Time] {office.clock.now:%Y-%m-%d %H:%M:%S}"
        return Turn(results=tuple(results), time=time, notices=notices)

    def _answer(self, call: ToolCall) -> ToolResult:
        office = self._office
        name: object = call.name
        if not isinstance(name, str):  # an agent in Python can pass anything
            call = dataclasses.replace(call, name=repr(call.name)[:_LONGEST_NAME])
        if office.done or office.clock.is_over:
            return self._record(call, office.clock.now, "surplus", "Not executed: the day is over.")
        began = office.clock.now
        self.calls += 1
        try:
            output = self._execute(call)
        except ToolError as error:
            outcome, image = "error", None
            text = cut_middle(f"[Error] {call.name[:_LONGEST_NAME]}: {error}", MAX_RESULT)
        except Exception as error:
            # Whatever a tool raises beside ToolError is our fault, even if the agent swallows the exception.
            self.broken = f"the tool {call.name} broke: {type(error).__name__}: {error}"
            raise RunError(self.broken) from error
        else:
            outcome, image = "ok", output if isinstance(output, Image) else None
            text = cut_middle(_as_text(output), MAX_LISTING)
        office.clock.advance(self.minutes(call.name))
        return self._record(call, began, outcome, _printable(text), image)

    def _refuse_surplus(self, call: ToolCall) -> ToolResult:
        text = f"Not executed: at most {MAX_CALLS_PER_TURN} tools can be called in one turn. Call it again."
        return self._record(call, self._office.clock.now, "surplus", text)

    def _execute(self, call: ToolCall) -> Output:
        tool = self._tools.get(call.name)
        if tool is None:
            raise ToolError(f"there is no tool of that name{did_you_mean(call.name, self._tools)}")
        arguments = _parse(call.arguments)
        for name in sorted(IDENTITY & arguments.keys()):
            self._check_identity(name, arguments[name])
        return tool.run(self._office, arguments)

    def _check_identity(self, name: str, value: object) -> None:
        trainee = self._office.trainee
        if not isinstance(value, str) or " ".join(value.split()).casefold() != trainee.casefold():
            raise ToolError(f"{name} must be {trainee!r}: you act in your own name")

    def _record(
        self, call: ToolCall, began: datetime, outcome: str, text: str, image: Image | None = None
    ) -> ToolResult:
        office = self._office
        event = ToolCalled(
            at=began,
            turn=self.turns,
            id=_printable(call.id),
            name=_printable(call.name)[:_LONGEST_NAME],
            arguments=_logged(call.arguments),
            outcome=outcome,
            result=text,
            minutes=round((office.clock.now - began) / timedelta(minutes=1)),
        )
        office.log.append(event)
        self._after_call(event)
        return ToolResult(id=call.id, name=call.name, outcome=outcome, text=text, image=image)


def cut_middle(text: str, limit: int) -> str:
    """Shorten a text to about `limit` characters, keeping both ends and saying how much is missing."""
    if len(text) <= limit:
        return text
    head, tail = limit // 2, limit - limit // 2
    left_out = len(text) - head - tail
    note = f"\n... [{left_out:,} of {len(text):,} characters left out here] ...\n"
    return text[:head] + note + text[len(text) - tail :]


def _parse(arguments: Mapping[str, Any] | str) -> Mapping[str, Any]:
    if isinstance(arguments, str):
        if len(arguments) > MAX_ARGUMENTS:
            raise ToolError(f"the arguments have {len(arguments):,} characters; at most {MAX_ARGUMENTS:,} are read")
        try:
            arguments = json.loads(arguments, object_pairs_hook=_object, parse_constant=_refuse_constant)
        except json.JSONDecodeError as error:
            raise ToolError(f"the arguments are not JSON: {error.msg} at character {error.pos}") from None
        except (RecursionError, ValueError) as error:
            problem = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
            raise ToolError(f"the arguments are not usable JSON: {problem}") from None
    if not isinstance(arguments, Mapping):
        raise ToolError("the arguments must be a JSON object, such as {}")
    arguments = dict(arguments)
    try:
        size = len(json.dumps(arguments, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise ToolError("the arguments hold half of a surrogate pair, which is no character") from None
    except (TypeError, ValueError, RecursionError):
        raise ToolError("the arguments must be a JSON object of texts, numbers, lists and objects") from None
    if size > 4 * MAX_ARGUMENTS:
        raise ToolError(f"the arguments are too long; at most {MAX_ARGUMENTS:,} characters are read")
    return arguments


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, but never choose between two values of one name."""
    made = dict(pairs)
    if len(made) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise ToolError(f"the arguments name {counted.most_common(1)[0][0]!r} more than once")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise ToolError(f"the arguments are not JSON: {name} is no number of JSON's")


def _as_text(output: Output) -> str:
    if isinstance(output, str):
        return output
    if isinstance(output, Image):
        return f"[image shown: {output.mime}, {len(output.data):,} bytes]"
    return json.dumps(output, ensure_ascii=False)


def _logged(arguments: Mapping[str, Any] | str) -> str:
    if not isinstance(arguments, str):
        try:
            arguments = json.dumps(dict(arguments), ensure_ascii=False, sort_keys=True)
        except (TypeError, ValueError, RecursionError):
            arguments = f"<{type(arguments).__name__}>"
    return _printable(cut_middle(arguments, _LOGGED_ARGUMENTS))


def _printable(text: str) -> str:
    """Replace halves of surrogate pairs, which no file can hold."""
    return str(text).encode("utf-8", "replace").decode("utf-8")


def _describe(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"]) or "arguments"
    if problem["type"] == "missing":
        return f"{where} is missing"
    if problem["type"] == "extra_forbidden":
        return f"there is no argument {where!r}"
    return f"{where}: {problem['msg'].lower()}"


def _parse_docstring(text: str) -> dict[str, str]:
    """Split a Google docstring into its text (under ``""``) and its arguments' descriptions."""
    body, _, arguments = text.partition("\nArgs:\n")
    parsed = {"": " ".join(body.split())}
    name = ""
    for row in arguments.splitlines():
        line = row.strip()
        if not line:
            break
        if len(row) - len(row.lstrip()) <= 4:  # noqa: PLR2004  -- the indent of Google sections
            name, _, line = line.partition(": ")
        parsed[name] = f"{parsed.get(name, '')} {line}".strip()
    return parsed


def _drop_titles(schema: Any) -> None:
    """Remove the titles that pydantic adds; a model needs names and descriptions only."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str):
            del schema["title"]
        for value in schema.values():
            _drop_titles(value)
    elif isinstance(schema, list):
        for value in schema:
            _drop_titles(value)
