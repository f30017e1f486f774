"""Somebody who screens resumes by reading them line by line."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_traineebench.audit.desk import Desk

LADDER = "Bachelor's < Master's < Doctoral"


def solve(desk: Desk) -> None:
    """Fetch every resume of the folder, and write down who meets all wishes."""
    folder = desk.instruction.partition("on the cloud disk in `CloudDisk://")[2].partition("/`")[0]
    paths = [path for path in desk.disk if path.rpartition("/")[0] == folder]
    name, suitable = screen(desk.instruction, {path: desk.disk[path].decode() for path in paths})
    desk.hand_in(name, "".join(f"{person}\n" for person in suitable).encode())


def screen(instruction: str, resumes: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the shortlist's file name and the suitable names."""
    wishes = read_wishes(instruction)
    names = [path.rpartition("/")[2].partition("_")[0] for path, text in resumes.items() if fits(text, wishes)]
    return instruction.partition("Create the file `")[2].partition("`")[0], names


def read_wishes(instruction: str) -> dict[str, list[str]]:
    """Return what stands in code marks behind each wish."""
    wishes: dict[str, list[str]] = {}
    for line in instruction.splitlines():
        if line.startswith("- **") and "**: " in line:
            title, _, text = line.removeprefix("- **").partition("**: ")
            wishes[title] = text.split("`")[1::2]
    return wishes


def fits(text: str, wishes: Mapping[str, list[str]]) -> bool:
    """Whether a resume meets every wish."""
    level, major = highest_degree(text)
    skills = {name.casefold() for name in listed_skills(text)}
    least = int(wishes["Experience"][0].split()[0]) if "Experience" in wishes else 0
    return (
        wished_position(text) == wishes["Position"][0]
        and ("Education" not in wishes or LADDER.index(level) >= LADDER.index(wishes["Education"][0]))
        and ("Major" not in wishes or major in wishes["Major"])
        and full_time_months(text) // 12 >= least
        and all(skill.casefold() in skills for skill in wishes.get("Skills", []))
    )


def section(text: str, title: str) -> list[str]:
    """Return the lines of a section."""
    return text.partition(f"### {title}\n")[2].partition("\n---\n")[0].splitlines()


def wished_position(text: str) -> str:
    """Return the position at the end of the summary."""
    return section(text, "Summary")[0].rpartition(" position as ")[2].rstrip(".")


def highest_degree(text: str) -> tuple[str, str]:
    """Return level and major of the first degree that is finished."""
    done = next(line for line in section(text, "Education") if "(expected" not in line)
    level, _, major = done.split("**")[1].partition(" degree in ")
    return level, major


def full_time_months(text: str) -> int:
    """Add up the employments, from their dates."""
    return sum(
        stated_months(line.partition("(")[2]) for line in section(text, "Experience") if line.endswith("full-time)*")
    )


def stated_months(text: str) -> int:
    """Read ``2 years 6 months, ...``."""
    words = text.partition(",")[0].split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return sum(int(number) * (12 if unit.startswith("year") else 1) for number, unit in pairs)


def listed_skills(text: str) -> list[str]:
    """Return the entries of all lines of the Skills section."""
    return [name.strip() for line in section(text, "Skills") for name in line.partition("**: ")[2].split(",")]
