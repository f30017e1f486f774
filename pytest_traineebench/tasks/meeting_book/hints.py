"""Three hints, the same for every meeting: none holds a name, a time or a room."""

from __future__ import annotations

WHOM_TO_ASK = (
    "Ask everybody who is to be invited whether they have time. Somebody who cannot tell alone will send you to a "
    "manager, to a colleague or to a file: follow that up, too."
)
WHERE_AND_WHICH_STEPS = (
    "ListUsers shows who belongs to the group, with department and position. A chat group asks all of them with one "
    "message. If somebody sends you on, ask that colleague about each such person by name; a file that is named lies "
    "on the cloud disk. Rooms and bookings are in the meeting calendar, and if the task names a file about rooms, its "
    "rules hold. Only those who are to come belong on the list of attendees."
)
PROCEDURE = """\
1. ListUsers: note the full names of the group, if the task does not name them.
2. CreateChatGroup with all of them, then SendGroupMessage: ask whether they are available, naming date, start and end.
3. Read each answer: yes, no, 'ask somebody', or 'look it up'. Write to whoever was named and ask, naming the person, \
whether they can come or should be invited; download the file that was named, and compare the times on the day.
4. If the task names a file about rooms, download it. Count who takes part, yourself included; note which rooms have \
enough seats and the equipment; ask whoever releases rooms which ones you may use at that time.
5. GetAvailableRooms for exactly the given start and end.
6. BookMeeting in one of these rooms that suits, with the full names of all who come, separated by commas, and of \
nobody else.
7. Work on other tasks or JumpTime until 5 minutes before the start, then AttendMeeting with the same room, start and \
end."""

HINTS = (WHOM_TO_ASK, WHERE_AND_WHICH_STEPS, PROCEDURE)
