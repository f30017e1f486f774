"""All characters behind one door: what is answered to a chat request, whoever is asked about whatever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pytest_traineebench import discovery
from pytest_traineebench.llm.messages import Usage
from pytest_traineebench.llm.scripted import ChatRequest, Raw, Say, refuse, wire_turn
from pytest_traineebench.scenario.stage import all_tools
from pytest_traineebench.serving import colleague
from pytest_traineebench.serving.conversation import Conversation, read_conversation
from pytest_traineebench.serving.days import ServedDay, recognise
from pytest_traineebench.serving.wire import wire_stream
from pytest_traineebench.serving.work import Scene

CHARACTERS = "pytest_traineebench.serving.characters"
"""The package whose modules are the trainees that can be asked."""
COLLEAGUE = "colleague"

_LETTERS_PER_TOKEN = 4
_STRANGER = (
    "Hello! The connection works. I am `{model}`, a scripted model without a mind of my own, and I know {days}; this "
    "conversation is about none of them. Start me with `traineebench serve SCENARIO` for the scenario at hand."
)


def models() -> tuple[str, ...]:
    """Return the names that can be asked: the trainees', and the colleague's."""
    return (*discovery.names(CHARACTERS), COLLEAGUE)


class Cast:
    """Answers chat requests; remembers nothing, so that equal requests get equal bytes in any order.

    Args:
        days: The days that the trainees know.
        understudy: Who answers for a model that there is not; such a request is refused if None.
    """

    def __init__(self, days: Sequence[ServedDay], *, understudy: str | None = None) -> None:
        self._days = tuple(days)
        self._understudy = understudy
        self._minutes = {tool.name: tool.minutes for tool in all_tools()}
        self._characters = {name: discovery.load(CHARACTERS, name) for name in discovery.names(CHARACTERS)}

    def __call__(self, request: ChatRequest) -> Raw:
        """Return the answer to a request."""
        model = request.body.get("model")
        if not isinstance(request.body.get("messages"), list):
            return refuse(400, "found no list 'messages', expected a request for a chat completion")
        if not isinstance(model, str) or (model not in models() and self._understudy is None):
            wanted = f"the model {model!r} does not exist" if isinstance(model, str) else "found no 'model'"
            return refuse(404, f"{wanted}; known: {', '.join(models())}", code="model_not_found")
        conversation = read_conversation(request.messages)
        say = self._say(model if model in models() else str(self._understudy), conversation)
        return _raw(replace(say, usage=_usage(conversation, say)), request, model)

    def _say(self, name: str, conversation: Conversation) -> Say:
        if colleague.speaks(conversation):
            return Say(text=colleague.reply(conversation))
        day = recognise(self._days, conversation) if name in self._characters else None
        if day is None:
            return Say(text=_STRANGER.format(model=name, days=_count(len(self._days))))
        scene = Scene(day=day, conversation=conversation, minutes=self._minutes)
        said: Say = self._characters[name].turn(scene)
        return said


def _raw(say: Say, request: ChatRequest, model: str) -> Raw:
    number = int(hashlib.sha256(request.raw).hexdigest()[:12], 16)
    if request.body.get("stream") is not True:
        return Raw(body=wire_turn(say, number=number, model=model))
    options = request.body.get("stream_options")
    with_usage = isinstance(options, Mapping) and options.get("include_usage") is True
    body = wire_stream(say, number=number, model=model, with_usage=with_usage)
    return Raw(body=body, content_type="text/event-stream")


def _usage(conversation: Conversation, say: Say) -> Usage:
    """Count tokens as if they were all of one length; that is enough for tables that show them."""
    written = say.text + json.dumps([(call.name, call.arguments) for call in say.calls] or "")
    prompt, completion = conversation.size // _LETTERS_PER_TOKEN + 1, len(written) // _LETTERS_PER_TOKEN + 1
    return Usage(prompt=prompt, completion=completion, total=prompt + completion)


def _count(days: int) -> str:
    return f"{days or 'no'} working day{'' if days == 1 else 's'}"
