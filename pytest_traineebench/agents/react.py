"""The chat-model agent: thinks, calls tools, reads the answers, and goes on until it says that all is done."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from pytest_traineebench.agent import AgentContext, Day, Worker
from pytest_traineebench.errors import ConfigError, ContextLengthError, ModelError
from pytest_traineebench.llm.client import ChatModel
from pytest_traineebench.llm.messages import (
    AssistantMessage,
    Completion,
    ImagePart,
    Message,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from pytest_traineebench.tool import Image, ToolCall, Turn
from pytest_traineebench.watchdog import TimeIsUp

MAX_STEPS = 50
"""Turns of a day where no limit is given; the published runs used 50."""
TEMPERATURE, TOP_P = 0.8, 1.0
"""As in the published runs."""
MAX_SILENT_TURNS = 5
"""Turns in a row without a tool call after which the agent is taken to have stopped."""

_KEPT_CALLS = 20
_SYSTEM = """\
You work as an intern in a company and carry out several tasks for your colleagues.

- Begin with a clear plan that you can execute.
- Use tools to act; at most 3 tool calls are executed per turn.
- Say in a few words what each tool call is for.
- Right after the results, sum up what you learned from them.
- When everything is finished, call `all_tasks_done`."""
_NUDGE = (
    "You called no tool. Nothing happens unless you do: go on with your tasks, "
    "or call `all_tasks_done` if everything is finished."
)


def make(context: AgentContext) -> Worker:
    """Return the agent for the context's model.

    Raises:
        ConfigError: If no model is named.
    """
    if context.model is None:
        raise ConfigError("the agent 'react' needs a chat model: name an alias of the API config as the agent")
    return React(context.model)


class React:
    """One model, asked again and again with everything that was said so far."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def work(self, day: Day) -> None:
        """Work until the day ends, the steps or the model's context are used up, or the model stops acting.

        Raises:
            ModelError: If the model cannot be asked.
        """
        steps = MAX_STEPS if day.limits.max_steps is None else day.limits.max_steps
        messages: list[Message] = [SystemMessage(text=_SYSTEM), UserMessage(content=day.prompt)]
        silent = 0
        while not day.done and silent < MAX_SILENT_TURNS:
            if day.steps >= steps:
                day.close("steps")
                return
            try:
                completion = self._ask(day, messages)
            except ContextLengthError:
                day.close("context")
                return
            calls = [ToolCall(call.name, call.arguments, call.id) for call in completion.tool_calls]
            turn = day.turn(calls, text=completion.text)
            messages += _said(completion, turn)
            silent = 0 if calls else silent + 1

    def _ask(self, day: Day, messages: list[Message]) -> Completion:
        try:
            completion = self._complete(day, messages)
        except TimeIsUp:
            # A server that is down is the run's trouble also if the day's time is up before the client gives in.
            if self._model.trouble or not self._model.answers:
                raise ModelError(f"no answer before the time was up: {self._model.trouble or 'none at all'}") from None
            raise
        day.count_tokens(completion.usage.prompt, completion.usage.completion)
        return completion

    def _complete(self, day: Day, messages: list[Message]) -> Completion:
        return self._model.complete(messages, tools=day.tools, temperature=TEMPERATURE, top_p=TOP_P)


def _said(completion: Completion, turn: Turn) -> Iterable[Message]:
    """Yield a turn's messages: what the model said, each call's answer, then what else it is shown."""
    kept = completion.tool_calls[:_KEPT_CALLS]
    yield AssistantMessage(text=completion.text, tool_calls=kept, extra=completion.message.extra)
    for call, result in zip(kept, turn.results[:_KEPT_CALLS], strict=True):
        yield ToolMessage(call_id=call.id, text=result.text)
    news = [] if kept else [_NUDGE]
    news += [notice.text for notice in turn.notices]
    text = "\n\n".join([*news, turn.time])
    images = [result.image for result in turn.results if result.image is not None]
    yield UserMessage(content=(*_show(images), TextPart(text=text)) if images else text)


def _show(images: Iterable[Image]) -> Iterable[TextPart | ImagePart]:
    for image in images:
        if image.caption:
            yield TextPart(text=image.caption)
        yield ImagePart(url=f"data:{image.mime};base64,{base64.b64encode(image.data).decode()}")
