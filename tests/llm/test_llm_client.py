"""A chat model is asked over real HTTP by the real openai client."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
from llm.llm_scene import KEY, Scene

from pytest_traineebench.errors import ConfigError, ModelError
from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.messages import Message, SystemMessage, ToolCall, ToolMessage, Usage, UserMessage
from pytest_traineebench.llm.retry import Retry
from pytest_traineebench.llm.scripted import ChatRequest, Cut, Hang, Raw, Reply, Say, ScriptedServer, refuse
from pytest_traineebench.llm.transport import _BoundedStream

Play = Callable[..., Scene]

HELLO: list[Message] = [SystemMessage(text="Be brief."), UserMessage(content="Hello")]
TOOLS = [{"type": "function", "function": {"name": "Look", "parameters": {"type": "object", "properties": {}}}}]
ONCE = Retry(attempts=1)
TWICE = Retry(attempts=2)


def refusal(scene: Scene, **options: object) -> str:
    """Return what is said when the model is asked, after checking that nothing shows the key."""
    with pytest.raises(ModelError) as caught:
        scene.model.complete(HELLO, **options)  # type: ignore[arg-type]  # tests pass what they like
    text = str(caught.value)
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert KEY not in "".join(shown)
    assert KEY not in repr(caught.value)
    assert caught.value.__context__ is None
    assert text.isprintable()
    assert text.startswith("m: ")
    return text.removeprefix("m: ").replace(scene.server.base_url.removesuffix("/v1").removeprefix("http://"), "HOST")


def test_a_turn_comes_back(play: Play) -> None:
    """Text, calls, usage and the reason to stop."""
    call = ToolCall(id="c1", name="Look", arguments='{"at": "door"}')
    scene = play([Say(text="I look.", calls=(call,), usage=Usage(prompt=5, completion=2, total=7))])

    turn = scene.model.complete(HELLO, tools=TOOLS)

    assert (turn.text, turn.tool_calls, turn.finish_reason) == ("I look.", (call,), "tool_calls")
    assert turn.usage == Usage(prompt=5, completion=2, total=7)


def test_the_request_is_what_was_asked(play: Play) -> None:
    """The model's name, the conversation, the tools and the options arrive, and nothing else."""
    scene = play([Say(text="ok")])

    scene.model.complete(HELLO, tools=TOOLS, temperature=0, top_p=0.5, max_tokens=9)

    (request,) = scene.server.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == {
        "model": "test-model",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}],
        "temperature": 0,
        "top_p": 0.5,
        "max_tokens": 9,
        "tools": TOOLS,
    }


def test_a_whole_conversation_is_byte_stable(play: Play) -> None:
    """Two conversations with equal answers make equal requests, and each one starts like the one before."""

    def converse(scene: Scene) -> list[bytes]:
        messages: list[Message] = [*HELLO]
        for _ in range(4):
            turn = scene.model.complete(messages, tools=TOOLS)
            messages += [turn.message, *(ToolMessage(call_id=call.id, text="none") for call in turn.tool_calls)]
        return [request.raw for request in scene.server.requests]

    look = ToolCall(id="", name="Look", arguments="{}")
    script = [Say(calls=(look,)), Say(calls=(look, look)), Say(text="hm"), Say(calls=(look,))]

    first, second = converse(play(script)), converse(play(script))

    assert first == second
    ends = [raw.index(b'],"tools"') for raw in first]
    assert all(later.startswith(raw[:end]) for (raw, later), end in zip(pairwise(first), ends, strict=False))
    assert [
        call for raw in first[-1:] for call in ("call_0", "call_1", "call_2", "call_3") if call.encode() in raw
    ] == [
        "call_0",
        "call_1",
        "call_2",
    ]


def test_an_empty_turn_is_an_answer(play: Play) -> None:
    """No text and no calls is for the agent to deal with."""
    scene = play([Say()])

    turn = scene.model.complete(HELLO)

    assert (turn.text, turn.tool_calls) == ("", ())


