"""The source of chance."""

from __future__ import annotations

from enum import Enum

import pytest

from pytest_traineebench.randomness import stream


def test_a_stream_is_the_same_everywhere() -> None:
    """The numbers are pinned: a change of them changes every scenario."""
    rng = stream(7, "day_1", "kb-fix", 3)

    assert [rng.randrange(1000) for _ in range(5)] == [25, 167, 93, 306, 159]
    assert stream(7, "day_1", "kb-fix", 3).random() == stream(7, "day_1", "kb-fix", 3).random()


@pytest.mark.parametrize(
    "other",
    [(8, "a", "b"), (7, "ab"), (7, "a", "b", ""), (7, "b", "a"), (7, "a"), (7,), ("7", "a", "b"), (7, "a", "b\0")],
)
def test_different_names_give_different_numbers(other: tuple[int | str, ...]) -> None:
    """Neither the border between two names nor the kind of a name is lost."""
    assert stream(*other).random() != stream(7, "a", "b").random()


def test_a_member_of_an_enum_counts_as_its_value() -> None:
    """What equals a text gives the text's numbers."""

    class Mode(str, Enum):  # noqa: UP042  -- whose format() differs between Python versions
        FIXED = "fixed"

    assert stream(1, Mode.FIXED).random() == stream(1, "fixed").random()


def test_streams_do_not_touch_each_other() -> None:
    """Drawing from one stream moves no other."""
    one, two = stream(1, "a"), stream(1, "a")
    [one.random() for _ in range(100)]

    assert two.random() == stream(1, "a").random()
