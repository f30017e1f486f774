"""Invoices, approval forms and texts agree with the table and give nothing away."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from tasks.transactions.transactions_scene import DAY, HANDBOOK, MANUAL, REPORT, STAFF, make

from pytest_traineebench.audit.solvers.transactions import opened, rules
from pytest_traineebench.tasks.transactions import FAMILY


def _value(text: str, label: str) -> str:
    found = re.search(rf"^\s*{re.escape(label)}:? +(.*)$", text, re.MULTILINE)
    assert found, label
    return found[1]


def test_every_transaction_has_an_invoice_and_an_approval_form() -> None:
    """One pair of documents per row, and no others."""
    scene = make(4, 2)
    with opened(scene.task.workspace["transactions.db"]) as connection:
        ids = connection.execute("SELECT invoice_id, approval_id FROM transactions").fetchall()

    expected = {f"financial/invoices/{invoice}.txt" for invoice, _ in ids}
    expected |= {f"financial/approvals/{approval}.txt" for _, approval in ids}
    assert set(scene.task.disk) == {MANUAL} | expected


def test_documents_agree_with_their_row() -> None:
    """Names, amount, rating and dates are those of the table; the form precedes the payment."""
    scene = make(4, 2)
    with opened(scene.task.workspace["transactions.db"]) as connection:
        table = connection.execute("SELECT * FROM transactions").fetchall()

    for _, _, invoice_id, approval_id, supplier, rating, applicant, approver, day, amount in table:
        invoice = scene.task.disk[f"financial/invoices/{invoice_id}.txt"].decode()
        form = scene.task.disk[f"financial/approvals/{approval_id}.txt"].decode()
        assert _value(invoice, "INVOICE #") == invoice_id
        assert _value(invoice, "AMOUNT") == f"${amount:,.2f}"
        assert _value(invoice, "ISSUE DATE") == day
        assert _value(invoice, "Attn") == _value(form, "Requestor") == applicant
        assert f"\n  {supplier}\n" in invoice
        assert supplier in form
        assert _value(form, "FORM ID") == approval_id
        assert _value(form, "Approver") == approver
        assert _value(form, "Supplier rating") == (rating or "-")
        assert (
            timedelta(5) <= date.fromisoformat(day) - date.fromisoformat(_value(form, "Request date")) <= timedelta(10)
        )
        assert 0 < int(_value(form, "ESTIMATED COST").strip("$").replace(",", "")) - amount <= 10


@pytest.mark.parametrize("seed", range(10))
def test_a_second_signature_stands_where_the_manual_asks_for_it(seed: int) -> None:
    """Forms above the approval authority, and only those, bear an executive's name."""
    scene = make(5, 2, seed=seed)
    authority = rules(scene.manual)["authority"]

    for path, content in scene.task.disk.items():
        if path.startswith("financial/approvals/"):
            cost = int(_value(content.decode(), "ESTIMATED COST").strip("$").replace(",", ""))
            assert ("not required" in _value(content.decode(), "Second signature")) == (cost <= authority)


def test_two_reviews_of_one_day_share_nothing() -> None:
    """A second task has its own database, report, manual and folders, and its texts name them."""
    first, second = make(), make(task="second")

    assert not set(first.task.disk) & set(second.task.disk)
    assert not set(first.task.workspace) & set(second.task.workspace)
    assert first.task.answer.report != second.task.answer.report
    assert "`transactions_second.db`" in second.manual
    assert second.task.answer.report in second.task.instruction
    assert all("_second" in fact for brief in second.task.briefs for fact in brief.facts)


def test_the_instruction_shows_a_complete_report() -> None:
    """Its example is valid JSON that the judge can read, and it says that the list may be empty."""
    scene = make()
    text = scene.task.instruction

    shown = re.search(r"```json\n(.*?)\n```", text, re.DOTALL)
    assert shown
    assert scene.points({REPORT: shown[1].encode()}) == (0.5, 0.5, 0.0, 0.0)
    assert isinstance(json.loads(shown[1])["abnormal_suppliers"], list)
    assert '`{"abnormal_suppliers": []}`' in text
    assert not text.startswith("#")
    assert REPORT in text
    assert HANDBOOK in text


@pytest.mark.parametrize("seed", range(20))
def test_no_text_names_a_supplier(seed: int) -> None:
    """Instruction, manual, briefs and hints speak of no supplier of the table."""
    scene = make(5, 2, seed=seed)
    hints = FAMILY.hints(scene.task, scene.slot)
    briefs = [text for brief in scene.task.briefs for text in (brief.when, brief.reply, *brief.facts)]

    said = "\n".join([scene.task.instruction, scene.manual, *hints, *briefs])

    assert not [name for name in scene.task.answer.suppliers if name in said]


def test_documents_of_all_suppliers_look_alike() -> None:
    """With the facts of the table blotted out, one form and one invoice are left: nothing marks abnormal suppliers."""
    scene = make(5, 2)
    forms: dict[str, set[str]] = {"invoices": set(), "approvals": set()}
    for path, content in scene.task.disk.items():
        if path != MANUAL:
            kept = [line.partition(":")[0] if ":" in line else "" for line in content.decode().splitlines()]
            forms[path.split("/")[1]].add("\n".join(kept))

    assert {kind: len(shapes) for kind, shapes in forms.items()} == {"invoices": 1, "approvals": 1}


def test_the_authority_stands_in_the_manual_alone() -> None:
    """It cannot be learned from the instruction, a colleague or a hint."""
    scene = make(seed=4)
    authority = rules(scene.manual)["authority"]
    told = [scene.task.instruction, *FAMILY.hints(scene.task, scene.slot), *(b.reply for b in scene.task.briefs)]

    assert not [text for text in told if str(authority) in text or f"{authority:,}" in text]


def test_finance_and_nobody_else_is_briefed() -> None:
    """All four people of Finance know the manual and the folders."""
    told = {(brief.person, brief.topic) for brief in make().task.briefs}

    finance = [person.name for person in STAFF.department("Finance")]
    assert told == {(name, topic) for name in finance for topic in ("review-manual", "documents")}


def test_the_rule_is_dated_with_room_to_spare() -> None:
    """Whatever the day of the month, new suppliers are new by any way to count months."""
    for day in (DAY, date(2025, 8, 31), date(2026, 3, 31)):
        scene = make(0, 1, day=day)
        with opened(scene.task.workspace["transactions.db"]) as connection:
            [(first,)] = connection.execute("SELECT MIN(transaction_date) FROM transactions").fetchall()
        assert timedelta(150) < day - date.fromisoformat(first) < timedelta(7.2 * 30)
