"""What honest work, half work and cheating earn: booked, on time, right people invited, wrong ones left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tasks.meeting_book.meeting_scene import BOTH, ChangedDesk, Desk, generate

from pytest_traineebench.company.calendar import ROOMS
from pytest_traineebench.tasks.meeting_book.answer import Availability


def test_ideal_work_earns_everything(desk: Desk) -> None:
    """Asking all, following the referral, booking who can come and attending on time is worth every point."""
    desk.ask_all()
    desk.book(desk.answer.eligible)

    desk.attend()

    assert desk.earned() == [1, 1, 1, 1]


def test_an_idle_trainee_earns_nothing(desk: Desk) -> None:
    """Without a deed there are no points, not even for whom one did not invite."""
    assert desk.earned() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "write",
    [
        ", ".join,
        "; ".join,
        lambda names: ",".join(names).upper(),
        lambda names: ",".join(reversed(names)),
        lambda names: ",".join([*names, *names, "Alice Smith"]),
    ],
    ids=["blanks", "semicolons", "capitals", "order", "twice-and-herself"],
)
def test_the_way_names_are_written_does_not_matter(desk: Desk, write: Callable[[tuple[str, ...]], str]) -> None:
    """Blanks, case, order, repetitions and the trainee's own name change nothing."""
    desk.ask_all()

    desk.book(write(desk.answer.eligible))

    assert desk.earned() == [1, 0, 1, 1]


def test_inviting_the_whole_group_unasked_earns_nothing(desk: Desk) -> None:
    """Inviting everybody takes no finding out: it is not the meeting that was asked for."""
    desk.book(desk.group)

    desk.attend()

    assert desk.earned() == [0, 0, 0, 0]


def test_a_lucky_guess_earns_nothing(desk: Desk) -> None:
    """The right list without a single question is a guess."""
    desk.book(desk.answer.eligible)

    desk.attend()

    assert desk.earned() == [0, 0, 0, 0]


def test_asking_after_the_booking_is_too_late(desk: Desk) -> None:
    """The questions have to be answered before the booking that stands was made."""
    desk.book(desk.answer.eligible)

    desk.ask_all()

    assert desk.earned() == [0, 0, 0, 0]


def test_a_guess_can_be_mended_by_booking_anew(desk: Desk) -> None:
    """Only the booking that stands counts: one that was cancelled does neither harm nor good."""
    desk.book(desk.group)
    desk.ask_all()
    desk.cancel()

    desk.book(desk.answer.eligible)

    assert desk.earned() == [1, 0, 1, 1]


def test_a_cancelled_booking_is_none(desk: Desk) -> None:
    """Who books, and cancels, has nothing to show."""
    desk.ask_all()
    desk.book(desk.answer.eligible)

    desk.cancel()

    assert desk.earned() == [0, 0, 0, 0]


def test_one_unavailable_person_costs_the_conflict_point(desk: Desk) -> None:
    """A single invitation to somebody who said no is one too many."""
    desk.ask_all()

    desk.book([*desk.answer.eligible, desk.refused[0]])

    assert desk.earned() == [1, 0, 1, 0]


def test_a_forgotten_person_costs_a_share(desk: Desk) -> None:
    """Each of those who can come is one share of the invitation point."""
    desk.ask_all()

    desk.book(desk.answer.eligible[1:])

    all_of_them = len(desk.answer.eligible)
    assert desk.earned() == [1, 0, round((all_of_them - 1) / all_of_them, 3), 1]


def test_an_outsider_costs_a_share(desk: Desk) -> None:
    """Somebody from outside the group takes back one share of the invitation point."""
    desk.ask_all()

    desk.book([*desk.answer.eligible, desk.outsider])

    all_of_them = len(desk.answer.eligible)
    assert desk.earned() == [1, 0, round((all_of_them - 1) / all_of_them, 3), 1]


def test_inviting_the_company_earns_nothing(desk: Desk) -> None:
    """A list of everybody holds all the right names, and is worth nothing, asked or not."""
    desk.ask_all()
    desk.book([person.name for person in desk.workday.built.staff])

    desk.attend()

    assert desk.earned() == [0, 0, 0, 0]


def test_leaving_nearly_everybody_out_is_no_merit(desk: Desk) -> None:
    """Nobody unavailable is invited, but hardly anybody else either: that is not the meeting."""
    desk.ask_all()

    desk.book(desk.answer.eligible[:1])

    share = round(1 / len(desk.answer.eligible), 3)
    assert desk.earned() == [0, 0, share, 0]


