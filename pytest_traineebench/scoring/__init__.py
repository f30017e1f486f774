"""Checkpoints, verdicts and scores."""

from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.scoring.scorecard import CheckpointScore, Scorecard, TaskScore

__all__ = [
    "PASSED",
    "Checkpoint",
    "CheckpointScore",
    "Scorecard",
    "TaskScore",
    "Verdict",
    "missed",
    "partly",
]
