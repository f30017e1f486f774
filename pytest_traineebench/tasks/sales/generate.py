"""Makes one sales analysis: question, rules, records, answer, texts."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.sales.answer import Answer, Figure
from pytest_traineebench.tasks.sales.books import Books, keep_books
from pytest_traineebench.tasks.sales.briefs import brief_sales_staff
from pytest_traineebench.tasks.sales.figures import shape_of, work_out
from pytest_traineebench.tasks.sales.instruction import write_instruction
from pytest_traineebench.tasks.sales.params import SalesParams
from pytest_traineebench.tasks.sales.paths import Paths
from pytest_traineebench.tasks.sales.policy import Policy, draw_policy
from pytest_traineebench.tasks.sales.question import Question, ask, sales_departments
from pytest_traineebench.tasks.sales.records import write_records, write_snapshots, write_targets
from pytest_traineebench.tasks.sales.texts import write_manual
from pytest_traineebench.tasks.sales.totals import total_sales


def generate_analysis(params: SalesParams, slot: Slot) -> Task[Answer]:
    """Make the task for a slot.

    Raises:
        ValueError: If nobody works in a department that is asked about.
    """
    question, paths = ask(params, slot), Paths(slot)
    policy = draw_policy(slot.stream("policy"))
    books = keep_books(slot.staff, year=question.year, policy=policy, rng=slot.stream("orders"))
    answer = _answer(question, _figures(question, books, policy), paths)
    return Task(
        instruction=write_instruction(question, answer.report),
        answer=answer,
        disk=dict(sorted((*_current(question, books, policy, paths), *_earlier(question, policy, paths)))),
        briefs=tuple(brief_sales_staff(question, answer.report, paths, slot)),
    )


def _figures(question: Question, books: Books, policy: Policy) -> tuple[Figure, ...]:
    sales = {
        (department, quarter): total_sales(
            books[department, quarter], year=question.year, quarter=quarter, policy=policy
        )
        for department in question.departments
        for quarter in question.quarters
    }
    return work_out(question, sales)


def _answer(question: Question, figures: tuple[Figure, ...], paths: Paths) -> Answer:
    staff = paths.slot.staff
    return Answer(
        shape=shape_of(question.kind),
        departments=question.departments,
        figures=figures,
        report=paths.slot.own(question.report),
        manual=paths.manual,
        folder=paths.folder,
        records=tuple(
            paths.records(department, quarter, question.year)
            for department in question.departments
            for quarter in question.quarters
        ),
        experts=tuple(person.name for name in sales_departments(staff) for person in staff.department(name)),
    )


def _current(question: Question, books: Books, policy: Policy, paths: Paths) -> Iterator[tuple[str, bytes]]:
    """Yield last year's files: handbook, records, and plans and snapshots that no figure may be based on."""
    slot, year = paths.slot, question.year
    departments = sales_departments(slot.staff)
    yield paths.manual, write_manual(policy, year=year, departments=departments, paths=paths).encode()
    yield from write_records(books, year=year, paths=paths)
    yield from write_snapshots(books, year=year, quarters=question.quarters, paths=paths, rng=slot.stream("snapshots"))
    yield paths.targets(year), write_targets(departments, slot.stream("targets"))


def _earlier(question: Question, policy: Policy, paths: Paths) -> Iterator[tuple[str, bytes]]:
    """Yield the year before: records that look alike, and the handbook's edition of then, with other rules."""
    slot, year = paths.slot, question.year - 1
    old = _another_policy(policy, slot)
    manual = write_manual(old, year=year, departments=sales_departments(slot.staff), paths=paths)
    yield paths.old_manual(year), manual.encode()
    books = keep_books(slot.staff, year=year, policy=old, rng=slot.stream("earlier orders"))
    yield from write_records(books, year=year, paths=paths)


def _another_policy(policy: Policy, slot: Slot) -> Policy:
    rng = slot.stream("earlier policy")
    while (old := draw_policy(rng)).rates == policy.rates:
        pass
    return old
