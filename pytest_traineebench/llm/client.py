"""Asks chat models: one shared client per endpoint, retries, and errors in one line."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pytest_traineebench.errors import ContextLengthError, ModelError, RecordingError
from pytest_traineebench.llm.endpoints import Endpoint, Endpoints
from pytest_traineebench.llm.messages import Completion, Message
from pytest_traineebench.llm.retry import Retry
from pytest_traineebench.llm.wire import call_ids, request_body
from pytest_traineebench.randomness import stream

if TYPE_CHECKING:
    import openai

TIMEOUT_SECONDS = 600.0  # a small machine takes minutes for a long answer


class ChatModels:
    """The chat models of one process, by alias; a context manager that closes their connections.

    Models with the same server, key and proxy share one client, which is opened when first asked.

    Args:
        endpoints: Where the models are.
        retry: Bounds on asking again.
        timeout: Real seconds that a server may take for one answer.
        sleep: Waits between attempts.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        *,
        retry: Retry | None = None,
        timeout: float = TIMEOUT_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._endpoints = endpoints
        self._retry = retry or Retry()
        self._timeout = timeout
        self._sleep = sleep
        self._clients: dict[tuple[object, ...], openai.OpenAI] = {}
        self._lock = threading.Lock()

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names of all models, sorted."""
        return self._endpoints.aliases

    def get(self, alias: str, *, keyless: bool = False) -> ChatModel:
        """Return the model of that name.

        Args:
            alias: Name of the model.
            keyless: Whether it is only replayed, so that its key need not be there.

        Raises:
            ConfigError: If there is none, or the environment variable of its key is not set.
        """
        endpoint = self._endpoints.get(alias, keyless=keyless)
        return ChatModel(endpoint, client=self._client, retry=self._retry, timeout=self._timeout, sleep=self._sleep)

    def endpoint(self, alias: str) -> Endpoint:
        """Return where the model of that name is.

        Raises:
            ConfigError: See `get`.
        """
        return self._endpoints.get(alias)

    def close(self) -> None:
        """Close all connections; a model that is asked later opens new ones."""
        with self._lock:
            clients = list(self._clients.values())
            self._clients.clear()
        for client in clients:
            client.close()

    def _client(self, endpoint: Endpoint) -> openai.OpenAI:
        shared = (endpoint.base_url, endpoint.key, endpoint.proxy)
        with self._lock:
            if shared not in self._clients:
                from pytest_traineebench.llm.transport import open_client  # noqa: PLC0415  -- imports openai

                self._clients[shared] = open_client(endpoint)
            return self._clients[shared]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class ChatModel:
    """One chat model; threads may share it. `ChatModels.get` makes it.

    Attributes:
        answers: How often it has answered.
        trouble: What went wrong with the last attempt to ask it, empty after an answer.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        client: Callable[[Endpoint], openai.OpenAI],
        retry: Retry,
        timeout: float,
        sleep: Callable[[float], None],
    ) -> None:
        self._endpoint = endpoint
        self._client = client
        self._retry = retry
        self._timeout = timeout
        self._sleep = sleep
        self.answers = 0
        self.trouble = ""

    @property
    def alias(self) -> str:
        """The user's name of the model."""
        return self._endpoint.alias

    def __repr__(self) -> str:
        return f"ChatModel({self.alias!r}, {self._endpoint.model_name!r} at {self._endpoint.base_url!r})"

    def complete(
        self,
        messages: Sequence[Message],
        *,
        tools: Sequence[Mapping[str, object]] = (),
        temperature: float | None = None,
        top_p: float | None = None,
        max_tokens: int | None = None,
        timeout: float | None = None,
    ) -> Completion:
        """Ask for the next turn of a conversation.

        Args:
            messages: The conversation so far.
            tools: OpenAI function schemas that the model may call.
            temperature: Left to the server if None, as are the next two.
            top_p: See there.
            max_tokens: See there.
            timeout: Real seconds for one attempt, if not those of the `ChatModels`.

        Raises:
            ContextLengthError: If the conversation is longer than the model's context.
            ModelError: If there is no answer after all attempts, or asking again is useless.
            RecordingError: If the request is replayed and was not recorded.
        """
        body = request_body(
            self._endpoint.model_name,
            messages,
            tools=tools,
            temperature=temperature,
            top_p=top_p,
            max_tokens=max_tokens,
        )
        seconds = self._timeout if timeout is None else timeout
        return self._insist(body, seconds, taken=call_ids(messages), with_tools=bool(tools))

    def _insist(self, body: bytes, seconds: float, *, taken: Sequence[str], with_tools: bool) -> Completion:
        from pytest_traineebench.llm.exchange import exchange  # noqa: PLC0415  -- imports openai, which takes 0.3 s

        client = self._client(self._endpoint)
        # No clock is read: what waits and time-outs take is known beforehand, and a busy machine changes nothing.
        spent = 0.0
        rng = stream(self.alias, "retry", hashlib.sha256(body).hexdigest())
        for attempt in count(1):
            outcome = exchange(client, self._endpoint, body, timeout=seconds, taken=taken, with_tools=with_tools)
            if isinstance(outcome, Completion):
                self.answers += 1
                self.trouble = ""
                return outcome
            if isinstance(outcome, RecordingError):
                raise outcome
            self.trouble = outcome.line
            spent += seconds if outcome.timed_out else 0.0
            wait = self._retry.wait(outcome.again, attempt, asked=outcome.asked, spent=spent, rng=rng)
            if wait is None:
                kind = ContextLengthError if outcome.too_long else ModelError
                raise kind(f"{self.alias}: {outcome.line}{f' (tried {attempt} times)' if attempt > 1 else ''}")
            spent += wait
            self._sleep(wait)
        raise AssertionError  # count() does not end
