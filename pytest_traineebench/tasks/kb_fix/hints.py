"""Three hints, none with an id."""

from __future__ import annotations

from pytest_traineebench.tasks.kb_fix.answer import KbFixAnswer


def hints(answer: KbFixAnswer) -> tuple[str, str, str]:
    """Return whom to ask; where things are and which steps; the whole procedure."""
    whom = (
        "Behind every broken link stands the name of the chart's owner. Only that colleague knows the new id, "
        "and only of their own charts."
    )
    steps = (
        f"The guideline is CloudDisk://{answer.manual}, the articles lie in the folder beside it. Download the "
        "guideline and every listed article, find the lines with kb.internal.com/charts, ask each owner, then "
        "replace the ids in a copy."
    )
    outputs = ", ".join(article.output for article in answer.articles)
    procedure = (
        f'1. Download {answer.manual} and the article behind each "Source".\n'
        "2. Run `grep -n 'kb.internal.com/charts' FILE` on each article and note old id and owner of every link; "
        f"there are {len(answer.links)} links of {len(answer.owners)} owners.\n"
        "3. SendMessage to each owner, quote all their old ids and ask for the new ones. Ask again if one is missing.\n"
        "4. Copy each article with `sed 's/id=<old id>/id=<new id>/'`, one such expression per link, so that "
        "nothing else changes.\n"
        f"5. The copies belong into the root of the workspace: {outputs}. Compare each with its source by `diff`: "
        "only lines with links may differ, and no old id may be left."
    )
    return whom, steps, procedure
