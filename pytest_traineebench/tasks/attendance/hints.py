"""Three hints, none with a value of the rules or of the report."""

from __future__ import annotations

from pytest_traineebench.tasks.attendance.answer import AttendanceAnswer


def hints(answer: AttendanceAnswer) -> tuple[str, str, str]:
    """Return whom to ask; where things are and which steps; the whole procedure."""
    folder = answer.manual.rpartition("/")[0]
    whom = (
        "Managers know where the attendance rules are; some departments have hours of their own, of which only their "
        "manager knows the sheet in force."
    )
    records = ", ".join(path.rpartition("/")[2] for path in answer.records)
    steps = (
        f"The rules are CloudDisk://{answer.manual}; ask a manager for them, then read all sections. This report is "
        f"computed from these files in CloudDisk://{folder}/: {records}. Other files there are older versions or have "
        "nothing to do with it."
    )
    sheets = "".join(f" Ask the manager of {department} for its sheet." for department in answer.sheets)
    procedure = (
        f"1. Ask a manager for the attendance rules and download {answer.manual}.{sheets}\n"
        f"2. Download {records}.\n"
        "3. Take the employees in question from the roster, and the workdays from the calendar of weekdays less what "
        "the rules leave out.\n"
        "4. For each employee and workday collect the records that count (approved requests too, if the rules know "
        "them), take the earliest `in` and the latest `out`, and decide first whether the day is an absence.\n"
        "5. For days that are none apply the limits for late and early, the overtime rule and the remote tag. Keep "
        "all minutes as whole numbers.\n"
        "6. Add up per employee, then make figures or rankings as the last section says: ties, zeros, percent, one "
        "rounding at the end.\n"
        f"7. Write {answer.report} in the root of the workspace, in the format of the task."
    )
    return whom, steps, procedure
