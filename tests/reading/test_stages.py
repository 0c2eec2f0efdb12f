"""The list of stages: what each needs is given before it, and a stage out of place is named."""

import dataclasses

import pytest

from dragoman.reading.draft import Draft, Stage
from dragoman.reading.language import load_parser
from dragoman.reading.stages import check, stages

NAMES = ["page", "language", "actors", "times", "statements", "issues", "talks", "events"]


def test_the_stages_stand_in_their_order() -> None:
    listed = stages(load_parser)
    check(listed)
    assert [s.name for s in listed] == NAMES


def test_stages_name_fields_of_the_draft() -> None:
    fields = {f.name for f in dataclasses.fields(Draft)}
    for stage in stages(load_parser):
        assert {*stage.needs, *stage.gives} <= fields, stage.name


def test_a_stage_out_of_place_is_named() -> None:
    late = Stage("late", lambda draft: draft, needs=("cast",), gives=())
    with pytest.raises(ValueError, match="late needs cast"):
        check((late,))
