"""What a colleague knows, and when they may say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One thing one colleague knows.

    Attributes:
        task: Id of the task that it belongs to.
        topic: Name of the thing within its family, equal for all colleagues who know it, such as ``"maintainer"``.
        person: Full name of the colleague who knows it.
        when: When to say it, as half a sentence about the trainee for a model's prompt:
            ``"Alice asks who looks after the company website"``.
        reply: What to say, in the colleague's own words; complete by itself.
        cues: What the question must touch. Each cue is a choice of words or short phrases divided by ``|``; a
            question fits when it touches every cue (in any order, with any inflection, or by a common synonym).
        keys: Literal strings (ids, codes) any of which in the question is enough without the cues.
        unless: Cues; a sentence that touches any of them does not count, unless it is a time (``@``) that the cue
            names: that one holds for the whole message.
        never: Cues; as `unless`, and what touches any of them does not fit for its weight, either.
        weighed: Name of the topic in the table of weights, as ``family/topic``; a question also fits when its words
            speak for the topic enough, and does not when they speak against it; ``any`` if only the latter. Cues alone
            decide if it is empty.
        about: Cues; what a question must touch in any case that fits for its weight, such as a name or a time.
        facts: The literal strings that the reply gives away. A reply of this colleague to a fitting question must
            hold them all; nobody may say one without such a question.
    """

    task: str
    topic: str
    person: str
    when: str
    reply: str
    cues: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    weighed: str = ""
    about: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