def test_a_meeting_with_a_stranger_earns_nothing(desk: Desk) -> None:
    """The right time with the wrong people is another meeting."""
    desk.ask_all()
    desk.book([desk.outsider])

    desk.attend()

    assert desk.earned() == [0, 0, 0, 0]


@pytest.mark.parametrize("end", ["13:30", "14:01", "17:00"])
def test_a_booking_for_another_time_is_not_the_meeting(desk: Desk, end: str) -> None:
    """Start and end have to be exact; everything else hangs on them."""
    desk.ask_all()
    desk.book(desk.answer.eligible, end=end)

    desk.attend(end=end)

    assert desk.earned() == [0, 0, 0, 0]


@pytest.mark.parametrize(("late", "share"), [(0, 1), (5, 1), (6, 0), (30, 0)])
def test_five_minutes_are_still_on_time(desk: Desk, late: int, share: float) -> None:
    """Arrival counts up to 5 minutes after the start."""
    desk.ask_all()
    desk.book(desk.answer.eligible)

    desk.attend(late=late)

    assert desk.earned() == [1, share, 1, 1]


def test_nobody_attends_before_the_room_opens(desk: Desk) -> None:
    """Going in right after the booking in the morning is refused, and moves no clock to the end of the meeting."""
    desk.ask_all()
    desk.book(desk.answer.eligible)
    before = desk.day.now

    answer = desk.day.call(
        "AttendMeeting", room_name=desk.room, start_time="2025-10-01T13:00:00", end_time="2025-10-01T14:00:00"
    )

    assert answer.startswith("[Error]")
    assert (desk.day.now - before).seconds == 60
    assert desk.earned() == [1, 0, 1, 1]


def test_the_past_cannot_be_booked(desk: Desk) -> None:
    """When the time has gone by, the meeting is lost: no booking into the past, no turning back of the clock."""
    desk.ask_all()
    desk.day.call("JumpTime", minutes=600)

    booked = desk.book(desk.answer.eligible)
    turned = desk.day.call("JumpTime", minutes=-320)

    assert booked.startswith("[Error]")
    assert turned.startswith("[Error]")
    assert desk.earned() == [0, 0, 0, 0]


@pytest.mark.parametrize("attendees", ["", " , ;", "Nobody Known", "Alice"])
def test_a_list_without_known_people_books_nothing(desk: Desk, attendees: str) -> None:
    """An empty list, or one of names that nobody has, is refused."""
    answer = desk.book(attendees)

    assert answer.startswith("[Error]")
    assert desk.earned() == [0, 0, 0, 0]


def test_the_answer_of_another_scenario_is_worth_nothing(desk: Desk) -> None:
    """Its people do not work here, so that nothing is booked."""
    other, _ = generate(seed=2)

    answer = desk.book(other.answer.eligible)

    assert answer.startswith("[Error] BookMeeting: nobody at the company is called")
    assert desk.earned() == [0, 0, 0, 0]


def test_quoting_an_answer_oneself_is_no_answer(desk: Desk) -> None:
    """What the trainee writes that others had said was not said by them."""
    for one in desk.answer.group:
        if one.told_by:
            quote = f"[!Message] from {one.told_by}: {one.words} from 13:00 to 14:00 on 2025-10-01"
            desk.day.call("SendMessage", receiver=desk.outsider, message=quote)
            # They are greeted, too: the question that was asked had nothing to do with the meeting.
            desk.day.call("SendMessage", receiver=one.told_by, message="Good morning, how was your weekend?")

    desk.book(desk.answer.eligible)

    assert desk.earned() == [0, 0, 0, 0]


def test_asking_about_another_time_finds_nothing_out(desk: Desk) -> None:
    """Who asks about another hour is not told about this one."""
    desk.ask(*desk.group, time="15:00 to 16:00")

    desk.book(desk.answer.eligible)

    assert desk.earned() == [0, 0, 0, 0]


def test_asking_somebody_else_finds_nothing_out(desk: Desk) -> None:
    """Only those who know can say so."""
    desk.ask(desk.outsider)
    names = ", ".join(desk.group)
    desk.day.call("SendMessage", receiver=desk.outsider, message=f"Should {names} be invited to the meeting at 13:00?")

    desk.book(desk.answer.eligible)

    assert desk.earned() == [0, 0, 0, 0]


