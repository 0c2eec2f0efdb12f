"""What can go wrong with a project file, each with a sentence for a person."""


class ProjectError(Exception):
    """A project that cannot be opened, read or written. ``str(error)`` says why; ``code`` is stable.

    Codes: ``missing``, ``exists``, ``no-project``, ``corrupt``, ``newer``, ``busy``, ``full``, ``unwritable``,
    ``database``, ``unknown-item``, ``query``, ``stale``.
    """

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code
