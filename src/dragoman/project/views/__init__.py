"""What a desk asks of a negotiation: one module a question. Counts are of lineages unless reports are asked for."""
