"""An agent without a model, as an example: it asks, downloads, computes and reports, and earns a part of the points.

Try it with ``pytest scenarios/quickstart --traineebench-agent=myagent --traineebench-verdict=report``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from pytest_traineebench import Day


def pytest_traineebench_agents() -> Mapping[str, Callable[[Day], None]]:
    """Register the agent under the name that ``--traineebench-agent`` takes."""
    return {"myagent": myagent}


def myagent(day: Day) -> None:
    """Do what it understands of each task, as tasks come in, until nothing new arrives."""
    seen = 0
    while not day.done:
        for message in day.messages[seen:]:
            if "transactions.db" in message:
                review_transactions(day)
            if "website" in message:
                look_at_website(day)
        seen = len(day.messages)
        day.call("all_tasks_done")


def review_transactions(day: Day) -> None:
    """Ask Finance for the review manual, then report the suppliers without a rating that appeared this year."""
    day.call("DownloadFileFromCloudDisk", file_path="manuals_for_intern.md")
    reply = ask(day, "Accountant", "How do I do a transaction data review? Is there a manual for it?")
    for path in re.findall(r"CloudDisk:/*([\w/.-]+\.md)", reply):
        day.call("DownloadFileFromCloudDisk", file_path=path)
    program = """
import json, sqlite3
rows = sqlite3.connect("transactions.db").execute(
    "SELECT supplier_name FROM transactions GROUP BY 1 "
    "HAVING max(coalesce(supplier_rating, '')) = '' AND min(transaction_date) >= '2025'")
json.dump({"abnormal_suppliers": [name for name, in rows]}, open("transaction_data_review_report.json", "w"))
"""
    day.call("ExecuteCommand", command=f"python3 - <<'END'\n{program}\nEND")


def look_at_website(day: Day) -> None:
    """Find the slowest page and the fullest server, ask who looks after the site, and write it down."""
    pages = json.loads(day.call("GetHistoricalLoadTimes"))
    slowest = max(pages, key=lambda page: page["avg_load_time_ms"])["page"]
    servers = json.loads(day.call("GetRealTimeSystemHealth"))
    critical = next((server["server_id"] for server in servers if server["status"] == "CRITICAL"), "no server")
    reply = ask(day, "HR Manager", "Who looks after the company website, please?")
    report = f"The page {slowest} is slow. The disk of the database {critical} is almost full. HR says: {reply}"
    day.call("ExecuteCommand", command=f"cat > website_analysis_report.md <<'END'\n{report}\nEND")


def ask(day: Day, position: str, question: str) -> str:
    """Ask the first colleague who holds a position."""
    rows = [[cell.strip() for cell in line.split("|")] for line in day.call("ListUsers").splitlines()]
    name = next(row[1] for row in rows if row[3] == position)
    return day.call("SendMessage", receiver=name, message=question)
