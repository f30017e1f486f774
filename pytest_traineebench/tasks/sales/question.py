"""What one task asks, with nothing left open."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_traineebench.company.staff import Staff
from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.sales.kinds import Kind
from pytest_traineebench.tasks.sales.params import SalesParams

SALES = ("Sales_1", "Sales_2", "Sales_3")
_DEFAULT_N = 3
_REPORTS = {
    Kind.TOP_SALES_EMPLOYEE: "dept_{names}_Q{q}_top_sales.json",
    Kind.SALES_STATISTICS: "dept_{names}_Q{q}_sales_stats.json",
    Kind.CROSS_DEPTS_EXTREME_EMPLOYEE: "depts_{names}_Q{q}_{mode}_employee.json",
    Kind.PER_DEPT_EXTREME_EMPLOYEE: "depts_{names}_Q{q}_{mode}_per_dept.json",
    Kind.PER_DEPT_AVG_SALES: "depts_{names}_Q{q}_avg.json",
    Kind.PER_DEPT_TOP_N: "depts_{names}_Q{q}_top{n}_per_dept.json",
    Kind.CROSS_DEPTS_TOP_N: "depts_{names}_Q{q}_top{n}.json",
    Kind.DEPT_PERSON_QOQ_COUNT: "dept_{names}_Q{q}_{direction}_person_count.json",
    Kind.ALL_DEPTS_QOQ_COUNT: "all_Q{q}_{direction}_dept_count.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about last year's sales.

    Attributes:
        kind: What is asked.
        year: Year of the orders.
        quarter: 1 to 4.
        departments: Asked about, in the order of the arguments.
        n: Length of a ranking.
        mode: ``"top"`` or ``"bottom"``.
        direction: ``"up"`` or ``"down"``.
    """

    kind: Kind
    year: int
    quarter: int
    departments: tuple[str, ...]
    n: int
    mode: str
    direction: str

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters whose orders are needed."""
        return (self.quarter - 1, self.quarter) if self.kind.compares else (self.quarter,)

    @property
    def report(self) -> str:
        """The published name of the file to hand in."""
        return _REPORTS[self.kind].format(
            names="-".join(self.departments), q=self.quarter, n=self.n, mode=self.mode, direction=self.direction
        )


def sales_departments(staff: Staff) -> tuple[str, ...]:
    """Return the sales departments that have members; a very small company lacks one or two."""
    return tuple(name for name in SALES if staff.department(name))


def ask(params: SalesParams, slot: Slot) -> Question:
    """Return the question that the arguments ask, what they leave open drawn for the slot.

    Raises:
        ValueError: If nobody works in a department that is asked about.
    """
    rng = slot.stream("question")
    quarter = rng.randint(params.first_quarter, 4)
    return Question(
        kind=params.task_type,
        year=slot.date.year - 1,
        quarter=params.quarter or quarter,
        departments=_departments(params, slot),
        n=params.n or _DEFAULT_N,
        mode=params.mode or "top",
        direction=params.direction or "up",
    )


def _departments(params: SalesParams, slot: Slot) -> tuple[str, ...]:
    there = sales_departments(slot.staff)
    arguments = params.task_type.arguments
    if "department" in arguments:
        return (_staffed(params.department or SALES[0], there, "department"),)
    if "departments" not in arguments:
        return there
    if params.departments:
        return tuple(_staffed(name, there, "departments") for name in params.departments)
    rng = slot.stream("departments")
    return tuple(rng.sample(there, min(len(there), rng.randint(2, 3))))


def _staffed(name: str, there: tuple[str, ...], argument: str) -> str:
    if name not in there:
        raise ValueError(f"{argument}: nobody works in {name} in a company of this size; use {', '.join(there)}")
    return name
