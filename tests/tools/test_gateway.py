"""The gateway: limits, identity, costs, and the log of every call."""

from __future__ import annotations

import json
import types
from pathlib import Path
from typing import Any

import pytest
from support.offices import ANN, BEN, Desk, at, sit_down

from pytest_traineebench.company.events import ToolCalled, TurnTaken, of_kind, to_json_line
from pytest_traineebench.company.staff import TRAINEE, hire
from pytest_traineebench.errors import DayOverError
from pytest_traineebench.randomness import stream
from pytest_traineebench.scenario.stage import all_tools
from pytest_traineebench.tool import MAX_ARGUMENTS, MAX_RESULT, Toolbox, ToolCall, cut_middle

NINE_TO_TEN = {"start_time": "2025-10-01T09:00:00", "end_time": "2025-10-01T10:00:00"}
TEN_TO_ELEVEN = {"start_time": "2025-10-01T10:00:00", "end_time": "2025-10-01T11:00:00"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A trainee with her tools."""
    return sit_down(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "not JSON: Expecting value at character 0"),
        ("   ", "not JSON"),
        ("null", "must be a JSON object"),
        ("[]", "must be a JSON object"),
        ("true", "must be a JSON object"),
        ('"{}"', "must be a JSON object"),
        ('{"receiver": "Ben King"', "not JSON: Expecting ',' delimiter"),
        ("{'receiver': 'Ben King'}", "not JSON"),
        ("{} {}", "not JSON: Extra data"),
        ("receiver=Ben King", "not JSON"),
        ('{"receiver": "Ben King", "message": "a", "message": "b"}', "name 'message' more than once"),
        ('{"receiver": "Ben King", "message": NaN}', "NaN is no number"),
        ('{"receiver": "Ben King", "message": -Infinity}', "-Infinity is no number"),
        ('{"receiver": "Ben King", "message": ' + "9" * 5000 + "}", "a number is too long"),
        ("[" * 100_000, "nested too deeply"),
        ('{"message": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"receiver": "Ben King", "message": "\\ud800"}', "half of a surrogate pair"),
        ('{"receiver": "Ben King", "message": "\ud800"}', "half of a surrogate pair"),
        ('{"receiver": "Ben King", "\\udc00": "x"}', "half of a surrogate pair"),
        ('{"message": "' + "x" * 10_000_000 + '"}', "have 10,000,015 characters; at most 1,000,000"),
        ("{}", "receiver is missing; message is missing"),
        ('{"receiver": "Ben King"}', "message is missing"),
        ('{"receiver": "Ben King", "message": 5}', "message: input should be a valid string"),
        ('{"receiver": null, "message": "x"}', "receiver: input should be a valid string"),
        ('{"receiver": ["Ben King"], "message": "x"}', "receiver: input should be a valid string"),
        ('{"receiver": "Ben King", "message": "x", "to": "y"}', "there is no argument 'to'"),
        ('{"receiver": "Ben King", "message": "x", "office": "y"}', "there is no argument 'office'"),
        (json.dumps(dict.fromkeys(map(str, range(5000)))), "and 4,997 more"),
    ],
)
def test_bad_arguments_are_told_and_do_nothing(desk: Desk, arguments: str, told: str) -> None:
    """They cost what the call costs; the text is short and can be written to a file."""
    result = desk.raw("SendMessage", arguments)

    assert result.outcome == "error"
    assert result.text.startswith("[Error] SendMessage: ")
    assert told in result.text
    assert len(result.text) < 1000
    assert desk.now == "08:05"
    assert [type(event) for event in desk.office.log] == [TurnTaken, ToolCalled]
    assert all(len(to_json_line(event, 1).encode()) < 100_000 for event in desk.office.log)


@pytest.mark.parametrize(
    "arguments",
    [
        {"message": {1, 2}},
        {"message": object()},
        {"message": b"bytes"},
        {"message": 10**5000},
        {"message": "\ud800"},
        {"message": "x" * 5_000_000},
        {("a", "b"): 1},
    ],
)
def test_objects_that_are_no_json_are_told(desk: Desk, arguments: Any) -> None:
    """An agent that passes Python objects gets an error as well, and the log stays writable."""
    result = desk.raw("SendMessage", arguments)

    assert result.outcome == "error"
    assert all(to_json_line(event, 1).encode() for event in desk.office.log)


def test_an_endless_object_is_told(desk: Desk) -> None:
    """An object that holds itself."""
    arguments: dict[str, Any] = {}
    arguments["message"] = arguments

    assert desk.raw("SendMessage", arguments).outcome == "error"


def test_any_mapping_is_an_object(desk: Desk) -> None:
    """Not only a dictionary."""
    arguments = types.MappingProxyType({"receiver": BEN, "message": "hello"})

    assert desk.raw("SendMessage", arguments).text == "[!Message] from Ben King: Ben read: hello"


@pytest.mark.parametrize("name", ["sendmessage", "", "x" * 10_000_000, "\ud800", "SendMessage\n", "../etc/passwd"])
def test_an_unknown_tool_is_told(desk: Desk, name: str) -> None:
    """It costs a minute; the text is short, and can be written to a file."""
    result = desk.raw(name, "{}")

    assert result.outcome == "error"
    assert "there is no tool of that name; " in result.text
    assert len(result.text) < 1000
    assert result.text.encode()
    assert desk.now == "08:01"
    assert len(desk.logged[0].name) <= 200


def test_a_near_miss_of_a_name_is_suggested(desk: Desk) -> None:
    """Spelling is the usual mistake."""
    assert desk.raw("SendMesage", "{}").text.endswith("did you mean 'SendMessage'?")


@pytest.mark.parametrize(
    ("tool", "argument", "rest"),
    [
        ("SendMessage", "sender", {"receiver": BEN, "message": "hello"}),
        ("CreateChatGroup", "agent_name", {"group_members": [BEN]}),
        ("SendGroupMessage", "sender", {"group_id": 1, "message": "hello"}),
        ("BookMeeting", "applicant", {"attendees": BEN, "room_name": "Room_02", **TEN_TO_ELEVEN}),
        ("CancelMeeting", "applicant", {"room_name": "Room_01", **NINE_TO_TEN}),
        ("AttendMeeting", "agent_name", {"room_name": "Room_01", **NINE_TO_TEN}),
    ],
)
def test_the_trainee_acts_in_her_own_name(tmp_path: Path, tool: str, argument: str, rest: dict[str, Any]) -> None:
    """The published argument stays, in any case and spacing, or not at all; another name is refused without effect."""
    for name, outcome in (
        (TRAINEE, "ok"),
        (" alice  SMITH\n", "ok"),
        (None, "ok"),
        (ANN, "error"),
        ("", "error"),
        ("Alice", "error"),
        (5, "error"),
    ):
        desk = sit_down(tmp_path, start="08:55")
        desk.office.chat.create_group([BEN])
        desk.office.calendar.add(room="Room_01", start=at("09:00"), end=at("10:00"), organizer=TRAINEE, attendees=[BEN])
        before = len(desk.office.log)

        result = desk.raw(tool, json.dumps(rest if name is None else {argument: name, **rest}))

        assert result.outcome == outcome, result.text
        if outcome == "error":
            assert f"{argument} must be 'Alice Smith'" in result.text
            assert len(desk.office.log) == before + 2


def test_two_wrong_names_are_told_in_a_fixed_order(desk: Desk) -> None:
    """Not in that of a set."""
    told = desk.call("SendMessage", sender="x", applicant="y", agent_name="z", receiver=BEN, message="hello")

    assert told.startswith("[Error] SendMessage: agent_name must be")


@pytest.mark.parametrize(
    ("value", "fits"),
    [(1, True), ("1", True), (1.0, True), (True, False), (1.5, False), ("one", False), (None, False), ([1], False)],
)
def test_a_number_is_a_whole_number(desk: Desk, value: object, fits: bool) -> None:  # noqa: FBT001  -- a parameter
    """Written as a text it is understood; true is no number."""
    result = desk.raw("JumpTime", json.dumps({"minutes": value}))

    assert (result.outcome == "ok") is fits, result.text
    assert desk.now == ("08:02" if fits else "08:01")


def test_a_text_is_no_list(desk: Desk) -> None:
    """One name instead of a list of names is not taken letter by letter."""
    told = desk.call("CreateChatGroup", group_members=BEN)

    assert told == "[Error] CreateChatGroup: group_members: input should be a valid list"


def test_three_calls_of_a_turn_are_executed(desk: Desk) -> None:
    """The surplus is answered in its place, has no effect and costs nothing; the order stays."""
    calls = [
        ToolCall("SendMessage", {"receiver": BEN, "message": f"message {number}"}, str(number)) for number in range(5)
    ]

    turn = desk.turn(*calls)

    assert [result.id for result in turn.results] == ["0", "1", "2", "3", "4"]
    assert [result.outcome for result in turn.results] == ["ok", "ok", "ok", "surplus", "surplus"]
    assert turn.results[3].text == "Not executed: at most 3 tools can be called in one turn. Call it again."
    assert turn.time == "[System Time] 2025-10-01 08:15:00"
    assert [event.minutes for event in desk.logged] == [5, 5, 5, 0, 0]
    assert "message 3" not in str([event for event in desk.office.log if not isinstance(event, ToolCalled)])
    assert (desk.toolbox.turns, desk.toolbox.calls) == (1, 3)


def test_a_thousand_calls_of_a_turn_are_answered(desk: Desk) -> None:
    """Each of them."""
    turn = desk.turn(*[ToolCall("calculator", {"expression": "1"})] * 1000)

    assert len(turn.results) == 1000
    assert desk.now == "08:03"


def test_wrong_calls_count_as_calls(desk: Desk) -> None:
    """Three wrong ones, and the fourth is surplus."""
    turn = desk.turn(*[ToolCall("nonsense", "")] * 3, ToolCall("ListUsers"))

    assert [result.outcome for result in turn.results] == ["error", "error", "error", "surplus"]


def test_a_turn_may_have_no_call(desk: Desk) -> None:
    """It is logged with what the agent says, and time stands still."""
    turn = desk.toolbox.turn([], text="let me think \ud800")

    assert turn.results == ()
    logged = next(of_kind(desk.office.log, TurnTaken))
    assert (logged.number, logged.calls, logged.text) == (1, 0, "let me think ?")
    assert desk.now == "08:00"


def test_calls_after_done_are_not_executed(desk: Desk) -> None:
    """In the same turn they are answered; after it there is no turn."""
    turn = desk.turn(ToolCall("all_tasks_done"), ToolCall("SendMessage", {"receiver": BEN, "message": "x"}))

    assert [result.outcome for result in turn.results] == ["ok", "surplus"]
    assert turn.results[1].text == "Not executed: the day is over."
    assert desk.now == "08:01"
    with pytest.raises(DayOverError):
        desk.turn()


def test_no_call_is_executed_after_the_end_of_the_day(tmp_path: Path) -> None:
    """A call that takes the clock there is the last."""
    desk = sit_down(tmp_path, start="19:57")

    turn = desk.turn(*[ToolCall("SendMessage", {"receiver": BEN, "message": "x"})] * 2)

    assert [result.outcome for result in turn.results] == ["ok", "surplus"]
    assert desk.logged[0].minutes == 3
    with pytest.raises(DayOverError):
        desk.turn()


def test_calls_are_logged_once_with_their_times(desk: Desk) -> None:
    """When each began, what it cost, its turn; after its own effects."""
    desk.turn(
        ToolCall("SendMessage", {"receiver": BEN, "message": "hello"}, "call_1"),
        ToolCall("JumpTime", '{"minutes": 30}'),
    )
    desk.turn(ToolCall("DownloadFileFromCloudDisk", {"file_path": "manual.md"}))

    logged = [(event.turn, event.name, f"{event.at:%H:%M}", event.minutes, event.outcome) for event in desk.logged]
    assert logged == [
        (1, "SendMessage", "08:00", 5, "ok"),
        (1, "JumpTime", "08:05", 31, "ok"),
        (2, "DownloadFileFromCloudDisk", "08:36", 10, "ok"),
    ]
    assert desk.logged[0].id == "call_1"
    assert json.loads(desk.logged[0].arguments) == {"receiver": BEN, "message": "hello"}
    assert [type(event).__name__ for event in desk.office.log] == [
        "TurnTaken",
        "MessageSent",
        "MessageSent",
        "ToolCalled",
        "TimeJumped",
        "ToolCalled",
        "TurnTaken",
        "FileDownloaded",
        "ToolCalled",
    ]


def test_arguments_are_logged_as_they_were_written(desk: Desk) -> None:
    """Broken ones too, but no more of huge ones than anybody reads."""
    desk.raw("SendMessage", "{broken")
    desk.raw("SendMessage", "x" * 10_000_000)

    assert desk.logged[0].arguments == "{broken"
    assert len(desk.logged[1].arguments) < 21_000
    assert "9,980,000 of 10,000,000 characters left out" in desk.logged[1].arguments


def test_who_asks_is_told_of_each_call(tmp_path: Path) -> None:
    """After it was answered, surplus included."""
    office = sit_down(tmp_path).office
    seen: list[tuple[str, str]] = []
    toolbox = Toolbox(office, all_tools(), after_call=lambda event: seen.append((event.name, event.outcome)))

    toolbox.turn([ToolCall("ListUsers"), ToolCall("nothing"), ToolCall("ListUsers"), ToolCall("ListUsers")])

    assert seen == [("ListUsers", "ok"), ("nothing", "error"), ("ListUsers", "ok"), ("ListUsers", "surplus")]


def test_notices_are_told_once(desk: Desk) -> None:
    """With the turn in which they came."""
    desk.office.inbox.expect(at("08:03"), "b", "do b", at("20:00"))

    first, second, third = [desk.turn(ToolCall("JumpTime", {"minutes": 1})) for _ in range(3)]

    assert [[notice.text for notice in turn.notices] for turn in (first, second, third)] == [[], ["do b"], []]


def test_the_largest_staff_is_listed_in_full(tmp_path: Path) -> None:
    """Nobody is cut out of the middle: the agent could not find them elsewhere."""
    staff = hire(1800, stream(1, "staff"))
    desk = sit_down(tmp_path, staff=staff)

    listed = desk.call("ListUsers")

    assert all(person.name in listed for person in staff)


@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 102, 150, 10_000])
def test_a_cut_text_says_how_much_is_missing(length: int) -> None:
    """Both ends stay, and the figure is true."""
    text = "".join(chr(ord("a") + number % 26) for number in range(length))

    cut = cut_middle(text, 100)

    if length <= 100:
        assert cut == text
    else:
        head, note, tail = cut.partition("\n... [")[0], cut, cut.rpartition("] ...\n")[2]
        assert text.startswith(head)
        assert text.endswith(tail)
        assert f"[{length - len(head) - len(tail):,} of {length:,} characters left out here]" in note
        assert len(head) + len(tail) == 100


def test_long_errors_are_cut(desk: Desk) -> None:
    """An argument that is repeated in a refusal does not make it endless."""
    told = desk.call("SendMessage", receiver="x" * 500_000, message="hello")

    assert len(told) < MAX_RESULT + 100
    assert MAX_ARGUMENTS > 500_000


def test_no_answer_holds_a_path_of_the_host(tmp_path: Path) -> None:
    """Whatever is asked, in whatever state the workspace is."""
    desk = sit_down(tmp_path, start="00:00", end="23:59")
    root = desk.office.workspace.root
    (root / "folder").mkdir()
    (root / "file").write_text("text")
    (root / "link").symlink_to(tmp_path)
    (root / "unreadable").mkdir(mode=0)
    names = ["", ".", "..", "../..", str(root), str(tmp_path), "folder", "file", "file/x", "link", "link/x"]
    names += [
        "folder/..",
        "unreadable/x",
        "x" * 300,
        "a\0b",
        "/etc/passwd",
        "/proc/self/cwd",
        "CloudDisk:..",
        "kb",
        "~",
    ]

    for name in names:
        desk.call("OpenFolderInCloudDisk", folder_path=name)
        desk.call("DownloadFileFromCloudDisk", file_path=name)
        desk.call("ReadAsDataURL", file_path=name)
        desk.call("GetErrorLogs", server_id=name)
        desk.call("BookMeeting", attendees=name, room_name=name, start_time=name, end_time=name)
    for name in names:
        desk.call("DownloadFileFromCloudDisk", file_path="manual.md", target_path=name)

    # The paths that were asked for are repeated; apart from them none is told.
    told = "\n".join(event.result for event in desk.logged if str(tmp_path) not in event.arguments)
    assert str(tmp_path) not in told
    assert "pytest-of" not in told
    assert len(desk.logged) == 6 * len(names)
    (root / "unreadable").chmod(0o700)
