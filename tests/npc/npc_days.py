"""Real days on which every question of the families can be put to the people who know the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from support.days import rules, scenario

import pytest_traineebench
from pytest_traineebench.company.chat import Colleagues
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.scenario.build import build_day
from pytest_traineebench.scenario.built import BuiltDay, BuiltTask

PACKAGE = Path(pytest_traineebench.__file__).parent
TASKS = Path(__file__).parents[1] / "tasks"
TUNED = {file.parent.name: file for file in sorted(PACKAGE.glob("tasks/*/questions.yaml"))}
HELD_OUT = {file.stem: file for file in sorted(TASKS.glob("held_out/*.yaml")) if file.stem in TUNED}
PLACED = {
    "kb_fix": {"difficulty": "hard"},
    "transactions": {"num_normal_transactions": 2, "num_abnormal_transactions": 1},
    "website_analysis": {},
    "meeting_book": {"task_type": "department", "start_time": "13:00"},
    "attendance": {"level": "L5"},
    "sales": {},
    "ads_strategy": {"city": "Shanghai"},
    "event_planning": {"department": "Marketing"},
    "meeting_attend": {"meeting_start_time": "09:30", "task_type": "check"},
}
"""Arguments by family; data_completion, whose topics depend on the arguments, has its own tasks."""

COMPLETIONS = {
    "fees": {"domain": "transactions", "task_type": "tax_fee", "difficulty": "very_hard"},
    "etas": {"domain": "logistics", "task_type": "eta_distance_sla", "difficulty": "very_hard"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One question to one person, and what the reply must hold."""

    family: str
    topic: str
    written: str
    person: str
    text: str
    task: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A built day and its colleagues, who answer by rules."""

    built: BuiltDay
    staff: Colleagues

    def reply(self, person: str, text: str) -> str:
        """Return what somebody says who has heard nothing yet."""
        reply = self.staff.reply(person, text, heard=())
        assert reply.faults == ()
        return reply.text


@cache
def day(*families: str, seed: int = 1) -> Day:
    """Return a day with one task of each of these families, of all if none is named."""
    tasks: list[dict[str, Any]] = []
    for family in families or (*PLACED, "data_completion"):
        if family == "data_completion":
            tasks += ({"id": id_, "family": family, "params": params} for id_, params in COMPLETIONS.items())
        else:
            tasks.append({"id": family.replace("_", "-"), "family": family, "params": PLACED[family]})
    built = build_day(scenario(tasks, seed=seed), "day_1")
    return Day(built, rules(built))


def questions(files: Mapping[str, Path]) -> Iterator[tuple[str, str, str]]:
    """Yield family, topic and text of every question."""
    for family, file in files.items():
        for topic, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield from ((family, topic, text) for text in texts)


def trials(where: Day, family: str, topic: str, written: str) -> Iterator[Trial]:
    """Yield a question for each of the people who can answer it, its places filled for them."""
    brief_topic = "listing" if topic == "listing-all" else topic
    for task in where.built.tasks:
        briefs = [brief for brief in task.task.briefs if brief.topic == brief_topic]
        if task.family.name != family or not briefs:
            continue
        if topic == "listing-all":
            facts = tuple(fact for brief in briefs for fact in brief.facts)
            yield _trial(where, task, briefs[0], topic, written, facts)
        else:
            yield from (_trial(where, task, brief, topic, written, brief.facts) for brief in _few(briefs))


def _few(briefs: list[Brief]) -> list[Brief]:
    """Return the first, the middle and the last."""
    return list(dict.fromkeys((briefs[0], briefs[len(briefs) // 2], briefs[-1])))


def _trial(where: Day, task: BuiltTask, brief: Brief, topic: str, written: str, facts: tuple[str, ...]) -> Trial:  # noqa: PLR0917  -- a scene
    person = where.built.staff.find(brief.person)
    assert person is not None
    words = {"department": person.department, **_WORDS.get(task.family.name, _nothing)(task, brief)}
    text = written
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return Trial(
        family=task.family.name,
        topic=topic,
        written=written,
        person=brief.person,
        text=text,
        task=task.id,
        facts=facts or (brief.reply,),
    )


def _nothing(_: BuiltTask, __: Brief) -> dict[str, str]:
    return {}


def _kb_fix(task: BuiltTask, brief: Brief) -> dict[str, str]:
    answer = task.task.answer
    olds = ", ".join(link.old for link in answer.owners[brief.person])
    return {"old_ids": olds, "subject": answer.subjects_of(brief.person)[0]}


def _website(task: BuiltTask, _: Brief) -> dict[str, str]:
    return {"server": task.task.answer.full_server, "code": task.task.answer.code}


def _meeting_book(task: BuiltTask, brief: Brief) -> dict[str, str]:
    answer = task.task.answer
    decided = [other for other in task.task.briefs if other.topic in {"listing", "calendar"}]
    first = decided.index(brief) if brief in decided else 0
    names = [_person(decided[(first + step) % len(decided)]) for step in range(3)]
    people = dict(zip(("person", "person2", "person3"), names, strict=True))
    return {
        "date": f"{answer.start:%Y-%m-%d}",
        "start": f"{answer.start:%H:%M}",
        "end": f"{answer.end:%H:%M}",
        **people,
    }


def _person(listing: Brief) -> str:
    return listing.facts[0].split(" need")[0].split(" should")[0].split(" can")[0]


def _meeting_attend(task: BuiltTask, brief: Brief) -> dict[str, str]:
    answer = task.task.answer
    times = {"date": f"{answer.start:%Y-%m-%d}", "start": f"{answer.start:%H:%M}", "end": f"{answer.end:%H:%M}"}
    item = brief.facts[0].partition(" x ")[2].partition(" at $")[0]
    return {"room": answer.room, "item": item, **times}


def _completion(task: BuiltTask, _: Brief) -> dict[str, str]:
    domain, file = task.task.answer.data.split("/")[-2:]
    return {"domain": domain, "file": file, "column": task.task.answer.target}


def _event(task: BuiltTask, _: Brief) -> dict[str, str]:
    first = task.task.answer.windows[0].first
    return {"month": f"{first:%B %Y}", "date": f"{first:%Y-%m}-13"}


def _sales(*_: object) -> dict[str, str]:
    return {"quarter": "Q3", "year": "2024"}


def _ads(_: BuiltTask, brief: Brief) -> dict[str, str]:
    medium = brief.facts[0].rpartition("/")[2].partition("_notice")[0].replace("_", " ")
    return {"city": "Shanghai", "group": "college students aged 18 to 25", "budget": "$10,000", "medium": medium}


_WORDS: Mapping[str, Callable[[BuiltTask, Brief], dict[str, str]]] = {
    "kb_fix": _kb_fix,
    "website_analysis": _website,
    "meeting_book": _meeting_book,
    "meeting_attend": _meeting_attend,
    "data_completion": _completion,
    "event_planning": _event,
    "sales": _sales,
    "ads_strategy": _ads,
}
