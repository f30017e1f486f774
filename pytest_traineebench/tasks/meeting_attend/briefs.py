"""What colleagues tell after the meeting: who called it, its minutes; those who promised a figure, that figure."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.meeting_attend.answer import Answer, Request
from pytest_traineebench.tasks.meeting_attend.catalogue import cue_of
from pytest_traineebench.tasks.meeting_attend.sources import Source

# Forms of the past where a word also belongs to the time before a meeting: whoever asks what it will be about, whether
# it can be moved or who is invited is not asking for minutes.
_CONTENT = (
    "=minutes of | =minutes from | the minutes | =minutes please | meeting minutes | summary | summarise |"
    " recap | notes | content | contents | outcome | result | =decided | =decisions | =discussed | assignment |"
    " =discuss | =talked | =spoke | =spoken | was said | said in | said at | you said | =announced | handed out"
    " | given out | was/were given | =agreed | fill me in | fill .. in | catch up on | catch me up | bring me"
    " up | get me up | up to date | up to speed | =missed | did .. miss | have/has .. miss | =protocol |"
    " additional work/task | extra work/task | something to do | anything to do | anything .. important | i"
    " have to do | i need to do | i should do | i must do | expected of me | my task | my job | =happened |"
    " went on | going on | took place | did not attend | could not attend | could not be there | could not be"
    " at | could not come | could not make it | did not make it | did not manage | not able to attend | unable"
    " to attend | unable to come | was not there | was not at | was not in | have not been | had/have .. left |"
    " absent | absence | too late | late for | written record | take away | takeaway | key points | main points"
    " | follow up | follow ups | action items | to dos | todo | homework | =instructions | brief me | debrief |"
    " wrap up | what .. requested | what .. ask for | what .. asked for | what .. wanted | slept | overslept |"
    " came out | coming out | come out | tell me about | get from the meeting | what =was it about | details of"
    " | details from | share the details | the details | a task | new task | extra task | what/which tasks |"
    " any task | any tasks | task from/for/in | information | was/were/been shared | you =told | =told everyone"
    " | the points | were made | was made | =recorded | be/was empty | =skipped | =skipping | should know |"
    " =ended | be over | update me | came up | come up | everything relevant | how did .. go | not around |"
    " report of/on/about | =resume | took the =minutes | have =lost | written down | take the =minutes | inform me | could/did not"
    " attend/come/make/join/participate/be/take/manage/get/reach/show | unable to participate/join/be/make/take"
    " | not able to participate/join/be/come/make/take | failed to | fail to show | forgot | what =was ..."
    " about | was on the agenda | tell me what | without me | was not on time | be not on time | in my absence"
    " | not present | no show | requests from/in/of | what .. need from me | relayed | conclusion | conclusions"
    " | briefing on | what .. went | what .. learn | what .. covered | =covered | =presented | =raised |"
    " =mentioned | =assigned | =tasked | what .. new | anything for me | something for me | for me to do | next steps |"
    " what .. said | record of | write up | write ups | writeup | the gist | what .. say | what did you | did you say |"
    " =told us | give us | gave us | given us | handouts | =instructed | =expected | i have =missed | =happened |"
    " concerns me | concern me | in the meeting that | repeat what | for me from | about it | what it was | i can read | did i miss | any assignments | deliverables | deliverable | =responsibilities |"
    " short version | tl dr | in a nutshell | highlights | main things | essence | what we need | my duty | my duties |"
    " what .. supposed | what .. have to | homework | ask of us | asked of us | wanted from | left with | to be done"
)
_ABSENT = (
    "joined too late | joined late | (to dos | todos | to do) + morning | mixed up | arrived after | came after | wrong room | wrong time | got the time | i =missed | i have =missed | did i miss | have i missed | having =missed | i was/were not there/present/around |"
    " not make it | could/did not make/come/attend/be | minutes of/from/for | the =minutes | =minutes please | overslept |"
    " task .. =handed | task .. =given out | have/had lost .. meeting | meeting .. have/had lost | came/come/arrived too late | arrived late | too late for | late for | my absence | without me | not show up | no show |"
    " not showing | when i arrived | when i came | when i got | everyone/everybody .. gone/left | write up of"
)
_NOT_OVER = (
    "will be discussed | be going to discuss | going to be discussed | will .. miss | might .. miss | will be"
    " late | going to be late | be running late | might be | may be late | before the meeting | upcoming |"
    " tomorrow | next week | prepare | reschedule | move the meeting | should .. invite | =compulsory |"
    " =available | =postpone"
)
# Not all of #private: whoever missed a meeting was at the doctor's or in the elevator.
_PRIVATE = "#aside | party | birthday | concert | match | lesson | football | chess | lunch | dinner | coffee | game | film | movie | gym | choir | yoga | bus | train"
_NOT_MEANT = (
    "meeting point | how many meetings | book a .. room | you prefer | prefer morning | left my | per week | whose idea | keep a meeting | who .. took .. photos | missed your call/message/mail/email | miss you | =missed you =so/=very/=badly/=while/=when | at lunch | for lunch | the bus | the train | the post |"
    " last year/month | general meeting | meetings recorded | deadline of/for the application"
)


_MATTER = (
    "=promise | =promised | procurement | purchase request | your request | your order | your item | your requirement |"
    " your wish | you .. need/want/order/request/require | you =needed/=wanted/=ordered | you .. ask for | owe me |"
    " you owe | wanted to be asked | (meeting | =room) + (ask you | asking you | find out | found out | =missing |"
    " still open | outstanding | get back to you | come back to you | you .. still .. count/find/check/look/clarify)"
)
_FIGURE = (
    "how many | how much | quantity | =number | =numbers | number of | figure | amount | price | =cost | =costs | costing |"
    " unit price | count | piece | unit | dollar | value | =promise | =promised | find out | found out | outstanding |"
    " missing | open | ask you | asking you | details | =total | what .. need | what .. want | which | sum | pay | exactly |"
    " result | final | your request | your order | owe | =now | information | info | data"
)
_OPENINGS = (
    "Good that you ask!",
    "Thank you for coming back to me.",
    "Yes, I owe you that from the meeting.",
    "As promised:",
)


def write_briefs(answer: Answer, summary: str, slot: Slot) -> tuple[Brief, ...]:
    """Return what the organizer and those who left something open tell; nobody knows anything of a meeting without."""
    if not answer.requests:
        return ()
    rng = slot.stream("promises")
    promised = [request for request in answer.requests if request.source is Source.ASKED]
    return (_minutes(answer, summary, slot), *_promises(promised, answer, slot, rng))


def _minutes(answer: Answer, summary: str, slot: Slot) -> Brief:
    trainee = slot.trainee.split()[0]
    when = f"{answer.start:%Y-%m-%d %H:%M}-{answer.end:%H:%M}"
    end = answer.end
    span = f"{answer.start:%H:%M} to {answer.end:%H:%M}"
    return Brief(
        task=slot.task,
        topic="minutes",
        person=answer.organizer,
        when=(
            f"the meeting in {answer.room} from {span} is over, {trainee} says that she missed it, and asks for "
            "its minutes, what was said, or the task that was handed out"
        ),
        reply=(
            f"A pity that you were not with us! These are the minutes of the meeting in {answer.room} from {span}. "
            f"{summary}"
        ),
        cues=(f"meeting | =room | {_ABSENT} | @{when} + (miss | =minutes | notes | summary)", _CONTENT),
        # Whoever arrives at its end names that time.
        weighed="meeting_attend/minutes",
        unless=(f"@!{when} + @!{end:%Y-%m-%d %H:%M}-{end:%H:%M}", _PRIVATE, _NOT_MEANT),
        never=(_NOT_OVER, "#do it for me"),
        facts=answer.lines,
    )


def _promises(promised: list[Request], answer: Answer, slot: Slot, rng: Random) -> Iterator[Brief]:
    trainee = slot.trainee.split()[0]
    when = f"{answer.start:%Y-%m-%d %H:%M}-{answer.end:%H:%M}"
    for request in promised:
        thing = cue_of(request.item)
        yield Brief(
            task=slot.task,
            topic="promised",
            person=request.name,
            when=(
                f"{trainee} asks how many of the {request.item} you need or what one costs, or asks for what you "
                f"promised in the meeting of {answer.start:%H:%M}"
            ),
            reply=f"{rng.choice(_OPENINGS)} I need {request.words}.",
            cues=(f"{thing} | {_MATTER}", _FIGURE),
            weighed="meeting_attend/promised",
            unless=(f"@!{when} + (meeting | promise)", _NOT_MEANT, "=chart | =charts"),
            facts=(request.words,),
        )
