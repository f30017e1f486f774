"""Nothing that looks like a key reaches a file, wherever it stands; the refusal does not show it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from recording.recording_scene import ask, events, post, tape

from pytest_traineebench.errors import SecretFoundError
from pytest_traineebench.llm.messages import ToolCall
from pytest_traineebench.llm.scripted import Raw, Reply, Say, ScriptedServer
from pytest_traineebench.recording.leaks import LeakScanner, texts
from pytest_traineebench.recording.modes import Mode
from pytest_traineebench.recording.scrubbing import clean_target, clean_uri, secrets_of

KEY = "our-own-endpoint-key-4711"
# In pieces, so that no scanner of this repository takes them for true ones.
PLANTED = [
    "sk-" + "proj-Zq81mLpW7x_YtR4vB2nC",
    "sk-" + "ant-api03-abcdefghij0123456789",
    "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    "github_" + "pat_11ABCDEFG0123456789_abcdefghijklmnop",
    "glpat-" + "abcdEFGH12345678wxyz",
    "AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
    "ya29." + "a0AfH6SMBx-1234567890abcdef",
    "xoxb-" + "123456789012-abcdefghijkl",
    "hf_" + "abcdefghijklmnopqrstuvwxyz012345",
    "gsk_" + "abcdEFGH1234abcdEFGH1234",
    "xai-" + "0123456789abcdefghijABCDEFGHIJ0123456789",
    "pypi-" + "AgEIcHlwaS5vcmcCJDU2Nzg5MDEy",
    "npm_" + "0123456789abcdefghijABCDEFGHIJ012345",
    "SG." + "abcdefghijklmnop.qrstuvwxyz0123456789",
    "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "-----BEGIN RSA PRIVATE" + " KEY-----",
    "Authorization: Bearer " + "abc123def456ghi789jkl",
    "postgres://" + "admin:hunter22@db.example.org/x",
    "AccountKey=" + "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==",
    "password = " + '"hunter2hunter2x9"',
    '"api_key": "' + '0123456789abcdef0123456789abcdef"',
    "client_secret=" + "4f8a1c9be2d07356",
    "q7Rk2ZpX9vTb4LmN8sWc" + "3Hd6",
    "a8f3k2m9x7q4z1w6e5r0t2y8u3i7" + "o1",
    KEY,
    base64.b64encode(KEY.encode()).decode(),
]


def saved(folder: Path) -> str:
    """Return all that stands in any file of a folder."""
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def refusal(cassette: Path, url: str, body: dict[str, Any], **options: Any) -> str:
    """Record a request that must not be saved and return why."""
    with pytest.raises(SecretFoundError) as caught, tape(cassette, Mode.ONCE, scanner=LeakScanner([KEY])):
        post(url, body, **options)
    return str(caught.value)


@pytest.mark.parametrize("secret", PLANTED)
@pytest.mark.parametrize(
    ("place", "where"),
    [
        ({"messages": [{"role": "user", "content": "Use {}, please."}]}, "request.messages.0.content"),
        (
            {"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": "A"}}]}]},
            "request.messages.0.tool_calls.0.function.arguments",
        ),
        ({"messages": [], "metadata": {"note": "{}"}}, "request.body.metadata.note"),
        ({"system": "Know {}."}, "request.body.system"),
    ],
)
def test_a_planted_secret_is_never_saved(secret: str, place: dict[str, Any], where: str, tmp_path: Path) -> None:
    """In a message, a tool call's arguments, a setting or a prompt; the refusal says where."""
    text = json.dumps(place).replace("{}", json.dumps(secret)[1:-1])
    body = json.loads(text.replace('"A"', json.dumps(json.dumps({"command": f"run {secret} now"}))))
    with ScriptedServer([Say(text="ok")]) as server:
        said = refusal(tmp_path / "day.yaml", server.base_url, body)

    assert f"day.yaml: entry 1 is not saved: what looks like a secret stands in {where}" in said
    assert secret not in said
    assert secret not in saved(tmp_path)


@pytest.mark.parametrize("secret", PLANTED)
def test_a_secret_in_an_answer_is_never_saved(secret: str, tmp_path: Path) -> None:
    """In words, in a call, in a page that is no JSON, in two halves of a stream."""
    middle = len(secret) // 2
    answers: list[Reply] = [
        Say(text=f"It is {secret}."),
        Say(calls=(ToolCall(id="c", name="Run", arguments=json.dumps({"with": secret})),)),
        Raw(body=f"<p>{secret}</p>".encode(), content_type="text/html"),
        events("It is ", secret[:middle], secret[middle:], "."),
    ]
    for number, answer in enumerate(answers):
        with ScriptedServer([answer]) as server:
            path = tmp_path / f"{number}.yaml"
            with (
                pytest.raises(SecretFoundError) as caught,
                tape(path, Mode.ONCE, scanner=LeakScanner([KEY])) as recording,
            ):
                httpx2.post(f"{server.base_url}/chat/completions", json={"messages": []}, trust_env=False)

        assert secret not in str(caught.value)
        assert recording.fault is caught.value

    assert saved(tmp_path) == ""


