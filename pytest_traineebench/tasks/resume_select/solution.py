"""How an ideal trainee screens resumes: fetch all of them, compare each with every wish, write the names."""

from __future__ import annotations

import re

from pytest_traineebench.family import Call, Solution

_FOLDER = re.compile(r"resumes are on the cloud disk in `CloudDisk://([^`]+)/`")
_OUTPUT = re.compile(r"Create the file `([^`]+)`")
_WISH = re.compile(r"^- \*\*(\w+)\*\*: (.+)$", re.MULTILINE)
_QUOTED = re.compile(r"`([^`]+)`")

_SCREENING = """python3 - <<'PY'
import pathlib, re
position, degree, majors, years, skills = {wishes!r}
ranks = ["Bachelor's", "Master's", "Doctoral"]
suitable = []
for file in sorted(pathlib.Path({folder!r}).glob("*_resume.md")):
    text = file.read_text("utf-8")
    sections = dict(part.split("\\n", 1) for part in re.split(r"^### ", text, flags=re.M)[1:])
    wished = text.splitlines()[1].split(" | ")[0]
    done = [line for line in sections["Education"].splitlines() if " degree in " in line and "not finished" not in line]
    level, major = re.match(r"- \\*\\*(.+) degree in (.+)\\*\\*", done[0]).groups()
    months = 0
    for length in re.findall(r"\\(([^()]*), full-time\\)", sections["Experience"]):
        for number, unit in re.findall(r"(\\d+) (year|month)", length):
            months += int(number) * (12 if unit == "year" else 1)
    listed = set()
    for line in sections["Skills"].splitlines():
        listed.update(skill.strip().lower() for skill in line.partition(":")[2].split(","))
    if (wished == position and ranks.index(level) >= (ranks.index(degree) if degree else 0)
            and (not majors or major in majors) and months >= 12 * years and set(skills) <= listed):
        suitable.append(text.splitlines()[0][3:])
with open({output!r}, "w", encoding="utf-8") as file:
    file.writelines(name + "\\n" for name in suitable)
PY"""


def solve(instruction: str) -> Solution:
    """Yield the steps; everything is learnt from the instruction and from what the calls return."""
    folder = _FOLDER.findall(instruction)[0]
    listing = yield Call("OpenFolderInCloudDisk", {"folder_path": folder})
    # A folder of their own keeps a second task's resumes apart.
    local = folder.rpartition("/")[2]
    for name in (line for line in listing.splitlines() if line.endswith("_resume.md")):
        yield Call("DownloadFileFromCloudDisk", {"file_path": f"{folder}/{name}", "target_path": f"{local}/"})
    output = _OUTPUT.findall(instruction)[0]
    command = _SCREENING.format(wishes=_wishes(instruction), folder=local, output=output)
    yield Call("ExecuteCommand", {"command": command})


def _wishes(instruction: str) -> tuple[str, str, tuple[str, ...], int, tuple[str, ...]]:
    """Read position, lowest degree, majors, years and skills; a wish that is not there asks for nothing."""
    said = {name: tuple(_QUOTED.findall(text)) for name, text in _WISH.findall(instruction)}
    years = said.get("Experience", ("0 years",))[0]
    return (
        said["Position"][0],
        said.get("Education", ("",))[0],
        said.get("Major", ()),
        int(years.split()[0]),
        tuple(skill.lower() for skill in said.get("Skills", ())),
    )
