"""Measurements: accuracy against gold, speed and memory. Nothing here is part of the installed package."""
