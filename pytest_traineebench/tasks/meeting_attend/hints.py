"""Three hints, the same for every meeting: none holds a name, a number or what is handed out."""

from __future__ import annotations

_WHERE = """\
Work on other tasks or `JumpTime` until 5 minutes before the start, then `AttendMeeting`. Its answer holds what was \
said; if there is a task in it, it names all files that you need, the people who want to be asked, and the format of \
the result."""

HINTS = (
    (
        "Before the meeting nobody has to be asked: what else there is to do you learn in it. Some who speak there may "
        "want to be asked afterwards; whoever misses it needs the person who called it."
    ),
    _WHERE,
    """\
1. Note room, start and end; the room opens 5 minutes before the start.
2. Plan other work so that nothing runs into the meeting: downloads and group messages take 10 minutes.
3. `JumpTime` to 5 minutes before the start; waiting stops there by itself.
4. `AttendMeeting` with the room, start and end exactly as given. You stay until the end.
5. Read the answer. If it hands out no task, you are done.
6. Where somebody refers to a file, download exactly that one; others of a similar name are outdated. Where somebody \
wants to be asked, `SendMessage` to that person, naming the thing. Note what was missing.
7. If it names rules, download them from the cloud disk and hold each request against every one of them; exactly at a \
limit is within it.
8. Write the file under the name that was given, with one entry per request that is to be recorded; multiply quantity \
and unit price where amounts are asked for, and add them up. Amounts are JSON numbers, not texts.
9. If you missed the meeting: when it is over, ask whoever called it for the minutes, and go on with step 5.""",
)
