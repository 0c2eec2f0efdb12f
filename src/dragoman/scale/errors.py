"""Errors of a batch, each with a sentence for a person."""

from __future__ import annotations

import errno

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Error numbers that mean that there is no more room."""


class BatchError(RuntimeError):
    """A batch that cannot begin; ``str(error)`` says why and what to do."""


class StoppedError(BatchError):
    """A batch that began and could not go on. What was read is kept; the same command goes on from there."""


class NoInputError(BatchError):
    """An address that leads to no file."""


class WriteError(RuntimeError):
    """The output (or the place for temporary files) cannot be written. Has one argument, so that it can be pickled."""
