"""What is judged, and what it is worth: 5 points as published, the first of them split by what the report must say."""

from __future__ import annotations

from pytest_traineebench.scoring.checkpoint import Checkpoint
from pytest_traineebench.tasks.website_analysis.answer import WebsiteAnswer
from pytest_traineebench.tasks.website_analysis.contacts import (
    code_delivered,
    hr_named_maintainer,
    maintainer_told,
    maintenance_approved,
)
from pytest_traineebench.tasks.website_analysis.report import names_cause, names_responsible, names_slow_page

CHECKPOINTS: tuple[Checkpoint[WebsiteAnswer], ...] = (
    Checkpoint(name="report_names_slow_page", points=0.4, check=names_slow_page),
    Checkpoint(name="report_names_cause", points=0.3, check=names_cause),
    Checkpoint(name="report_names_responsible", points=0.3, check=names_responsible),
    Checkpoint(name="hr_named_maintainer", points=1.0, check=hr_named_maintainer),
    Checkpoint(name="maintainer_told", points=1.0, check=maintainer_told),
    Checkpoint(name="maintenance_approved", points=1.0, check=maintenance_approved),
    Checkpoint(name="code_delivered", points=1.0, check=code_delivered),
)
