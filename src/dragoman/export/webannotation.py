"""W3C Web Annotations (Recommendation of 23 February 2017): position and quote selectors on each report's text.

Positions count code points, as the model asks for text of plain resources.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dragoman.export.items import marks
from dragoman.record import Record

_CONTEXT = 32
"""Code points of text before and after a quote, by which a client finds it in a changed page."""
_PURPOSE = {"mention": "identifying", "time": "tagging", "issue": "classifying"}


def render(records: Sequence[Record]) -> bytes:
    """An annotation page in JSON-LD."""
    items = [item for record in records for item in _of(record)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:dragoman:page",
        "type": "AnnotationPage",
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1).encode() + b"\n"


def _of(record: Record) -> list[dict[str, Any]]:
    text = record.document.text
    source = f"urn:sha256:{record.document.id}"
    out = []
    for item in marks(record):
        targets = []
        for start, end in item.spans:
            targets.append(
                {
                    "source": source,
                    "selector": [
                        {"type": "TextPositionSelector", "start": start, "end": end},
                        {
                            "type": "TextQuoteSelector",
                            "exact": text[start:end],
                            "prefix": text[max(0, start - _CONTEXT) : start],
                            "suffix": text[end : end + _CONTEXT],
                        },
                    ],
                }
            )
        purpose = _PURPOSE.get(item.kind, "describing")
        bodies = [{"type": "TextualBody", "value": f"{item.kind}: {item.label}", "purpose": "tagging"}]
        if item.remark:
            bodies.append({"type": "TextualBody", "value": item.remark, "purpose": purpose})
        out.append(
            {
                "id": f"{source}#{item.id}",
                "type": "Annotation",
                "motivation": purpose,
                "generator": {"id": "urn:dragoman", "type": "Software", "name": f"dragoman {record.dragoman}"},
                "body": bodies,
                "target": targets if len(targets) > 1 else targets[0],
            }
        )
    return out
