"""The files that requests may refer to: a price list and minutes, each beside one that is outdated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from pytest_traineebench.family import Slot
from pytest_traineebench.tasks.meeting_attend.answer import Request
from pytest_traineebench.tasks.meeting_attend.catalogue import draw_offers
from pytest_traineebench.tasks.meeting_attend.group import Group
from pytest_traineebench.tasks.meeting_attend.paths import Meetings, Paths
from pytest_traineebench.tasks.meeting_attend.sources import Source
from pytest_traineebench.tasks.meeting_attend.texts import write_minutes

_OFFERS = 11
_DEARER = (0.7, 1.4)
_PIECES = 4


def write_price_lists(requests: Sequence[Request], paths: Paths, slot: Slot) -> dict[str, bytes]:
    """Return the price list and that of last year, in which the same things have other prices.

    A company has them whether or not anybody refers to them; of what is asked for in the meeting they hold only what
    they are referred to for.
    """
    rng = slot.stream("price-list")
    offers = draw_offers(rng, _OFFERS, but=[request.item for request in requests])
    offers += [(request.item, request.unit_price) for request in requests if request.source is Source.LIST]
    rng.shuffle(offers)
    former = [(item, _other_price(price, rng)) for item, price in offers]
    since = slot.date - timedelta(days=rng.randint(20, 200))
    return {
        paths.price_list: _price_list(offers, since, rng),
        paths.former_price_list: _price_list(former, date(slot.date.year - 1, rng.randint(1, 12), 1), rng),
    }


def _other_price(price: int, rng: Random) -> int:
    other = round(price * rng.uniform(*_DEARER))
    return other if other != price else price + 1


def _price_list(offers: Sequence[tuple[str, int]], since: date, rng: Random) -> bytes:
    numbers = rng.sample(range(1000, 10_000), len(offers))
    rows = [f"A-{number},{item},{price},{since}" for number, (item, price) in zip(sorted(numbers), offers, strict=True)]
    return ("\n".join(["article,item,unit_price_usd,valid_from", *rows]) + "\n").encode()


def write_former_minutes(
    requests: Sequence[Request], group: Group, meetings: Meetings, paths: Paths, slot: Slot
) -> dict[str, bytes]:
    """Return the minutes of the last two meetings; who refers to the last one asked for something in both."""
    rng = slot.stream("minutes")
    referring = [request for request in requests if request.source is Source.PAST]
    items = [request.item for request in requests]
    files = {}
    for path, day, told in (
        (paths.minutes, meetings.last, referring),
        (paths.former_minutes, meetings.one_before, []),
    ):
        names = [person.name for person in group.attendees]
        known = {request.name: request.words for request in told}
        offers = draw_offers(rng, len(names), but=items)
        lines = [
            f"{name}: {known.get(name) or f'{rng.randint(1, _PIECES)} x {item} at ${price} each'}"
            for name, (item, price) in zip(rng.sample(names, len(names)), offers, strict=True)
        ]
        files[path] = write_minutes(group.organizer, day, lines).encode()
    return files
