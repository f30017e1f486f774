"""A chat model speaks for the colleagues; the server is scripted, the HTTP real."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from npc.npc_samples import BRIEFS, BYSTANDER, FOLDERS, HANDBOOK, HR_MANAGER, MAINTAINER, OWNER, STAFF, TRAINEE

from pytest_traineebench.company.chat import Line
from pytest_traineebench.llm.client import ChatModels
from pytest_traineebench.llm.endpoints import load_endpoints
from pytest_traineebench.llm.messages import Usage
from pytest_traineebench.llm.retry import Retry
from pytest_traineebench.llm.scripted import Say, Script, ScriptedServer, refuse
from pytest_traineebench.npc.colleagues import BriefedColleagues
from pytest_traineebench.npc.model import ModelVoice

WHO = "Who is responsible for the company website?"
Play = Callable[[Script], tuple[BriefedColleagues, ScriptedServer]]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Start a server with a script and return colleagues that speak through it."""
    with ExitStack() as stack:

        def start(script: Script) -> tuple[BriefedColleagues, ScriptedServer]:
            server = stack.enter_context(ScriptedServer(script))
            entry = {"model_name": "m", "api_key_var": "k", "base_url": server.base_url, "proxy_url": False}
            path = tmp_path / "api_config.json"
            path.write_text(json.dumps({"m": entry}), encoding="utf-8")
            models = stack.enter_context(ChatModels(load_endpoints(path), retry=Retry(attempts=1)))
            voice = ModelVoice(models.get("m"))
            return BriefedColleagues(BRIEFS, staff=STAFF, trainee=TRAINEE, handbook=HANDBOOK, voice=voice), server

        yield start


def test_the_model_is_asked_coldly(play: Play) -> None:
    """Temperature 0, top_p 1, no tools; the words and the tokens come back."""
    colleagues, server = play([Say(text=f"It is {MAINTAINER.name}.", usage=Usage(prompt=90, completion=7, total=97))])

    reply = colleagues.reply(HR_MANAGER.name, WHO)

    body = server.requests[0].body
    assert (body["temperature"], body["top_p"], "tools" in body) == (0, 1, False)
    assert (reply.text, reply.prompt_tokens, reply.completion_tokens) == (f"It is {MAINTAINER.name}.", 90, 7)
    assert reply.faults == ()


def test_the_prompt_holds_this_person_s_briefs_only(play: Play) -> None:
    """Who one is, what one knows and the handbook are told; what others know is not."""
    colleagues, server = play([Say(text=f"It is {MAINTAINER.name}.")])

    colleagues.reply(HR_MANAGER.name, WHO)

    prompt = str(server.requests[0].messages[0]["content"])
    assert all(part in prompt for part in (HR_MANAGER.name, "HR Manager", "Human Resources", TRAINEE, HANDBOOK))
    own = [brief for brief in BRIEFS if brief.person == HR_MANAGER.name]
    assert all(brief.when in prompt and brief.reply in prompt for brief in own)
    assert FOLDERS[0] not in prompt


def test_who_knows_nothing_is_told_so(play: Play) -> None:
    """A colleague without briefs still has a prompt that makes sense."""
    colleagues, server = play([Say(text="I do not know.")])

    colleagues.reply(BYSTANDER.name, WHO)

    assert "Nothing that concerns the work of interns" in str(server.requests[0].messages[0]["content"])


def test_the_conversation_goes_along(play: Play) -> None:
    """Earlier lines are sent in turns that alternate, with their speakers, direct and group alike."""
    colleagues, server = play([Say(text="Sure.")])
    heard = (
        Line(TRAINEE, "Hello all"),
        Line(BYSTANDER.name, "Hi"),
        Line(OWNER.name, "Hello"),
        Line(TRAINEE, "One more"),
        Line(OWNER.name, f"{OWNER.name} does not answer right now."),
    )

    colleagues.reply(OWNER.name, "Still there?", heard=heard)

    assert [(message["role"], message["content"]) for message in server.requests[0].messages[1:]] == [
        ("user", f"{TRAINEE}: Hello all\n\n{BYSTANDER.name}: Hi"),
        ("assistant", "Hello"),
        ("user", f"{TRAINEE}: One more\n\n{TRAINEE}: Still there?"),
    ]


def test_equal_turns_are_equal_requests(play: Play) -> None:
    """The bytes of a request depend on nothing but the turn."""
    colleagues, server = play([Say(text="a"), Say(text="b")])

    for _ in range(2):
        colleagues.reply(OWNER.name, "Hi", heard=(Line(TRAINEE, "Hello"), Line(OWNER.name, "Hi")))

    first, second = server.requests
    assert first.raw == second.raw


def test_a_model_that_withholds_is_at_fault(play: Play) -> None:
    """The check hears the model too."""
    colleagues, _ = play([Say(text="No idea.")])

    (fault,) = colleagues.reply(HR_MANAGER.name, WHO).faults

    assert (fault.kind, fault.topic) == ("withheld", "maintainer")


def test_a_model_that_fails_does_not_answer(play: Play) -> None:
    """The trainee gets a neutral line, the run a fault with the reason."""
    colleagues, _ = play([refuse(400, "context too long")])

    reply = colleagues.reply(HR_MANAGER.name, WHO)

    assert reply.text == f"{HR_MANAGER.name} does not answer right now."
    assert [fault.kind for fault in reply.faults] == ["no-answer"]
    assert "context too long" in reply.faults[0].detail


def test_an_empty_turn_is_no_answer(play: Play) -> None:
    """A model that says nothing has not answered."""
    colleagues, _ = play([Say(text="  ")])

    assert colleagues.reply(HR_MANAGER.name, WHO).faults[0].kind == "no-answer"


def test_thoughts_are_not_spoken(play: Play) -> None:
    """What a reasoning model thinks aloud is cut off before the trainee sees it."""
    colleagues, _ = play([Say(text="<think>The code is AUTH-EMG-123.</think>\n\nI do not know.")])

    reply = colleagues.reply(BYSTANDER.name, WHO)

    assert (reply.text, reply.faults) == ("I do not know.", ())


def test_briefs_of_strangers_are_refused() -> None:
    """A brief of somebody who does not work here is a mistake in a family, found at once."""
    with pytest.raises(ValueError, match=HR_MANAGER.name):
        BriefedColleagues(BRIEFS, staff=[BYSTANDER], trainee=TRAINEE, handbook=HANDBOOK)
