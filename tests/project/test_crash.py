"""kill -9 in the middle of adding: what was there stays, and nothing is half there.

Ten kills here; ``python -m bench.project --kill`` does fifty.
"""

from bench.project_kill import kill_many


def test_killing_the_adding_process_loses_nothing() -> None:
    result = kill_many(10, seed=3)
    assert result["kills"] == 10
    assert result["reports there"] >= result["reports told of"] > 0
