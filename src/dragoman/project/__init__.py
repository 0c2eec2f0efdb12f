"""Many records: the project file, wire copies, merging with reasons, views, search, review log."""

from dragoman.project.errors import ProjectError
from dragoman.project.model import (
    Added,
    Copy,
    Found,
    Hit,
    Lineage,
    Merge,
    ProjectDocument,
    ReviewEntry,
    Status,
)
from dragoman.project.project import Project
from dragoman.project.search import Query

__all__ = [
    "Added",
    "Copy",
    "Found",
    "Hit",
    "Lineage",
    "Merge",
    "Project",
    "ProjectDocument",
    "ProjectError",
    "Query",
    "ReviewEntry",
    "Status",
]
