"""Works out the figures that a question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from pytest_traineebench.tasks.sales.answer import Figure, Shape
from pytest_traineebench.tasks.sales.kinds import Kind
from pytest_traineebench.tasks.sales.orders import Seller
from pytest_traineebench.tasks.sales.question import Question
from pytest_traineebench.tasks.sales.totals import Totals, average, rank

Sales = Mapping[tuple[str, int], Totals]
"""Everybody's sales by department and quarter."""

_SHAPES = {
    Kind.TOP_SALES_EMPLOYEE: Shape.PEOPLE,
    Kind.SALES_STATISTICS: Shape.STATISTICS,
    Kind.CROSS_DEPTS_EXTREME_EMPLOYEE: Shape.PEOPLE,
    Kind.PER_DEPT_EXTREME_EMPLOYEE: Shape.PEOPLE_BY_DEPARTMENT,
    Kind.PER_DEPT_AVG_SALES: Shape.AVERAGES,
    Kind.PER_DEPT_TOP_N: Shape.PEOPLE_BY_DEPARTMENT,
    Kind.CROSS_DEPTS_TOP_N: Shape.PEOPLE,
    Kind.DEPT_PERSON_QOQ_COUNT: Shape.COUNT,
    Kind.ALL_DEPTS_QOQ_COUNT: Shape.COUNT,
}


def shape_of(kind: Kind) -> Shape:
    """Return what the report on a kind of question looks like."""
    return _SHAPES[kind]


def work_out(question: Question, sales: Sales) -> tuple[Figure, ...]:
    """Return the figures that the report should hold."""
    asked = {name: sales[name, question.quarter] for name in question.departments}
    match shape_of(question.kind):
        case Shape.PEOPLE:
            everybody = dict(chain.from_iterable(totals.items() for totals in asked.values()))
            return tuple(_ranking(question, everybody))
        case Shape.PEOPLE_BY_DEPARTMENT:
            return tuple(
                figure for name, totals in asked.items() for figure in _ranking(question, totals, prefix=f"{name}/")
            )
        case Shape.AVERAGES:
            return tuple(Figure(key=name, value=average(totals)) for name, totals in asked.items())
        case Shape.STATISTICS:
            return _statistics(asked[question.departments[0]])
        case Shape.COUNT:
            return (Figure(key="count", value=_count(question, sales), is_money=False),)


def _ranking(question: Question, totals: Totals, *, prefix: str = "") -> Iterable[Figure]:
    many = question.n if "n" in question.kind.arguments else 1
    for seller in rank(totals, lowest=_is_lowest(question))[:many]:
        yield Figure(key=prefix + seller.id, value=totals[seller], name=seller.name, department=seller.department)


def _is_lowest(question: Question) -> bool:
    return "mode" in question.kind.arguments and question.mode == "bottom"


def _statistics(totals: Totals) -> tuple[Figure, ...]:
    return (
        Figure(key="employees", value=len(totals), is_money=False),
        Figure(key="total_sales", value=sum(totals.values())),
        Figure(key="avg_sales_per_person", value=average(totals)),
    )


def _count(question: Question, sales: Sales) -> int:
    pairs = [(sales[name, question.quarter - 1], sales[name, question.quarter]) for name in question.departments]
    if question.kind is Kind.ALL_DEPTS_QOQ_COUNT:
        changes = [sum(after.values()) - sum(before.values()) for before, after in pairs]
    else:
        changes = [after[who] - before[who] for before, after in pairs for who in _in_both(before, after)]
    return sum(change > 0 if question.direction == "up" else change < 0 for change in changes)


def _in_both(before: Totals, after: Totals) -> Iterable[Seller]:
    return (seller for seller in after if seller in before)
