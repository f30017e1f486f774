"""The trainee whose calls often come out wrong: broken JSON, unknown tools, wrong or missing arguments, silence.

Most mistakes she makes good in the next turn, as a model does that reads what the tools say. Now and then she takes the
error for an answer, and what she wanted to know is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pytest_traineebench.family import Call
from pytest_traineebench.llm.scripted import Say
from pytest_traineebench.serving.conversation import Round, without_answers
from pytest_traineebench.serving.work import Scene, next_calls, say, written

Written = tuple[str, str]
_SURPLUS = "ListChatGroups"
"""What she calls when she calls too much; no solution needs it, so that its answers can be told apart."""
_SURPLUS_CALLS = 5


def turn(scene: Scene) -> Say:
    """Return the next turn."""
    rounds = tuple(_learnt(number, one) for number, one in enumerate(scene.conversation.rounds, 1))
    remembered = replace(scene, conversation=replace(scene.conversation, rounds=rounds))
    calls = next_calls(remembered)
    mistake = _mistake(scene.turn)
    return say("", mistake(calls) if mistake else map(written, calls), turn=scene.turn)


def _learnt(number: int, one: Round) -> Round:
    """Return what she makes of an earlier turn: nothing, if all of it was refused and she calls again."""
    if _mistake(number) in _REPEATED:
        return without_answers(one)
    return replace(one, calls=tuple(call for call in one.calls if call.name != _SURPLUS))


def _broken_json(calls: Sequence[Call]) -> list[Written]:
    return [(name, arguments[:-1] + ",") for name, arguments in map(written, calls)]


def _no_object(calls: Sequence[Call]) -> list[Written]:
    return [(call.name, json.dumps(list(call.arguments.values()))) for call in calls]


def _unknown_tool(calls: Sequence[Call]) -> list[Written]:
    return [(f"functions.{name}", arguments) for name, arguments in map(written, calls)]


def _wrong_types(calls: Sequence[Call]) -> list[Written]:
    return [(call.name, json.dumps(_mistyped(call.arguments))) for call in calls]


def _mistyped(arguments: Mapping[str, object]) -> Mapping[str, object]:
    return {name: [{"value": None}] for name in arguments} or {"arguments": None}


def _missing_arguments(calls: Sequence[Call]) -> list[Written]:
    return [(call.name, "{}") for call in calls]


def _too_many(calls: Sequence[Call]) -> list[Written]:
    return [*map(written, calls), *[(_SURPLUS, "{}")] * _SURPLUS_CALLS]


def _silence(_: Sequence[Call]) -> list[Written]:
    return []


_Mistake = Callable[[Sequence[Call]], list[Written]]
_HABITS: tuple[_Mistake | None, ...] = (
    _broken_json, None, _unknown_tool, None, None, _wrong_types, None, _too_many, None, None, _silence, None, None,
    _no_object, None, None, _missing_arguments, None,
)  # fmt: skip
_REPEATED = (_broken_json, _unknown_tool, _wrong_types, _silence, _no_object)


def _mistake(number: int) -> _Mistake | None:
    """Return the mistake of a turn, or None; they come round."""
    return _HABITS[(number - 1) % len(_HABITS)]
