"""Makes one task: a campaign, its files, its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pytest_traineebench.family import Slot, Task
from pytest_traineebench.tasks.ads_strategy.answer import Answer, Candidate, Discount
from pytest_traineebench.tasks.ads_strategy.briefs import brief_marketing
from pytest_traineebench.tasks.ads_strategy.buyers import brief_buyers
from pytest_traineebench.tasks.ads_strategy.campaign import Campaign
from pytest_traineebench.tasks.ads_strategy.changes import Change, discounts, draw_changes
from pytest_traineebench.tasks.ads_strategy.channels import Channel, open_market
from pytest_traineebench.tasks.ads_strategy.density import DensityMap, MapShape
from pytest_traineebench.tasks.ads_strategy.drawing import Setting, draw_campaign
from pytest_traineebench.tasks.ads_strategy.groups import spoken
from pytest_traineebench.tasks.ads_strategy.params import AdsParams
from pytest_traineebench.tasks.ads_strategy.paths import Paths
from pytest_traineebench.tasks.ads_strategy.picture import draw_picture
from pytest_traineebench.tasks.ads_strategy.tables import last_years_csv, list_csv, notice_csv

_FLOORS = (10, 20, 30)
"""Percent of a channel's effect that count wherever it stands. The published 50 leave little to read from the map."""
_APART = 0.22
"""Published least distance of two hot spots, as a share of the map's side."""


def generate(params: AdsParams, slot: Slot) -> Task[Answer]:
    """Make the task for a slot."""
    city = params.city or slot.stream("city").choice(params.city_list)
    group = params.target_group or slot.stream("group").choice(params.target_groups)
    paths = Paths.of(slot, city)
    changes = draw_changes(params.level.changed, slot)
    campaign = _draw(params, group, changes, slot)
    words = {
        "city": city,
        "group": spoken(group),
        "group_name": group,
        "budget": f"${campaign.budget:,}",
        "folder": paths.folder,
        "archive": paths.archive,
        "plan": paths.plan,
        "floor": f"{campaign.weights[0] / 100:g}",
        "rest": f"{1 - campaign.weights[0] / 100:g}",
        "last": campaign.target.side - 1,
        "year": slot.date.year - 1,
        "changes": _changes(changes, paths),
        **_example(campaign.weights),
    }
    return Task(
        instruction=_template("instruction.md").format_map(words),
        answer=_answer(campaign, changes, paths),
        disk={
            paths.handbook: _template("handbook.md").format_map(words).encode(),
            paths.channels: list_csv(campaign.channels),
            paths.old_channels: last_years_csv(campaign.channels),
            **dict(_notices(campaign, changes, paths)),
            **dict(_pictures(campaign, params, city, group, paths)),
        },
        briefs=(*brief_marketing(slot, paths, city), *brief_buyers(changes, slot, paths, city)),
    )


def _draw(params: AdsParams, group: str, changes: tuple[Change, ...], slot: Slot) -> Campaign:
    level, apart = params.level, params.heatmap_min_center_distance
    setting = Setting(
        market=open_market(level, params.channel_mix, group, slot.stream("fits"), discounts=discounts(changes)),
        shape=MapShape(
            side=level.side,
            centers=level.centers,
            apart=_APART * level.side if apart is None else apart,
            sigmas=params.sigmas,
        ),
        others=sum(other != group for other in params.groups),
        floor=slot.stream("policy").choice(_FLOORS),
    )
    return draw_campaign(setting, slot.stream("campaign"))


def _notices(campaign: Campaign, changes: Iterable[Change], paths: Paths) -> Iterator[tuple[str, bytes]]:
    for change in changes:
        for number, holds in ((change.notice, True), (change.void, False)):
            yield paths.notice(change.type, number), notice_csv(campaign.channels, change.type, holds=holds)


def _pictures(
    campaign: Campaign, params: AdsParams, city: str, group: str, paths: Paths
) -> Iterator[tuple[str, bytes]]:
    others = iter(campaign.others)
    for name in params.groups:
        density = campaign.target if name == group else next(others)
        yield (
            paths.density(name),
            draw_picture(density, title=f"Density of target users in {city}", subtitle=spoken(name)),
        )
    yield (
        paths.old_density(group),
        draw_picture(campaign.last_year, title=f"Density of target users in {city}", subtitle=spoken(group)),
    )


def _answer(campaign: Campaign, changes: Iterable[Change], paths: Paths) -> Answer:
    truth = campaign.truth()
    bookable = [index for index, channel in enumerate(campaign.channels) if channel.now.cost]
    [best] = campaign.best(truth)
    return Answer(
        handbook=paths.handbook,
        plan=paths.plan,
        budget=campaign.budget,
        discounts=tuple(Discount(buyer=change.buyer, percent=change.discount) for change in changes),
        candidates=tuple(
            _candidate(campaign.channels[index], campaign.target, exposure)
            for index, exposure in zip(bookable, truth.exposures(bookable), strict=True)
        ),
        best=tuple(sorted(campaign.channels[index].id for index in best.chosen)),
        blind=campaign.blind(),
    )


def _candidate(channel: Channel, density: DensityMap, exposure: int) -> Candidate:
    return Candidate(
        id=channel.id, cost=channel.now.cost, density=density.rows[channel.j][channel.i], exposure=exposure
    )


def _changes(changes: Sequence[Change], paths: Paths) -> str:
    """Return the handbook's section on what has changed since the list was made."""
    if not changes:
        return _template("unchanged.md").strip()
    rows = "\n".join(f"| `{change.type}` | {change.buyer} |" for change in changes)
    return _template("changed.md").strip().format(rows=rows, folder=paths.operators)


def _example(weights: Sequence[int]) -> dict[str, str]:
    """Return the handbook's example: effect 1,470, density 3, fit 0.7."""
    weight = weights[3]
    return {"example_weight": f"{weight / 100:g}", "example_exposure": f"{1470 * weight * 7 / 1000:,.2f}"}


@cache
def _template(name: str) -> str:
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")
