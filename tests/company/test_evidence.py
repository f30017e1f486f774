"""What checkpoints look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.offices import BEN, BETH, CARL, at, open_office

from pytest_traineebench.company.calendar import Meeting
from pytest_traineebench.company.events import FileDownloaded
from pytest_traineebench.company.evidence import MAX_NESTING, Evidence, Said, json_type
from pytest_traineebench.company.office import Office
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.errors import DeliverableError


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with colleagues who repeat what they read."""
    return open_office(tmp_path)


def handed_in(office: Office, content: bytes, *, frozen: bool = True) -> Evidence:
    """Return the evidence of one report."""
    office.workspace.write(office.workspace.locate("report.json"), content)
    return office.evidence(frozen=frozen)


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"", ""), (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"), ("ü\u2028\0".encode(), "ü\u2028\0"), (b"\xef\xbb\xbf", "")],
)
def test_text_is_read_as_people_mean_it(office: Office, content: bytes, text: str) -> None:
    """Without a byte order mark, with one kind of line end."""
    assert handed_in(office, content).text("report.json") == text


@pytest.mark.parametrize("content", [b"ok \xff", "ü".encode("latin-1"), "text".encode("utf-16"), b"\xed\xa0\x80"])
def test_other_encodings_are_a_reason(office: Office, content: bytes) -> None:
    """Not a crash, for text and for JSON."""
    evidence = handed_in(office, content)

    for read in (evidence.text, evidence.json, evidence.json_object):
        with pytest.raises(DeliverableError, match=r"report.json is not UTF-8 text \(byte \d+\)"):
            read("report.json")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'\xef\xbb\xbf{"a": [1, 2.5, null, true, "\\ud83d\\ude00"]}', {"a": [1, 2.5, None, True, "\U0001f600"]}),
        (b"1e308", 1e308),
        (b"-0", 0),
        (b"[" * MAX_NESTING + b"]" * MAX_NESTING, None),
        (b'"text"', "text"),
    ],
)
def test_json_is_read(office: Office, content: bytes, value: object) -> None:
    """Any value that is JSON."""
    found = handed_in(office, content).json("report.json")

    assert value is None or found == value


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not JSON: Expecting value"),
        (b"{'a': 1}", "is not JSON"),
        (b'{"a": 1,}', "is not JSON"),
        (b'{"a": 1} tail', "is not JSON: Extra data"),
        (b'{\n\n"a"', r"is not JSON: .* \(line 3\)"),
        (b"NaN", "NaN is not a JSON number"),
        (b"[-Infinity]", "-Infinity is not a JSON number"),
        (b"[1e999]", "a number is too large"),
        (b"1" + b"0" * 400, "a number is too large"),
        (b"9" * 5000, "is not usable JSON"),
        (b'{"a": "\\ud800"}', "half of a surrogate pair"),
        (b'{"\\udfff": 1}', "half of a surrogate pair"),
        (b"[" * 100_000, "nested"),
        (b"[" * (MAX_NESTING + 2) + b"]" * (MAX_NESTING + 2), f"nested more than {MAX_NESTING} levels"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "nested"),
    ],
)
def test_broken_json_is_a_reason(office: Office, content: bytes, told: str) -> None:
    """Whatever a checkpoint could not compare is refused in words."""
    with pytest.raises(DeliverableError, match=f"^report.json .*{told}"):
        handed_in(office, content).json("report.json")


@pytest.mark.parametrize(
    ("content", "kind"), [(b"[]", "list"), (b"1", "number"), (b"null", "null"), (b"true", "boolean")]
)
def test_an_object_is_asked_for(office: Office, content: bytes, kind: str) -> None:
    """Another value is named by its type."""
    with pytest.raises(DeliverableError, match=f"holds a JSON {kind}, not an object"):
        handed_in(office, content).json_object("report.json")


def test_an_object_is_returned(office: Office) -> None:
    """As a dictionary."""
    assert handed_in(office, b'{"a": 1}').json_object("report.json") == {"a": 1}


def test_types_are_named_as_people_do() -> None:
    """Whole and other numbers are one kind."""
    values: tuple[object, ...] = ({}, [], "", True, 1, 1.5, None)

    assert [json_type(value) for value in values] == ["object", "list", "string", "boolean", "number", "number", "null"]


