"""The network of actors as GEXF: who met whom, who addressed, accused or asked whom (needs the extra ``exchange``)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import networkx as nx

from dragoman.record import Record


def render(records: Sequence[Record]) -> bytes:
    """A directed multigraph: actors as nodes (joined across records by name and kind), acts and meetings as edges."""
    graph = nx.MultiDiGraph()
    for record in records:
        keys = {e.id: f"{e.kind}:{e.name}" for e in record.entities}
        used: set[str] = set()
        edges: list[tuple[str, str, str, str]] = []
        for statement in record.statements:
            speaker = statement.source.entity if statement.source else None
            for ref, kind in ((statement.target, statement.act), (statement.addressee, "tells")):
                if speaker and ref and ref.entity and speaker != ref.entity:
                    edges.append((speaker, ref.entity, kind, statement.standing))
        for meeting in record.meetings:
            parties = [r.entity for r in meeting.parties if r.entity]
            edges += [(a, b, "meets", meeting.status) for i, a in enumerate(parties) for b in parties[i + 1 :]]
        for source, target, kind, standing in edges:
            if source in keys and target in keys:
                used.update((source, target))
                graph.add_edge(
                    keys[source], keys[target], label=kind, standing=standing, document=record.document.id[:12]
                )
        names = {e.id: e.name for e in record.entities}
        for entity in record.entities:
            if entity.id in used:
                graph.add_node(
                    keys[entity.id],
                    label=entity.name,
                    kind=entity.kind,
                    country=entity.country or "",
                    side=names.get(entity.side or "", ""),
                )
    sink = io.BytesIO()
    # the writer stamps the day on which it runs; records do not change with the clock, and neither may this file
    nx.write_gexf(graph, sink)
    lines = sink.getvalue().decode().splitlines()
    return ("\n".join(_without_stamp(line) for line in lines) + "\n").encode()


def _without_stamp(line: str) -> str:
    start = line.find('<meta lastmodifieddate="')
    if start < 0:
        return line
    end = line.index('"', start + 24) + 1
    return line[:start] + "<meta" + line[end:]
