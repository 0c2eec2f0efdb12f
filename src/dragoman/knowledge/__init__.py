"""What a reader knows beforehand: data files (``data/``) and the code that loads them."""

from dragoman.knowledge.tables import Row, rows

__all__ = ["Row", "rows"]
