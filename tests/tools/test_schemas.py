"""What agents are told of the tools, against the published interface."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from support.offices import Desk, sit_down

from pytest_traineebench.scenario.stage import all_tools

IDENTITY = {"sender", "applicant", "agent_name"}
MINUTES = {
    "DownloadFileFromCloudDisk": 10,
    "SendGroupMessage": 10,
    "SendMessage": 5,
    "BookMeeting": 5,
    **dict.fromkeys(("CancelMeeting", "CreateChatGroup", "ListUsers", "OpenFolderInCloudDisk", "GetAvailableRooms"), 1),
    **dict.fromkeys(
        ("ListChatGroups", "ExecuteCommand", "calculator", "AttendMeeting", "JumpTime", "ReadAsDataURL"), 1
    ),
    **dict.fromkeys(("GetErrorLogs", "GetHistoricalLoadTimes", "GetPerformanceSummary", "GetRealTimeSystemHealth"), 1),
    **dict.fromkeys(("ListMonitoredServices", "RebootServer", "all_tasks_done"), 1),
}
PARAMETERS = {
    "DownloadFileFromCloudDisk": {"file_path": "string", "target_path": "string"},
    "OpenFolderInCloudDisk": {"folder_path": "string"},
    "CreateChatGroup": {"agent_name": "string", "group_members": "array"},
    "ListChatGroups": {},
    "ListUsers": {},
    "SendGroupMessage": {"sender": "string", "group_id": "integer", "message": "string"},
    "SendMessage": {"sender": "string", "receiver": "string", "message": "string"},
    "ExecuteCommand": {"command": "string"},
    "AttendMeeting": {"agent_name": "string", "room_name": "string", "start_time": "string", "end_time": "string"},
    "BookMeeting": {
        "applicant": "string",
        "attendees": "string",
        "room_name": "string",
        "start_time": "string",
        "end_time": "string",
    },
    "CancelMeeting": {"applicant": "string", "start_time": "string", "end_time": "string", "room_name": "string"},
    "GetAvailableRooms": {"start_time": "string", "end_time": "string"},
    "JumpTime": {"minutes": "integer"},
    "calculator": {"expression": "string"},
    "GetErrorLogs": {"server_id": "string", "lines": "integer"},
    "GetHistoricalLoadTimes": {"time_window": "string", "page_url": "string"},
    "GetPerformanceSummary": {"time_window": "string"},
    "GetRealTimeSystemHealth": {},
    "ListMonitoredServices": {},
    "RebootServer": {"server_id": "string"},
    "all_tasks_done": {},
    "ReadAsDataURL": {"file_path": "string", "text": "string"},
}
OPTIONAL = {"target_path", "folder_path", "lines", "time_window", "page_url", "text"} | IDENTITY


@pytest.fixture
def functions(tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The schemas by name."""
    return {schema["function"]["name"]: schema["function"] for schema in sit_down(tmp_path).toolbox.schemas}


def kind(field: dict[str, Any]) -> str:
    """Return a parameter's type; an optional one's other type."""
    choices = [choice["type"] for choice in field.get("anyOf", [field]) if choice["type"] != "null"]
    assert len(choices) == 1
    return str(choices[0])


def test_the_tools_are_the_published_ones(functions: dict[str, Any]) -> None:
    """All 22, with their parameters, types and required ones."""
    found = {
        name: {parameter: kind(field) for parameter, field in function["parameters"]["properties"].items()}
        for name, function in functions.items()
    }

    assert found == PARAMETERS
    assert len(found) == 22
    for name, function in functions.items():
        assert set(function["parameters"].get("required", [])) == PARAMETERS[name].keys() - OPTIONAL


def test_the_minutes_are_the_published_ones() -> None:
    """A new tool needs a line here."""
    assert {tool.name: tool.minutes for tool in all_tools()} == MINUTES


def test_everything_is_described(functions: dict[str, Any]) -> None:
    """Each tool and each parameter, in a sentence; nothing of the sections' syntax is left."""
    for function in functions.values():
        texts = [function["description"], *(p["description"] for p in function["parameters"]["properties"].values())]
        assert all(re.fullmatch(r"[A-Z\"].{10,}\.", text) for text in texts), texts
        assert not any("Args:" in text or "\n" in text or "office" in text for text in texts)


def test_schemas_are_plain_json_schemas(functions: dict[str, Any]) -> None:
    """Closed objects, valid names, no titles and no references, which some servers do not know."""
    for name, function in functions.items():
        parameters = function["parameters"]
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name)
        assert parameters["type"] == "object"
        assert parameters["additionalProperties"] is False
        assert "title" not in str(parameters).lower()
        assert "$" not in str(parameters)


def test_defaults_are_shown(functions: dict[str, Any]) -> None:
    """An agent knows what it gets by saying nothing."""
    shown = functions["GetHistoricalLoadTimes"]["parameters"]["properties"]["time_window"]["default"]

    assert shown == "last_7_days"
    assert functions["SendMessage"]["parameters"]["properties"]["sender"]["default"] == "Alice Smith"


def test_no_agent_changes_what_the_next_is_told(tmp_path: Path) -> None:
    """Each asker gets a copy."""
    desk = sit_down(tmp_path)
    before = desk.toolbox.schemas

    desk.toolbox.schemas[0]["function"]["name"] = "changed"
    desk.toolbox.schemas[0]["function"]["parameters"].clear()

    assert sit_down(tmp_path).toolbox.schemas == desk.toolbox.schemas == before


@pytest.mark.parametrize("name", [name for name, fields in PARAMETERS.items() if not fields.keys() - OPTIONAL])
def test_an_empty_object_is_a_valid_call(tmp_path: Path, name: str) -> None:
    """For every tool that needs nothing."""
    result = sit_down(tmp_path).raw(name, "{}")

    assert result.outcome == "ok", result.text


def test_every_call_costs_its_minutes(tmp_path: Path) -> None:
    """Also a failing one: without arguments most fail."""
    for name, minutes in MINUTES.items():
        desk: Desk = sit_down(tmp_path)

        desk.call(name, nonsense=1)

        assert desk.logged[0].outcome == "error"
        assert desk.logged[0].minutes == minutes == desk.toolbox.minutes(name)
        assert desk.now == f"08:{minutes:02}"
