"""A trainee's work as far as a conversation tells of it, and the calls that come next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pytest_traineebench.agents.oracle import Work, begin, go_on
from pytest_traineebench.family import Call, Solution
from pytest_traineebench.llm.messages import ToolCall
from pytest_traineebench.llm.scripted import Say
from pytest_traineebench.scenario.build import BuiltTask
from pytest_traineebench.serving.conversation import Conversation
from pytest_traineebench.serving.days import ServedDay
from pytest_traineebench.serving.desk import AnswerPendingError, Desk, PendingAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a character goes by.

    Attributes:
        day: The day that the conversation is about.
        conversation: What was said and done so far.
        minutes: What a call of each tool costs.
    """

    day: ServedDay
    conversation: Conversation
    minutes: Mapping[str, int]

    @property
    def turn(self) -> int:
        """The number of the turn that comes next; the day's first is 1."""
        return len(self.conversation.rounds) + 1


Habit = Callable[[BuiltTask], Solution]
"""How a character does a task."""


def honest(task: BuiltTask) -> Solution:
    """Return the family's own solution."""
    return task.family.solve(task.task, task.slot)


def next_calls(scene: Scene, habit: Habit = honest) -> tuple[Call, ...]:
    """Return the calls of the next turn, 1 to 3.

    All work is done again from the morning on, with the answers that the conversation holds: nothing needs to be
    remembered from one request to the next.
    """
    built, conversation = scene.day.built, scene.conversation
    desk = Desk(built.start, conversation.rounds, scene.minutes)
    told = scene.day.told_after(conversation)
    to_come = sorted((task for task in built.tasks if task.id in told), key=lambda task: task.arrives)
    open_work: list[Work] = []
    try:
        while True:
            here = [task for task in to_come if told[task.id] <= desk.turns]
            to_come = [task for task in to_come if task not in here]
            open_work += [begin(task, _careful(habit(task))) for task in here]
            open_work = [work for work in open_work if work.step is not None]
            if open_work:
                go_on(desk, open_work)
            else:
                desk.call("all_tasks_done", {})
    except AnswerPendingError:
        return tuple(desk.pending)


def spoken(calls: tuple[Call, ...], *, turn: int) -> str:
    """Return a sentence to go with some turns: the first, and every fourth."""
    names = " and ".join(dict.fromkeys(call.name for call in calls))
    if turn == 1:
        return f"Good morning! I begin with what is most urgent; first I need {names}."
    return f"I have what I wanted. Next: {names}." if turn % 4 == 0 else ""


def say(text: str, calls: Iterable[tuple[str, str]], *, turn: int) -> Say:
    """Return a turn with calls, each a name and the text of its arguments, under ids that no other turn has."""
    made = (
        ToolCall(id=f"call_{turn}_{number}", name=name, arguments=arguments)
        for number, (name, arguments) in enumerate(calls, 1)
    )
    return Say(text=text, calls=tuple(made))


def written(call: Call) -> tuple[str, str]:
    """Return a call's name and its arguments as a model writes them."""
    return call.name, json.dumps(dict(call.arguments), ensure_ascii=False)


def _careful(solution: Solution) -> Solution:
    """Give a task up, instead of everything, when an answer is not what its solution can read."""
    step = next(solution, None)
    while step is not None:
        answer = yield step
        try:
            step = solution.send(answer)
        except StopIteration:
            return
        except Exception:  # noqa: BLE001  -- a solution may stumble over anything that it was not made for
            if isinstance(answer, PendingAnswer):
                raise AnswerPendingError from None
            return
