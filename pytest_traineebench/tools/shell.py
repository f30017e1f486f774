"""The command line."""

from __future__ import annotations

from pytest_traineebench.company.events import CommandRun
from pytest_traineebench.company.office import Office
from pytest_traineebench.errors import ToolError
from pytest_traineebench.tool import MAX_RESULT, cut_middle, tool


@tool("ExecuteCommand")
def execute_command(office: Office, command: str) -> str:
    """Run a shell command in your workspace. There is Python, no network, and a time limit.

    Args:
        command: Such as "python analyse.py" or "ls -la"; the working directory and exported variables are kept.
    """
    if not command.strip():
        raise ToolError("the command is empty")
    if "\0" in command:
        raise ToolError("the command holds a NUL character")
    result = office.sandbox.run(command, now=office.clock.now)
    output = cut_middle(result.output.strip(), MAX_RESULT)
    office.log.append(CommandRun(at=office.clock.now, command=command, exit_code=result.exit_code, output=output))
    note = f"Note: {result.note}\n" if result.note else ""
    return f"Exit Code: {result.exit_code}\n{note}Output:\n{output}"