def test_malformed_arguments_are_an_answer(play: Play) -> None:
    """The tool gateway tells the model."""
    scene = play([Say(calls=(ToolCall(id="a", name="Look", arguments='{"at": '),), finish_reason="length")])

    turn = scene.model.complete(HELLO)

    assert (turn.tool_calls[0].arguments, turn.finish_reason) == ('{"at": ', "length")


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_a_passing_failure_is_asked_again(play: Play, status: int) -> None:
    """The second request is the first one's twin."""
    scene = play([refuse(status, "not now"), Say(text="ok")])

    assert scene.model.complete(HELLO).text == "ok"
    first, second = scene.server.requests
    assert (first.raw, first.headers) == (second.raw, second.headers)


@pytest.mark.parametrize(
    "reply",
    [
        Cut(),
        Cut(reply=Say(text="a long answer"), after=0),
        Cut(reply=Say(text="a long answer"), after=50),
        Cut(reply=refuse(500, "a long answer"), after=5),
        Raw(body=b'{"choices": [{"mess'),
        Raw(body=b'{"choices": []}'),
        Raw(body=b"[" * 100_000),
        Raw(body=b"\xff\xfe\x00"),
        Raw(body=b'{"error": {"code": 502, "message": "upstream"}}'),
        Raw(body=b"not gzip", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_a_broken_answer_is_asked_for_again(play: Play, reply: Reply) -> None:
    """A cut connection, half a body, an empty list of choices, a gateway's error with status 200."""
    scene = play([reply, Say(text="ok")])

    assert scene.model.complete(HELLO).text == "ok"


def test_a_server_that_hangs_is_asked_again(play: Play) -> None:
    """The time-out is per attempt."""
    scene = play([Hang(), Say(text="ok")], timeout=0.05)

    assert scene.model.complete(HELLO, timeout=0.1).text == "ok"


def test_the_waits_grow_and_are_bounded(play: Play) -> None:
    """Each is up to a quarter shorter than twice the one before, so that workers spread."""
    scene = play(lambda _: refuse(500, "no"), retry=Retry(attempts=6, base=1.0, longest=5.0))

    refusal(scene)

    bounds = [1.0, 2.0, 4.0, 5.0, 5.0]
    assert all(0.75 * bound <= wait <= bound for wait, bound in zip(scene.waits, bounds, strict=True))


def test_a_server_that_asks_for_a_wait_gets_it(play: Play) -> None:
    """In seconds, or by a date that is compared with the answer's own."""
    dates = {"Retry-After": "Wed, 01 Oct 2025 08:00:20 GMT", "Date": "Wed, 01 Oct 2025 08:00:00 GMT"}
    replies = [refuse(429, "no", retry_after="7.5"), Raw(status=503, headers=dates), Say(text="ok")]
    scene = play(replies, retry=Retry(base=0))

    scene.model.complete(HELLO)

    assert scene.waits == [7.5, 20.0]


def test_a_server_that_asks_for_too_long_a_wait_is_left(play: Play) -> None:
    """The error says how long it would have been."""
    scene = play([refuse(429, "Daily limit", retry_after="86400")])

    assert refusal(scene) == "HOST is asked too often (429) and asks to wait 86400 s: Daily limit"
    assert scene.waits == []


def test_time_outs_use_up_patience(play: Play) -> None:
    """Attempts end before the waits and time-outs of one answer add up to more."""
    scene = play(lambda _: Hang(), timeout=0.05, retry=Retry(base=0, patience=0.12))

    assert refusal(scene) == "no answer from HOST within 0.05 s (tried 3 times)"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_its_source(play: Play, status: int) -> None:
    """Not the key, though the server repeats it whole, in part and masked."""
    said = f"Incorrect API key provided: {KEY}, {KEY[:14]}, sk-a****2nC. See https://example.com"
    scene = play([refuse(status, said)])

    text = refusal(scene)

    assert text.startswith(f"HOST refuses the key ({status}); api_key_var in /")
    assert text.endswith("is wrong: Incorrect API key provided: <key>, <key>, <key>. See https://example.com")


def test_a_refused_key_of_the_environment_names_its_variable(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the user knows what to set."""
    monkeypatch.setenv("MY_KEY", KEY)
    scene = play([refuse(401, "no")], api_key_var="", api_key_env="MY_KEY")

    assert "api_key_env MY_KEY in /" in refusal(scene)


def test_a_variable_name_in_the_place_of_the_key_is_noticed(play: Play) -> None:
    """The published field's name invites it."""
    scene = play([refuse(401, "no")], api_key_var="OPENAI_API_KEY")

    text = refusal(scene)

    assert "it looks like the name of an environment variable, which belongs in api_key_env" in text
    assert "OPENAI" not in text


def test_an_unknown_model_names_model_and_url(play: Play) -> None:
    """Either may be what is wrong."""
    scene = play([refuse(404, 'model "test-model" not found, try pulling it first')])

    assert refusal(scene) == (
        "http://HOST/v1/chat/completions knows no model 'test-model', or no chat server is there (404); model_name or "
        'base_url is wrong: model "test-model" not found, try pulling it first'
    )


def test_a_wrong_path_is_an_unknown_model(play: Play) -> None:
    """The server itself says what it does not know."""
    server = play([]).server
    scene = play([], base_url=server.base_url.removesuffix("/v1"))

    assert "model_name or base_url is wrong: nothing at /chat/completions" in refusal(scene)


NO_TOOLS = [
    refuse(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
    Raw(status=400, body=b'{"object":"error","message":"tool_choice requires --tool-call-parser","code":400}'),
    refuse(400, "registry.ollama.ai/library/llama3:latest does not support tools"),
    Raw(status=400, body=b'{"error":"registry.ollama.ai/library/llama3:latest does not support tools"}'),
    refuse(500, "tools param requires --jinja flag"),
    refuse(500, "Unsupported param: tools"),
    refuse(400, "Unsupported parameter: 'tools' is not supported with this model."),
    refuse(400, "tools is not supported in this model. For a list of supported models, see the docs"),
    refuse(400, "This model does not support function calling"),
    refuse(404, "No endpoints found that support tool use. To learn more, see the docs"),
    refuse(400, "Function calling is not supported by this model"),
]


@pytest.mark.parametrize("reply", NO_TOOLS)
def test_a_model_without_tools_is_said_to_be_one(play: Play, reply: Raw) -> None:
    """Whatever status and words its server has for it; asking again is useless."""
    scene = play([reply])

    text = refusal(scene, tools=TOOLS)

    assert text.startswith(
        f"the model, or its server as it was started, takes no tools, which an agent needs ({reply.status}): "
    )
    assert len(scene.server.requests) == 1


TOO_LONG = [
    refuse(400, "This model's maximum context length is 8192 tokens. However, you requested 9000", code="x"),
    refuse(400, "too many", code="context_length_exceeded"),
    refuse(400, "The prompt (total length 25938) is too long to fit into the model (context length 4096)."),
    refuse(400, "the request exceeds the available context size. try increasing the context size"),
    refuse(400, "prompt is too long: 210000 tokens > 200000 maximum"),
    refuse(400, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
    refuse(413, "Input length exceeds the model's maximum context length"),
]


@pytest.mark.parametrize("reply", TOO_LONG)
def test_too_long_a_conversation_is_said_to_be_one(play: Play, reply: Raw) -> None:
    """Whatever words the server has for it."""
    scene = play([reply])

    assert refusal(scene).startswith(f"the conversation is longer than the model's context ({reply.status}): ")


def test_an_empty_account_is_not_asked_again(play: Play) -> None:
    """OpenAI says 429 for it, which waiting does not mend."""
    scene = play([refuse(429, "You exceeded your current quota", code="insufficient_quota")])

    assert refusal(scene) == "the account's quota is used up (429): You exceeded your current quota"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            refuse(400, "temperature does not support 0"),
            "HOST refuses the request (400): temperature does not support 0",
        ),
        (Raw(status=422, body=b'{"detail": "bad"}'), "HOST refuses the request (422): bad"),
        (Raw(status=400), "HOST refuses the request (400)"),
        (Raw(status=407), "the proxy on the way to HOST wants a user and password (407); they belong in proxy_url"),
        (
            Raw(status=301, headers={"Location": f"https://a.example/v1/chat?key={KEY}"}),
            "HOST redirects to https://a.example/v1/chat (301); set base_url to where the server is",
        ),
        (
            Raw(body=b"<html><script>x()</script><h1>Welcome</h1></html>", content_type="text/html; charset=utf-8"),
            "found text/html at http://HOST/v1/chat/completions, expected JSON; base_url may lack '/v1': Welcome",
        ),
        (
            Raw(body=b"", content_type="text/plain"),
            "found text/plain at http://HOST/v1/chat/completions, expected JSON; base_url may lack '/v1'",
        ),
        (Raw(body=b'{"error": {"message": "bad"}}'), "HOST refuses the request (400): bad"),
    ],
)
def test_a_lasting_failure_is_told_at_once(play: Play, reply: Raw, said: str) -> None:
    """What cannot mend itself is not asked again."""
    scene = play([reply])

    assert refusal(scene) == said


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (refuse(500, "boom"), "HOST failed (500): boom"),
        (Raw(status=502, body=b"<h1>Bad Gateway</h1>", content_type="text/html"), "HOST failed (502): Bad Gateway"),
        (refuse(429, "slow", retry_after="0"), "HOST is asked too often (429) and asks to wait 0 s: slow"),
        (Raw(body=b'{"id": 1}'), "HOST answered with no 'choices': {\"id\": 1}"),
        (Raw(body=b'{"choices": [{}]}'), "HOST answered with no 'message' in its first choice: {\"choices\": [{}]}"),
        (Raw(body=b'{"cho'), 'HOST answered with what is no JSON: {"cho'),
        (Cut(), "the connection to HOST was cut: Server disconnected without sending a response."),
    ],
)
def test_a_failure_that_lasts_says_how_often_it_was_met(play: Play, reply: Reply, said: str) -> None:
    """After the last attempt the last failure is told."""
    scene = play(lambda _: reply, retry=TWICE)

    assert refusal(scene) == f"{said} (tried 2 times)"


def test_a_server_s_words_are_cut_and_printable(play: Play) -> None:
    """A page of text, line breaks and escape codes stay out of the terminal."""
    scene = play([refuse(400, "one\ntwo \x1b[31mred " + "long " * 10_000)])

    text = refusal(scene)

    assert "one two ?[31mred long long" in text
    assert len(text) < 400


def test_a_refused_connection_names_host_and_port(play: Play) -> None:
    """And is not asked for long: most likely the server was not started."""
    with ScriptedServer([]) as gone:
        base_url = gone.base_url
    scene = play([], base_url=base_url)

    place = base_url.removesuffix("/v1").removeprefix("http://")
    assert refusal(scene) == f"{place} refuses the connection; is the server running? (tried 3 times)"


def test_an_unknown_host_is_named(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver is not ours to ask in a test."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    scene = play([], base_url="http://models.test:8000/v1", retry=ONCE)

    assert refusal(scene).startswith("no such host: models.test:8000 (its name cannot be resolved)")


def test_a_server_that_speaks_no_tls_is_told(play: Play) -> None:
    """It will not learn it."""
    plain = play([]).server
    scene = play([], base_url=plain.base_url.replace("http://", "https://"))

    text = refusal(scene)

    assert text.startswith("no secure connection to 127.0.0.1:")
    assert "tried" not in text


def test_an_endless_answer_is_cut(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would fill the memory."""
    monkeypatch.setattr("pytest_traineebench.llm.transport.MAX_ANSWER_BYTES", 1000)
    scene = play([Say(text="a" * 2000)], retry=ONCE)

    assert refusal(scene) == "the connection to HOST was cut: the answer is longer than 1,000 bytes"


def test_an_answer_that_trickles_in_ends() -> None:
    """A read that ends in time is not enough: there may be endlessly many."""

    class Drops(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"a"

    with pytest.raises(httpx2.ReadTimeout):
        list(_BoundedStream(Drops(), -1.0))


def test_certificates_that_cannot_be_read_are_told(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the one thing of the environment that counts."""
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    scene = play([])

    with pytest.raises(
        ConfigError, match="m: the certificates of SSL_CERT_FILE or SSL_CERT_DIR cannot be read: No such"
    ):
        scene.model.complete(HELLO)


def test_a_proxy_of_the_file_is_used(play: Play) -> None:
    """The proxy is asked for the whole URL."""
    proxy = play([Say(text="by proxy")]).server
    url = proxy.base_url.removesuffix("/v1")
    scene = play([], base_url="http://models.test/v1", proxy_url=url)

    assert scene.model.complete(HELLO).text == "by proxy"
    assert [request.path for request in proxy.requests] == ["http://models.test/v1/chat/completions"]


def test_a_proxy_that_opens_no_tunnel_is_told(play: Play) -> None:
    """Host and port of the proxy are shown, its password is not."""
    place = play([]).server.base_url.removesuffix("/v1").removeprefix("http://")
    scene = play([], base_url="https://models.test/v1", proxy_url=f"http://ana:hunter2pass@{place}", retry=ONCE)

    text = refusal(scene)

    assert text.startswith(f"no connection to models.test:443 through the proxy {place}, which says: 501")
    assert "hunter2pass" not in text


def test_a_socks_proxy_needs_its_package(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names it."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    scene = play([], proxy_url="socks5://127.0.0.1:1")

    with pytest.raises(ConfigError, match="m: a socks proxy needs the package 'socksio'"):
        scene.model.complete(HELLO)


def test_the_environment_has_no_say(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its proxies nor openai's own variables: a file means the same everywhere."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer other\nX-Other: 1")
    scene = play([Say(text="ok")])

    scene.model.complete(HELLO)

    (request,) = scene.server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert set(request.headers) == {
        "host",
        "connection",
        "accept",
        "content-type",
        "content-length",
        "user-agent",
        "accept-encoding",
        "authorization",
    }


def test_a_server_s_cookies_do_not_come_back(play: Play) -> None:
    """Equal requests have equal headers."""
    scene = play([Raw(status=500, headers={"Set-Cookie": "a=b"}), Say(text="ok")])

    scene.model.complete(HELLO)

    first, second = scene.server.requests
    assert first.headers == second.headers


def test_no_log_holds_the_key(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """Even if all libraries tell all that they do."""
    caplog.set_level(logging.DEBUG)
    scene = play([refuse(401, KEY)])

    refusal(scene)

    assert caplog.records
    assert KEY not in caplog.text


def test_no_repr_holds_the_key(play: Play) -> None:
    """Neither of the model nor of a recorded request."""
    scene = play([Say(text="ok")])
    scene.model.complete(HELLO)

    assert repr(scene.model) == f"ChatModel('m', 'test-model' at {scene.server.base_url!r})"
    assert KEY not in repr(scene.server.requests)


def test_threads_share_one_client(play: Play) -> None:
    """Eight threads get each its own answers, over a single pool."""

    def echo(request: ChatRequest) -> Reply:
        return Say(text=str(request.messages[-1]["content"]))

    scene = play(echo)
    questions = [f"question {n}" for n in range(120)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda text: scene.model.complete([UserMessage(content=text)]).text, questions))

    assert answers == questions
    assert len(scene.server.requests) == len(questions)


def test_models_of_one_server_share_their_client(tmp_path: Path) -> None:
    """Another key, server or proxy has its own."""
    entry = {"model_name": "a", "api_key_var": KEY, "base_url": "http://127.0.0.1:9/v1", "proxy_url": False}
    entries = {
        "one": entry,
        "two": {**entry, "model_name": "b"},
        "key": {**entry, "api_key_var": "other"},
        "proxy": {**entry, "proxy_url": "http://127.0.0.1:9"},
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(entries))

    with ChatModels(load_endpoints(path)) as models:
        clients = {id(models._client(models._endpoints.get(alias))) for alias in models.aliases}

        assert models.aliases == ("key", "one", "proxy", "two")
        assert len(clients) == 3


def test_an_unknown_alias_is_refused(write_config: Callable[..., Path]) -> None:
    """By the file's own words."""
    models = ChatModels(load_endpoints(write_config()))

    with pytest.raises(ConfigError, match="no model 'n'; known: m"):
        models.get("n")


def test_openai_is_imported_when_a_model_is_asked(write_config: Callable[..., Path]) -> None:
    """A session that asks none does not pay for it."""
    code = (
        "import sys; from pytest_traineebench.llm.client import ChatModels\n"
        "from pytest_traineebench.llm.endpoints import load_endpoints\n"
        "ChatModels(load_endpoints(sys.argv[1])).get('m'); print(sorted({'openai', 'httpx2'} & set(sys.modules)))"
    )

    done = subprocess.run(  # noqa: S603  -- our own interpreter
        [sys.executable, "-c", code, str(write_config())],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.stdout.strip() == "[]"
