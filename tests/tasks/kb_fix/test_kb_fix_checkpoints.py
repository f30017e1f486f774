"""Judging: what honest work may look like, and what each fault and each cheat loses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tasks.kb_fix.kb_fix_scene import KbTask, Work, at_level, earned, honest, make, manual_path, slot

from pytest_traineebench.company.events import FileDownloaded, MessageSent
from pytest_traineebench.company.staff import TRAINEE
from pytest_traineebench.company.workspace import Workspace
from pytest_traineebench.tasks.kb_fix import FAMILY

FILES = {"articles_handed_in", "links_replaced", "articles_otherwise_unchanged"}
Mutate = Callable[[KbTask, Work], None]


def medium() -> KbTask:
    """Return a task in which the first article has three links of two owners."""
    return next(
        task
        for task in (at_level("medium", seed) for seed in range(100))
        if len(task.answer.articles[0].links) == 3 and len(task.answer.owners) >= 4
    )


TASK = medium()
FIRST = TASK.answer.articles[0]


def edit(change: Callable[[str], str], output: str = FIRST.output) -> Mutate:
    """Return a fault that changes the text of one copy."""

    def mutate(_: KbTask, work: Work) -> None:
        before = work.files[output].decode()
        after = change(before)
        assert after != before
        work.files[output] = after.encode()

    return mutate


def edit_bytes(change: Callable[[bytes], bytes]) -> Mutate:
    """Return a fault that changes the bytes of all copies."""

    def mutate(_: KbTask, work: Work) -> None:
        work.files = {name: change(content) for name, content in work.files.items()}

    return mutate


def leave(*links: int) -> Mutate:
    """Return a fault: some links of the first article keep their old ids."""

    def change(text: str) -> str:
        for link in (FIRST.links[number] for number in links):
            text = text.replace(link.new, link.old)
        return text

    return edit(change)


def unmodified(task: KbTask, work: Work) -> None:
    """Hand the articles in as they were."""
    work.files = {article.output: article.text.encode() for article in task.answer.articles}


def invented(task: KbTask, work: Work) -> None:
    """Make all ids up."""
    work.files = {a.output: re.sub(r"id=OLD", "id=NEW", a.text).encode() for a in task.answer.articles}


def only_links(task: KbTask, work: Work) -> None:
    """Hand in the right links without the articles."""
    for article in task.answer.articles:
        lines = [f"kb.internal.com/charts?id={link.new} (Chart Owner: {link.owner})" for link in article.links]
        work.files[article.output] = "\n".join(lines).encode()


def everything_everywhere(task: KbTask, work: Work) -> None:
    """Write every known new id behind every link."""
    every = " ".join(f"kb.internal.com/charts?id={link.new}" for link in task.answer.links)
    work.files = {a.output: re.sub(r"kb\.internal\S*", every, a.text).encode() for a in task.answer.articles}


def other_seed(task: KbTask, work: Work) -> None:
    """Hand in the work that another day's task asked for, under today's names."""
    other = at_level("medium", 4711)
    theirs = list(honest(other).files.values())
    work.files = {article.output: content for article, content in zip(task.answer.articles, theirs, strict=True)}
    work.events = honest(other).events


def not_asked(_: KbTask, work: Work) -> None:
    """Know all ids without having asked."""
    work.forget(lambda event: isinstance(event, MessageSent))


def one_owner_asked(task: KbTask, work: Work) -> None:
    """Ask one owner only."""
    keep = next(iter(task.answer.owners))
    work.forget(lambda event: isinstance(event, MessageSent) and keep not in {event.sender, event.receiver})


def self_quoted(task: KbTask, work: Work) -> None:
    """Tell the owners the ids instead of asking."""
    not_asked(task, work)
    for link in task.answer.links:
        text = f"- {link.old} -> {link.new}"
        work.talk(link.owner, f"These are the ids of your charts: {text}", "I do not know about that, sorry.")


def told_by_another(task: KbTask, work: Work) -> None:
    """Get all ids from one of the owners."""
    not_asked(task, work)
    lines = "\n".join(f"- {link.old} -> {link.new}" for link in task.answer.links)
    work.talk(FIRST.links[0].owner, "Which ids do the charts have now?", lines)


def questions_only(_: KbTask, work: Work) -> None:
    """Ask, and get no answer."""
    work.events = [event for event in work.events if not isinstance(event, MessageSent) or event.sender == TRAINEE]


def asked_afterwards(task: KbTask, work: Work) -> None:
    """Ask only after the owners had said the ids of their own accord."""
    messages = [event for event in work.events if isinstance(event, MessageSent)]
    not_asked(task, work)
    work.events += [message for message in messages if message.sender != TRAINEE]
    work.events += [message for message in messages if message.sender == TRAINEE]


def small_talk(task: KbTask, work: Work) -> None:
    """Write to the owners, but about something else."""
    messages = [event for event in work.events if isinstance(event, MessageSent) and event.sender != TRAINEE]
    not_asked(task, work)
    for event in messages:
        work.talk(event.sender, "Good morning! Nice weather today.", event.text)


def manual_faked(task: KbTask, work: Work) -> None:
    """Write a file with the guideline's name instead of reading the guideline."""
    no_manual(task, work)
    work.files["manuals_for_kb_fix.md"] = task.disk[task.answer.manual]


