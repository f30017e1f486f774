"""Instances: what stands in files, who owns what, and what nobody may see."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from tasks.kb_fix.kb_fix_scene import LEVELS, STAFF, at_level, make, slot

from pytest_traineebench.audit.solvers.kb_fix import owners_and_ids, targets
from pytest_traineebench.company.staff import hire
from pytest_traineebench.randomness import stream
from pytest_traineebench.tasks.kb_fix.library import pages

SEEDS = range(40)


def test_the_library_has_all_articles() -> None:
    """There are eleven articles with a title, no chart link of their own, and room for ten links each."""
    library = pages()

    assert len(library) == 11
    assert len({page.title for page in library}) == 11
    for page in library:
        assert page.blocks[0].startswith("# ")
        assert len(page.borders) >= 10
        assert "kb.internal.com" not in page.text()


def test_articles_hold_a_table_numbered_lists_and_more_than_ascii() -> None:
    """The articles hold what a careless program breaks: tables, numbered lists, characters beyond ASCII."""
    text = "".join(page.text() for page in pages())

    assert "|---|" in text
    assert re.search(r"^5\. ", text, re.MULTILINE)
    assert {"\N{EN DASH}", "\N{MULTIPLICATION SIGN}", "\N{RIGHTWARDS ARROW}", "\N{EURO SIGN}"} <= set(text)


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_keep_their_bounds(level: str) -> None:
    """Articles, links and owners are as many as the difficulty says, and no owner is without a link."""
    articles, (low, high), owners = {"easy": (1, (1, 2), 1), "medium": (3, (1, 3), 2), "hard": (5, (2, 5), 3)}[level]

    for seed in SEEDS:
        answer = at_level(level, seed).answer

        assert len(answer.articles) == articles
        for article in answer.articles:
            assert low <= len(article.links) <= high
            assert len({link.owner for link in article.links}) == min(owners, len(article.links))


def test_nobody_is_asked_too_much() -> None:
    """Owners are colleagues who are no executives; a tiny company shares the charts among those it has."""
    tiny = hire(10, stream(3, "staff"))

    task = make({"num_articles": 11, "links_per_article_min": 10, "owners_per_article": 10}, where=slot(3, staff=tiny))

    assert len(task.answer.links) >= 33
    assert {link.owner for link in task.answer.links} <= {p.name for p in tiny if p.department != "Executive"}


def test_no_number_occurs_in_two_ids() -> None:
    """Old and new ids are all different, and none is another with a new prefix."""
    links = make({"num_articles": 11, "links_per_article_min": 10, "links_per_article_max": 10}).answer.links

    numbers = [id_[3:] for link in links for id_ in (link.old, link.new)]

    assert len(links) == 110
    assert len(set(numbers)) == 220


def test_tasks_practically_never_share_an_id() -> None:
    """Two hundred hard tasks hold more than six thousand ids; hardly one occurs twice."""
    ids = [id_ for seed in range(200) for link in at_level("hard", seed).answer.links for id_ in (link.old, link.new)]

    assert len(ids) - len(set(ids)) <= 2


def test_links_are_paragraphs_of_their_own() -> None:
    """A link stands between two empty lines, never in a table or a list, never before the title."""
    for seed in SEEDS:
        for article in at_level("hard", seed).answer.articles:
            lines = ["", *article.text.split("\n"), ""]
            places = [number for number, line in enumerate(lines) if "kb.internal.com" in line]

            assert len(places) == len(article.links)
            assert lines[1].startswith("# ")
            for place in places:
                assert lines[place - 1] == lines[place + 1] == ""
                assert not lines[place - 2].endswith(":")


def test_without_links_an_article_is_its_template() -> None:
    """Nothing but the links was put into an article."""
    library = {page.stem: page.text() for page in pages()}

    for article in at_level("hard").answer.articles:
        kept = [block for block in article.text.strip().split("\n\n") if "kb.internal.com" not in block]

        assert "\n\n".join(kept) + "\n" == library[article.source.rpartition("/")[2].removesuffix(".md")]


def test_the_disk_holds_the_whole_knowledge_base_and_nothing_else() -> None:
    """The other articles lie beside the broken ones, untouched; there is no file of metadata."""
    task = at_level("medium")

    untouched = task.disk.keys() - {article.source for article in task.answer.articles} - {task.answer.manual}
    assert len(task.disk) == 12
    assert len(untouched) == 8
    assert all(path.startswith("kb/articles/") and b"charts?id=" not in task.disk[path] for path in untouched)


def test_subjects_are_the_real_titles() -> None:
    """The instruction calls an article by the title that stands in it."""
    task = at_level("hard")

    for article in task.answer.articles:
        assert article.text.startswith(f"# {article.subject}\n")
        assert f"Subject: {article.subject}\n" in task.instruction


def test_the_instruction_lists_source_and_output() -> None:
    """Every article's path on the disk and the wanted name are given exactly."""
    task = at_level("hard")

    assert list(targets(task.instruction)) == [(article.source, article.output) for article in task.answer.articles]
    assert all(source in task.disk for source, _ in targets(task.instruction))