def test_what_a_request_is_signed_with_stands_nowhere_else(tmp_path: Path) -> None:
    """A key of no known shape is known from the header that carried it, and so is one from the query."""
    signed: list[dict[str, Any]] = [
        {"headers": {"X-Api-Key": "plain-words-7"}},
        {"query": "?key=plain-words-7"},
        {"headers": {"Cookie": "s=plain-words-7"}},
    ]
    for number, options in enumerate(signed):
        body = {"messages": [{"role": "user", "content": "Is it plain-words-7?"}]}
        with ScriptedServer([Say(text="ok")]) as server:
            said = refusal(tmp_path / f"{number}.yaml", server.base_url, body, **options)

        assert "request.messages.0.content, letters 7 to 19: a key of this run" in said
    assert saved(tmp_path) == ""


def test_signed_requests_are_saved_without_their_keys(cassette: Path) -> None:
    """Headers, query and user of the URL leave no trace."""
    headers = {
        "Authorization": "Bearer abcd-1234-efgh",
        "Cookie": "session=xyz-12345",
        "OpenAI-Organization": "org-12345",
    }
    with ScriptedServer([Say(text="ok")]) as server, tape(cassette, Mode.ONCE, scanner=LeakScanner([KEY])):
        url = server.base_url.replace("http://", "http://joe:pass-word-1@")
        post(url, {"messages": []}, headers=headers, query="?api_key=query-secret-1&version=2")

    text = saved(cassette.parent)
    assert "/v1/chat/completions?version=2" in text
    assert not [
        word for word in ("abcd-1234", "xyz-12345", "org-12345", "query-secret", "pass-word", "joe") if word in text
    ]


def test_a_secret_ends_the_recording_and_not_the_day(tmp_path: Path) -> None:
    """What was saved before is kept, and can be replayed."""
    with ScriptedServer(lambda request: Say(text=f"{request.number}")) as server:
        recording = tape(tmp_path / "day.yaml", Mode.ONCE)
        said = []
        with pytest.raises(SecretFoundError), recording:
            said = [ask(server.base_url, word) for word in ("one", PLANTED[0], "three")]

    assert said == ["1", "2", "3"]
    assert recording.tapes[0].recorded == 1
    assert "length: 1" in saved(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "GetRealTimeSystemHealth2025Q3ReportForAll",
        "supplier_rating_2024_Q1.csv",
        "MeetingRoom3Floor2Building7",
        "INVOICE20250101TX00012B",
        "3fa9c1d2e4b5a6978812345678901234deadbeef",
        "/home/joe/pytest-0/test_x0/report.md",
        "INFO  password of role reporting rotated",
        "The password is with Ana; ask her for it.",
        "max_tokens: 1024, total_tokens: 20480",
        "token: meeting-room",
        "2025-10-01T08:00:00+02:00",
        "550e8400-e29b-41d4-a716-446655440000",
        "http://example.org:8080/path?x=1",
        "chatcmpl-9bQ7xKz2LmN4pRs6TuVw8YzA1cEg call_a1B2c3D4e5F6g7H8i9J0k1L2",
        "SELECT max(coalesce(supplier_rating, '')) FROM transactions",
        "    def test_basic_auth_is_required(self, client: Client) -> None:",
    ],
)
def test_ordinary_text_is_saved(text: str) -> None:
    """Names, hashes, paths, times, ids of servers, prose about passwords."""
    assert LeakScanner([KEY]).find({"content": text, "id": "msg"}, "request") is None


def test_ids_of_servers_are_saved() -> None:
    """They are drawn, and stand in every conversation; a known key is found there too."""
    drawn = PLANTED[24]
    scanner = LeakScanner([KEY])

    assert scanner.find({"tool_call_id": drawn}, "request") is None
    assert scanner.find({"content": drawn}, "request") is not None
    assert scanner.find({"tool_call_id": PLANTED[0]}, "request") is not None


def test_a_word_can_be_vouched_for() -> None:
    """A person says that it is no secret."""
    assert LeakScanner(vouched=[PLANTED[24]]).find_in_text(f"It is {PLANTED[24]}.") is None


def test_short_keys_are_passed_over() -> None:
    """``no-key`` would be found in ordinary words."""
    assert LeakScanner(["no-key", "ollama"]).find_in_text("There is no-key for ollama.") is None


def test_a_text_is_scanned_again_for_a_new_secret() -> None:
    """What was clean before a key was known may not be afterwards."""
    scanner = LeakScanner()
    assert scanner.find_in_text("It is blue-bird-77.") is None

    scanner.learn(["blue-bird-77"])

    assert scanner.find_in_text("It is blue-bird-77.") is not None
    assert scanner.hide("It is blue-bird-77.") == "It is <key>."


def test_json_in_a_text_is_looked_into() -> None:
    """Tool calls carry JSON as text."""
    assert ("request.a.b", "c") in list(texts({"a": '{"b": "c"}'}, "request"))


def test_addresses_are_cleaned() -> None:
    """Parameters that are secrets go, the others are sorted."""
    assert clean_target("https://u:p@h:1/v1/x?b=2&key=1&a=&access_token=3") == "/v1/x?a=&b=2"
    assert clean_uri("https://u:p@h:1/v1?sig=3") == "https://h:1/v1"
    assert list(secrets_of("https://u:p4ss@h/x?key=k1", {"Authorization": "Bearer tok", "Accept": "all"})) == [
        "Bearer",
        "tok",
        "k1",
        "u",
        "p4ss",
    ]
