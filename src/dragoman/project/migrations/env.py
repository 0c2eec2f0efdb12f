"""Alembic's environment: runs on the connection that the project hands over."""

from alembic import context

from dragoman.project.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
