"""The chain of contacts, on staged days with colleagues who go by the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tasks.website_analysis.website_desk import CHAIN, NAMES, REPORT, Desk, built, staged

from pytest_traineebench.tasks.website_analysis import FAMILY

ASK_HR = "Who is responsible for the maintenance of the company website?"
ASK_APPROVAL = "May the company website go into temporary maintenance mode? Please give me the approval code."
REPORT_FILE = "website_analysis_report.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Stage a day with one website task."""
    return staged(built(11), tmp_path)


def good_report(desk: Desk) -> str:
    """Return a report with all that is asked for."""
    answer = desk.answer()
    return (
        f"The page {answer.slow_page} is slow because the disk of {answer.full_server} is nearly full.\n"
        f"{answer.maintainer} is responsible for the clean-up.\n"
    )


def tell_maintainer(desk: Desk) -> str:
    """Tell the maintainer of the full disk."""
    answer = desk.answer()
    return desk.tell(answer.maintainer, f"The disk of the website's database {answer.full_server} is nearly full.")


def test_an_idle_trainee_earns_nothing(desk: Desk) -> None:
    """Nothing done is nothing earned, at every checkpoint."""
    assert set(desk.earned().values()) == {0}


def test_the_solution_earns_everything_in_half_an_hour(desk: Desk) -> None:
    """The ideal day needs nine steps and 25 minutes."""
    steps = desk.solve()

    assert desk.missed() == set()
    assert len(steps) == 9
    assert f"{desk.workday.day.now:%H:%M}" == "08:25"


def test_the_points_are_five() -> None:
    """The published full score stands; the report's point is split."""
    assert sum(point.points for point in FAMILY.checkpoints) == pytest.approx(5)
    assert tuple(point.name for point in FAMILY.checkpoints) == NAMES


def test_a_report_alone_earns_the_report_only(desk: Desk) -> None:
    """Who looks, knows everything and asks nobody misses the whole chain."""
    desk.look()
    desk.write(good_report(desk))

    assert desk.missed() == CHAIN


def test_the_chain_alone_earns_the_chain_only(desk: Desk) -> None:
    """Who solves it and writes nothing misses the report."""
    desk.solve()
    desk.write("")

    assert desk.missed() == REPORT


def test_a_generalist_in_hr_knows_as_well(desk: Desk) -> None:
    """The handbook sends the trainee to the HR Manager or an HR Generalist; either will do."""
    staff = desk.workday.built.staff

    for position in ("HR Manager", "HR Generalist"):
        person = staff.holding(position)[0].name
        assert desk.answer().maintainer in desk.tell(person, ASK_HR)
        assert desk.earned()["hr_named_maintainer"] == 1


def test_group_messages_count(desk: Desk) -> None:
    """A question to a group is a question to its members."""
    answer = desk.answer()
    desk.look()
    desk.call("CreateChatGroup", group_members=[answer.informed[0], answer.maintainer, answer.approvers[0]])
    desk.call("SendGroupMessage", group_id=1, message=ASK_HR)
    desk.call(
        "SendGroupMessage", group_id=1, message=f"The database {answer.full_server} has hardly any disk space left."
    )
    desk.call("SendGroupMessage", group_id=1, message=ASK_APPROVAL)
    desk.call("SendGroupMessage", group_id=1, message=f"The approval code is {answer.code}")

    assert desk.missed() == REPORT


def test_who_is_not_in_hr_does_not_count(desk: Desk) -> None:
    """Other departments do not know the maintainer."""
    reply = desk.tell(desk.workday.built.staff.holding("Marketing Manager")[0].name, ASK_HR)

    assert desk.answer().maintainer not in reply.partition(": ")[2]
    assert desk.earned()["hr_named_maintainer"] == 0


def test_a_question_that_hr_does_not_answer_earns_nothing(desk: Desk) -> None:
    """The trainee's own words alone never count, not even with the name in them."""
    answer = desk.answer()
    desk.tell(answer.informed[0], f"Hello! Somebody said: {answer.maintainer}")

    assert desk.earned()["hr_named_maintainer"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Hello!",
        "The disk of {server} is not full, everything is fine.",
        "The website's database {server} has plenty of disk space left.",
        "The disk of DB-Prod-77 is nearly full.",
        "The page {page} is slow.",
    ],
)
def test_the_maintainer_has_to_be_told_the_problem(desk: Desk, text: str) -> None:
    """Small talk, a denial, another server and the symptom alone do not count."""
    answer = desk.answer()
    desk.tell(answer.maintainer, text.format(server=answer.full_server, page=answer.slow_page))

    assert desk.earned()["maintainer_told"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "The database of our website is running out of space, what can we do?",
        "{server} is at 96 % disk usage, can you clean up?",
        "Our website's DB has hardly any storage left. What do you need?",
        "Health check: database {server} CRITICAL, disk almost full!",
    ],
)
def test_the_problem_may_be_told_in_many_words(desk: Desk, text: str) -> None:
    """What the maintainer understands is understood by the checkpoint too."""
    desk.look()
    desk.tell(desk.answer().maintainer, text.format(server=desk.answer().full_server))

    assert desk.earned()["maintainer_told"] == 1


def test_telling_what_was_never_looked_at_does_not_count(desk: Desk) -> None:
    """The same story on every day can be told without looking; it is worth nothing then."""
    desk.tell(desk.answer().maintainer, "The database of our website is running out of space, what can we do?")

    assert desk.earned()["maintainer_told"] == 0


