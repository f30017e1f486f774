"""Every exception that the package raises on purpose, by the person it speaks to."""

from __future__ import annotations


class TraineeBenchError(Exception):
    """Base of all errors raised on purpose; its text is one line for a person."""


class ScenarioError(TraineeBenchError):
    """A scenario, config or family argument is wrong; the text says where, what was found and what is right."""


class ConfigError(TraineeBenchError):
    """An option, an ``api_config.json`` or the machine's set-up is wrong."""


class ModelError(TraineeBenchError):
    """A chat model could not be asked or did not answer; the text holds no key."""


class ContextLengthError(ModelError):
    """A conversation has grown longer than its model can read; what an agent let grow is the agent's own doing."""


class SandboxUnavailableError(TraineeBenchError):
    """No sandbox backend, or not the wanted one, works on this machine; the text says why."""


class ToolError(TraineeBenchError):
    """A tool refuses a call; the text is shown to the agent and names no path of the host."""


class RunError(TraineeBenchError):
    """Something of ours broke during a day; its scores mean nothing."""


class DayOverError(TraineeBenchError):
    """An agent goes on calling tools although its day has ended."""


class DeliverableError(TraineeBenchError):
    """What a trainee handed in cannot be read; the text is the reason that a checkpoint gives."""


class RecordingError(TraineeBenchError):
    """What is recorded, or was to be replayed, stands in the way; asking again is useless."""


class CassetteError(RecordingError):
    """A cassette cannot be read, or cannot be written; the text says where, what was found and what is right."""


class SecretFoundError(CassetteError):
    """What is about to be saved looks like a key; the text says where it stands and does not show it."""


class ReplayMissError(RecordingError):
    """A request was not recorded; the text says what differs and how to record it, in several lines."""


class NetworkRefusedError(RecordingError):
    """Something opens a connection during a replay; the text names the host and the caller."""
