"""What whoever called the meeting tells those who missed it."""

from __future__ import annotations

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.meeting_attend.answer import Answer

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
    " report of/on/about | inform me | could/did not"
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
    " came/come/arrived too late | arrived late | too late for | late for | my absence | without me | not show up | no show |"
    " not showing | when i arrived | when i came | when i got | everyone/everybody .. gone/left | write up of"
)
_NOT_OVER = (
    "will be discussed | be going to discuss | going to be discussed | will .. miss | might .. miss | will be"
    " late | going to be late | be running late | might be | may be late | before the meeting | upcoming |"
    " tomorrow | next week | prepare | reschedule | move the meeting | should .. invite | =compulsory |"
    " =available | =postpone"
)
_NOT_MEANT = (
    "missed your call/message/mail/email | missed you | at lunch | for lunch | the bus | the train | the post |"
    " last year/month | general meeting | meetings recorded | deadline"
)


def write_briefs(answer: Answer, summary: str, lines: tuple[str, ...], slot: Slot) -> tuple[Brief, ...]:
    """Return the one brief of the organizer; nobody has anything to tell about a meeting without a task."""
    if not lines:
        return ()
    trainee = slot.trainee.split()[0]
    when = f"{answer.start:%Y-%m-%d %H:%M}-{answer.end:%H:%M}"
    at = f"@{when}"
    end = answer.end
    span = f"{answer.start:%H:%M} to {answer.end:%H:%M}"
    return (
        Brief(
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
            cues=(f"meeting | =room | {_ABSENT} | {at} + (miss | =minutes | notes | summary)", _CONTENT),
            # Whoever arrives at its end names that time.
            unless=(f"@!{when} + @!{end:%Y-%m-%d %H:%M}-{end:%H:%M}", _NOT_OVER, "#private | #aside", _NOT_MEANT),
            facts=lines,
        ),
    )
