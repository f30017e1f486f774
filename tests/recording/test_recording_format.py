"""A cassette is YAML that people review, holds everything once, and gives back every byte."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
import vcr  # type: ignore[import-untyped]  # has no hints
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from recording.recording_scene import NOWHERE, ask, converse, interaction, post, tape

from pytest_traineebench.llm.scripted import Raw, Say, ScriptedServer
from pytest_traineebench.recording.answers import AnswerEntry, from_entry, from_vcr, to_entry
from pytest_traineebench.recording.canonical import Canonicalizer
from pytest_traineebench.recording.entries import Reader, Writer
from pytest_traineebench.recording.modes import Mode
from pytest_traineebench.recording.persister import CassettePersister, same_request
from pytest_traineebench.recording.store import cassette_text, image_files, parse, read_slots, write_cassette
from pytest_traineebench.recording.yaml_text import to_yaml

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

words = st.text(st.characters(exclude_categories=["Cs"])) | st.text("a \t\n:#-|'\"\\{}[]%@&*!?,\r\x7f\x85\u2028\ufeff")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(words, children, max_size=4),
    max_leaves=12,
)


@given(values)
@settings(deadline=None)
def test_any_value_comes_back_from_yaml(value: object) -> None:
    """Every reader of YAML reads what was written."""
    text = to_yaml({"value": value, "list": [value]})

    assert yaml.safe_load(text) == {"value": value, "list": [value]}


def test_text_of_several_lines_stands_as_text() -> None:
    """With tabs and blanks at the end of a line, which PyYAML would escape."""
    assert to_yaml({"says": "one \n\ttwo\n"}) == "says: |2\n  one \n  \ttwo\n"


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=8))
@settings(deadline=None)
def test_any_history_comes_back_from_entries(histories: list[list[str]]) -> None:
    """Conversations that grow, shrink, fork and repeat."""
    recorded = [interaction(*history, tools=[{"name": word} for word in history[:2]]) for history in histories]
    writer, reader = Writer(), Reader()

    found = [reader.read(json.loads(json.dumps(writer.write(item)))) for item in recorded]

    assert found == recorded


def test_a_message_stands_once(server: ScriptedServer, cassette: Path) -> None:
    """In the request that sends it first; the others name it."""
    with tape(cassette, Mode.ONCE):
        converse(server.base_url, steps=5)

    text = cassette.read_text(encoding="utf-8")
    assert text.count("You are a trainee.") == 1
    assert text.count("Step 0.") == 1
    assert 'messages: "first 4 of entry 2, then ' in text


def test_a_cassette_is_small() -> None:
    """Below a tenth of vcrpy's own for a conversation of fifty steps."""
    told: list[str] = []
    recorded = []
    for step in range(50):
        told += [f"{step}: " + f"words of step {step} " * 40]
        recorded.append(interaction(*told))
    theirs = sum(len(json.dumps(item)) for item in [[*told[:n]] for n in range(1, 51)])

    ours = len(cassette_text(recorded))

    assert ours < theirs / 10