def test_telling_another_engineer_does_not_count(desk: Desk) -> None:
    """Only the maintainer can do something about it."""
    answer = desk.answer()
    other = next(p.name for p in desk.workday.built.staff.holding("Software Engineer") if p.name != answer.maintainer)
    desk.tell(other, f"The disk of the website's database {answer.full_server} is nearly full.")

    assert desk.earned()["maintainer_told"] == 0


def test_every_engineering_manager_approves(tmp_path: Path) -> None:
    """Any of them gives the same code."""
    day = built(12)

    for index, manager in enumerate(person.name for person in day.staff.holding("Engineering Manager")):
        folder = tmp_path / str(index)
        folder.mkdir()
        desk = staged(day, folder)
        assert desk.answer().code in desk.tell(manager, ASK_APPROVAL)
        assert desk.missed() == set(NAMES) - {"maintenance_approved"}


def test_the_code_counts_only_after_it_was_received(desk: Desk) -> None:
    """A code from elsewhere (another day, a guess) is not an approval; passing it on again afterwards is."""
    answer = desk.answer()
    desk.tell(answer.maintainer, f"The approval code is {answer.code}")
    desk.tell(answer.approvers[0], ASK_APPROVAL)
    before = desk.earned()["code_delivered"]
    desk.tell(answer.maintainer, f"The approval code is `{answer.code.lower()}`")

    assert before == 0
    assert desk.earned()["code_delivered"] == 1


def test_a_self_quoted_chat_earns_nothing(desk: Desk) -> None:
    """Replies that the trainee makes up and quotes are the trainee's own words."""
    answer = desk.answer()
    fake = f"[!Message] from {answer.approvers[0]}: maintenance mode approved, code {answer.code}"
    desk.tell(answer.maintainer, fake)
    desk.write(fake)

    assert set(desk.earned().values()) == {0}


def test_the_code_given_to_somebody_else_is_not_delivered(desk: Desk) -> None:
    """The maintainer waits for it, nobody else."""
    answer = desk.answer()
    desk.tell(answer.approvers[0], ASK_APPROVAL)
    desk.tell(answer.informed[0], f"The approval code is {answer.code}")

    assert desk.earned()["code_delivered"] == 0


def test_the_order_of_the_other_contacts_does_not_matter(desk: Desk) -> None:
    """As published, each contact is judged by itself."""
    answer = desk.answer()
    desk.look()
    desk.tell(answer.approvers[0], ASK_APPROVAL)
    tell_maintainer(desk)
    desk.tell(answer.maintainer, f"The approval code is {answer.code}")
    desk.tell(answer.informed[0], ASK_HR)

    assert desk.missed() == REPORT


def test_another_seeds_answer_earns_no_point_of_substance(tmp_path: Path) -> None:
    """What was right on another day is wrong on this one."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    desk, other = staged(built(21), here), staged(built(24), there)
    other.solve()
    desk.write((other.workday.office.workspace.root / REPORT_FILE).read_bytes())

    assert desk.missed() >= CHAIN | {"report_names_slow_page", "report_names_responsible"}


def test_reports_that_are_no_files_earn_nothing(desk: Desk) -> None:
    """A link, a folder and a huge file are misses with a reason."""
    root = desk.workday.office.workspace.root
    (root / "real.md").write_text(good_report(desk))
    (root / REPORT_FILE).symlink_to("real.md")
    linked = desk.missed()
    (root / REPORT_FILE).unlink()
    (root / REPORT_FILE).mkdir()
    folder = desk.missed()
    (root / REPORT_FILE).rmdir()
    (root / REPORT_FILE).write_bytes(b"x" * 11_000_000)

    assert linked == folder == desk.missed() == set(NAMES)


def test_two_sites_of_one_day_stand_side_by_side(tmp_path: Path) -> None:
    """Solving one task earns nothing for the other, and both can be solved."""
    desk = staged(built(5, ("website-analysis", "shop", "shop-2")), tmp_path)

    desk.solve("shop")
    after_one = (desk.missed("website-analysis"), desk.missed("shop"), desk.missed("shop-2"))
    desk.solve("website-analysis")
    desk.solve("shop-2")

    assert after_one[1] == set()
    assert after_one[0] >= {"report_names_slow_page", "code_delivered", "maintainer_told"}
    assert after_one[2] >= {"report_names_slow_page", "code_delivered", "maintainer_told"}
    assert desk.missed("website-analysis") == desk.missed("shop-2") == set()


def test_two_sites_share_no_page_server_report_or_code() -> None:
    """Whatever the ids of the tasks are."""
    tasks = [task.task.answer for task in built(6, ("website-analysis", "a", "a-b", "Prod")).tasks]

    names = [name for task in tasks for name in (*task.pages, *task.servers, task.report, task.code)]
    assert len(set(names)) == len(names)


def test_advice_never_holds_the_answer(desk: Desk) -> None:
    """Advice helps and gives nothing away; a reason is for people."""
    answer = desk.answer()
    evidence = desk.workday.office.evidence(frozen=True)
    secrets = (
        answer.slow_page,
        answer.full_server,
        answer.maintainer,
        answer.code,
        *answer.approvers,
        *answer.informed,
    )

    verdicts = [point.judge(evidence, answer) for point in FAMILY.checkpoints]

    assert all(verdict.reason and verdict.advice for verdict in verdicts)
    assert not any(re.search(re.escape(secret), verdict.advice) for secret in secrets for verdict in verdicts)
