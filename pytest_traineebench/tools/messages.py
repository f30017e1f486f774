"""The company's chat."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_traineebench.company.office import Office
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.tool import tool


@tool("CreateChatGroup")
def create_chat_group(office: Office, group_members: list[str], agent_name: str = TRAINEE) -> str:  # noqa: ARG001  -- checked by the gateway
    """Make a chat group of yourself and colleagues.

    Args:
        group_members: Full names of the members.
        agent_name: Your own name.
    """
    group, is_new = office.chat.create_group(group_members)
    made = "Created" if is_new else "There already is"
    return f"{made} group {group.number}: {', '.join(group.members)}"


@tool("ListChatGroups")
def list_chat_groups(office: Office) -> str:
    """List your chat groups."""
    rows = [(str(group.number), ", ".join(group.members)) for group in office.chat.groups]
    return _table(("group_id", "members"), rows) if rows else "You are in no chat group."


@tool("ListUsers")
def list_users(office: Office) -> str:
    """List everybody at the company with department and position."""
    rows = [(office.trainee, "None", "Intern")]
    rows += [(person.name, person.department, person.position) for person in office.staff]
    return _table(("name", "department", "position"), rows)


@tool("SendGroupMessage", minutes=10)
def send_group_message(office: Office, group_id: int, message: str, sender: str = TRAINEE) -> str:  # noqa: ARG001  -- checked by the gateway
    """Write to a chat group; every member answers.

    Args:
        group_id: Number of the group.
        message: What you write.
        sender: Your own name.
    """
    replies = office.chat.send_to_group(group_id, message)
    return "\n".join(f"[!Group Message] group {group_id}, from {person}: {text}" for person, text in replies)


@tool("SendMessage", minutes=5)
def send_message(office: Office, receiver: str, message: str, sender: str = TRAINEE) -> str:  # noqa: ARG001  -- checked by the gateway
    """Write to one colleague and get the answer.

    Args:
        receiver: The colleague's full name.
        message: What you write.
        sender: Your own name.
    """
    person, reply = office.chat.send(receiver, message)
    return f"[!Message] from {person}: {reply}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [head, tuple("-" * width for width in widths), *rows]
    return "\n".join(f"| {' | '.join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))} |" for row in lines)
