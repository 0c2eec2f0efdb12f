"""The JSON Schema of a record, generated from its types."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.record.model import SCHEMA, Record


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of :class:`Record`."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"dragoman record, schema {SCHEMA}",
        **schema,
    }