@pytest.mark.parametrize("level", LEVELS)
def test_new_ids_are_nowhere_to_be_read(level: str) -> None:
    """No new id stands in the instruction, on the disk, or with anybody but the chart's owner."""
    for seed in SEEDS:
        task = at_level(level, seed)
        visible = task.instruction.encode() + b"".join(task.disk.values())

        for link in task.answer.links:
            assert link.new.encode() not in visible
            assert {brief.person for brief in task.briefs if link.new in brief.reply + brief.when} == {link.owner}


def test_an_owner_has_one_brief_with_all_links() -> None:
    """Who owns charts in several articles knows them all in one block, in the order of the articles."""
    answers = [at_level("hard", seed) for seed in SEEDS]
    task = next(task for task in answers if any(len(task.answer.subjects_of(o)) > 1 for o in task.answer.owners))
    owner = next(owner for owner in task.answer.owners if len(task.answer.subjects_of(owner)) > 1)

    (brief,) = (brief for brief in task.briefs if brief.person == owner and brief.topic == "chart-ids")

    mine = [old for a in task.answer.articles for name, old in owners_and_ids(a.text) if name == owner]
    assert list(brief.keys) == mine
    assert len(brief.facts) == len(mine) > 1


def test_equal_slots_make_equal_tasks_and_others_differ() -> None:
    """A task depends on seed, day and id, and on nothing else."""
    places = [slot(1), slot(2), slot(1, day="day_2"), slot(1, task="second-fix")]

    tasks = [make({"difficulty": "hard"}, where=place) for place in places]

    assert tasks == [make({"difficulty": "hard"}, where=place) for place in places]
    assert len({tuple(link.new for link in task.answer.links) for task in tasks}) == 4


def test_two_tasks_of_a_day_share_no_file() -> None:
    """Folder and names of the second task are its own, so that no article is overwritten."""
    first = make({"num_articles": 11})
    second = make({"num_articles": 11}, where=slot(task="second-fix"))

    assert not first.disk.keys() & second.disk.keys()
    assert not {a.output for a in first.answer.articles} & {a.output for a in second.answer.articles}
    assert second.answer.manual in second.disk
    assert "CloudDisk://kb_second-fix/articles/" in second.instruction
    assert b"CloudDisk://kb_second-fix/articles/" in second.disk[second.answer.manual]


def test_instances_are_distinct() -> None:
    """A thousand seeds make a thousand different easy tasks."""
    seen = {at_level("easy", seed).answer.links for seed in range(1000)}

    assert len(seen) == 1000


def test_difficulty_grows() -> None:
    """More articles, links and people from level to level, on average over the seeds."""
    sizes = [
        tuple(sum(len(part) for part in parts) for parts in zip(*rows, strict=True))
        for rows in (
            [(task.answer.articles, task.answer.links, task.answer.owners) for task in tasks]
            for tasks in ([at_level(level, seed) for seed in SEEDS] for level in LEVELS)
        )
    ]

    assert all(less < more for low, high in pairwise(sizes) for less, more in zip(low, high, strict=True))


def test_owners_work_at_the_company() -> None:
    """Every owner is somebody whom the trainee can write to."""
    assert all(STAFF.find(link.owner) for link in at_level("hard").answer.links)