def test_a_file_is_yaml_for_everybody(server: ScriptedServer, cassette: Path) -> None:
    """Other tools can read it; equal recordings give equal files."""
    with tape(cassette, Mode.ONCE):
        converse(server.base_url)

    document = yaml.safe_load(cassette.read_text(encoding="utf-8"))

    assert (document["traineebench_cassette"], document["length"], len(document["entries"])) == (1, 3, 3)
    assert cassette_text(parse(read_slots(cassette))) == cassette.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"a":1}',
        b'{"a": "\xc3\xa4"}',
        b'{"a": "\\u00e4"}',
        b'{\n  "a": [\n    1.5\n  ]\n}',
        b'{ "a" : 1.50}',
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": 1, "a": 2}',
        b"null",
        b"[" * 5000,
        b"data: {}\n\ndata: [DONE]\n\n",
        b"\xff\x00\x80",
        b"a\r\nb\x00c",
        b"\n\n",
    ],
)
def test_every_byte_of_an_answer_comes_back(body: bytes, cassette: Path) -> None:
    """However the server writes its JSON, and if it writes none."""
    write_cassette(cassette, [interaction("Hi", answer=body)])

    (slot,) = read_slots(cassette)

    assert slot.answer().body == body
    assert parse([slot])[0].answer.body == body


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(b"{}", mtime=0)), ("deflate", zlib.compress(b"{}")), ("br", b"\x0b\x00")],
    ids=["gzip", "deflate", "br"],
)
def test_a_packed_answer_is_unpacked(encoding: str, packed: bytes) -> None:
    """People can read it and the search for secrets too; what cannot be unpacked stays as it is."""
    headers = {"Content-Encoding": [encoding], "Date": ["today"]}

    answer = from_vcr({"status": {"code": 200, "message": "OK"}, "headers": headers, "body": {"string": packed}})

    unpacked = encoding != "br"
    assert answer.body == (b"{}" if unpacked else packed)
    assert dict(answer.headers) == ({} if unpacked else {"content-encoding": ("br",)})
    assert from_entry(AnswerEntry.model_validate(to_entry(answer))).body == answer.body


def test_an_image_is_a_file_beside_the_cassette(server: ScriptedServer, cassette: Path) -> None:
    """Named by its pixels, once, as it was sent; the cassette names it."""
    url = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
    message: dict[str, Any] = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}
    with tape(cassette, Mode.ONCE):
        ask(server.base_url, message)
        ask(server.base_url, message, "And?")

    with tape(cassette):
        said = [ask(NOWHERE, message), ask(NOWHERE, message, "And?")]

    (image,) = image_files(cassette)
    assert said == ["answer 1", "answer 2"]
    assert (image.parent, image.read_bytes()) == (cassette.parent / "images", PIXEL)
    assert cassette.read_text(encoding="utf-8").count(f'"image:{image.name}"') == 1
    assert "base64" not in cassette.read_text(encoding="utf-8")


def test_only_headers_that_are_needed_are_kept(cassette: Path) -> None:
    """No cookie, no organisation, no date."""
    headers = {"Set-Cookie": "a=b", "openai-organization": "acme", "x-request-id": "r", "Retry-After": "1"}
    with ScriptedServer([Raw(body=b"{}", headers=headers)]) as server, tape(cassette, Mode.ONCE):
        post(server.base_url, {"messages": []}, headers={"Authorization": "Bearer xyz", "X-Custom": "mine"})

    (slot,) = read_slots(cassette)

    assert dict(slot.answer().headers) == {"content-type": ["application/json"], "retry-after": ["1"]}
    text = cassette.read_text(encoding="utf-8").lower()
    assert not [word for word in ("acme", "bearer", "custom", "cookie", "request-id", "127.0.0.1") if word in text]


def test_vcrpy_reads_and_writes_the_format(cassette: Path) -> None:
    """Through our persister and matcher, without anything else of ours."""
    recorder = vcr.VCR(match_on=["traineebench"])
    recorder.register_persister(CassettePersister)
    recorder.register_matcher("traineebench", same_request)
    with ScriptedServer(lambda request: Say(text=f"{request.number}")) as server, recorder.use_cassette(str(cassette)):
        recorded = converse(server.base_url)

    with recorder.use_cassette(str(cassette), record_mode="none"):
        by_vcrpy = converse(NOWHERE)
    with tape(cassette):
        by_us = converse(NOWHERE)

    assert recorded == by_vcrpy == by_us


def test_a_canonical_body_is_canonical_again() -> None:
    """What a file holds is compared like what was sent."""
    body = {"messages": [{"role": "user", "content": f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"}]}
    first = Canonicalizer().ask("POST", "/v1", json.dumps(body).encode())

    again = Canonicalizer().ask(
        "POST", "/v1", json.dumps({"messages": [first.part_list("messages")[0].value]}).encode()
    )

    assert again.digest == first.digest
