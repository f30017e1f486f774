"""The words in which openings and resumes are written: one spelling for each degree, major, position and skill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Degree = Literal["Bachelor's", "Master's", "Doctoral"]
Major = Literal[
    "Computer Science",
    "Computer Engineering",
    "Software Engineering",
    "Mathematics",
    "Electrical Engineering",
    "Data Science",
    "Control Science",
]
Position = Literal["Software Engineer", "Software Developer", "Algorithm Researcher"]

DEGREES: tuple[Degree, ...] = get_args(Degree)
"""From the lowest to the highest."""
MAJORS: tuple[Major, ...] = get_args(Major)
POSITIONS: tuple[Position, ...] = get_args(Position)

SKILL_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Languages": ("Python", "C++", "C", "Java", "JavaScript", "TypeScript", "Go", "Rust", "Scala", "SQL", "Bash"),
    "Data stores": ("PostgreSQL", "MySQL", "SQLite", "MongoDB", "Redis", "Cassandra", "Elasticsearch"),
    "Platforms and tools": (
        "Linux",
        "Git",
        "Docker",
        "Kubernetes",
        "Terraform",
        "AWS",
        "Jenkins",
        "Kafka",
        "RabbitMQ",
        "Prometheus",
        "gRPC",
    ),
    "Learning and modelling": (
        "Machine Learning",
        "Deep Learning",
        "Reinforcement Learning",
        "Computer Vision",
        "Speech Recognition",
        "Recommender Systems",
        "Optimization",
        "PyTorch",
        "TensorFlow",
    ),
    "Data": ("Data Analysis", "Data Visualization", "Data Modeling", "Pandas", "NumPy", "Spark", "Airflow", "Tableau"),
    "Ways of working": ("Code Review", "Unit Testing", "Scrum", "Technical Writing", "Mentoring"),
}
"""Display spellings by the category under which a resume lists them."""

SKILLS: tuple[str, ...] = tuple(skill.lower() for group in SKILL_GROUPS.values() for skill in group)
"""All skills in lower case, as requirements name them."""

DISPLAY: Mapping[str, str] = {skill.lower(): skill for group in SKILL_GROUPS.values() for skill in group}
"""How a resume spells a skill."""

DRAWN_MAJORS: tuple[Major, ...] = (
    "Electrical Engineering",
    "Software Engineering",
    "Data Science",
    "Computer Science",
    "Mathematics",
)
DRAWN_YEARS = (1, 3, 5)
DRAWN_SKILLS = (
    "python",
    "c++",
    "java",
    "redis",
    "mongodb",
    "kubernetes",
    "deep learning",
    "reinforcement learning",
    "data visualization",
    "data analysis",
)
DRAWN_NUMBERS = (6, 9, 12)
"""What the published sampler draws from; the other lists it draws whole."""
