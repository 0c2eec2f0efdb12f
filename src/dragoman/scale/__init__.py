"""Many files: one kernel over Arrow batches of tasks, run by local processes, Dask or Spark."""

from dragoman.scale.errors import BatchError, NoInputError, StoppedError
from dragoman.scale.run import Options, Status, run_batch

__all__ = ["BatchError", "NoInputError", "Options", "Status", "StoppedError", "run_batch"]
