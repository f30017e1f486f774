"""Arguments are the published ones, within bounds."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from pydantic import ValidationError

from pytest_traineebench.tasks.transactions import FAMILY
from pytest_traineebench.tasks.transactions.params import TransactionParams


@pytest.mark.parametrize("normal", range(2, 6))
@pytest.mark.parametrize("abnormal", range(3))
def test_the_published_arguments_are_accepted(normal: int, abnormal: int) -> None:
    """Every pair that the published configs hold is accepted as it stands."""
    arguments = {"num_normal_transactions": normal, "num_abnormal_transactions": abnormal}

    params = TransactionParams.model_validate(arguments)

    assert params.model_dump() == arguments


def test_a_review_without_suppliers_is_refused() -> None:
    """Both numbers 0 would be an empty table; the error begins with an argument's name."""
    with pytest.raises(ValidationError) as refused:
        TransactionParams(num_normal_transactions=0, num_abnormal_transactions=0)

    [problem] = refused.value.errors()
    assert problem["msg"].removeprefix("Value error, ").startswith("num_normal_transactions")


@pytest.mark.parametrize("value", [-1, 21, "2", 2.5, True, None, [2, 3]])
def test_a_number_of_suppliers_is_a_whole_number_in_bounds(value: object) -> None:
    """Negative, huge, textual, broken, boolean and listed numbers are refused, and the argument is named."""
    arguments = {"num_normal_transactions": value, "num_abnormal_transactions": 1}

    with pytest.raises(ValidationError) as refused:
        TransactionParams.model_validate(arguments)

    assert refused.value.errors()[0]["loc"] == ("num_normal_transactions",)


@pytest.mark.parametrize("name", ["num_normal_transactions", "num_abnormal_transactions"])
def test_both_numbers_are_needed(name: str) -> None:
    """A missing argument is named."""
    arguments = {"num_normal_transactions": 2, "num_abnormal_transactions": 1}
    del arguments[name]

    with pytest.raises(ValidationError) as refused:
        TransactionParams.model_validate(arguments)

    assert refused.value.errors()[0]["loc"] == (name,)


def test_an_unknown_argument_is_refused() -> None:
    """Nothing is ignored silently."""
    arguments = {"num_normal_transactions": 2, "num_abnormal_transactions": 1, "difficulty": "easy"}

    with pytest.raises(ValidationError, match="difficulty"):
        TransactionParams.model_validate(arguments)


def test_each_published_pair_is_a_variant_of_its_own() -> None:
    """There are twelve variants with twelve labels, the fewest suppliers first."""
    variants = FAMILY.variants()

    labels = [(variant.subtype, variant.difficulty) for variant in variants]
    assert len(set(labels)) == 12
    assert labels[0] == ("2_normal_0_abnormal", "")
    assert [FAMILY.labels(TransactionParams.model_validate(variant.params)) for variant in variants] == labels


def test_arguments_are_drawn_as_published() -> None:
    """Two to five normal and none to two abnormal suppliers, each about equally often."""
    rng = Random(5)

    drawn = Counter(tuple(FAMILY.draw(rng).values()) for _ in range(1200))

    assert set(drawn) == {(normal, abnormal) for normal in range(2, 6) for abnormal in range(3)}
    assert min(drawn.values()) > 60
