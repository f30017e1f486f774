"""The staff as the chat knows them: everybody answers from their briefs, and every reply is checked."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_traineebench.company.chat import Fault, Line, Reply
from pytest_traineebench.company.staff import Person
from pytest_traineebench.errors import ModelError, RecordingError
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.npc.checking import Checker
from pytest_traineebench.npc.matching import Matcher, said_by
from pytest_traineebench.npc.rules import RulesVoice
from pytest_traineebench.npc.voice import Turn, Voice, no_answer

NO_ANSWER = "no-answer"


class BriefedColleagues:
    """Speaks for all colleagues of one day; keeps no conversation, the chat passes it in.

    Args:
        briefs: All briefs of the day, in the order of its tasks.
        staff: Everybody but the trainee.
        trainee: The trainee's full name.
        handbook: Where the intern handbook is, as colleagues say it.
        voice: Puts answers into words; by the rules if None.

    Raises:
        ValueError: If a brief is of somebody who does not work here, or a cue is wrong.
    """

    def __init__(
        self,
        briefs: Sequence[Brief],
        *,
        staff: Sequence[Person],
        trainee: str,
        handbook: str,
        voice: Voice | None = None,
    ) -> None:
        self._people = {person.name: person for person in staff}
        self._briefs = {name: tuple(brief for brief in briefs if brief.person == name) for name in self._people}
        strangers = sorted({brief.person for brief in briefs} - self._people.keys())
        if strangers:
            raise ValueError(f"briefs of people who do not work here: {', '.join(strangers)}")
        self._trainee = trainee
        self._handbook = handbook
        self._voice = voice or RulesVoice()
        self._matcher = Matcher(briefs, names=self._people)
        self._checker = Checker(briefs, names=self._people, matcher=self._matcher)

    def reply(self, person: str, text: str, *, heard: Sequence[Line] = ()) -> Reply:
        """Answer a message of the trainee.

        Args:
            person: Full name of who answers.
            text: The message.
            heard: What this person has heard and said so far today, direct and in groups, oldest first, without
                `text`.

        Raises:
            KeyError: If nobody has that name.
        """
        turn = self._turn(self._people[person], text, heard)
        try:
            answer = self._voice.answer(turn)
        except (ModelError, RecordingError) as error:
            fault = Fault(kind=NO_ANSWER, topic="", detail=str(error))
            return Reply(text=no_answer(person), faults=(fault,))
        return Reply(
            text=answer.text,
            faults=self._checker.check(turn, answer.text),
            prompt_tokens=answer.prompt_tokens,
            completion_tokens=answer.completion_tokens,
        )

    def _turn(self, person: Person, text: str, heard: Sequence[Line]) -> Turn:
        before = said_by(self._trainee, heard)
        return Turn(
            person=person,
            briefs=self._briefs[person.name],
            fitting=self._matcher.fitting(person.name, text, before=before),
            text=text,
            reading=self._matcher.read(text),
            heard=heard,
            trainee=self._trainee,
            handbook=self._handbook,
        )
