"""Makes one transaction review: policy, suppliers, payments, table, documents, texts."""

from __future__ import annotations

from pytest_traineebench.company import handbook
from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.transactions.answer import Answer
from pytest_traineebench.tasks.transactions.briefs import brief_finance
from pytest_traineebench.tasks.transactions.documents import template, write_documents
from pytest_traineebench.tasks.transactions.ledger import Transaction, keep_books, to_sqlite
from pytest_traineebench.tasks.transactions.params import TransactionParams
from pytest_traineebench.tasks.transactions.paths import Paths
from pytest_traineebench.tasks.transactions.patterns import Pattern, draw_patterns, draw_payments
from pytest_traineebench.tasks.transactions.policy import Policy, draw_policy
from pytest_traineebench.tasks.transactions.suppliers import Supplier, draw_suppliers

_TIMES = {1: "once", 2: "twice", 3: "three times"}


def generate_review(params: TransactionParams, slot: Slot) -> Task[Answer]:
    """Make the task for a slot."""
    paths = Paths.of(slot)
    policy = draw_policy(slot.stream("policy"))
    suppliers = _suppliers(params, slot)
    transactions = _transactions(suppliers, policy, slot)
    return Task(
        instruction=template("instruction.md").format(
            database=paths.database, handbook=handbook.PATH, report=paths.report
        ),
        answer=_answer(suppliers, paths),
        disk={paths.manual: _manual(policy, paths).encode(), **_documents(transactions, paths, policy, slot)},
        workspace={paths.database: to_sqlite(transactions)},
        briefs=tuple(brief_finance(slot, paths)),
    )


def _suppliers(params: TransactionParams, slot: Slot) -> tuple[Supplier, ...]:
    rng = slot.stream("suppliers")
    patterns = draw_patterns(params.num_normal_transactions, params.num_abnormal_transactions, rng)
    return draw_suppliers(patterns, slot.staff, rng)


def _transactions(suppliers: tuple[Supplier, ...], policy: Policy, slot: Slot) -> tuple[Transaction, ...]:
    rng = slot.stream("payments")
    paid = [
        (supplier, payment)
        for supplier in suppliers
        for payment in draw_payments(supplier.pattern, before=slot.date, authority=policy.authority, rng=rng)
    ]
    return keep_books(paid, slot.stream("ids"))


def _answer(suppliers: tuple[Supplier, ...], paths: Paths) -> Answer:
    return Answer(
        abnormal=tuple(sorted(s.name for s in suppliers if s.pattern is Pattern.ABNORMAL)),
        suppliers=tuple(sorted(s.name for s in suppliers)),
        report=paths.report,
        handbook=handbook.PATH,
        manual=paths.manual,
    )


def _manual(policy: Policy, paths: Paths) -> str:
    return template("manual.md").format(
        database=paths.database,
        invoices=paths.invoices,
        approvals=paths.approvals,
        authority=policy.authority,
        close_percent=policy.close_percent,
        new_months=policy.new_months,
        frequent_words=_TIMES[policy.frequent],
    )


def _documents(transactions: tuple[Transaction, ...], paths: Paths, policy: Policy, slot: Slot) -> dict[str, bytes]:
    # The last of the executives is the financial one where the company is large enough to have one.
    executive = slot.staff.department("Executive")[-1]
    rng = slot.stream("documents")
    return dict(write_documents(transactions, paths, authority=policy.authority, executive=executive, rng=rng))
