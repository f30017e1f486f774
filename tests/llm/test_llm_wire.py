"""Requests are byte-stable, answers are read generously."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_traineebench.llm.messages import (
    AssistantMessage,
    ImagePart,
    Message,
    SystemMessage,
    TextPart,
    ToolCall,
    ToolMessage,
    Usage,
    UserMessage,
)
from pytest_traineebench.llm.wire import call_ids, read_completion, request_body

CONVERSATION: list[Message] = [
    SystemMessage(text="You are an intern."),
    UserMessage(content="Grüße"),
    AssistantMessage(text="", tool_calls=(ToolCall(id="a", name="Look", arguments='{"at": 1}'),)),
    ToolMessage(call_id="a", text="nothing"),
    UserMessage(content=(TextPart(text="see"), ImagePart(url="data:image/png;base64,AA=="))),
    AssistantMessage(text="done"),
]


def answer(message: dict[str, object], **rest: object) -> dict[str, object]:
    """Return an answer with one choice."""
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], **rest}


def call(**fields: object) -> dict[str, object]:
    """Return an answer with one tool call of these function fields."""
    return answer({"content": None, "tool_calls": [{"id": "x", "type": "function", "function": fields}]})


def test_a_request_has_these_bytes() -> None:
    """Every kind of message has one form on the wire; options that are not set are left out."""
    body = request_body("gpt", CONVERSATION, tools=[{"type": "function"}], temperature=0.0)

    assert body.decode() == (
        '{"model":"gpt","messages":['
        '{"role":"system","content":"You are an intern."},'
        '{"role":"user","content":"Grüße"},'
        '{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function",'
        '"function":{"name":"Look","arguments":"{\\"at\\": 1}"}}]},'
        '{"role":"tool","tool_call_id":"a","content":"nothing"},'
        '{"role":"user","content":[{"type":"text","text":"see"},'
        '{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]},'
        '{"role":"assistant","content":"done"}],"temperature":0.0,"tools":[{"type":"function"}]}'
    )


def test_an_option_is_sent_only_if_set() -> None:
    """A server's own defaults stay in force."""
    assert json.loads(request_body("gpt", [])) == {"model": "gpt", "messages": []}


def test_lone_surrogates_become_question_marks() -> None:
    """What a tool printed may be no text that UTF-8 can hold; the request still is."""
    body = request_body("gpt", [ToolMessage(call_id="a", text="caf\udce9")])

    assert json.loads(body)["messages"][0]["content"] == "caf?"


@pytest.mark.parametrize("arguments", ["{", "", "[1]", "null", "1" * 5000, "[" * 100_000, '{"a": 1} and more'])
def test_broken_arguments_are_sent_back_as_an_empty_object(arguments: str) -> None:
    """Servers that parse earlier calls would refuse the rest of the conversation."""
    turn = AssistantMessage(tool_calls=(ToolCall(id="a", name="Look", arguments=arguments),))

    body = json.loads(request_body("gpt", [turn]))

    assert body["messages"][0]["tool_calls"][0]["function"]["arguments"] == "{}"


def test_a_plain_answer() -> None:
    """Text, usage and the reason to stop are read."""
    usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}

    turn = read_completion(answer({"content": "hello"}, usage=usage))

    assert (turn.text, turn.tool_calls, turn.finish_reason) == ("hello", (), "stop")
    assert turn.usage == Usage(prompt=3, completion=4, total=7)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"content": None},
        {"content": ""},
        {"content": None, "tool_calls": None},
        {"content": "", "tool_calls": []},
        {"content": 7, "tool_calls": "none"},
    ],
)
def test_an_empty_turn_is_valid(message: dict[str, object]) -> None:
    """No words and no calls, in all the ways to say so."""
    turn = read_completion(answer(message))

    assert (turn.text, turn.tool_calls) == ("", ())


@pytest.mark.parametrize("body", [None, [], "text", {}, {"choices": []}, {"choices": None}, {"choices": "x"}])
def test_an_answer_without_choices_is_refused(body: object) -> None:
    """The reason says what is missing."""
    with pytest.raises(ValueError, match="no 'choices'"):
        read_completion(body)


@pytest.mark.parametrize("choice", [None, {}, {"message": None}, {"message": []}, "x"])
def test_a_choice_without_message_is_refused(choice: object) -> None:
    """The reason says what is missing."""
    with pytest.raises(ValueError, match="no 'message'"):
        read_completion({"choices": [choice]})


def test_text_in_parts_is_joined() -> None:
    """Some servers answer with a list of parts."""
    parts = [{"type": "text", "text": "a"}, {"type": "image"}, {"type": "text", "text": "b"}, "c"]

    assert read_completion(answer({"content": parts})).text == "abc"


