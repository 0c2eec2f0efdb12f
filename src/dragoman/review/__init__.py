"""What people say of a record: judgements in an append-only log, their agreement, and the gold that comes of them.

Pure: takes records and log entries, touches no file and no database. Imports the record's types only.
"""

from dragoman.review.entries import ACTIONS, Entry, active, from_log, subject_of, to_redo, to_undo
from dragoman.review.items import CHOICES, FIELDS, KINDS, Item, items
from dragoman.review.opinions import Opinion, View, added_key, decisions, reviewers, same_value, view

__all__ = [
    "ACTIONS",
    "CHOICES",
    "FIELDS",
    "KINDS",
    "Entry",
    "Item",
    "Opinion",
    "View",
    "active",
    "added_key",
    "decisions",
    "from_log",
    "items",
    "reviewers",
    "same_value",
    "subject_of",
    "to_redo",
    "to_undo",
    "view",
]
