"""What is judged: guideline read, owners asked, articles handed in, links replaced, the rest left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.kb_fix.answer import Article, KbFixAnswer, Link
from pytest_traineebench.tasks.kb_fix.submission import Submission, read_submission

_MANUAL, _FILES, _SHARE = 0.3, 0.9, 14 / 15
"""The published points: 1.2 for the basics, here in two, and three equal parts of the other 2.8."""

_ABOUT = ("chart", "link", "article", "knowledge base")
_MOST_PROBLEMS = 12


def manual_read(evidence: Evidence, answer: KbFixAnswer) -> Verdict:
    """The guideline was downloaded."""
    if evidence.downloaded(answer.manual):
        return PASSED
    return missed(
        f"{answer.manual} was not downloaded",
        "Read the guideline for the task before you begin: it is on the cloud disk, and chart owners know where.",
    )


def owners_asked(evidence: Evidence, answer: KbFixAnswer) -> Verdict:
    """Every owner was written to about their charts and told the trainee all of their new ids thereafter."""
    owners = answer.owners
    problems = [problem for owner, links in owners.items() if (problem := _not_told(evidence, owner, links, answer))]
    return _share(
        len(owners) - len(problems),
        len(owners),
        problems,
        "Ask every chart owner named in the articles for the new ids of all their charts, and quote the old ids.",
    )


def _not_told(evidence: Evidence, owner: str, links: tuple[Link, ...], answer: KbFixAnswer) -> str:
    words = (*_ABOUT, *(link.old.lower() for link in links), *(title.lower() for title in answer.subjects_of(owner)))
    question = evidence.said(lambda text: any(word in text.lower() for word in words), to=owner)
    if question is None:
        return f"{owner} was not asked about {links[0].old}"
    for link in links:
        if not _heard(evidence, link, after=question.order):
            return f"{owner} did not say the new id of {link.old}"
    return ""


def _heard(evidence: Evidence, link: Link, *, after: int) -> bool:
    return evidence.heard(lambda text: link.new in text, of=link.owner, after=after) is not None


def articles_handed_in(evidence: Evidence, answer: KbFixAnswer) -> Verdict:
    """Every article was handed in as a copy in which at least one link was really corrected."""
    return _per_article(
        evidence,
        answer,
        lambda copy: "" if copy.replaced else f"none of the links in {copy.article.output} is right",
        "Hand in every article under the exact name that the task gives: a copy of its source with corrected links.",
    )


def links_replaced(evidence: Evidence, answer: KbFixAnswer) -> Verdict:
    """Every link has the new id that its owner knows, and no id was made up or added."""
    earned = 0
    problems: list[str] = []
    for article in answer.articles:
        try:
            copy = read_submission(evidence, article)
        except DeliverableError as problem:
            problems.append(str(problem))
            continue
        earned += copy.replaced
        problems += _link_problems(copy)
    return _share(
        earned,
        len(answer.links),
        problems,
        "Compare every chart link in your copies with the article and with what the owner of that chart told you.",
    )


def _link_problems(copy: Submission) -> list[str]:
    output, right = copy.article.output, copy.right
    problems = [f"{output}: {link.old} should be {link.new}" for link in copy.article.links if link not in right]
    if copy.replaced < len(right):
        problems.append(f"{output}: holds ids that belong to no chart of the article")
    return problems


def articles_otherwise_unchanged(evidence: Evidence, answer: KbFixAnswer) -> Verdict:
    """Every article that was worked on differs from its source in the corrected ids only."""
    return _per_article(
        evidence,
        answer,
        _changed,
        "Change the ids in the links and nothing else: compare each copy line by line with its source.",
    )


def _changed(copy: Submission) -> str:
    if not copy.replaced:
        return f"none of the links in {copy.article.output} is right"
    return f"{copy.article.output}: {copy.difference}" if copy.difference else ""


def _per_article(
    evidence: Evidence, answer: KbFixAnswer, problem_of: Callable[[Submission], str], advice: str
) -> Verdict:
    problems = [problem for article in answer.articles if (problem := _problem(evidence, article, problem_of))]
    return _share(len(answer.articles) - len(problems), len(answer.articles), problems, advice)


def _problem(evidence: Evidence, article: Article, problem_of: Callable[[Submission], str]) -> str:
    try:
        return problem_of(read_submission(evidence, article))
    except DeliverableError as problem:
        return str(problem)


def _share(earned: int, of: int, problems: Iterable[str], advice: str) -> Verdict:
    shown = list(problems)
    more = f"; and {len(shown) - _MOST_PROBLEMS} more" if len(shown) > _MOST_PROBLEMS else ""
    return partly(earned, of, f"{earned} of {of}: {'; '.join(shown[:_MOST_PROBLEMS])}{more}", advice)


CHECKPOINTS: tuple[Checkpoint[KbFixAnswer], ...] = (
    Checkpoint(name="manual_read", points=_MANUAL, check=manual_read),
    Checkpoint(name="articles_handed_in", points=_FILES, check=articles_handed_in),
    Checkpoint(name="owners_asked", points=_SHARE, check=owners_asked),
    Checkpoint(name="links_replaced", points=_SHARE, check=links_replaced),
    Checkpoint(name="articles_otherwise_unchanged", points=_SHARE, check=articles_otherwise_unchanged),
)