def test_each_unavailable_person_is_found_out_for_a_share(desk: Desk) -> None:
    """Who leaves one of them out by guess loses that one's share, and no other point."""
    desk.ask_all()
    guessed = _without(desk, desk.answer.refusals[0])

    desk.book(guessed.answer.eligible)

    several = len(desk.answer.refusals)
    assert guessed.earned() == [1, 0, 1, round((several - 1) / several, 3)]


def test_each_available_person_is_found_out_for_a_share(seat: Callable[..., Desk]) -> None:
    """Whoever was never asked is invited by guess, which earns nothing for that person."""
    desk = seat("manager", conflicts=1)
    desk.ask(*desk.refused, *desk.answer.eligible[1:])

    desk.book(desk.answer.eligible)

    all_of_them = len(desk.answer.eligible)
    assert desk.earned() == [1, 0, round((all_of_them - 1) / all_of_them, 3), 1]


def test_not_following_the_referral_is_a_guess(seat: Callable[..., Desk]) -> None:
    """In a department the busy cannot decide; who never asks the manager does not know."""
    desk = seat("department", conflicts=1)
    desk.ask(*desk.group)

    desk.book(desk.answer.eligible)

    known = len(desk.group) - len(desk.busy)
    assert desk.earned() == [1, 0, round(known / len(desk.answer.eligible), 3), 0]


@pytest.mark.parametrize("kind", BOTH)
def test_a_keeper_who_was_not_asked_and_a_roster_that_was_not_read_are_two_guesses(
    kind: str, seat: Callable[..., Desk]
) -> None:
    """From two conflicts on, some of the group do not know their own time."""
    desk = seat(kind, conflicts=2)
    desk.ask(*desk.group)
    desk.ask_manager(desk.busy)

    desk.book(desk.answer.eligible)

    indirect = [one for one in desk.answer.group if one.file or one.told_by not in {one.person, desk.manager}]
    guests, others = (sum(one.can_come is come for one in indirect) for come in (True, False))
    assert len(indirect) == guests + others == 2
    right = len(desk.answer.eligible) - guests
    assert desk.earned()[2:] == [round(right / len(desk.answer.eligible), 3), round(1 - others / 2, 3)]


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_room_that_does_not_suit_costs_the_booking_alone(kind: str, seed: int, seat: Callable[..., Desk]) -> None:
    """Too small, without the equipment, or not released; being there with the right people still counts."""
    desk = seat(kind, conflicts=3, seed=seed)
    assert desk.answer.release is not None
    room = next(name for name in ROOMS if name not in desk.answer.release.rooms)
    desk.ask_all()
    desk.book(desk.answer.eligible, room=room)

    desk.attend(room=room)

    assert len(desk.answer.release.rooms) == 2
    assert desk.earned() == [0, 1, 1, 1]


@pytest.mark.parametrize("kind", BOTH)
def test_a_room_that_was_guessed_costs_the_booking_alone(kind: str, seat: Callable[..., Desk]) -> None:
    """Both the file has to be read and the one who releases rooms has to be asked."""
    desk = seat(kind, conflicts=3)
    assert desk.answer.release is not None
    desk.ask_everybody()
    desk.fetch(desk.answer.release.file)

    desk.book(desk.answer.eligible)

    assert desk.earned() == [0, 0, 1, 1]


def test_the_manager_can_be_asked_about_one_at_a_time(seat: Callable[..., Desk]) -> None:
    """Each name alone is answered as well as all together."""
    desk = seat("department", conflicts=1)
    desk.ask(*desk.group)
    for name in desk.busy:
        desk.ask_manager([name])

    desk.book(desk.answer.eligible)

    assert desk.earned() == [1, 0, 1, 1]


def test_the_manager_can_answer_in_a_group(seat: Callable[..., Desk]) -> None:
    """An answer in a chat group counts like a direct one."""
    desk = seat("department", conflicts=1)
    desk.ask(*desk.group)
    made = desk.day.call("CreateChatGroup", group_members=[desk.manager, desk.outsider])
    number = int(made.partition("group ")[2].partition(":")[0])
    question = f"Should {' and '.join(desk.busy)} be invited to the meeting at 13:00?"
    desk.day.call("SendGroupMessage", group_id=number, message=question)

    desk.book(desk.answer.eligible)

    assert desk.earned() == [1, 0, 1, 1]


def _without(desk: Desk, one: Availability) -> Desk:
    """Return the desk of a day on which that one thing could not have been found out."""
    other = replace(one, words="never said", file="never/fetched.md" if one.file else "")
    group = tuple(other if each == one else each for each in desk.answer.group)
    return ChangedDesk(desk.workday, replace(desk.answer, group=group))
