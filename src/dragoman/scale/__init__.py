"""Many files: one kernel over Arrow batches, run by local processes, Dask or Spark."""

from dragoman.scale.run import BatchError, Options, run_batch

__all__ = ["BatchError", "Options", "run_batch"]
