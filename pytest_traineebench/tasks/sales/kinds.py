"""The nine kinds of question that a sales analysis may ask."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of question, under its published name."""

    TOP_SALES_EMPLOYEE = "top_sales_employee"
    SALES_STATISTICS = "sales_statistics"
    CROSS_DEPTS_EXTREME_EMPLOYEE = "cross_depts_extreme_employee"
    PER_DEPT_EXTREME_EMPLOYEE = "per_dept_extreme_employee"
    PER_DEPT_AVG_SALES = "per_dept_avg_sales"
    PER_DEPT_TOP_N = "per_dept_top_n"
    CROSS_DEPTS_TOP_N = "cross_depts_top_n"
    DEPT_PERSON_QOQ_COUNT = "dept_person_qoq_count"
    ALL_DEPTS_QOQ_COUNT = "all_depts_qoq_count"

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the arguments that say what is asked, beside the quarter."""
        return _ARGUMENTS[self]

    @property
    def compares(self) -> bool:
        """Whether a quarter is compared with the one before."""
        return self in {Kind.DEPT_PERSON_QOQ_COUNT, Kind.ALL_DEPTS_QOQ_COUNT}

    @property
    def difficulty(self) -> str:
        """How much there is to read: one file, some, or all departments' of two quarters."""
        if self is Kind.ALL_DEPTS_QOQ_COUNT:
            return "hard"
        return "easy" if self in {Kind.TOP_SALES_EMPLOYEE, Kind.SALES_STATISTICS} else "medium"


_ARGUMENTS = {
    Kind.TOP_SALES_EMPLOYEE: ("department",),
    Kind.SALES_STATISTICS: ("department",),
    Kind.CROSS_DEPTS_EXTREME_EMPLOYEE: ("departments", "mode"),
    Kind.PER_DEPT_EXTREME_EMPLOYEE: ("departments", "mode"),
    Kind.PER_DEPT_AVG_SALES: ("departments",),
    Kind.PER_DEPT_TOP_N: ("departments", "n"),
    Kind.CROSS_DEPTS_TOP_N: ("departments", "n"),
    Kind.DEPT_PERSON_QOQ_COUNT: ("department", "direction"),
    Kind.ALL_DEPTS_QOQ_COUNT: ("direction",),
}
