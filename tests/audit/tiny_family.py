"""A tiny family of tasks that is right, and whose parts can be replaced by wrong ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, ClassVar

from pytest_traineebench.audit.case import Case
from pytest_traineebench.audit.trial import Trial
from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.family import Call, Params, Slot, Solution, Task, TaskFamily, Variant
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.scoring import PASSED, Checkpoint, Verdict, missed

MANUAL = "tiny/manual.md"
REPORT = "code.json"
QUESTION = "What is the code of the safe?"


@dataclass(frozen=True, slots=True)
class TinyAnswer:
    """Who knows what."""

    person: str
    code: str


def asked(evidence: Evidence, answer: TinyAnswer) -> Verdict:
    """The keeper said the code."""
    said = evidence.heard(lambda text: answer.code in text, of=answer.person)
    return PASSED if said else missed("the code was not said", "Ask somebody.")


def manual_read(evidence: Evidence, _: TinyAnswer) -> Verdict:
    """The manual was downloaded."""
    return PASSED if evidence.downloaded(MANUAL) else missed("the manual was not read", "Read the manual.")


def code_right(evidence: Evidence, answer: TinyAnswer) -> Verdict:
    """The report holds the code, split into its letter and number, and nothing else."""
    letter, number = answer.code.split("-")
    right = evidence.json(REPORT) == {"letter": letter, "number": int(number), "again": [answer.code]}
    return PASSED if right else missed("the code is wrong", "Look again.")


def give(verdict: Verdict) -> Callable[[Evidence, TinyAnswer], Verdict]:
    """Return a check that looks at nothing."""
    return lambda _, __: verdict


RIGHT = (asked, manual_read, code_right)


def points(*checks: Callable[[Evidence, TinyAnswer], Verdict]) -> tuple[Checkpoint[TinyAnswer], ...]:
    """Return checkpoints of one point."""
    return tuple(
        Checkpoint(name=f"{check.__name__.strip('<>')}_{number}", points=1, check=check)
        for number, check in enumerate(checks)
    )


@dataclass(eq=False)
class Tiny(TaskFamily[Params, TinyAnswer]):
    """Ask the keeper for the code of the safe, and write it down.

    Attributes:
        checkpoints: What is judged.
        asks_for: What the instruction calls the report.
        more: Text that is put into the instruction; ``{code}`` stands for the code.
        files: Further files of the disk, made in the same way.
        gossip: What somebody else says about it.
        draws: Whether the code depends on the seed.
        is_pure: Whether generating twice gives the same.
        made: The seeds of all instances that were made.
    """

    title: ClassVar[str] = "Tiny"
    version: ClassVar[int] = 1
    params: ClassVar[type[Params]] = Params

    checkpoints: Sequence[Checkpoint[TinyAnswer]] = field(default_factory=lambda: points(*RIGHT))
    asks_for: str = f"`{REPORT}`"
    more: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    gossip: str = ""
    draws: bool = True
    made: list[int] = field(default_factory=list)
    is_pure: bool = True

    def labels(self, params: Params) -> tuple[str, str]:  # noqa: ARG002  -- there is one kind
        """Return no labels."""
        return "", ""

    def variants(self) -> tuple[Variant, ...]:
        """Return the only variant."""
        return (Variant("", "", {}),)

    def draw(self, rng: Random) -> dict[str, Any] | None:  # noqa: ARG002  -- no arguments
        """Draw nothing."""
        return None

    def generate(self, params: Params, slot: Slot) -> Task[TinyAnswer]:  # noqa: ARG002  -- no arguments
        """Make the task."""
        self.made.append(slot.seed)
        rng = slot.stream("code") if self.draws else Random(1)
        number = rng.randint(10**9, 10**10) if self.is_pure else len(self.made)
        code = f"{rng.choice('ABC')}-{number}"
        keeper, other = [person.name for person in slot.staff][:2]
        briefs = [_brief(slot, keeper, f"The code of the safe is {code}.", (code,))]
        if self.gossip:
            briefs.append(_brief(slot, other, self.gossip.format(code=code), ("safe",)))
        texts = {MANUAL: "Letter, hyphen, number.", **self.files}
        return Task(
            instruction=f"Ask {keeper} for the code, and write {self.asks_for}.{self.more.format(code=code)}",
            answer=TinyAnswer(keeper, code),
            disk={path: text.replace("CODE", code).encode() for path, text in texts.items()},
            briefs=tuple(briefs),
        )

    def solve(self, task: Task[TinyAnswer], slot: Slot) -> Solution:  # noqa: ARG002  -- the text says all
        """Read, ask, write."""
        yield Call("DownloadFileFromCloudDisk", {"file_path": MANUAL})
        person = task.instruction.removeprefix("Ask ").partition(" for ")[0]
        reply = yield Call("SendMessage", {"receiver": person, "message": QUESTION})
        content = report(re.findall(r"[ABC]-\d+", reply)[0]).decode()
        yield Call("ExecuteCommand", {"command": f"cat > {REPORT} <<'END'\n{content}\nEND"})

    def hints(self, task: Task[TinyAnswer], slot: Slot) -> tuple[str, str, str]:  # noqa: ARG002  -- always the same
        """Return three hints."""
        return "Ask.", "Ask the keeper.", "Ask the keeper and write."


def report(code: str) -> bytes:
    """Return the right report."""
    letter, number = code.split("-")
    return json.dumps({"letter": letter, "number": int(number), "again": [code]}).encode()


def _brief(slot: Slot, person: str, reply: str, facts: tuple[str, ...]) -> Brief:
    return Brief(
        task=slot.task,
        topic="code",
        person=person,
        when="Alice asks for the code of the safe",
        reply=reply,
        cues=("code", "safe"),
        facts=facts,
    )


def trial_of(family: TaskFamily[Any, Any], *, seed: int = 1, variant: int = 0) -> Trial:
    """Return an instance of a family."""
    return Trial(Case(family=family, variant=family.variants()[variant], seed=seed))
