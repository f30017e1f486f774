"""Reports get what a human marker would give, and no trick gets more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tasks.transactions.transactions_scene import BOTH, FULL, HANDBOOK, MANUAL, NOTHING, READ_ONLY, REPORT, Scene, make

from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.transactions import FAMILY

VARIANTS = [tuple(variant.params.values()) for variant in FAMILY.variants()]


def test_the_family_is_worth_three_points() -> None:
    """Half a point for each document read, two for the answer."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points == {
        "handbook_read": 0.5,
        "review_manual_read": 0.5,
        "abnormal_suppliers_named": 1.0,
        "nobody_accused_wrongly": 1.0,
    }


@pytest.mark.parametrize(("normal", "abnormal"), VARIANTS)
def test_the_right_list_earns_everything(normal: int, abnormal: int) -> None:
    """Also the empty list on a day without abnormal suppliers."""
    scene = make(normal, abnormal)

    assert scene.points_for(scene.abnormal) == FULL


@pytest.mark.parametrize(("normal", "abnormal"), VARIANTS)
def test_doing_nothing_earns_nothing(normal: int, abnormal: int) -> None:
    """Nobody was accused wrongly, but nothing was handed in either."""
    assert make(normal, abnormal).points({}, downloads=()) == NOTHING


@pytest.mark.parametrize(("normal", "abnormal"), VARIANTS)
def test_naming_every_supplier_earns_nothing(normal: int, abnormal: int) -> None:
    """A report that tells nobody apart is worth nothing, not even for the right names in it."""
    scene = make(normal, abnormal)

    assert scene.points_for(list(scene.task.answer.suppliers)) == READ_ONLY


def test_order_repetition_case_and_blanks_do_not_matter() -> None:
    """Neither does a byte order mark or another key."""
    scene = make(3, 2)
    names = [f" {name.upper().replace(' ', '  ')} " for name in reversed(scene.abnormal * 2)]

    report = json.dumps({"abnormal_suppliers": names, "remark": "done"}).encode("utf-8-sig")

    assert scene.points({REPORT: report}) == FULL


def test_one_of_two_earns_half_of_the_names() -> None:
    """A supplier that was overlooked costs its share; nobody is accused wrongly."""
    scene = make(3, 2)

    assert scene.points_for(scene.abnormal[:1]) == (0.5, 0.5, 0.5, 1.0)


def test_one_wrong_name_beside_the_right_ones_costs() -> None:
    """An innocent supplier takes its share of the innocent ones off the names, and all for the accusation."""
    scene = make(4, 2)

    assert scene.points_for([*scene.abnormal, scene.normal[0]]) == (0.5, 0.5, 0.75, 0.0)


def test_wrong_names_alone_earn_nothing() -> None:
    """Accusing the innocent only."""
    scene = make(3, 1)

    assert scene.points_for(scene.normal[:1]) == READ_ONLY


def test_a_name_from_nowhere_is_a_wrong_accusation() -> None:
    """So is the example of the instruction, and another table's answer."""
    scene, other = make(3, 1, seed=1), make(3, 1, seed=2)
    assert not set(other.abnormal) & set(scene.task.answer.suppliers)

    assert scene.points_for(["Example Trading Ltd.", "Sample & Sons"]) == READ_ONLY
    assert scene.points_for(other.abnormal) == READ_ONLY
    assert scene.points_for([*scene.abnormal, "Nobody & Sons"])[3] == 0


def test_many_names_from_nowhere_take_no_more_than_all() -> None:
    """A report can lose what it earned, not more."""
    scene = make(0, 2)

    assert scene.points_for([*scene.abnormal, *map(str, range(1000))]) == READ_ONLY


@pytest.mark.parametrize("abnormal", [1, 2])
def test_an_empty_list_on_a_day_with_abnormal_suppliers_earns_nothing(abnormal: int) -> None:
    """Who accuses nobody accuses nobody wrongly, but has not done the review."""
    scene = make(3, abnormal)

    assert scene.points_for([]) == READ_ONLY


def test_an_empty_list_handed_in_unread_earns_nothing() -> None:
    """Whoever always reports nobody, and reads nothing, must not live on the days on which that is right."""
    scene = make(3, 0)

    assert scene.points_for([], downloads=()) == NOTHING


def test_any_name_on_a_day_without_abnormal_suppliers_earns_nothing() -> None:
    """Only the honest empty list is right."""
    scene = make(3, 0)

    assert scene.points_for(scene.normal[:1]) == READ_ONLY
    assert scene.points_for([""]) == READ_ONLY


