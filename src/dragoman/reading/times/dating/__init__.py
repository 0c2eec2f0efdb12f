"""When was the report published? Witnesses around it and in its own words, weighed."""

from dragoman.reading.times.dating.report_date import report_date

__all__ = ["report_date"]
