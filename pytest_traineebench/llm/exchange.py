"""One request to a model's server and what came of it; imports ``openai``, which takes 0.3 s."""

from __future__ import annotations

import json
from collections.abc import Collection

import httpx2
import openai

from pytest_traineebench.errors import RecordingError
from pytest_traineebench.llm.endpoints import Endpoint
from pytest_traineebench.llm.failures import (
    Failure,
    answer_failure,
    causes,
    connection_failure,
    reported_failure,
    status_failure,
)
from pytest_traineebench.llm.messages import Completion
from pytest_traineebench.llm.transport import timeouts
from pytest_traineebench.llm.wire import read_completion


def exchange(
    client: openai.OpenAI,
    endpoint: Endpoint,
    body: bytes,
    *,
    timeout: float,
    taken: Collection[str] = (),
    with_tools: bool = False,
) -> Completion | Failure | RecordingError:
    """Send a request once and read the answer.

    A failure is returned, not raised: an error raised while one of openai's is handled would carry its request along.
    So is what a replay says that has no answer to the request, as a new error.

    Args:
        client: Opened for `endpoint`.
        endpoint: Whom to ask.
        body: The request's JSON.
        timeout: Seconds that the answer may take.
        taken: Ids of the conversation's earlier calls.
        with_tools: Whether the request offers tools.
    """
    try:
        # post() instead of chat.completions.create(): the latter walks through the whole conversation, orders keys
        # by its own rules and reads the answer by the letter, while compatible servers differ.
        response = client.post(
            "/chat/completions", cast_to=httpx2.Response, content=body, options={"timeout": timeouts(timeout)}
        )
    except openai.APIStatusError as error:
        return status_failure(endpoint, error.response, with_tools=with_tools)
    except openai.APIConnectionError as error:
        for cause in causes(error):
            if isinstance(cause, RecordingError):
                return type(cause)(str(cause))
        return connection_failure(endpoint, error, timeout=timeout)
    return _read(endpoint, response, taken=taken, with_tools=with_tools)


def _read(
    endpoint: Endpoint, response: httpx2.Response, *, taken: Collection[str], with_tools: bool
) -> Completion | Failure:
    try:
        answer: object = json.loads(response.content)
    except (ValueError, RecursionError):
        return answer_failure(endpoint, response, "what is no JSON")
    if isinstance(answer, dict) and isinstance(error := answer.get("error"), dict):
        return reported_failure(endpoint, response, error.get("code"), with_tools=with_tools)
    try:
        return read_completion(answer, taken=taken)
    except ValueError as fault:
        return answer_failure(endpoint, response, str(fault))
    except RecursionError:  # a list in a list in a list ...
        return answer_failure(endpoint, response, "what is nested too deep")