def make_sparse(path: Path) -> None:
    """Leave a file of 2 GiB that takes no room."""
    with path.open("wb") as file:
        file.truncate(2 * 2**30)


@pytest.mark.parametrize(
    "make",
    [
        Path.mkdir,
        lambda path: path.symlink_to("/etc/passwd"),
        make_sparse,
        lambda _: None,
    ],
    ids=["folder", "link", "sparse", "missing"],
)
@pytest.mark.parametrize("frozen", [False, True])
def test_what_is_no_file_is_a_reason(office: Office, make: Callable[[Path], object], frozen: bool) -> None:  # noqa: FBT001  -- a parameter
    """For every way of reading."""
    make(office.workspace.root / "report.json")
    evidence = office.evidence(frozen=frozen)

    for read in (evidence.text, evidence.json, evidence.json_object):
        with pytest.raises(DeliverableError, match=r"^report.json is "):
            read("report.json")


@pytest.mark.parametrize(("frozen", "found"), [(True, "before"), (False, "after")])
def test_frozen_evidence_does_not_change(office: Office, frozen: bool, found: str) -> None:  # noqa: FBT001  -- a parameter
    """Neither files nor log nor calendar; time is that of the freeze."""
    evidence = handed_in(office, b"before", frozen=frozen)

    office.workspace.write(office.workspace.locate("report.json"), b"after")
    office.chat.send(BEN, "later")
    office.calendar.add(room="Room_01", start=at("10:00"), end=at("11:00"), organizer=TRAINEE, attendees=[BEN])
    office.clock.advance(60)

    assert evidence.text("report.json") == found
    assert (evidence.now, evidence.events, evidence.meetings) == (at("08:00"), (), ())


def test_meetings_are_copies(office: Office) -> None:
    """A later arrival is not in them."""
    meeting: Meeting = office.calendar.add(
        room="Room_01", start=at("09:00"), end=at("10:00"), organizer=BEN, attendees=[TRAINEE]
    )
    evidence = office.evidence(frozen=True)

    meeting.arrivals[TRAINEE] = at("09:00")

    assert evidence.meetings[0].arrivals == {}


def test_a_conversation_holds_direct_and_group_messages(office: Office) -> None:
    """In order, both speakers, with times; what others said in the group is not part of it."""
    office.chat.create_group([BEN, BETH])
    office.chat.create_group([CARL])
    office.chat.send(BEN, "one")
    office.clock.advance(5)
    office.chat.send(CARL, "elsewhere")
    office.chat.send_to_group(1, "two")
    office.chat.send_to_group(2, "elsewhere too")

    said = office.evidence(frozen=True).conversation(BEN)

    assert [(line.speaker, line.text, line.by_trainee, line.at) for line in said] == [
        (TRAINEE, "one", True, at("08:00")),
        (BEN, "Ben read: one", False, at("08:00")),
        (TRAINEE, "two", True, at("08:05")),
        (BEN, "Ben read: two", False, at("08:05")),
    ]
    assert [line.order for line in said] == sorted({line.order for line in said})


def test_what_was_said_is_found_by_a_test(office: Office) -> None:
    """The first that passes, of the right speaker, after a given moment of the log."""
    office.chat.create_group([BEN, BETH])
    for text in ("red", "blue"):
        office.chat.send(BEN, text)
    office.chat.send_to_group(1, "blue again")
    evidence = office.evidence(frozen=True)

    def blue(text: str) -> bool:
        return "blue" in text

    first = evidence.said(blue, to=BEN)
    assert isinstance(first, Said)
    second = evidence.said(blue, to=BEN, after=first.order)
    answer = evidence.heard(blue, of=BEN, after=first.order)
    assert second is not None
    assert answer is not None
    assert (first.text, second.text, answer.text) == ("blue", "blue again", "Ben read: blue")
    assert evidence.said(blue, to=BETH, after=second.order) is None
    assert evidence.said(blue, to=CARL) is None
    assert evidence.heard(lambda text: text == "blue", of=BEN) is None


def test_downloads_are_known_by_their_source(office: Office) -> None:
    """The path on the cloud disk, not the one in the workspace."""
    office.log.append(FileDownloaded(at=at("08:00"), source="kb/a.md", target="x.md", sha256=""))

    evidence = office.evidence(frozen=True)

    assert evidence.downloaded("kb/a.md")
    assert not evidence.downloaded("x.md")
