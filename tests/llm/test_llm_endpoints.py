"""``api_config.json`` is read in the published format, and what is wrong with it is said in one line without a key."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from llm.llm_scene import KEY

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.endpoints import load_endpoints

Write = Callable[..., Path]


def refusal(path: Path) -> str:
    """Return what is said about a file, less its path, after checking that nothing shows the key."""
    with pytest.raises(ConfigError) as caught:
        load_endpoints(path)
    text = str(caught.value)
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert KEY not in "".join(shown)
    assert caught.value.__context__ is None
    assert "\n" not in text
    assert text.startswith(f"{path}:")
    return text.removeprefix(str(path))


def test_the_published_format_is_read(write_config: Write) -> None:
    """`api_key_var` is the key itself."""
    endpoint = load_endpoints(
        write_config(base_url="https://api.example.com/v1/", proxy_url="http://10.0.0.1:3128")
    ).get("m")

    assert (endpoint.alias, endpoint.model_name, endpoint.base_url) == ("m", "test-model", "https://api.example.com/v1")
    assert endpoint.key.get_secret_value() == KEY
    assert endpoint.proxy is not None
    assert endpoint.proxy.get_secret_value() == "http://10.0.0.1:3128"


def test_a_key_can_stand_in_the_environment(write_config: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """`api_key_env` names the variable; white space around the key, as files and secrets mounts leave it, goes."""
    monkeypatch.setenv("MY_KEY", f" {KEY}\n")
    endpoints = load_endpoints(write_config(api_key_var="", api_key_env="MY_KEY"))

    assert endpoints.get("m").key.get_secret_value() == KEY


def test_a_missing_variable_matters_when_its_model_is_used(
    write_config: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may name models that this machine has no key for."""
    monkeypatch.delenv("MY_KEY", raising=False)
    endpoints = load_endpoints(write_config(api_key_var="", api_key_env="MY_KEY"))

    with pytest.raises(ConfigError, match=r"m\.api_key_env: the environment variable MY_KEY is not set or empty"):
        endpoints.get("m")


