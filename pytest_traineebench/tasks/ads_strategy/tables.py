"""The tables that lie on the cloud disk: lists of channels, and notices of their operators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pytest_traineebench.tasks.ads_strategy.channels import Channel, Offer


def list_csv(channels: Iterable[Channel]) -> bytes:
    """Write this year's list."""
    return _list((row, row.listed) for row in channels)


def last_years_csv(channels: Sequence[Channel]) -> bytes:
    """Write last year's list: other costs and effects, without what is new."""
    return _list((row, row.last) for row in channels if row.last.cost)


def notice_csv(channels: Iterable[Channel], type_: str, *, holds: bool) -> bytes:
    """Write an operator's notice on its channels: the one that holds, or the other one."""
    rows = ((row.id, row.notice if holds else row.void) for row in channels if row.type == type_)
    return _table("id,status,cost,base_effect", (_change(id_, offer) for id_, offer in rows if offer))


def _change(id_: str, offer: Offer) -> str:
    return f"{id_},changed,{offer.cost},{offer.effect}" if offer.cost else f"{id_},withdrawn,,"


def _list(rows: Iterable[tuple[Channel, Offer]]) -> bytes:
    return _table(
        "id,name,type,grid_i,grid_j,cost,base_effect,audience_fit",
        (
            f"{row.id},{row.name},{row.type},{row.i},{row.j},{offer.cost},{offer.effect},{row.fit / 10}"
            for row, offer in rows
        ),
    )


def _table(header: str, lines: Iterable[str]) -> bytes:
    return ("\n".join([header, *lines]) + "\n").encode()
