"""Alembic migrations of the project file, run by the program itself."""
