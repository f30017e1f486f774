"""Draws what everybody asks for: some break one rule, some just obey all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import chain, repeat
from random import Random

from pytest_traineebench.tasks.meeting_attend.answer import Request
from pytest_traineebench.tasks.meeting_attend.catalogue import draw_item
from pytest_traineebench.tasks.meeting_attend.limits import Limits
from pytest_traineebench.tasks.meeting_attend.sources import Source, open_sources

_CHEAP = (3, 60)
_Wish = tuple[int, int]
"""Quantity and unit price."""


def draw_requests(names: Sequence[str], level: int, limits: Limits, rng: Random) -> tuple[Request, ...]:
    """Draw one request per person, each for another thing, in the order in which they speak.

    Args:
        names: Full names; at least two more than `level`.
        level: How many requests break a rule, each a different one: 1 to 3. One fewer stand exactly at a limit. The
            higher it is, the more of them are not said in full.
        limits: The rules.
        rng: Draws who asks for what, what is left open, and the order.
    """
    draws = [*rng.sample(_FAULTS, level), *rng.sample(_EDGES, level - 1)]
    draws += [_ordinary] * (len(names) - len(draws))
    speakers = rng.sample(names, len(names))
    requests: list[Request] = []
    for name, draw in zip(speakers, draws, strict=True):
        requests.append(_request(name, draw(limits, rng), limits, rng, but=[request.item for request in requests]))
    rng.shuffle(requests)
    sources = chain(open_sources(level), repeat(Source.SAID))
    opened = [replace(request, source=source) for request, source in zip(requests, sources, strict=False)]
    rng.shuffle(opened)
    return tuple(opened)


def _request(name: str, wish: _Wish, limits: Limits, rng: Random, *, but: Collection[str]) -> Request:
    quantity, unit_price = wish
    return Request(
        name=name,
        item=draw_item(unit_price, rng, but=but),
        quantity=quantity,
        unit_price=unit_price,
        is_reasonable=limits.allow(quantity, unit_price),
    )


def _too_dear(limits: Limits, rng: Random) -> _Wish:
    return 1, rng.randint(limits.price + 1, min(limits.total, limits.price * 5 // 4))


def _too_much_together(limits: Limits, rng: Random) -> _Wish:
    quantity = rng.choice([n for n in range(2, limits.pieces + 1) if limits.total // n < limits.price])
    least = limits.total // quantity + 1
    return quantity, rng.randint(least, min(limits.price, least * 5 // 4))


def _too_many(limits: Limits, rng: Random) -> _Wish:
    return limits.pieces + rng.randint(1, 3), rng.randint(*_CHEAP)


def _dearest(limits: Limits, _: Random) -> _Wish:
    return 1, limits.price


def _most_together(limits: Limits, rng: Random) -> _Wish:
    """Ask for as much money as is allowed, up to what dividing it leaves over."""
    quantity = rng.choice([n for n in range(2, limits.pieces + 1) if limits.total // n <= limits.price])
    return quantity, limits.total // quantity


def _most(limits: Limits, rng: Random) -> _Wish:
    return limits.pieces, rng.randint(*_CHEAP)


def _ordinary(limits: Limits, rng: Random) -> _Wish:
    low, high = rng.choice((_CHEAP, (61, 240), (limits.price // 2, limits.price - 1)))
    unit_price = rng.randint(low, high)
    return rng.randint(1, min(limits.pieces, limits.total // unit_price)), unit_price


_Draw = Callable[[Limits, Random], _Wish]
_FAULTS: tuple[_Draw, ...] = (_too_dear, _too_much_together, _too_many)
_EDGES: tuple[_Draw, ...] = (_dearest, _most_together, _most)
