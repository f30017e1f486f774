"""Three hints, the same for every meeting: none holds a name, a number or what is handed out."""

from __future__ import annotations

_WHERE = """\
Work on other tasks or `JumpTime` until 5 minutes before the start, then `AttendMeeting`. Its answer holds what was \
said; if there is a task in it, it names all files that you need, and the format of the result."""

HINTS = (
    (
        "Nobody has to be asked: what else there is to do you learn in the meeting. Only whoever misses it needs the "
        "person who called it."
    ),
    _WHERE,
    """\
1. Note room, start and end; the room opens 5 minutes before the start.
2. Plan other work so that nothing runs into the meeting: downloads and group messages take 10 minutes.
3. `JumpTime` to 5 minutes before the start; waiting stops there by itself.
4. `AttendMeeting` with the room, start and end exactly as given. You stay until the end.
5. Read the answer. If it hands out no task, you are done.
6. If it names rules, download them from the cloud disk and hold each request against every one of them; exactly at a \
limit is within it.
7. Write the file under the name that was given, with one entry per request that is to be recorded; multiply quantity \
and unit price where amounts are asked for, and add them up.
8. If you missed the meeting: when it is over, ask whoever called it for the minutes, and go on with step 5.""",
)
