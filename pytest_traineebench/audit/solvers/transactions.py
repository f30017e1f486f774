"""An auditor of transactions who knows the manual's text and the database file only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

from pytest_traineebench.audit.desk import Desk, only

_HANDBOOK = "manuals_for_intern.md"
_CLUES = """
SELECT supplier_name,
       date(MIN(transaction_date)) >= date(:today, '-' || :new_months || ' months') AS is_new,
       (SELECT MIN(n) FROM (SELECT COUNT(*) AS n FROM transactions AS t WHERE t.supplier_name = s.supplier_name
                            GROUP BY strftime('%Y-%m', t.transaction_date))) >= 2
         AND COUNT(DISTINCT strftime('%Y-%m', transaction_date)) =
           (strftime('%Y', :today) - strftime('%Y', MIN(transaction_date))) * 12
           + strftime('%m', :today) - strftime('%m', MIN(transaction_date)) AS is_frequent,
       MAX(COALESCE(supplier_rating, '')) = '' AS is_unrated,
       MIN(transaction_amount) * 100 >= :authority * :percent AND MAX(transaction_amount) <= :authority AS is_close
FROM transactions AS s GROUP BY supplier_name ORDER BY supplier_name
"""


def solve(desk: Desk) -> None:
    """Read the handbook, ask in Finance, read the manual, look at the table, report."""
    handbook = desk.disk[_HANDBOOK].decode()
    person = next(p.name for p in desk.people if p.department == "Finance" and p.department in handbook)
    database = only(re.findall(r"`Workspace://([^`]+)`", desk.instruction), "database")
    said = desk.ask(person, "Which manual holds the rules for the review of our transaction data?")
    manual = desk.disk[only(re.findall(r"CloudDisk://([\w./-]+\.md)", said), "manual")].decode()
    names = abnormal(desk.file(database), manual, desk.now.date())
    report = only(re.findall(r"create the file `([^`]+)`", desk.instruction), "report")
    desk.hand_in(report, json.dumps({"abnormal_suppliers": names}).encode())


@contextmanager
def opened(database: bytes) -> Iterator[sqlite3.Connection]:
    """Open the bytes of a SQLite file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        yield connection


def rules(manual: str) -> dict[str, int]:
    """Read the figures that the manual states."""
    plain = re.sub(r"[*`\n]", "", manual)
    if "paid at least twice in every calendar month" not in plain:
        raise ValueError("the manual has another rule for frequent payments")
    found = {
        "authority": re.findall(r"approve a payment of up to and including \$([\d,]+) alone", plain),
        "percent": re.findall(r"at least (\d+) % of the approval authority", plain),
        "new_months": re.findall(r"dated at most (\d+) months before the day of the review", plain),
    }
    return {name: int(values[0].replace(",", "")) for name, values in found.items() if len(values) == 1}


def clues(database: bytes, manual: str, today: date) -> dict[str, tuple[bool, bool, bool, bool]]:
    """Return for each supplier whether it is new, frequent, unrated and just inside the authority."""
    with opened(database) as connection:
        rows = connection.execute(_CLUES, {"today": today.isoformat(), **rules(manual)}).fetchall()
    return {row[0]: (bool(row[1]), bool(row[2]), bool(row[3]), bool(row[4])) for row in rows}


def abnormal(database: bytes, manual: str, today: date) -> list[str]:
    """Return the suppliers that meet all four conditions."""
    return [name for name, found in clues(database, manual, today).items() if all(found)]