def test_a_refusal_is_what_the_model_said() -> None:
    """OpenAI puts it into a field of its own."""
    assert read_completion(answer({"content": None, "refusal": "I cannot."})).text == "I cannot."


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        ('{"a": ', '{"a": '),
        ({"a": "é", "b": [1]}, '{"a": "é", "b": [1]}'),
        ([1], "[1]"),
        (None, "{}"),
        ("", "{}"),
        (" \n", "{}"),
    ],
)
def test_arguments_are_kept_as_text(arguments: object, read: str) -> None:
    """Broken text stays as it is, an object is written out, nothing is an empty object."""
    turn = read_completion(call(name="Look", arguments=arguments))

    assert turn.tool_calls == (ToolCall(id="x", name="Look", arguments=read),)


def test_a_call_without_arguments_or_name_is_still_a_call() -> None:
    """The tool gateway is the one to answer it."""
    assert read_completion(call()).tool_calls == (ToolCall(id="x", name="", arguments="{}"),)


def test_the_legacy_function_call_is_a_tool_call() -> None:
    """Old servers know only one call per turn, without an id."""
    turn = read_completion(answer({"content": None, "function_call": {"name": "Look", "arguments": "{}"}}))

    assert turn.tool_calls == (ToolCall(id="call_0", name="Look", arguments="{}"),)


def test_missing_and_repeated_ids_get_the_next_free_one() -> None:
    """Ids are unique within a conversation and depend on nothing else."""
    ids = [None, "x", "x", "call_1", "", "old", 7]
    calls = [{"id": name, "function": {"name": "Look"}} for name in ids]

    turn = read_completion(answer({"tool_calls": calls}), taken=("old", "call_0"))

    assert [call.id for call in turn.tool_calls] == ["call_2", "x", "call_3", "call_1", "call_4", "call_5", "call_6"]


def test_the_ids_of_a_conversation() -> None:
    """They are those of the assistant's calls."""
    assert call_ids(CONVERSATION) == ("a",)


@pytest.mark.parametrize(
    "usage",
    [None, [], {}, {"prompt_tokens": None}, {"total_tokens": "9"}, {"prompt_tokens": -1}, {"prompt_tokens": 10**30}],
)
def test_usage_that_is_no_count_is_zero(usage: object) -> None:
    """Not every server counts."""
    assert read_completion(answer({"content": "a"}, usage=usage)).usage == Usage()


def test_a_missing_total_is_the_sum() -> None:
    """Some servers count only the parts."""
    usage = {"prompt_tokens": 3, "completion_tokens": 4}

    assert read_completion(answer({"content": "a"}, usage=usage)).usage.total == 7


def test_usage_adds_up() -> None:
    """A day's usage is the sum of its turns'."""
    turns = [Usage(prompt=1, completion=2, total=3), Usage(prompt=10, completion=20, total=30)]

    assert sum(turns, Usage()) == Usage(prompt=11, completion=22, total=33)


def test_what_a_server_wants_back_goes_back_with_the_calls() -> None:
    """Gemini and DeepSeek refuse the next turn without their own fields."""
    thought = {"google": {"thought_signature": "abc"}}
    raw = {"id": "x", "function": {"name": "Look", "arguments": "{}"}, "extra_content": thought}
    turn = read_completion(answer({"content": "", "reasoning_content": "hm", "tool_calls": [raw]}))

    sent = json.loads(request_body("gpt", [turn.message]))["messages"][0]

    assert sent["reasoning_content"] == "hm"
    assert sent["tool_calls"][0]["extra_content"] == thought


def test_thoughts_of_a_turn_without_calls_stay_out() -> None:
    """Models that need no thoughts back refuse them."""
    turn = read_completion(answer({"content": "a", "reasoning_content": "hm"}))

    assert json.loads(request_body("gpt", [turn.message]))["messages"] == [{"role": "assistant", "content": "a"}]


def test_an_answer_with_lone_surrogates_is_text() -> None:
    """What is read can be written to any file."""
    body = json.loads('{"choices": [{"message": {"content": "a\\ud83d"}}]}')

    assert read_completion(body).text == "a?"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["content", "tool_calls", "function_call", "id", "function", "name", "arguments", "refusal", "extra_content"]
MESSAGES = st.recursive(
    JSON, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner)
)


@settings(max_examples=50, deadline=None)
@given(message=st.dictionaries(st.sampled_from(NAMES), MESSAGES), usage=JSON, reason=JSON)
def test_any_message_is_read_and_can_be_sent_back(message: dict[str, Any], usage: object, reason: object) -> None:
    """Whatever stands in the fields, a turn comes out whose ids are unique and whose wire form is JSON."""
    turn = read_completion({"choices": [{"message": message, "finish_reason": reason}], "usage": usage})

    ids = [call.id for call in turn.tool_calls]
    assert len(set(ids)) == len(ids)
    assert "" not in ids
    assert json.loads(request_body("gpt", [turn.message]))