def test_a_variable_that_holds_no_key_is_not_shown(write_config: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of two lines could smuggle in a header."""
    monkeypatch.setenv("MY_KEY", f"{KEY}\nX-Evil: 1")
    endpoints = load_endpoints(write_config(api_key_var="", api_key_env="MY_KEY"))

    with pytest.raises(ConfigError, match="MY_KEY holds a space, a line break or") as caught:
        endpoints.get("m")

    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert KEY not in "".join(shown)


@pytest.mark.parametrize("fields", [{"api_key_var": ""}, {"api_key_var": "", "api_key_env": ""}])
def test_a_server_without_keys_gets_a_placeholder(
    write_config: Write, monkeypatch: pytest.MonkeyPatch, fields: dict[str, object]
) -> None:
    """The user's OPENAI_API_KEY is not for it."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    assert load_endpoints(write_config(**fields)).get("m").key.get_secret_value() == "no-key"


def test_both_key_fields_may_be_missing(tmp_path: Path) -> None:
    """So may `proxy_url`, which is then false."""
    path = tmp_path / "a.json"
    path.write_text('{"local": {"model_name": "qwen3", "base_url": "http://localhost:11434/v1"}}')

    endpoint = load_endpoints(path).get("local")

    assert (endpoint.key.get_secret_value(), endpoint.proxy) == ("no-key", None)


def test_an_unknown_model_lists_the_known_ones(tmp_path: Path) -> None:
    """And suggests the nearest."""
    path = tmp_path / "a.json"
    entry = {"model_name": "x", "base_url": "http://localhost/v1"}
    path.write_text(json.dumps({"gpt-4o": entry, "claude": entry}))

    with pytest.raises(ConfigError) as caught:
        load_endpoints(path).get("gpt4o")

    assert str(caught.value) == f"{path}: no model 'gpt4o'; known: claude, gpt-4o; did you mean 'gpt-4o'?"


@pytest.mark.parametrize(("content", "end"), [("{}", "; the file names none"), (None, "; known: m")])
def test_an_unknown_model_without_a_near_one(write_config: Write, content: str | None, end: str) -> None:
    """Nothing is suggested."""
    path = write_config()
    if content is not None:
        path.write_text(content)

    with pytest.raises(ConfigError) as caught:
        load_endpoints(path).get("claude")

    assert str(caught.value) == f"{path}: no model 'claude'{end}"


def test_no_repr_shows_the_key(write_config: Write) -> None:
    """Neither of the file's contents, nor of a proxy's password."""
    endpoints = load_endpoints(write_config(proxy_url="http://ana:hunter2@10.0.0.1:3128"))

    shown = repr([endpoints, endpoints.get("m"), str(endpoints.get("m")), endpoints._entries])

    assert KEY not in shown
    assert "hunter2" not in shown


def test_a_missing_file(tmp_path: Path) -> None:
    """The line names it."""
    assert "no such file" in refusal(tmp_path / "nowhere.json")


def test_a_directory(tmp_path: Path) -> None:
    """The line says that it is one."""
    assert refusal(tmp_path) == ": found a directory, expected a JSON file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes into it."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert "found a device or pipe" in refusal(path)


def test_a_name_with_a_null_byte() -> None:
    """The system cannot even look for it."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_endpoints("a\0b.json")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """The bound is far beyond any use."""
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    assert refusal(path) == ": found more than 1,000,000 bytes, expected a JSON file of that size at most"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ":1:1: not JSON: Expecting value"),
        (b'{"m": {"model_name": "a",\n "api_key_var": "%b"' % KEY.encode(), ":2:47: not JSON: Expecting ',' delimiter"),
        ("{}".encode("utf-16"), ": found UTF-16, expected a JSON file in UTF-8"),
        (b'{"m": {"x": NaN}}', ": found NaN, expected a number as JSON knows it"),
        (b'{"m": {"x": 1e999}}', ": found '1e999', expected a number that fits"),
        (b'{"m": "\\ud800"}', ": found \\ud800 alone, expected both halves of the character"),
        (b'{"a":\n"\xe9"}', ":2: found a byte that is no UTF-8, expected a JSON file in UTF-8"),
        (b"[" * 200_000, ": not JSON that can be read: too deep, or a number too long"),
        (b"1" * 10_000, ": not JSON that can be read: too deep, or a number too long"),
        (b"[]", ": found a list, expected an object with a model alias per key"),
        (b"null", ": found null, expected an object with a model alias per key"),
        (b"1", ": found a number, expected an object with a model alias per key"),
        (b'{"m": {}, "m": {}}', ": found 'm' twice in one object, expected each key once"),
        (
            b'{"m": {"base_url": "a", "base_url": "b"}}',
            ": found 'base_url' twice in one object, expected each key once",
        ),
        (b'{"m": "gpt"}', ": m: found a string, expected an object with model_name and base_url"),
        (b'{"m": true}', ": m: found true, expected an object with model_name and base_url"),
        (b'{"": {}}', ": found the alias '', expected a printable name"),
        (b'{"m": {"base_url": "http://a/v1"}}', ": m: found no model_name, expected one"),
        (b'{"m": {"model_name": "x"}}', ": m: found no base_url, expected one"),
    ],
)
def test_a_file_that_holds_no_models(tmp_path: Path, data: bytes, found: str) -> None:
    """The line says where, what was found and what is right."""
    path = tmp_path / "api_config.json"
    path.write_bytes(data)

    assert refusal(path) == found


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Some editors put one in front of UTF-8."""
    path = tmp_path / "api_config.json"
    path.write_bytes(b"\xef\xbb\xbf{}")

    assert load_endpoints(path).aliases == ()


URL = "expected a URL like https://api.openai.com/v1"
PROXY = "expected false (no proxy) or a URL in quotes"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"model_name": 7}, ".model_name: found a number, expected a string in quotes"),
        ({"model_name": ""}, ".model_name: found an empty string"),
        ({"api_key_var": [KEY]}, ".api_key_var: found a list, expected a string in quotes"),
        ({"api_key_var": None}, ".api_key_var: found null, expected a string in quotes"),
        ({"api_key_var": f"{KEY} {KEY}"}, ".api_key_var: holds a space, a line break or"),
        ({"api_key_var": f"{KEY}é"}, ".api_key_var: holds a space, a line break or"),
        ({"api_key_env": "MY_KEY"}, ": found both api_key_var and api_key_env, expected one of them"),
        ({"api_key_var": "", "api_key_env": KEY}, ".api_key_env: found no name of an environment variable"),
        ({"api_key_var": "", "api_key_env": KEY.replace("-", "").replace("_", "")}, ".api_key_env: found no name"),
        ({"api_key": "x"}, ": found the unknown field 'api_key'; did you mean 'api_key_"),
        ({"temperature": 1}, ": found the unknown field 'temperature'; known: api_key_env, api_key_var, base_url"),
        ({"proxy_url": True}, f".proxy_url: found true, {PROXY}"),
        ({"proxy_url": None}, f".proxy_url: found null, {PROXY}"),
        ({"proxy_url": ""}, ".proxy_url: expected false (no proxy) or a URL like http://127.0.0.1:3128"),
        ({"proxy_url": f"u:{KEY}@h:1"}, ".proxy_url: expected false (no proxy) or a URL like"),
        ({"base_url": ""}, f".base_url: found a string, {URL}"),
        ({"base_url": KEY}, f".base_url: found a string, {URL}: it does not start with http:// or https://"),
        ({"base_url": "ftp://a/v1"}, f".base_url: found a string, {URL}"),
        ({"base_url": "http://"}, f".base_url: found 'http://', {URL}: its host is wrong"),
        ({"base_url": "http://a:99999/v1"}, f".base_url: found 'http://a:99999/v1', {URL}: its host or port is wrong"),
        ({"base_url": "http://[::1/v1"}, f".base_url: found 'http://[::1/v1', {URL}: its host or port is wrong"),
        ({"base_url": "http://a b/v1"}, f".base_url: found 'http://a b/v1', {URL}: its host is wrong"),
        ({"base_url": "http://a/v 1"}, f".base_url: found 'http://a/v 1', {URL}: it holds a space"),
        ({"base_url": f"http://u:{KEY}@a/v1"}, ".base_url: found a string, expected a URL without user"),
        ({"base_url": f"http://a/v1?key={KEY}"}, ".base_url: found a string, expected a URL without user"),
        (
            {"base_url": "http://a/v1/chat/completions"},
            ".base_url: found 'http://a/v1/chat/completions', expected it without '/chat/completions'",
        ),
    ],
)
def test_a_wrong_field(write_config: Write, fields: dict[str, object], found: str) -> None:
    """The line names the field; a value that may be a key is told by its kind only."""
    assert refusal(write_config(**fields)).startswith(f": m{found}")


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "https://api.example.com/v1", "http://[::1]:8080/v1", "http://10.0.0.1/a/b/v1/"]
)
def test_these_urls_are_right(write_config: Write, url: str) -> None:
    """Any path, with or without a closing slash, names and addresses."""
    assert load_endpoints(write_config(base_url=url)).get("m").base_url == url.rstrip("/")
