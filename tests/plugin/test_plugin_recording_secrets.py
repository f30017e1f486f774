"""Forty secrets, planted wherever an agent, a server or a machine can put one: none is on disk or on the screen."""

from __future__ import annotations

import base64
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from plugin.bench import Bench

from pytest_traineebench.llm.messages import ToolCall
from pytest_traineebench.llm.scripted import ChatRequest, Raw, Reply, Say, ScriptedServer, refuse
from pytest_traineebench.plugin.recording import environment_secrets

pytest_plugins = ("pytester",)

# In pieces, so that no scanner of this repository takes them for true ones.
HEADERS = {
    "Authorization": "Bearer " + "hdr-auth-Kq81mLpW",
    "X-Api-Key": "hdr-xkey-77aa88bb",
    "Cookie": "sid=hdr-cookie-5512; theme=hdr-theme-0815",
    "OpenAI-Organization": "org-" + "HdrOrganization01",
    "OpenAI-Project": "proj_" + "HdrProjectNumber1",
    "X-Goog-Api-Key": "AIza" + "HdrGoogleKey0123456789abcdefghij",
    "Proxy-Authorization": "Basic " + base64.b64encode(b"joe:hdr-proxy-pass-1").decode(),
}
QUERY = {"key": "qry-key-000111", "api_key": "qry-apikey-222", "access_token": "qry-token-333", "sig": "qry-sig-444"}
URL_WORD = "url-pass-word-9"
ENVIRONMENT = {
    "ACME_API_KEY": "env-key-1122334455",
    "ACME_API_KEY_2": "env-second-key-66778899",
    "DB_PASSWORD": "env-pass-7",
    "HTTPS_PROXY": "http://joe:env-proxy-pw-3@proxy.invalid:3128",
    "OPENAI_ORG_ID": "org-" + "EnvOrganization02",
}
KEY, PROXY_PASSWORD = "cfg-own-endpoint-key-4711", "cfg-proxy-pass-word-5"
SHAPED = [
    "sk-" + "proj-Zq81mLpW7x_YtR4vB2nC",
    "sk-" + "ant-api03-abcdefghij0123456789",
    "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    "glpat-" + "abcdEFGH12345678wxyz",
    "AIza" + "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
    "xoxb-" + "123456789012-abcdefghijkl",
    "hf_" + "abcdefghijklmnopqrstuvwxyz012345",
    "gsk_" + "abcdEFGH1234abcdEFGH1234",
    "npm_" + "0123456789abcdefghijABCDEFGHIJ012345",
    "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "org-" + "AbCdEfGhIjKlMnOpQrSt",
]
SIGNED = [
    "hdr-auth-Kq81mLpW",
    "hdr-xkey-77aa88bb",
    "hdr-cookie-5512",
    "hdr-theme-0815",
    "hdr-proxy-pass-1",
    HEADERS["OpenAI-Organization"],
    HEADERS["OpenAI-Project"],
    HEADERS["X-Goog-Api-Key"],
    *QUERY.values(),
    URL_WORD,
]
OF_THE_MACHINE = [
    "env-key-1122334455",
    "env-second-key-66778899",
    "env-pass-7",
    "env-proxy-pw-3",
    ENVIRONMENT["OPENAI_ORG_ID"],
    KEY,
    PROXY_PASSWORD,
]


def in_base64(secret: str) -> str:
    """Return a text with a secret in the middle, in base64."""
    return base64.b64encode(f"user=joe&it={secret}; and more".encode()).decode()


def picture(note: str) -> str:
    """Return a picture with a packed note as a data URL."""
    file, notes = io.BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Comment", note, zip=True)
    Image.new("RGB", (20, 10), "red").save(file, "PNG", pnginfo=notes)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def on_disk(root: Path) -> bytes:
    """Return all that a session left, unpacked where it is packed."""
    left = b""
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.suffix not in {".py", ".pyc"} and path.name != "plan.json":
            data = path.read_bytes()
            left += data + b"".join(_unpacked(data))
    return left


def _unpacked(data: bytes) -> Iterator[bytes]:
    at = data.find(b"zTXt")
    if at >= 0:
        yield zlib.decompress(data[data.index(b"\0", at + 4) + 2 :][:500])


AGENT = """
import httpx2, json, pathlib
plan = json.loads(pathlib.Path("plan.json").read_text())
try:
    with httpx2.Client(trust_env=False) as http:
        told = http.post(plan["url"], json=plan["body"], headers=plan["headers"], params=plan["query"]).text
except Exception as error:
    told = repr(error)
for call in plan["calls"]:
    day.turn([], text=call["message"] + told)
    day.call("SendMessage", **call)
    day.call("ExecuteCommand", command="echo " + call["message"])
(day._office.workspace.root / "note.txt").write_text("\\n".join(call["message"] for call in plan["calls"]))
day.memory["told"] = told
if plan["raises"]:
    raise RuntimeError(told + plan["raises"])
day.call("all_tasks_done")
"""


