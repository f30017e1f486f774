"""What somebody handed in: the files of their own that the task asks for."""

from __future__ import annotations

import hashlib

from pytest_traineebench.audit.working import Worked
from pytest_traineebench.company.events import FileDownloaded, ToolCalled, of_kind
from pytest_traineebench.company.evidence import Evidence


def deliverables(worked: Worked) -> dict[str, bytes]:
    """Return by path the files that were neither staged nor downloaded, and of which the trainee was told the name.

    Told by the instruction or, since in some meetings a file is asked for, by a tool; what commands print are her own
    words.
    """
    told = [worked.task.task.instruction]
    told += [event.result for event in of_kind(worked.final.events, ToolCalled) if event.name != "ExecuteCommand"]
    text = "\n".join(told)
    return {path: content for path, content in own_files(worked).items() if path.rpartition("/")[2] in text}


def own_files(worked: Worked) -> dict[str, bytes]:
    """Return by path all files that were written by the trainee, scripts and notes included."""
    found = contents(worked.final)
    fetched = {(event.target, event.sha256) for event in of_kind(worked.final.events, FileDownloaded)}
    return {
        path: content
        for path, content in found.items()
        if worked.built.workspace.get(path) != content and (path, hashlib.sha256(content).hexdigest()) not in fetched
    }


def contents(evidence: Evidence) -> dict[str, bytes]:
    """Return all files of a workspace."""
    return {path: evidence.files.read(path) for path in evidence.files.names()}