@pytest.mark.parametrize(
    ("downloads", "points"),
    [
        ((), (0.0, 0.0, 0.0, 0.0)),
        ((HANDBOOK,), (0.5, 0.0, 0.0, 0.0)),
        ((MANUAL,), (0.0, 0.5, 1.0, 1.0)),
        (("financial/manuals_for_transactions_data_review_other.md",), (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_documents_count_when_downloaded(downloads: tuple[str, ...], points: tuple[float, ...]) -> None:
    """Without the handbook its own points are lost; without the rules a report is a guess, right or wrong."""
    scene = make(3, 1)

    assert scene.points_for(scene.abnormal, downloads) == points


def test_a_file_of_the_manuals_name_is_no_manual() -> None:
    """Files that the trainee made do not count as read."""
    scene = make(3, 1)
    files = {HANDBOOK: b"", MANUAL.rpartition("/")[2]: b"# Manual"}

    assert scene.points(files, downloads=()) == NOTHING


def _reports(scene: Scene) -> dict[str, bytes]:
    names = [*scene.abnormal, *scene.normal]
    joined = json.dumps(", ".join(names))
    right = json.dumps(scene.abnormal)
    return {
        "empty file": b"",
        "brace-less format": f'"abnormal_suppliers": {right}'.encode(),
        "list at the top": right.encode(),
        "null": b"null",
        "other key": f'{{"suppliers": {right}}}'.encode(),
        "one joined string": f'{{"abnormal_suppliers": {joined}}}'.encode(),
        "one name as text": json.dumps({"abnormal_suppliers": scene.abnormal[0]}).encode(),
        "null list": b'{"abnormal_suppliers": null}',
        "number": b'{"abnormal_suppliers": 1}',
        "NaN": b'{"abnormal_suppliers": NaN}',
        "NaN in the list": f'{{"abnormal_suppliers": [NaN, {right[1:]}}}'.encode(),
        "infinity beside it": f'{{"abnormal_suppliers": {right}, "score": -Infinity}}'.encode(),
        "object instead of list": json.dumps({"abnormal_suppliers": dict.fromkeys(scene.abnormal, 1)}).encode(),
        "nested list": json.dumps({"abnormal_suppliers": [scene.abnormal]}).encode(),
        "list of objects": json.dumps({"abnormal_suppliers": [{"name": name} for name in scene.abnormal]}).encode(),
        "list with a number": json.dumps({"abnormal_suppliers": [*scene.abnormal, 7]}).encode(),
        "list with a truth value": json.dumps({"abnormal_suppliers": [*scene.abnormal, True]}).encode(),
        "the names joined in the list": json.dumps({"abnormal_suppliers": [", ".join(names)]}).encode(),
        "the instruction copied back": scene.task.instruction.encode(),
        "the database copied": scene.task.workspace["transactions.db"],
        "UTF-16": json.dumps({"abnormal_suppliers": scene.abnormal}).encode("utf-16"),
        "deeply nested": b'{"abnormal_suppliers": ' + b"[" * 100_000,
        "endless number": b'{"abnormal_suppliers": [' + b"9" * 10_000 + b"]}",
        "half a character": b'{"abnormal_suppliers": ["\\ud800"]}',
        "a hundred thousand names": json.dumps({"abnormal_suppliers": [str(n) for n in range(100_000)]}).encode(),
        "a very long name": json.dumps({"abnormal_suppliers": ["x" * 1_000_000]}).encode(),
        "Python instead of JSON": f"{{'abnormal_suppliers': {scene.abnormal!r}}}".encode(),
        "fenced": f'```json\n{{"abnormal_suppliers": {right}}}\n```'.encode(),
    }


SCENE = make(3, 2, seed=11)


@pytest.mark.parametrize("trick", _reports(SCENE))
def test_a_broken_or_tricky_report_earns_nothing(trick: str) -> None:
    """It loses both points of the answer, keeps those of the documents, and never crashes the judge."""
    scene = make(3, 2, seed=11)

    points = scene.points({REPORT: _reports(scene)[trick]})

    assert points == READ_ONLY


@pytest.mark.parametrize("trick", _reports(SCENE))
def test_a_broken_report_is_not_an_empty_list(trick: str) -> None:
    """On a day without abnormal suppliers it earns nothing either."""
    assert make(3, 0, seed=12).points({REPORT: _reports(SCENE)[trick]}) == READ_ONLY


def test_reasons_and_advice_stay_short_and_printable() -> None:
    """However long the report, the verdict can be written to a file and read by people."""
    for report in _reports(SCENE).values():
        workspace = {REPORT: report}
        for checkpoint in FAMILY.checkpoints:
            verdict = checkpoint.judge(SCENE.evidence(_Held(workspace)), SCENE.task.answer)
            verdict.reason.encode()
            assert len(verdict.reason) < 1_500


@pytest.mark.parametrize("names", [[], ["Nobody & Sons"], None])
def test_advice_never_names_a_supplier(names: list[str] | None) -> None:
    """What an agent is told to look at again holds no answer."""
    scene = make(4, 2, seed=5)
    held = _Held({REPORT: json.dumps({"abnormal_suppliers": names}).encode()})

    verdicts = scene.verdicts(held, downloads=())

    assert all(verdict.advice for verdict in verdicts)
    assert not [name for name in scene.task.answer.suppliers for v in verdicts if name in v.advice]


def _place_link(folder: Path, content: bytes) -> None:
    folder.joinpath("elsewhere.json").write_bytes(content)
    folder.joinpath(REPORT).symlink_to("elsewhere.json")


def _place_folder(folder: Path, content: bytes) -> None:
    folder.joinpath(REPORT).mkdir()
    folder.joinpath(REPORT, "report.json").write_bytes(content)


def _place_huge(folder: Path, content: bytes) -> None:
    with folder.joinpath(REPORT).open("wb") as file:
        file.write(content)
        file.truncate(20 * 2**20)


def _place_in_subfolder(folder: Path, content: bytes) -> None:
    folder.joinpath("results").mkdir()
    folder.joinpath("results", REPORT).write_bytes(content)


@pytest.mark.parametrize("place", [_place_link, _place_folder, _place_huge, _place_in_subfolder])
def test_only_an_ordinary_file_of_that_name_is_a_report(place: object, tmp_path: Path) -> None:
    """Links, folders, huge files and files elsewhere are not handed in."""
    scene = make(3, 1)
    assert callable(place)
    place(tmp_path, json.dumps({"abnormal_suppliers": scene.abnormal}).encode())

    assert scene.points(Workspace(tmp_path), BOTH) == READ_ONLY


class _Held:
    """Files in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def read(self, name: str) -> bytes:
        """Return a file."""
        return self._files[name]

    def names(self) -> tuple[str, ...]:
        """Return all names."""
        return tuple(self._files)