class Scene:
    """A project in which an agent is told, says and writes secrets."""

    def __init__(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bench = bench
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        bench.scenario()
        bench.agent(AGENT)

    def run(self, reply: Reply, *, message: str, said: tuple[str, ...] = (), raises: str = "", npc: str = "") -> str:
        """Work a day, recording; return all that is on disk and on the screen, without the project's own files."""
        bench = self.bench

        def answer(request: ChatRequest) -> Reply:
            return Say(text=npc) if request.body.get("model") == "npc" else reply

        with ScriptedServer(answer) as server:
            url = server.base_url.replace("http://", f"http://joe:{URL_WORD}@") + "/chat/completions"
            body = {"model": "m", "messages": [{"role": "user", "content": message}]}
            name = "Jennifer Jackson"
            calls = [{"receiver": name, "message": text} for text in said]
            plan = {"url": url, "body": body, "headers": HEADERS, "query": QUERY, "calls": calls, "raises": raises}
            bench.write("plan.json", json.dumps(plan))
            endpoint = {"model_name": "npc", "base_url": server.base_url, "api_key_var": KEY, "proxy_url": False}
            proxied = {**endpoint, "proxy_url": f"http://joe:{PROXY_PASSWORD}@proxy.invalid:1"}
            config = bench.write("../api_config.json", json.dumps({"npc": endpoint, "other": proxied}))
            result = bench.run(
                "--traineebench-record=rewrite",
                "--traineebench-results=out",
                "--junitxml=report.xml",
                f"--traineebench-api-config={config}",
                *(["--traineebench-npc=npc"] if npc else []),
            )
        return on_disk(bench.root).decode("latin-1") + result.stdout.str() + result.stderr.str()


@pytest.fixture
def scene(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Return an empty project on a machine with secrets in its environment."""
    return Scene(bench, monkeypatch)


def found(secrets: list[str], text: str) -> list[str]:
    """Return which secrets are in a text, as they are or in base64."""
    return [secret for secret in secrets if secret in text or in_base64(secret) in text]


def test_what_signs_a_request_is_nowhere(scene: Scene) -> None:
    """Headers, query and URL; the request itself is recorded."""
    left = scene.run(Say(text="Fine."), message="Good morning.")

    assert "Good morning." in left
    assert found(SIGNED + OF_THE_MACHINE, left) == []


def test_what_is_sent_said_and_written_is_nowhere(scene: Scene) -> None:
    """In a body, in arguments, in what a command prints and what a file holds: keys of makers and of this machine."""
    secrets = [*SHAPED, *OF_THE_MACHINE]

    left = scene.run(Say(text="Fine."), message=f"Use {secrets[0]}.", said=tuple(f"Is it {s}?" for s in secrets))

    assert "Is it <key>?" in left
    assert found(secrets, left) == []


def test_what_is_answered_is_nowhere(scene: Scene) -> None:
    """By a model, by a colleague, in a call, and in the exception that the agent makes of it."""
    told = " ".join(SHAPED)
    calls = (ToolCall(id="c", name="Run", arguments=json.dumps({"with": SHAPED[0]})),)

    left = scene.run(Say(text=told, calls=calls), message="Hi", raises=" ".join(OF_THE_MACHINE))
    left += scene.run(Say(text="Fine."), message="Hi", said=("Who?",), npc=f"It is {told} {KEY}.")

    assert found([*SHAPED, *OF_THE_MACHINE], left) == []


def test_a_refusal_is_recorded_without_the_account(scene: Scene) -> None:
    """A text such as that of a rate limit names the organisation, and does not end the recording."""
    organisation = "org-" + "AbCdEfGhIjKlMnOpQrSt"

    left = scene.run(refuse(403, f"Your organization {organisation} must be verified."), message="Hi", said=("Who?",))

    assert "Your organization org-hidden must be verified." in left
    assert organisation not in left
    assert (scene.bench.root / "cassettes/alpha/day_1/own.agent.yaml").exists()


@pytest.mark.parametrize("secret", [SHAPED[0], SHAPED[3], KEY, "env-proxy-pw-3"])
def test_base64_hides_nothing(scene: Scene, secret: str) -> None:
    """Wherever in the encoded text it begins."""
    wrapped = [base64.b64encode(f"{'.' * n}{secret} and more".encode()).decode() for n in range(3)]
    for text in wrapped:
        left = scene.run(Say(text="Fine."), message=f"Decode {text}!", said=(f"What is {text}?",))

        assert text not in left


@pytest.mark.parametrize("secret", [SHAPED[0], KEY])
def test_a_note_in_an_image_is_found(scene: Scene, secret: str) -> None:
    """Beside the pixels, packed as it may be."""
    left = scene.run(Say(text="Fine."), message=picture(f"made with {secret}"))

    assert secret not in left
    assert "is not saved: what looks like a secret stands in" in left


def test_a_miss_does_not_show_a_secret(scene: Scene) -> None:
    """Neither of the two versions that stand side by side, nor the address."""
    scene.run(Say(text="Fine."), message="Good morning.")
    plan = json.loads((scene.bench.root / "plan.json").read_text())
    plan["body"]["messages"][0]["content"] = f"Good {SHAPED[0]} {HEADERS['X-Api-Key']}"
    scene.bench.write("plan.json", json.dumps(plan))

    missed = scene.bench.run("--traineebench-results=out", "--junitxml=report.xml")

    missed.assert_outcomes(failed=1)
    left = on_disk(scene.bench.root).decode("latin-1") + missed.stdout.str()
    assert "was not recorded" in left
    assert found([*SHAPED, *SIGNED], left) == []


def test_a_vector_is_no_secret(scene: Scene) -> None:
    """Clients ask for embeddings in base64, thousands of letters long."""
    vector = base64.b64encode(bytes(range(7, 250)) * 20).decode()
    page = {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": vector}]}

    left = scene.run(Raw(body=json.dumps(page).encode()), message="Hi")

    assert vector in left


def test_the_environment_is_searched_by_name() -> None:
    """Paths and plain words are settings."""
    variables = {
        "SSH_KEY_PATH": "/home/joe/.ssh/id_1",
        "TOKENIZERS_PARALLELISM": "false12345",
        "KEY_MODE": "relaxed",
        "MY_TOKEN": "tok-12345",
        "APIKEY": "apikey-12345",
        "PAGE": "http://joe:p%40ss-123@host/x",
    }

    assert environment_secrets(variables) == ["apikey-12345", "tok-12345", "p%40ss-123", "p@ss-123", "joe:p%40ss-123"]
