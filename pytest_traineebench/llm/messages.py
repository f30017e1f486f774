"""What is said to a chat model and what comes back, as values; the wire format is in ``wire``."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call that a model wants to make.

    Attributes:
        id: Unique within its conversation; the answering `ToolMessage` names it.
        name: What the model called, known or not.
        arguments: The JSON text as the model wrote it, which may be no JSON at all.
        extra: JSON object of further fields that the server must be shown again with the call, such as
            Gemini's thought signature; empty if there are none.
    """

    id: str
    name: str
    arguments: str = "{}"
    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Text within a user's message that also holds images."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePart:
    """A picture within a user's message.

    Attributes:
        url: A data URL, such as ``data:image/png;base64,...``.
    """

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemMessage:
    """The frame of a conversation."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMessage:
    """What the model is told or asked: plain text, or parts."""

    content: str | tuple[TextPart | ImagePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantMessage:
    """What the model said earlier.

    Attributes:
        text: Its words, empty for a turn that only calls tools.
        tool_calls: Its calls in order.
        extra: JSON object of further fields that the server must be shown again with the calls, such as
            DeepSeek's ``reasoning_content``; empty if there are none.
    """

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolMessage:
    """What a tool answered to one call."""

    call_id: str
    text: str


Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens as the server counted them; zeros if it does not count. Sums with ``+``."""

    prompt: int = 0
    completion: int = 0
    total: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt=self.prompt + other.prompt,
            completion=self.completion + other.completion,
            total=self.total + other.total,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """One turn of a model. No text and no calls is an empty turn, which is valid.

    Attributes:
        message: What goes back into the conversation.
        usage: What the turn cost.
        finish_reason: Why the model stopped, in the server's word: ``stop``, ``tool_calls``, ``length``
            (the answer is cut off, and so may be its last call's arguments), ...; empty if not told.
    """

    message: AssistantMessage
    usage: Usage = field(default_factory=Usage)
    finish_reason: str = ""

    @property
    def text(self) -> str:
        """The words of the turn."""
        return self.message.text

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls of the turn in order."""
        return self.message.tool_calls