def no_manual(task: KbTask, work: Work) -> None:
    """Skip the guideline."""
    work.forget(lambda event: isinstance(event, FileDownloaded) and event.source == manual_path(task))


def question_copied(task: KbTask, work: Work) -> None:
    """Hand the task's own text in."""
    work.files = dict.fromkeys(work.files, task.instruction.encode())


def wrong_names(_: KbTask, work: Work) -> None:
    """Save under the articles' own names."""
    work.files = {name.replace("_fixed", ""): content for name, content in work.files.items()}


def one_missing(_: KbTask, work: Work) -> None:
    """Forget one article."""
    del work.files[FIRST.output]


def swap(text: str) -> str:
    """Exchange the ids of two links."""
    one, two = FIRST.links[0].new, FIRST.links[1].new
    return text.replace(one, "NEW").replace(two, one).replace("NEW ", f"{two} ")


def same(_: KbTask, work: Work) -> None:
    """Change nothing."""
    assert work.files


NEW = FIRST.links[0].new
OWNER = FIRST.links[0].owner
SECOND_LINE = FIRST.text.split("\n\n")[1]

CHEATS: dict[str, tuple[Mutate, set[str]]] = {
    "nothing wrong": (same, set()),
    "CRLF": (edit_bytes(lambda content: content.replace(b"\n", b"\r\n")), set()),
    "byte order mark": (edit_bytes(lambda content: b"\xef\xbb\xbf" + content), set()),
    "empty lines at the end": (edit_bytes(lambda content: content + b"\n\n\n"), set()),
    "no line end at the end": (edit_bytes(lambda content: content.rstrip()), set()),
    "blanks at the ends of lines": (edit_bytes(lambda content: content.replace(b"\n", b"  \n")), set()),
    "guideline not read": (no_manual, {"manual_read"}),
    "guideline faked": (manual_faked, {"manual_read"}),
    "unmodified copies": (unmodified, FILES),
    "all ids invented": (invented, FILES),
    "one id invented": (
        edit(lambda text: text.replace(NEW, "NEW00000001")),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "id with something behind it": (
        edit(lambda text: text.replace(NEW, f"{NEW}0")),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "one link left": (leave(0), {"links_replaced"}),
    "all links of an article left": (leave(0, 1, 2), FILES),
    "two ids exchanged": (edit(swap), {"links_replaced", "articles_otherwise_unchanged"}),
    "a link appended": (
        edit(lambda text: f"{text}\nkb.internal.com/charts?id={NEW}\n"),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "an invented link appended": (
        edit(lambda text: f"{text}\nkb.internal.com/charts?id=NEW00000001\n"),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "the old link kept beside the new one": (
        edit(lambda text: text.replace(NEW, f"{NEW} kb.internal.com/charts?id={FIRST.links[0].old}")),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "all ids at every link": (everything_everywhere, FILES),
    "links without articles": (only_links, FILES),
    "owner removed": (
        edit(lambda text: text.replace(f" (Chart Owner: {OWNER})", "")),
        {"articles_otherwise_unchanged"},
    ),
    "blank doubled": (edit(lambda text: text.replace(f"{NEW} (", f"{NEW}  (")), {"articles_otherwise_unchanged"}),
    "scheme added": (
        edit(lambda text: text.replace("kb.internal", "https://kb.internal")),
        {"articles_otherwise_unchanged"},
    ),
    "ID in capitals": (
        edit(lambda text: text.replace(f"id={NEW}", f"ID={NEW}")),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "another host": (
        edit(lambda text: text.replace(f"kb.internal.com/charts?id={NEW}", f"old-kb.internal.com/charts?id={NEW}")),
        {"links_replaced", "articles_otherwise_unchanged"},
    ),
    "a paragraph removed": (edit(lambda text: text.replace(SECOND_LINE, "")), {"articles_otherwise_unchanged"}),
    "a word changed": (edit(lambda text: text.replace("# ", "# The ", 1)), {"articles_otherwise_unchanged"}),
    "lines doubled": (edit(lambda text: text.replace("\n", "\n\n")), {"articles_otherwise_unchanged"}),
    "an article missing": (one_missing, FILES),
    "wrong names": (wrong_names, FILES),
    "empty files": (edit_bytes(lambda _: b""), FILES),
    "UTF-16": (edit_bytes(lambda content: content.decode().encode("utf-16")), FILES),
    "bytes that are no text": (edit_bytes(lambda content: content + b"\xff"), FILES),
    "JSON with not-a-number": (edit_bytes(lambda _: b'{"OLD": NaN}'), FILES),
    "the question handed in": (question_copied, FILES),
    "another seed's work": (other_seed, FILES | {"owners_asked"}),
    "nobody asked": (not_asked, {"owners_asked"}),
    "one owner asked": (one_owner_asked, {"owners_asked"}),
    "questions without answers": (questions_only, {"owners_asked"}),
    "answers before questions": (asked_afterwards, {"owners_asked"}),
    "small talk": (small_talk, {"owners_asked"}),
    "ids told to the owners": (self_quoted, {"owners_asked"}),
    "ids from another owner": (told_by_another, {"owners_asked"}),
}


@pytest.mark.parametrize("name", CHEATS)
def test_each_fault_loses_exactly_what_it_should(name: str) -> None:
    """Every fault and cheat loses the checkpoints that it breaks, and no other; advice never holds an answer."""
    mutate, lost = CHEATS[name]
    work = honest(TASK)
    mutate(TASK, work)

    evidence = work.evidence()
    verdicts = {checkpoint.name: checkpoint.judge(evidence, TASK.answer) for checkpoint in FAMILY.checkpoints}

    assert {checkpoint for checkpoint, verdict in verdicts.items() if verdict.earned < 1} == lost
    assert not any(link.new in verdict.advice for link in TASK.answer.links for verdict in verdicts.values())


def test_points_are_the_published_ones() -> None:
    """The basics are 1.2 points, the three other parts share 2.8 equally; together they are 4."""
    points = {checkpoint.name: checkpoint.points for checkpoint in FAMILY.checkpoints}

    assert points["manual_read"] + points["articles_handed_in"] == pytest.approx(1.2)
    assert sum(points.values()) == 4.0


@pytest.mark.parametrize("level", ["easy", "medium", "hard"])
def test_an_idle_trainee_earns_nothing(level: str) -> None:
    """No checkpoint is granted for doing nothing."""
    assert set(earned(at_level(level), Work()).values()) == {0.0}


def test_shares_are_per_link_owner_and_article() -> None:
    """Where a person would give a part of the points, so does the judge."""
    work = honest(TASK)
    leave(1)(TASK, work)
    one_owner_asked(TASK, work)
    del work.files[TASK.answer.articles[1].output]

    shares = earned(TASK, work)

    gone = len(TASK.answer.articles[1].links)
    assert shares["owners_asked"] == pytest.approx(1 / len(TASK.answer.owners))
    assert shares["links_replaced"] == pytest.approx(1 - (1 + gone) / len(TASK.answer.links))
    assert shares["articles_handed_in"] == shares["articles_otherwise_unchanged"] == pytest.approx(2 / 3)


def test_every_invented_id_takes_a_right_one_away() -> None:
    """Adding ids on suspicion does not pay: two foreign links cost as much as two wrong ones."""
    work = honest(TASK)
    extra = "\nkb.internal.com/charts?id=NEW1\nkb.internal.com/charts?id=NEW2\n"
    edit(lambda text: text + extra)(TASK, work)

    share = earned(TASK, work)["links_replaced"]

    assert share == pytest.approx(1 - 2 / len(TASK.answer.links))


def test_a_group_counts_as_asking() -> None:
    """Owners may be asked together in a group."""
    work = honest(TASK)
    not_asked(TASK, work)
    answers = {
        owner: "\n".join(f"- {link.old} -> {link.new}" for link in links) for owner, links in TASK.answer.owners.items()
    }
    work.talk_in_group("Which new ids do your charts have?", answers)

    assert earned(TASK, work)["owners_asked"] == 1


def test_half_an_answer_is_no_answer() -> None:
    """An owner of several charts counts once all of their ids were said, in however many messages."""
    task = next(task for task in (at_level("easy", seed) for seed in range(20)) if len(task.answer.links) == 2)
    first, second = task.answer.links
    work = Work()
    work.talk(first.owner, f"What about {first.old}?", f"{first.old} is {first.new} now.")
    half = earned(task, work)["owners_asked"]
    work.talk(first.owner, f"And {second.old}?", f"{second.old} is {second.new} now.")

    assert (half, earned(task, work)["owners_asked"]) == (0, 1)


def test_files_that_are_none_are_missed_checkpoints(tmp_path: Path) -> None:
    """A link to the source, a folder and a huge file under the wanted names are never a crash, and earn nothing."""
    work = honest(TASK)
    outputs = [article.output for article in TASK.answer.articles]
    (tmp_path / "elsewhere.md").write_bytes(work.files[outputs[0]])
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / outputs[0]).symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "workspace" / outputs[1]).mkdir()
    with (tmp_path / "workspace" / outputs[2]).open("wb") as file:
        file.truncate(2 * 2**30)

    for files in (Workspace(tmp_path / "workspace"), Workspace(tmp_path / "workspace").freeze()):
        shares = earned(TASK, work, files=files)

        assert {name for name, share in shares.items() if share == 0} == FILES
        assert {name for name, share in shares.items() if share == 1} == {"manual_read", "owners_asked"}


def test_the_guideline_of_another_task_is_another_guideline() -> None:
    """Where a day has two tasks, each wants its own guideline read."""
    second = FAMILY.generate(FAMILY.params(), slot(task="second-fix"))
    work = Work()
    work.download("kb/manuals_for_kb_fix.md")

    assert earned(second, work)["manual_read"] == 0


def test_reasons_name_what_is_wrong() -> None:
    """A person reads which link, whom and which line; a long list is cut."""
    work = honest(TASK)
    one_owner_asked(TASK, work)
    leave(0)(TASK, work)
    edit(lambda text: text.replace("# ", "# The ", 1))(TASK, work)

    evidence = work.evidence()
    reasons = {c.name: c.judge(evidence, TASK.answer).reason for c in FAMILY.checkpoints}

    link = FIRST.links[0]
    assert f"{FIRST.output}: {link.old} should be {link.new}" in reasons["links_replaced"]
    assert f"{FIRST.output}: line 1 should be '# {FIRST.subject}'" in reasons["articles_otherwise_unchanged"]
    assert "was not asked about OLD" in reasons["owners_asked"]
    assert reasons["manual_read"] == ""


def test_a_long_list_of_problems_is_cut() -> None:
    """Reasons stay readable when everything is wrong."""
    task = make({"num_articles": 11, "links_per_article_min": 3})
    work = Work(files={a.output: a.text.encode() for a in task.answer.articles})
    replaced = next(c for c in FAMILY.checkpoints if c.name == "links_replaced")

    reason = replaced.judge(work.evidence(), task.answer).reason
    assert reason.endswith(f"; and {len(task.answer.links) - 12} more")
