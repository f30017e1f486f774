"""What the trainee reads: the question, the name of the file and its format."""

from __future__ import annotations

import json

from pytest_traineebench.company import handbook
from pytest_traineebench.tasks.sales.answer import Shape
from pytest_traineebench.tasks.sales.figures import shape_of
from pytest_traineebench.tasks.sales.kinds import Kind
from pytest_traineebench.tasks.sales.question import Question
from pytest_traineebench.tasks.sales.texts import listed, template

_OBJECTIVES = {
    Kind.TOP_SALES_EMPLOYEE: "Find the person of {names} with the highest total sales in {quarter}.",
    Kind.SALES_STATISTICS: (
        "Work out the statistics of {names} for {quarter}: the number of employees, the total sales of the department "
        "and the average sales per person."
    ),
    Kind.CROSS_DEPTS_EXTREME_EMPLOYEE: (
        "Find the person with the {extreme} total sales in {quarter} among all people of {names} together."
    ),
    Kind.PER_DEPT_EXTREME_EMPLOYEE: (
        "Find for each of {names} separately the person with the {extreme} total sales in {quarter}."
    ),
    Kind.PER_DEPT_AVG_SALES: ("Work out for each of {names} separately the average sales per person in {quarter}."),
    Kind.PER_DEPT_TOP_N: ("Find for each of {names} separately {people} with the highest total sales in {quarter}."),
    Kind.CROSS_DEPTS_TOP_N: (
        "Find {people} with the highest total sales in {quarter} among all people of {names} together."
    ),
    Kind.DEPT_PERSON_QOQ_COUNT: (
        "Count the people of {names} whose total sales went {direction} in {quarter} compared with the quarter before."
    ),
    Kind.ALL_DEPTS_QOQ_COUNT: (
        "Count the departments, out of all sales departments ({names}), whose total sales went {direction} in "
        "{quarter} compared with the quarter before."
    ),
}
_NOTES = {
    Shape.PEOPLE: "The list holds one object per person, also if it is only one person; their order does not matter.",
    Shape.PEOPLE_BY_DEPARTMENT: (
        "There is one list per department, with one object per person, also if it is only one; their order in the list "
        "does not matter."
    ),
    Shape.AVERAGES: "There is one number per department that is asked about.",
    Shape.STATISTICS: "`employees` is a whole number, the other two are amounts in dollars.",
    Shape.COUNT: "`count` is a whole number.",
}
_MONEY = " Amounts are numbers, in dollars with two decimals."


def write_instruction(question: Question, report: str) -> str:
    """Return the task's text."""
    shape = shape_of(question.kind)
    return template("instruction.md").format(
        objective=_objective(question),
        period=" and ".join(f"Q{quarter}" for quarter in question.quarters) + f" {question.year}",
        handbook=handbook.PATH,
        report=report,
        example=_example(shape, question.departments),
        notes=_NOTES[shape] + ("" if shape is Shape.COUNT else _MONEY),
    )


def _objective(question: Question) -> str:
    return _OBJECTIVES[question.kind].format(
        names=listed(question.departments),
        quarter=f"Q{question.quarter} {question.year}",
        people="the person" if question.n == 1 else f"the {question.n} people",
        extreme="highest" if question.mode == "top" else "lowest",
        direction=question.direction,
    )


def _example(shape: Shape, departments: tuple[str, ...]) -> str:
    match shape:
        case Shape.PEOPLE:
            return json.dumps([_example_person(departments[0])])
        case Shape.PEOPLE_BY_DEPARTMENT:
            rows = [f'  "{name}": [{json.dumps(_example_person(name))}]' for name in departments]
            return "{\n" + ",\n".join(rows) + "\n}"
        case Shape.AVERAGES:
            return json.dumps(dict.fromkeys(departments, 1234.56))
        case Shape.STATISTICS:
            values = {"employees": 100, "total_sales": 123456.0, "avg_sales_per_person": 1234.56}
            return json.dumps({"department": departments[0], **values})
        case Shape.COUNT:
            return '{"count": 100}'


def _example_person(department: str) -> dict[str, str | float]:
    return {"employee_id": "jane_doe", "name": "Jane Doe", "department": department, "total_sales": 1234.56}
