"""What people say of a record: judgements in an append-only log, their agreement, and the gold that comes of them.

Pure: takes records and log entries, touches no file and no database. Imports the record's types only.
"""

from dragoman.review.agreement import Alpha, Pair, Unit, alphas, side_by_side
from dragoman.review.consensus import Settled, settle
from dragoman.review.entries import ACTIONS, Entry, active, from_log, is_review, subject_of, to_redo, to_undo
from dragoman.review.evaluation import Evaluation, evaluate
from dragoman.review.gold import gold
from dragoman.review.items import CHOICES, FIELDS, KINDS, Item, items
from dragoman.review.opinions import Opinion, View, added_key, decisions, reviewers, same_value, view

__all__ = [
    "ACTIONS",
    "CHOICES",
    "FIELDS",
    "KINDS",
    "Alpha",
    "Entry",
    "Evaluation",
    "Item",
    "Opinion",
    "Pair",
    "Settled",
    "Unit",
    "View",
    "active",
    "added_key",
    "alphas",
    "decisions",
    "evaluate",
    "from_log",
    "gold",
    "is_review",
    "items",
    "reviewers",
    "same_value",
    "settle",
    "side_by_side",
    "subject_of",
    "to_redo",
    "to_undo",
    "view",
]
