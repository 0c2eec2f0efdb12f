"""Errors that intake raises, each with a sentence for a person."""


class IntakeError(Exception):
    """A file that cannot be read as a report. ``str(error)`` says why, without the path; ``code`` is stable."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code
