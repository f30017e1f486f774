"""What is handed to the trainee during the day."""

from __future__ import annotations

import pytest
from support.offices import at

from pytest_traineebench.clock import VirtualClock
from pytest_traineebench.company.events import DeadlineMoved, DeadlinePassed, EventLog, TaskArrived, of_kind
from pytest_traineebench.company.inbox import Inbox


class Post:
    """An inbox and what happened to it."""

    def __init__(self) -> None:
        self.clock = VirtualClock(at("08:00"), at("20:00"))
        self.log = EventLog()
        self.due: list[tuple[str, str]] = []
        self.inbox = Inbox(
            self.clock, self.log, when_due=lambda task: self.due.append((task, f"{self.clock.now:%H:%M}"))
        )


@pytest.fixture
def post() -> Post:
    """An empty inbox at 08:00."""
    return Post()


def test_a_task_of_the_morning_is_no_notice(post: Post) -> None:
    """It stands in the prompt; it is logged, and due at its deadline."""
    post.inbox.receive("a", "do a", at("12:00"))

    assert post.inbox.notices == ()
    assert [(event.task, event.at) for event in of_kind(post.log, TaskArrived)] == [("a", at("08:00"))]
    assert post.clock.wait(600) == ("the deadline of a task (12:00)",)
    assert post.due == [("a", "12:00")]


def test_a_task_arrives_later(post: Post) -> None:
    """Waiting stops there, and the notice holds its text."""
    post.inbox.expect(at("10:00"), "b", "do b", at("20:00"))
    assert post.inbox.next_arrival == at("10:00")

    told = post.clock.wait(600)

    assert told == ("a new task has arrived",)
    assert [(notice.at, notice.text) for notice in post.inbox.notices] == [(at("10:00"), "do b")]
    assert post.inbox.next_arrival is None


def test_tasks_of_one_moment_arrive_together(post: Post) -> None:
    """In the order in which they were expected."""
    post.inbox.expect(at("10:00"), "b", "do b", at("20:00"))
    post.inbox.expect(at("10:00"), "c", "do c", at("20:00"))

    post.clock.wait(600)

    assert [notice.text for notice in post.inbox.notices] == ["do b", "do c"]
    assert post.inbox.next_arrival is None


@pytest.mark.parametrize("moved", ["09:30", "15:00"])
def test_a_deadline_is_moved(post: Post, moved: str) -> None:
    """Earlier or later: the task is due once, at its new deadline."""
    post.inbox.receive("a", "do a", at("12:00"))
    post.inbox.expect_change(at("09:00"), "a", "news", at(moved))

    post.clock.advance_to(at("20:00"))

    assert post.due == [("a", moved)]
    assert [event.at for event in of_kind(post.log, DeadlinePassed)] == [at(moved)]
    assert [(event.at, event.deadline) for event in of_kind(post.log, DeadlineMoved)] == [(at("09:00"), at(moved))]
    assert [notice.text for notice in post.inbox.notices] == ["news"]


def test_a_change_may_leave_the_deadline(post: Post) -> None:
    """It is told, and the task is due when it was."""
    post.inbox.receive("a", "do a", at("12:00"))
    post.inbox.expect_change(at("09:00"), "a", "more important now", None)

    told = post.clock.wait(600)
    post.clock.advance_to(at("20:00"))

    assert told == ("a task has changed",)
    assert post.due == [("a", "12:00")]
    assert [event.deadline for event in of_kind(post.log, DeadlineMoved)] == [at("12:00")]


def test_a_deadline_at_the_end_of_the_day_falls(post: Post) -> None:
    """The last moment belongs to the day."""
    post.inbox.receive("a", "do a", at("20:00"))

    post.clock.advance_to(at("20:00"))

    assert post.due == [("a", "20:00")]
