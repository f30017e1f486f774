"""Three hints, the same for every meeting: none holds a name, a time or a room."""

from __future__ import annotations

WHOM_TO_ASK = (
    "Ask everybody who is to be invited whether they have time. Somebody who cannot decide alone will send you to a "
    "manager: ask there, too."
)
WHERE_AND_WHICH_STEPS = (
    "ListUsers shows who belongs to the group, with department and position. A chat group asks all of them with one "
    "message. If somebody sends you on, ask that manager about each such person by name. Rooms and bookings are in the "
    "meeting calendar; only those who are to come belong on the list of attendees."
)
PROCEDURE = """\
1. ListUsers: note the full names of the group, if the task does not name them.
2. CreateChatGroup with all of them, then SendGroupMessage: ask whether they are available, naming date, start and end.
3. Read each answer: yes, no, or 'ask my manager'. For the last kind write to that manager, name each such person, and \
ask whether they should be invited.
4. GetAvailableRooms for exactly the given start and end.
5. BookMeeting in one of these rooms, with the full names of all who come, separated by commas, and of nobody else.
6. Work on other tasks or JumpTime until 5 minutes before the start, then AttendMeeting with the same room, start and \
end."""

HINTS = (WHOM_TO_ASK, WHERE_AND_WHICH_STEPS, PROCEDURE)
